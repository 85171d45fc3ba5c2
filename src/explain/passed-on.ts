import { bareAddress } from './addresses.ts'
import type { Attempt } from './attempts.ts'
import { isTelling } from './facts/withheld.ts'
import { isGranted, parameterOf } from './parameters.ts'
import type { Seen } from './record.ts'

/**
 * Tells whether the client itself sent an answer on after it had come to its redirect URI: a page gives the code to its
 * own server. A server that redirects it may lose what the login needs, unless tokens came all the same.
 */
export function isPassedOn({ asked, answers, exchanges }: Attempt, answer: Seen): boolean {
  const [code, wanted] = [parameterOf(answer, 'code'), asked && parameterOf(asked, 'redirect_uri')]
  if (!isTelling(code) || wanted === undefined || isAt(answer, wanted)) return false
  const first = answers.find(each => parameterOf(each, 'code') === code)
  if (first === undefined || !isAt(first, wanted)) return false
  const { status = 0 } = first.response ?? {}
  return (status >= 200 && status < 300) || exchanges.some(isGranted)
}

function isAt({ request }: Seen, address: string): boolean {
  return bareAddress(request?.url) === bareAddress(address)
}
