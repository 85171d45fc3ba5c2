import { checkAuthorizationResponse } from '../../protocol/authorization-response.ts'
import { holds, type Check } from '../../protocol/checks.ts'
import { checkIdToken, decodeIdToken, type DecodedIdToken } from '../../protocol/id-token.ts'
import { checkSignedBy } from '../../protocol/signed-by.ts'
import { checkTokenResponse, readTokenResponse, type TokenResponse } from '../../protocol/token-response.ts'
import { checkUserinfoSubject } from '../../protocol/userinfo.ts'
import { answeredAt } from '../facts/answered-at.ts'
import { usualAlgorithms } from '../facts/algorithms.ts'
import { isEncrypted } from '../facts/encrypted.ts'
import { wasSent } from '../facts/token-form.ts'
import { isProven, isUsableType } from '../facts/token-type.ts'
import { areComparable, isWithheld } from '../facts/withheld.ts'
import { ownNamesIn } from '../own-names.ts'
import { isSealedAnswer, parametersOf, signedIn } from '../parameters.ts'
import type { Seen, WalkRecord } from '../record.ts'
import { answeredValue, askedValue, type Login } from './login.ts'
import type { Known } from './provider.ts'

/**
 * The checks of what came back through the browser, by the protocol's own rules; nothing is checked against what is not
 * in the record.
 */
export function checksOfResponse(login: Login, known: Known): Check[] {
  const { response } = login
  if (!response?.request) return []
  const parameters = broughtBy(response)
  const sent = askedValue(login, 'state')
  const came = parameters.get('state') ?? undefined
  // In a signed answer the issuer stands within it.
  const isIssuerPlain = known.isIssuerKnown && !parameters.has('response')
  const server = { issuer: known.issuer ?? '', authorization_response_iss_parameter_supported: known.endsWithIssuer }
  return [
    ...sent !== undefined && came !== undefined && areComparable(sent, came)
      ? [holds('state', 'RFC 6749 10.12', sent, came, sent === came)]
      : [],
    ...checkAuthorizationResponse(server, parameters)
      .filter(({ name }) =>
        (name !== 'response-issuer' || isIssuerPlain) && isToHold(name, login, response, parameters)),
  ]
}

/** Whether a login asked for a code; where nothing says what it asked for, it did. */
export function asksForCode(login: Login): boolean {
  const asked = askedValue(login, 'response_type')?.split(' ')
  return asked?.includes('code') ?? !(login.response && bringsTokens(broughtBy(login.response)))
}

/** An answer with tokens in it and without a code, as a login gets that asked for none (RFC 6749 4.2.2). */
function bringsTokens(parameters: URLSearchParams): boolean {
  return !parameters.has('code') && (parameters.has('access_token') || parameters.has('id_token'))
}

/**
 * A walk asks for a code alone. Others ask for tokens too, or instead, and get them: a reading tells it. What an
 * encrypted answer brings, nobody sees.
 */
function isToHold(name: string, login: Login, response: Seen, parameters: URLSearchParams): boolean {
  const asked = askedValue(login, 'response_type')?.split(' ') ?? []
  if (name === 'code-or-error')
    return asksForCode(login) && !isSealedAnswer(response) && !isWithheld(parameters.get('code') ?? undefined)
  if (name !== 'no-token-in-front-channel') return true
  return asked.length > 0
    ? !asked.includes('token') && (!asked.includes('id_token') || parameters.has('access_token'))
    : asksForCode(login)
}

/**
 * What a message brings through the browser, by the names of the standard: DingTalk and Alipay have their own. A
 * signed answer brings what stands within it.
 */
export function broughtBy(seen: Seen): URLSearchParams {
  const plain = parametersOf(seen)
  const pairs = [...plain, ...signedIn(seen.kind, plain).filter(([name]) => !plain.some(([one]) => one === name))]
  const own = ownNamesIn(pairs)
  const standard = (name: string) => (Object.hasOwn(own, name) ? own[name] : undefined) ?? name
  return new URLSearchParams(pairs.map(([name, value]): [string, string] => [standard(name), value]))
}

/** The token response as the walk reads it; nothing where it is a refusal, or not in the record. */
export async function readTokens(message: Seen): Promise<TokenResponse | undefined> {
  const { request, response } = message
  if (response?.body === undefined) return undefined
  const answer = { status: response.status ?? 200, headers: Object.fromEntries(response.headers), body: response.body }
  return readTokenResponse({ url: request?.url ?? '', answer }, 'token-refused').catch(() => undefined)
}

/** The checks of an answer of the token endpoint and of the ID token in it, as of the time when it came. */
export async function checksOfTokens(
  login: Login, tokens: TokenResponse, known: Known, record: WalkRecord,
): Promise<Check[]> {
  const [token] = login.tokens
  const checks = checksOfAnswer(tokens, token)
  // Nobody but the holder of the key can judge what is encrypted, and nobody what a placeholder stands for.
  if (tokens.id_token === undefined || isEncrypted(tokens.id_token) || isWithheld(tokens.id_token)) return checks
  const decoded = decodeIdToken(tokens.id_token)
  if ('name' in decoded) return wasSent(tokens.id_token) ? [...checks, decoded] : checks
  const came = token && answeredAt(token)
  const expected = {
    issuer: known.issuer ?? '', clientId: known.clientId ?? '', nonce: askedValue(login, 'nonce'),
    algorithms: [...known.algorithms ?? usualAlgorithms],
    now: Math.floor((came ?? record.now) / 1000), maxAge: maxAgeOf(askedValue(login, 'max_age')),
    accessToken: tokens.access_token,
  }
  const isUnknown = ({ name, ok }: Check) =>
    (name === 'id-token-issuer' && known.issuer === undefined)
    || (byClient.has(name) && known.clientId === undefined)
    || (name === 'id-token-nonce' && isWithheld(expected.nonce))
    || (name === 'id-token-access-token-hash' && isWithheld(tokens.access_token))
    || (name === 'id-token-issued-at' && !ok && came === undefined && isPast(decoded.claims.iat, expected.now))
  const made = checkIdToken(decoded, expected).filter(check => !isUnknown(check))
  return [...checks, ...made, ...await signatureOf(tokens.id_token, decoded, record)]
}

/** Where nothing says when an ID token came, one that is old by now may have been new then. */
function isPast(iat: unknown, now: number): boolean {
  return typeof iat === 'number' && iat <= now
}

/** WeChat's mini programs get a session and no token: a reading tells where one is missed. */
function checksOfAnswer(tokens: TokenResponse, token: Seen | undefined): Check[] {
  if (token?.response?.members?.['access_token'] === undefined) return []
  const type = isUsableType(token) ? tokens.token_type : isProven(token) ? 'DPoP' : 'Bearer'
  const isHidden = [tokens.access_token, tokens.refresh_token].some(isWithheld)
  return checkTokenResponse(tokens, [...new Set([type, 'Bearer'])])
    .filter(({ name }) => name !== 'access-token-characters' || !isHidden)
}

async function signatureOf(token: string, decoded: DecodedIdToken, { keySets }: WalkRecord): Promise<Check[]> {
  if (keySets.length === 0) return []
  return [await checkSignedBy(token, decoded, keySets.flatMap(({ content }) => content.keys), keySets[0]?.url)]
}

const byClient: ReadonlySet<string> = new Set(['id-token-audience', 'id-token-authorized-party'])

function maxAgeOf(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined
}

/** Whether userinfo is about the user of the ID token. */
export function checksOfUserinfo({ userinfo }: Login, idToken: string | undefined): Check[] {
  const decoded = idToken === undefined ? undefined : decodeIdToken(idToken)
  const members = userinfo?.response?.members
  if (!userinfo || !members || answeredValue(userinfo, 'sub') === undefined) return []
  if (!decoded || !('claims' in decoded) || decoded.claims.sub === undefined) return []
  return [checkUserinfoSubject(decoded.claims.sub, members)]
}
