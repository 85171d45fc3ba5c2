import { Failure } from '../../codes/failure.ts'
import { requestRevocation } from '../../protocol/revocation.ts'
import type { TokenEndpointParty } from '../../protocol/token-request.ts'
import type { Traveller } from '../context.ts'
import { meetProvider } from './meet-provider.ts'
import { revocableTokens, type Revocable } from './revocable.ts'
import { unasked, type EndedSession, type Revocation } from './ended-session.ts'

/**
 * Revokes the refresh token first, then the access token (RFC 7009, section 2.1). Whatever the provider says is a
 * result, not a failure: what is deleted locally does not depend on it. Raises only the reason of an interruption.
 */
export async function endSession(walk: Traveller, session: Revocable): Promise<EndedSession> {
  const tokens = revocableTokens(session)
  try {
    const party = await meetProvider(walk)
    const revocations: Revocation[] = []
    for (const { token, value } of tokens) revocations.push(await revoke(walk, party, token, value))
    return { revocations, endSessionEndpoint: party.server.end_session_endpoint, isAsked: true }
  } catch (error) {
    return unasked(tokens.map(({ token }) => token), reasonOf(walk, error))
  }
}

async function revoke(
  walk: Traveller, party: TokenEndpointParty, token: Revocation['token'], value: string,
): Promise<Revocation> {
  if (party.server.revocation_endpoint === undefined)
    return { token, confirmed: false, reason: 'no-revocation-endpoint' }
  try {
    const refusal = await requestRevocation(party, value, token)
    // A refusal may quote the token.
    return {
      token, confirmed: refusal === undefined, reason: refusal === undefined ? undefined : walk.secrets.hide(refusal),
    }
  } catch (error) {
    return { token, confirmed: false, reason: reasonOf(walk, error) }
  }
}

function reasonOf(walk: Traveller, error: unknown): string {
  walk.signal.throwIfAborted()
  if (error instanceof Failure) return error.code
  throw error
}
