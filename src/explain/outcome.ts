import { headerOf, isGranted, isRefused } from './parameters.ts'
import type { Attempt } from './attempts.ts'
import type { Seen } from './record.ts'

/** Tells whether an answer is seen to have been taken: the client went on, or got tokens. */
export function wentWell({ answers, exchanges }: Attempt): boolean {
  return exchanges.some(isGranted) || answers.some(answer => isTaken(answer) && !exchanges.some(isRefused))
}

function isTaken({ request, response }: Seen): boolean {
  const status = response?.status
  if (request?.method === undefined || status === undefined || status >= 400) return false
  return !/error|log-?in|sign-?in|denied|fail|[?&]client_id=/i.test(headerOf(response, 'location') ?? '')
}
