import { parseAddress } from '../../addresses/loopback.ts'
import { parameterOf, parametersOf } from '../parameters.ts'
import type { Seen } from '../record.ts'
import { stepOf } from './kinds.ts'

/**
 * Calls no token request what an application asks its own server at a path like `/api/token` and without a word: beside
 * a login at another server only the path looks like one.
 */
export function withoutOwnRequests(messages: readonly Seen[]): Seen[] {
  const asked = messages.filter(({ kind }) => kind === 'authorization-request')
  const own = new Set(asked.map(one => hostOf(parameterOf(one, 'redirect_uri'))))
  for (const one of asked) own.delete(hostOf(one.request?.url))
  return messages.map(seen => isWordless(seen) && own.has(hostOf(seen.request?.url))
    ? { ...seen, kind: 'other', step: stepOf('other') }
    : seen)
}

function isWordless(seen: Seen): boolean {
  const { kind, request, response } = seen
  return kind === 'token-request'
    && !request?.body
    && parametersOf(seen).length === 0
    && response?.members?.['access_token'] === undefined
    && !request?.headers.some(([name]) => name === 'authorization' || name === 'dpop')
}

function hostOf(url: string | undefined): string {
  return parseAddress(url ?? '')?.host ?? ''
}
