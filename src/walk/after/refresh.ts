import { noteKeptBack, noteLongLife } from '../../protocol/claim-times.ts'
import { acceptedAlgorithms } from '../../protocol/client.ts'
import {
  checkRefreshedIdToken, requestRefresh, verifyRefreshedTokens, type SignedInUser,
} from '../../protocol/refresh.ts'
import {
  compareScopes, expiryOf, noteForm, readTokenResponse, withoutIdToken, type TokenResponse,
} from '../../protocol/token-response.ts'
import { noteOtherKind } from '../../protocol/token-kind.ts'
import type { TokenEndpointParty } from '../../protocol/token-request.ts'
import type { Secret } from '../../secrets/secret.ts'
import { aheadOf, wrapTokens, type Tokens } from '../5-token.ts'
import type { Traveller } from '../context.ts'
import { issuerFor } from '../extension.ts'
import { report, verify } from '../observe.ts'
import { readIdToken, verifyTokens } from '../verify-tokens.ts'
import { meetProvider } from './meet-provider.ts'

/** What the refresh grant needs to know of the session. */
export interface Refreshable {
  refreshToken: Secret
  scope: string[]
  user: SignedInUser
  parameters: [name: string, value: string][]
}

/**
 * Gets new tokens for a refresh token (RFC 6749, section 6; OpenID Connect Core 1.0, section 12). Raises
 * `refresh-refused`, the name of a failed check, or a network failure; the request is sent once.
 */
export async function refreshTokens(walk: Traveller, session: Refreshable): Promise<Tokens> {
  const party = await meetProvider(walk)
  const exchanged = await requestRefresh(party, session.refreshToken.reveal(), session.parameters)
  await report(walk, noteForm(exchanged))
  const tokens = await readTokenResponse(exchanged, 'refresh-refused')
  await report(walk, tokens.findings)
  await verifyTokens(walk, tokens)
  const claims = await identifyAgain(walk, party, tokens, session.user, aheadOf(exchanged, walk.now()))
  const scope = tokens.scope ?? session.scope
  await report(walk, compareScopes(session.scope, scope))
  const obtainedAt = walk.now()
  return {
    ...wrapTokens(walk.secrets, tokens, claims !== undefined), token_type: tokens.token_type, claims, scope, obtainedAt,
    expiresAt: expiryOf(tokens, obtainedAt),
  }
}

/** An ID token that the client can't verify (no keys are known) is not kept. */
async function identifyAgain(
  walk: Traveller, party: TokenEndpointParty, tokens: TokenResponse, user: SignedInUser,
  ahead: number | undefined,
): Promise<Tokens['claims']> {
  const verifiable = party.server.jwks_uri !== undefined
  if (tokens.id_token !== undefined && verifiable) {
    const decoded = await readIdToken(walk, tokens.id_token)
    if (decoded === undefined) return undefined
    const server = { ...party.server, issuer: issuerFor(walk, user.issuer, decoded.claims) }
    const now = Math.floor(walk.now() / 1000)
    await verify(walk, checkRefreshedIdToken(decoded, { ...user, issuer: server.issuer }, {
      algorithms: acceptedAlgorithms(party.server), now, ahead, accessToken: tokens.access_token,
    }))
    await verify(walk, await verifyRefreshedTokens({ ...party, server }, tokens))
    await report(walk, [
      ...noteOtherKind(decoded), ...noteKeptBack(decoded.claims, now), ...noteLongLife(decoded.claims, now),
    ])
    return decoded.claims
  }
  await verifyRefreshedTokens(party, withoutIdToken(tokens))
  return undefined
}
