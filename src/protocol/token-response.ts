import { describeBy, type Cause } from '../codes/described.ts'
import { Failure, type FailureCode } from '../codes/failure.ts'
import { limits } from '../limits.ts'
import type { WireResponse } from '../wire.ts'
import type { Finding } from '../codes/finding.ts'
import { holds, whyNotPrintable, type Check } from './checks.ts'
import { describeAnswer } from './answer/describe.ts'
import { namesError, noteErrorBeside } from './answer/error-beside.ts'
import { decodeAnswer } from './answer/decode.ts'
import { isObject, parseJsonObject } from './answer/json.ts'
import { kindOf } from './answer/kind.ts'
import { once } from './answer/once.ts'
import { failureOf } from './answer/refusal.ts'
import type { Exchange } from './library.ts'

/** A token response as it came, in RFC 6749's own terms; not to be trusted before its checks passed. */
export interface TokenResponse {
  access_token: string
  token_type: string
  /** Lifetime in seconds, where a usable one was given. */
  expires_in: number | undefined
  refresh_token: string | undefined
  id_token: string | undefined
  /** Granted scopes, where the response names them. */
  scope: string[] | undefined
  /** Members that should be texts and are not. */
  notTexts: { described: string, because: Cause }[]
  /** The answer with harmless deviations mended, as the library is to see it. */
  mended: WireResponse
  findings: Finding[]
}

type Came = Partial<Pick<TokenResponse, 'id_token' | 'refresh_token'>>

const tenYears = 10 * 365 * 24 * 3600

/**
 * Reads an answer of the token endpoint (RFC 6749, sections 5.1 and 5.2). Harmless deviations are mended and noted as
 * findings, also a status of 2xx other than 200 where tokens are there; what protects the walk never is. Raises the
 * given code with what the provider said (`{provider: {error, error_description, status}}`) for a refusal, whatever its
 * status, shape and content type, and `unreadable-answer` for anything else that is no token response.
 */
export async function readTokenResponse(exchanged: Exchange, refusal: FailureCode): Promise<TokenResponse> {
  const { url, answer } = exchanged
  const said = parseJsonObject(answer.body) ?? readForm(answer.body)
  if (!said || said['access_token'] === undefined || answer.status >= 400 || namesError(said))
    await refuseTokenError(exchanged, refusal)
  if (!said || !isSuccess(answer.status, said)) throw new Failure('unreadable-answer', describeAnswer(answer, url))
  const body = { ...said }
  const findings: Finding[] = [
    ...answer.status === 200 ? [] : [{ code: 'status-of-tokens' as const, details: { status: answer.status } }],
    ...noteErrorBeside(body),
  ]
  const token_type = mendTokenType(body, findings)
  const expires_in = mendExpiresIn(body, findings)
  const scope = mendScope(body, findings)
  return {
    access_token: body['access_token'] as string,
    token_type, expires_in, scope,
    refresh_token: nonEmptyString(body['refresh_token']),
    id_token: nonEmptyString(body['id_token']),
    notTexts: ['access_token', 'refresh_token', 'id_token'].filter(name => isNoText(name, body[name])).map(name =>
      describeNoText(name, body[name])),
    mended: { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(mendedBody(body)) },
    findings,
  }
}

/**
 * When tokens that came at this time expire, both in milliseconds since 1970; undefined where the answer does not say.
 */
export function expiryOf({ expires_in: seconds }: TokenResponse, obtainedAt: number): number | undefined {
  return seconds === undefined ? undefined : obtainedAt + seconds * 1000
}

/** Raises `refusal` where the answer is one. A web page or a list with status 200 is none: nothing in it says so. */
async function refuseTokenError(exchanged: Exchange, refusal: FailureCode): Promise<void> {
  const failure = await failureOf(refusal, exchanged)
  const { error, error_description } = failure.details['provider'] as Record<string, unknown>
  const { answer } = exchanged
  const says = isObject(decodeAnswer(answer.body).value) || readForm(answer.body)
    ? error ?? error_description
    : undefined
  if (answer.status >= 400 || says !== undefined) throw failure
}

/** Tells whether an answer may hold tokens: any 2xx that does is as good as 200, which RFC 6749, section 5.1, wants. */
function isSuccess(status: number, body: Record<string, unknown>): boolean {
  return status === 200 || (status > 200 && status < 300 && body['access_token'] !== undefined)
}

/**
 * Notes how an answer of the token endpoint deviates in form, with tokens or with an error: in its status, content type
 * or encoding (RFC 6749, section 5).
 */
export function noteForm({ answer }: Exchange): Finding[] {
  const json = parseJsonObject(answer.body)
  const body = json ?? readForm(answer.body)
  const type = answer.headers['content-type'] ?? ''
  const isError = body?.['error'] !== undefined && body['access_token'] === undefined
  return [
    ...body && !json ? [{ code: 'form-encoded-answer' as const, details: {} }] : [],
    ...json && !/^application\/json\s*(?:;|$)/i.test(type)
      ? [{ code: 'content-type' as const, details: { content_type: type } }]
      : [],
    ...isError && ![400, 401].includes(answer.status)
      ? [{ code: 'status-of-error' as const, details: { status: answer.status } }]
      : [],
  ]
}

/**
 * The checks of a token response itself: characters and length of the tokens, and a type that we take (RFC 6749 7.1,
 * appendix A.12).
 */
export function checkTokenResponse(tokens: TokenResponse, types: readonly string[] = ['Bearer']): Check[] {
  return [checkCharacters(tokens), checkTokenType(types, tokens.token_type)]
}

/** The first token that is no text of printable ASCII is named, and what is wrong with it; never its value. */
function checkCharacters(tokens: TokenResponse): Check {
  const [notText] = tokens.notTexts
  const wrong = notText ?? (['access_token', 'refresh_token'] as const).flatMap(name =>
    describeUnprintable(name, tokens[name]))[0]
  return holds(
    'access-token-characters', 'RFC 6749 A.12',
    notText ? describeBy('text') : describeBy('printable-ascii', 1, limits.token),
    wrong?.described ?? describeBy('characters', tokens.access_token.length), wrong === undefined, wrong?.because,
  )
}

function describeUnprintable(name: string, token: string | undefined): TokenResponse['notTexts'] {
  const because = token === undefined ? undefined : whyNotPrintable(name, token, limits.token)
  if (token === undefined || because === undefined) return []
  const [, character = ''] = because.facts
  return [{
    because,
    described: because.code === 'member-too-long'
      ? describeBy('characters', token.length)
      : describeBy('not-printable', name, character),
  }]
}

function checkTokenType(types: readonly string[], came: string): Check {
  const expected = types.length === 1 ? types.join('') : describeBy('one-of', ...types)
  const isUnbound = !types.includes('Bearer') && came.toLowerCase() === 'bearer'
  return holds(
    'token-type', 'RFC 6749 7.1', expected, came, types.some(type => type.toLowerCase() === came.toLowerCase()),
    isUnbound ? { code: 'token-unbound', facts: [] } : undefined,
  )
}

/** The response without its ID token, which must not be judged or kept where it can't be verified. */
export function withoutIdToken(tokens: TokenResponse): TokenResponse {
  const { id_token: _id_token, ...body } = JSON.parse(tokens.mended.body) as Record<string, unknown>
  return { ...tokens, id_token: undefined, mended: { ...tokens.mended, body: JSON.stringify(body) } }
}

/**
 * What differs between the scopes asked for and those granted (RFC 6749, sections 3.3 and 5.1). A refresh token that
 * came is `offline_access`, named or not (OpenID Connect Core 1.0, section 11). An ID token that came is `openid`;
 * beside it, an empty scope is the one of an access token for an API alone, and says nothing of the scopes that ask for
 * claims (section 5.4).
 */
export function compareScopes(asked: string[], granted: string[], came: Came = {}): Finding[] {
  const missing = asked.filter(scope => !granted.includes(scope) && !isShown(scope, granted, came))
  const extra = granted.filter(scope => !asked.includes(scope))
  return [
    ...missing.length > 0 ? [{ code: 'scope-narrower' as const, details: { missing } }] : [],
    ...extra.length > 0 && asked.length > 0 ? [{ code: 'scope-wider' as const, details: { extra } }] : [],
  ]
}

function isShown(scope: string, granted: string[], { id_token, refresh_token }: Came): boolean {
  if (scope === 'offline_access') return refresh_token !== undefined
  return id_token !== undefined
    && (scope === 'openid' || (granted.length === 0 && /^(?:profile|email|address|phone)$/.test(scope)))
}

function describeNoText(name: string, value: unknown): TokenResponse['notTexts'][number] {
  const kind = value === '' ? 'empty' : kindOf(value)
  return { described: describeBy('not-text', name, kind), because: { code: 'member-no-text', facts: [name, kind] } }
}

/**
 * Tells whether a member should be a text and is not. The access token must be there; others may be missing, or empty.
 */
function isNoText(name: string, value: unknown): boolean {
  const isLeftOut = value === undefined || value === null || value === ''
  return isLeftOut ? name === 'access_token' : typeof value !== 'string'
}

function nonEmptyString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

const readForm = once((body: string): Readonly<Record<string, string>> | undefined => {
  // The links of a web page may look like a form.
  if (/^\s*</.test(body)) return undefined
  const form = new URLSearchParams(body)
  return form.has('access_token') || form.has('error') ? Object.fromEntries(form) : undefined
})

function mendTokenType(body: Record<string, unknown>, findings: Finding[]): string {
  if (body['token_type'] === undefined || body['token_type'] === null) {
    findings.push({ code: 'token-type-missing', details: {} })
    body['token_type'] = 'Bearer'
  }
  return typeof body['token_type'] === 'string' ? body['token_type'] : JSON.stringify(body['token_type'])
}

function mendExpiresIn(body: Record<string, unknown>, findings: Finding[]): number | undefined {
  const given = body['expires_in']
  delete body['expires_in']
  if (given === undefined) return undefined
  const seconds = typeof given === 'string' && /^\d{1,10}$/.test(given) ? Number(given) : given
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || seconds < 0 || seconds > tenYears) {
    findings.push({ code: 'expires-in-unusable', details: { value: given } })
    return undefined
  }
  if (typeof given === 'string') findings.push({ code: 'expires-in-string', details: { value: given } })
  body['expires_in'] = seconds
  return seconds
}

function mendScope(body: Record<string, unknown>, findings: Finding[]): string[] | undefined {
  const given = body['scope']
  if (given === undefined || given === null) return undefined
  const list = Array.isArray(given)
    ? given.map(String)
    : (typeof given === 'string' ? given : JSON.stringify(given)).split(/[ ,]+/)
  if (typeof given !== 'string' || given.includes(',')) findings.push({ code: 'scope-format', details: {} })
  body['scope'] = list.join(' ')
  return list.filter(scope => scope !== '')
}

function mendedBody(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== ''))
}
