import type { JWTPayload } from 'jose'
import { describeBy } from '../codes/described.ts'
import type { CheckedParameters } from '../protocol/authorization-response.ts'
import type { Finding } from '../codes/finding.ts'
import { holds } from '../protocol/checks.ts'
import { noteLongLife } from '../protocol/claim-times.ts'
import { acceptedAlgorithms } from '../protocol/client.ts'
import { checkIdToken } from '../protocol/id-token.ts'
import { noteOtherKind } from '../protocol/token-kind.ts'
import { acceptPlainTokens, requestTokens, verifyIdToken, type TokenEndpointParty } from '../protocol/token-request.ts'
import {
  compareScopes, expiryOf, noteForm, readTokenResponse, type TokenResponse,
} from '../protocol/token-response.ts'
import type { Exchange } from '../protocol/library.ts'
import type { Started } from './1-start.ts'
import type { Redirected } from './2-redirect.ts'
import { backChannel } from './back-channel.ts'
import type { Secret } from '../secrets/secret.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Walk } from './context.ts'
import { issuerFor } from './extension.ts'
import { emit, report, verify } from './observe.ts'
import { readIdToken, verifyTokens } from './verify-tokens.ts'

/** Tokens that passed every check. */
export interface Tokens {
  access_token: Secret
  token_type: string
  refresh_token: Secret | undefined
  id_token: Secret | undefined
  claims: JWTPayload | undefined
  scope: string[]
  /** Milliseconds since 1970. */
  obtainedAt: number
  expiresAt: number | undefined
}

/**
 * Step 5, client ↔ authorization server, over the back channel: the code becomes tokens (RFC 6749 4.1.3). Every check
 * passes before anything is used or kept. Raises `token-refused`, `unreadable-answer`, a failed check's name, or a
 * network failure; the code is never sent twice.
 */
export async function exchangeCode(
  walk: Walk, started: Started, redirected: Redirected, parameters: CheckedParameters,
): Promise<Tokens> {
  const party = { ...started, send: backChannel({ ...walk, send: redirected.send }) }
  const exchanged = await requestTokens(
    party, parameters, redirected.redirectUri, started.codeVerifier?.reveal(), walk.login.tokenParameters,
  )
  return judgeTokens(walk, started, party, exchanged)
}

/**
 * Judges a token response, whichever grant it answers (RFC 6749, section 5). Every check passes before anything is used
 * or kept. Raises the given refusal, `unreadable-answer`, a failed check's name, or a network failure.
 */
export async function judgeTokens(
  walk: Walk, started: Started, party: TokenEndpointParty, exchanged: Exchange,
  refusal: 'token-refused' | 'device-refused' | 'grant-refused' = 'token-refused',
): Promise<Tokens> {
  const ahead = aheadOf(exchanged, walk.now())
  await report(walk, [...noteForm(exchanged), ...noteClock(ahead)])
  const tokens = await readTokenResponse(exchanged, refusal)
  await report(walk, tokens.findings)
  await verifyTokens(walk, tokens)
  const claims = await identify(walk, started, party, tokens, ahead)
  const granted = tokens.scope ?? started.scope
  await report(walk, compareScopes(started.scope, granted, tokens))
  const obtainedAt = walk.now()
  return {
    ...wrapTokens(walk.secrets, tokens, claims !== undefined), token_type: tokens.token_type, claims, scope: granted,
    obtainedAt, expiresAt: expiryOf(tokens, obtainedAt),
  }
}

/** The tokens as secrets; an ID token only where it was verified. */
export function wrapTokens(
  secrets: Secrets, tokens: TokenResponse, verified: boolean,
): Pick<Tokens, 'access_token' | 'refresh_token' | 'id_token'> {
  const { access_token, refresh_token, id_token } = tokens
  return {
    access_token: secrets.keep('access_token', access_token),
    refresh_token: refresh_token === undefined ? undefined : secrets.keep('refresh_token', refresh_token),
    id_token: id_token === undefined || !verified ? undefined : secrets.keep('id_token', id_token),
  }
}

/** Notes clocks that differ by more than 30 seconds, since they decide whether an ID token counts as expired. */
function noteClock(seconds: number | undefined): Finding[] {
  return seconds !== undefined && Math.abs(seconds) > 30 ? [{ code: 'clock-differs', details: { seconds } }] : []
}

/** Seconds by which this machine's clock is ahead of that of the answer's Date header (RFC 9110, section 6.6.1). */
export function aheadOf({ answer }: Exchange, now: number): number | undefined {
  const seconds = Math.round((now - Date.parse(answer.headers['date'] ?? '')) / 1000)
  return Number.isFinite(seconds) ? seconds : undefined
}

/** Why an ID token that came is not used; one of another grant is tied to no sign-in. */
function noteUnused({ scope, server }: Started): Finding {
  const because = !scope.includes('openid')
    ? 'not-asked'
    : server.jwks_uri === undefined
      ? 'keys-unknown'
      : 'no-sign-in'
  return { code: 'id-token-unused', details: { because } }
}

/**
 * Verifies the ID token and gives its claims, where `openid` was asked for and the keys are known. It must be there,
 * unless only a resource wanted that scope.
 */
async function identify(
  walk: Walk, started: Started, party: TokenEndpointParty, tokens: TokenResponse, ahead: number | undefined,
): Promise<JWTPayload | undefined> {
  const isMissing = tokens.id_token === undefined && !started.wantsIdentity
  if (!started.scope.includes('openid') || !started.verifiable || isMissing) {
    if (tokens.id_token !== undefined) await report(walk, [noteUnused(started)])
    await acceptPlainTokens(party, tokens)
    return undefined
  }
  await verify(walk, [
    holds(
      'id-token-present', 'OIDC Core 3.1.3.3', describeBy('id-token'), tokens.id_token && describeBy('present'),
      tokens.id_token !== undefined,
    ),
  ])
  const decoded = await readIdToken(walk, tokens.id_token ?? '')
  if (decoded === undefined) return undefined
  await emit(walk, { type: 'decoded', token: 'id_token', header: { ...decoded.header }, claims: decoded.claims })
  const server = { ...started.server, issuer: issuerFor(walk, started.server.issuer, decoded.claims) }
  const now = Math.floor(walk.now() / 1000)
  await verify(walk, checkIdToken(decoded, {
    issuer: server.issuer,
    clientId: started.client.client_id,
    nonce: started.nonce?.reveal(),
    algorithms: acceptedAlgorithms(started.server),
    now,
    ahead,
    maxAge: walk.login.maxAge,
    accessToken: tokens.access_token,
  }))
  await verify(walk, [await verifyIdToken({ ...party, server }, tokens, started.nonce?.reveal(), walk.login.maxAge)])
  await report(walk, [...noteOtherKind(decoded), ...noteLongLife(decoded.claims, now)])
  return decoded.claims
}
