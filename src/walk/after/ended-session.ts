import type { RevocableToken } from './revocable.ts'

/** What the provider said to a revocation: confirmed, or why not. */
export interface Revocation {
  token: RevocableToken['token']
  confirmed: boolean
  reason: string | undefined
}

/**
 * What ending a session brought: each token's revocation, and the endpoint at which the browser ends the provider's own
 * session.
 */
export interface EndedSession {
  revocations: Revocation[]
  endSessionEndpoint: string | undefined
  /** Whether the provider could be asked at all. */
  isAsked: boolean
}

/** What ending a session brought whose provider was not asked. */
export function unasked(tokens: readonly Revocation['token'][], reason: string): EndedSession {
  const revocations = tokens.map(token => ({ token, confirmed: false, reason }))
  return { revocations, endSessionEndpoint: undefined, isAsked: false }
}
