import { Failure } from '../../failure.ts'
import { requestRevocation } from '../../protocol/revocation.ts'
import type { Traveller } from '../context.ts'
import { meetProvider } from './refresh.ts'

/** What the provider said to a revocation: confirmed, or why not. */
export interface Revocation {
  token: 'refresh_token' | 'access_token'
  confirmed: boolean
  reason: string | undefined
}

/** The tokens of a session that may still be alive at the provider. */
export interface Revocable {
  refresh_token?: string
  access_token: string
}

/**
 * Revokes the refresh token first, then the access token (RFC 7009, section 2.1). Whatever the provider says is a result, not a failure: what
 * is deleted locally does not depend on it. Raises only the reason of an interruption.
 */
export async function revokeTokens(walk: Traveller, session: Revocable): Promise<Revocation[]> {
  const revocations: Revocation[] = []
  for (const token of ['refresh_token', 'access_token'] as const) {
    const value = session[token]
    if (value !== undefined) revocations.push({ token, ...await revoke(walk, value, token) })
  }
  return revocations
}

async function revoke(walk: Traveller, value: string, hint: Revocation['token']): Promise<Pick<Revocation, 'confirmed' | 'reason'>> {
  try {
    const party = await meetProvider(walk)
    if (party.server.revocation_endpoint === undefined) return { confirmed: false, reason: 'no revocation endpoint' }
    const status = await requestRevocation(party, value, hint)
    return { confirmed: status === 200, reason: status === 200 ? undefined : `status ${status}` }
  } catch (error) {
    walk.signal.throwIfAborted()
    if (error instanceof Failure) return { confirmed: false, reason: error.code }
    throw error
  }
}
