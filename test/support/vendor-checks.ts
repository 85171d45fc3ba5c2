import { createHash, timingSafeEqual } from 'node:crypto'
import { Fault, type Heard } from './vendor-double.ts'

export type Parameters = [name: string, value: string][]

/** Which parameters a vendor takes; everything else is refused. */
export interface ParameterRule {
  required: readonly string[]
  optional?: readonly string[]
  /** Values that must stand there, where the parameter stands at all. */
  fixed?: Readonly<Record<string, string | RegExp>>
  /** Required parameters must come in the order of the rule, before all others. */
  ordered?: boolean
}

/** The parameters that the rule asks for and no others, each once. */
export function checkParameters(
  given: Iterable<[string, string]>, { required, optional = [], fixed = {}, ordered = false }: ParameterRule,
): void {
  const parameters = [...given]
  const names = parameters.map(([name]) => name)
  for (const name of names) {
    if (names.indexOf(name) !== names.lastIndexOf(name)) throw new Fault('parameter-twice', name)
    if (!required.includes(name) && !optional.includes(name)) throw new Fault('parameter-unknown', name)
  }
  for (const name of required) if (!names.includes(name)) throw new Fault('parameter-missing', name)
  for (const [name, value] of parameters) {
    const rule = fixed[name]
    if (value === '' || (rule !== undefined && !(typeof rule === 'string' ? rule === value : rule.test(value))))
      throw new Fault('parameter-wrong', name)
  }
  if (ordered && required.some((name, place) => names[place] !== name)) throw new Fault('parameters-misordered')
}

/** One of these methods. */
export function checkMethod({ method }: Heard, ...allowed: string[]): void {
  if (!allowed.includes(method)) throw new Fault('method-wrong', method)
}

/** The parameters of a form, which must be labelled as one and stand in the body alone. */
export function readForm({ headers, body, query }: Heard): Parameters {
  if (!/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? ''))
    throw new Fault('content-type-wrong', headers['content-type'])
  for (const name of query.keys()) throw new Fault('parameter-unknown', name)
  return [...new URLSearchParams(body)]
}

/** The members of a JSON object of strings, which must be labelled as JSON. */
export function readJson({ headers, body, query }: Heard): Parameters {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
    throw new Fault('content-type-wrong', headers['content-type'])
  for (const name of query.keys()) throw new Fault('parameter-unknown', name)
  const parsed = parseObject(body)
  return Object.entries(parsed).map(([name, value]) => {
    if (typeof value !== 'string') throw new Fault('parameter-wrong', name)
    return [name, value]
  })
}

function parseObject(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) as Record<string, unknown>
  } catch {
    throw new Fault('body-wrong')
  }
}

/** A header that must be there, and hold that where it is said. */
export function checkHeader({ headers }: Heard, name: string, wanted?: string | RegExp): void {
  const value = headers[name.toLowerCase()]
  if (value === undefined || value === '') throw new Fault('header-missing', name)
  const right = wanted === undefined || (typeof wanted === 'string' ? value === wanted : wanted.test(String(value)))
  if (!right) throw new Fault('header-wrong', name)
}

/**
 * Id and secret of an HTTP Basic header; nothing where there is no such header. `decoded`: both are form-encoded (RFC
 * 6749, section 2.3.1).
 */
export function readBasic({ headers }: Heard, decoded = true): { id: string, secret: string } | undefined {
  const coded = /^Basic (\S+)$/.exec(headers.authorization ?? '')?.[1]
  if (coded === undefined) return undefined
  const [, id = '', secret = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(coded, 'base64').toString()) ?? []
  const decode = (text: string) => decoded ? new URLSearchParams(`v=${text}`).get('v') ?? '' : text
  return { id: decode(id), secret: decode(secret) }
}

/** The token of the Authorization header; a token anywhere else is misplaced. */
export function readBearer(heard: Heard, scheme = 'Bearer'): string {
  const { headers, query, body } = heard
  if (query.has('access_token') || body.includes('access_token')) throw new Fault('access-token-misplaced')
  const token = new RegExp(`^${scheme} (\\S+)$`).exec(headers.authorization ?? '')?.[1]
  if (token === undefined) throw new Fault('access-token-missing')
  return token
}

/** Both are the same text. */
export function isSame(one: string | undefined | null, other: string): boolean {
  const [left, right] = [Buffer.from(one ?? ''), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/**
 * The S256 challenge of a verifier, computed here and not by the product (RFC 7636, section 4.2; `hex`: as TikTok has
 * it).
 */
export function challengeFor(verifier: string, encoding: 'base64url' | 'hex' = 'base64url'): string {
  return createHash('sha256').update(verifier).digest(encoding)
}

/** The verifier belongs to the challenge: none without a challenge, and none missing where there was one. */
export function checkVerifier(
  verifier: string | undefined | null, challenge: string | undefined | null,
  encoding: 'base64url' | 'hex' = 'base64url',
): void {
  if (!challenge && verifier) throw new Fault('verifier-wrong', 'code_verifier')
  if (!challenge) return
  if (!verifier) throw new Fault('verifier-missing', 'code_verifier')
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier) || !isSame(challengeFor(verifier, encoding), challenge))
    throw new Fault('verifier-wrong', 'code_verifier')
}

/** The challenge that a request holds has the right form. */
export function checkChallenge(parameters: URLSearchParams, encoding: 'base64url' | 'hex' = 'base64url'): void {
  if (!parameters.has('code_challenge') && !parameters.has('code_challenge_method')) return
  if (parameters.get('code_challenge_method') !== 'S256') throw new Fault('challenge-wrong', 'code_challenge_method')
  const form = encoding === 'hex' ? /^[0-9a-f]{64}$/ : /^[A-Za-z0-9_-]{43}$/
  if (!form.test(parameters.get('code_challenge') ?? '')) throw new Fault('challenge-wrong', 'code_challenge')
}
