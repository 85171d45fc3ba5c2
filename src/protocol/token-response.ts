import { describeBy } from '../described.ts'
import { Failure, type FailureCode } from '../failure.ts'
import type { WireResponse } from '../wire.ts'
import { holds, type Check, type Finding } from './checks.ts'
import { describeAnswer, parseJsonObject } from './json-body.ts'
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
  /** The answer with harmless deviations mended, as the library is to see it. */
  mended: WireResponse
  findings: Finding[]
}

const tenYears = 10 * 365 * 24 * 3600

/**
 * Reads an answer of the token endpoint (RFC 6749, sections 5.1 and 5.2). Harmless deviations are mended and noted as findings; what protects
 * the walk never is. Raises the given code with `{provider: {error, error_description, status}}` for an OAuth error, whatever
 * its status and content type, and `unreadable-answer` for anything else that is no token response.
 */
export function readTokenResponse({ url, answer }: Exchange, refusal: FailureCode): TokenResponse {
  const findings: Finding[] = []
  const body = parseJsonObject(answer.body) ?? readForm(answer)
  if (!body) throw unreadable(answer, url, refusal)
  if (typeof body['error'] === 'string' && body['access_token'] === undefined) throw refused(refusal, body, answer, url)
  if (answer.status !== 200) throw unreadable(answer, url, refusal)
  const token_type = mendTokenType(body, findings)
  const expires_in = mendExpiresIn(body, findings)
  const scope = mendScope(body, findings)
  return {
    access_token: body['access_token'] as string,
    token_type, expires_in, scope,
    refresh_token: nonEmptyString(body['refresh_token']),
    id_token: nonEmptyString(body['id_token']),
    mended: { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(mendedBody(body)) },
    findings,
  }
}

/** How the form of an answer deviates, whether it holds tokens or an error: its status, its content type, its encoding (RFC 6749, section 5). */
export function noteForm({ answer }: Exchange): Finding[] {
  const json = parseJsonObject(answer.body)
  const body = json ?? readForm(answer)
  const type = answer.headers['content-type'] ?? ''
  const isError = body?.['error'] !== undefined && body['access_token'] === undefined
  return [
    ...body && !json ? [{ code: 'form-encoded-answer', details: {} }] : [],
    ...json && !/^application\/json\s*(?:;|$)/i.test(type) ? [{ code: 'content-type', details: { content_type: type } }] : [],
    ...isError && ![400, 401].includes(answer.status) ? [{ code: 'status-of-error', details: { status: answer.status } }] : [],
  ]
}

/** The checks of a token response itself: characters of the tokens and a type that we can use (RFC 6749 7.1, appendix A.12). */
export function checkTokenResponse(tokens: TokenResponse): Check[] {
  const length = typeof tokens.access_token === 'string' ? describeBy('characters', tokens.access_token.length) : tokens.access_token
  const printable = [tokens.access_token, tokens.refresh_token ?? 'x'].every(isToken)
  return [
    holds('access-token-characters', 'RFC 6749 A.12', describeBy('printable-ascii', 1, 16_384), length, printable),
    holds('token-type', 'RFC 6749 7.1', 'Bearer', tokens.token_type, tokens.token_type.toLowerCase() === 'bearer'),
  ]
}

/** The response without its ID token, for where that can't be verified and so must not be judged or kept. */
export function withoutIdToken(tokens: TokenResponse): TokenResponse {
  const { id_token: _id_token, ...body } = JSON.parse(tokens.mended.body) as Record<string, unknown>
  return { ...tokens, id_token: undefined, mended: { ...tokens.mended, body: JSON.stringify(body) } }
}

/** What differs between the scopes asked for and those granted (RFC 6749, sections 3.3 and 5.1). */
export function compareScopes(asked: string[], granted: string[]): Finding[] {
  const missing = asked.filter(scope => !granted.includes(scope))
  const extra = granted.filter(scope => !asked.includes(scope))
  return [
    ...missing.length > 0 ? [{ code: 'scope-narrower', details: { missing } }] : [],
    ...extra.length > 0 && asked.length > 0 ? [{ code: 'scope-wider', details: { extra } }] : [],
  ]
}

function isToken(value: unknown): boolean {
  return typeof value === 'string' && /^[\x20-\x7e]{1,16384}$/.test(value)
}

function nonEmptyString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function refused(code: FailureCode, body: Record<string, unknown>, answer: WireResponse, url: string): Failure {
  const description = typeof body['error_description'] === 'string' ? body['error_description'] : undefined
  return new Failure(code, { url, provider: { error: body['error'], error_description: description, status: answer.status, ...meaningOf(body) } })
}

/** What the standard calls an error that the provider gives in words of its own; a dialect adds it. */
export function meaningOf({ meaning }: Record<string, unknown>): { meaning?: string } {
  return typeof meaning === 'string' ? { meaning } : {}
}

function unreadable(answer: WireResponse, url: string, refusal: FailureCode): Failure {
  if (answer.status < 400) return new Failure('unreadable-answer', describeAnswer(answer, url))
  return new Failure(refusal, { ...describeAnswer(answer, url), provider: { status: answer.status } })
}

function readForm(answer: WireResponse): Record<string, unknown> | undefined {
  // The links of a web page may look like a form.
  if (/^\s*</.test(answer.body)) return undefined
  const form = new URLSearchParams(answer.body)
  return form.has('access_token') || form.has('error') ? Object.fromEntries(form) : undefined
}

function mendTokenType(body: Record<string, unknown>, findings: Finding[]): string {
  if (body['token_type'] === undefined) {
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
  const list = Array.isArray(given) ? given.map(String) : (typeof given === 'string' ? given : JSON.stringify(given)).split(/[ ,]+/)
  if (typeof given !== 'string' || given.includes(',')) findings.push({ code: 'scope-format', details: {} })
  body['scope'] = list.join(' ')
  return list.filter(scope => scope !== '')
}

function mendedBody(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== ''))
}
