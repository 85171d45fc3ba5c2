import { limits } from '../limits.ts'
import { takeUnits } from '../text/printable.ts'
import { granting, type Purpose, type WireRequest, type WireResponse } from '../wire.ts'
import { credentialsWithin, isJwt } from './jwt.ts'
import { answerRule, bringsSecrets, sentRule } from './names.ts'
import { secretsOfPage } from './page.ts'
import { spokenPositions } from './spoken.ts'
import { secretsIn } from './text.ts'
import { randomIn, unnamedIn } from './unnamed.ts'

type Names = Readonly<Record<string, string>>

/** The secrets in a request: they are ours. */
export function secretsOfRequest({ url, headers, body }: WireRequest, names: Names): [kind: string, value: string][] {
  const rule = sentRule(names)
  const query = [...URL.canParse(url) ? new URL(url).searchParams : []].flatMap(([name, value]): [string, string][] => {
    const kind = rule(name)
    return kind === undefined ? [] : [[kind, value]]
  })
  const basic = /^basic +(\S+)$/i.exec(headers['authorization'] ?? '')?.[1]
  const given = Object.entries({ basic_credentials: basic, dpop: headers['dpop'] })
    .flatMap(([kind, value]): [string, string][] => value === undefined ? [] : [[kind, value]])
  return [...given, ...query, ...secretsIn(body ?? '', rule)]
}

const rankOf = (kind: string) => /^(?:access_token|refresh_token|id_token|device_code)$/.test(kind) ? 0 : 1

/** The secrets in an answer, if it may bring any: those of the token endpoint and its kin that grant something. */
export function secretsOfAnswer(
  { purpose }: Pick<WireRequest, 'purpose'>, { status, body, headers }: WireResponse, names: Names,
): [kind: string, value: string][] {
  // A redirect brings them in its address.
  if (purpose === 'front')
    return [headers['location'], headers['refresh'], body].flatMap(text => secretsOfPage(text ?? '', sentRule(names)))
  if (status < 200 || status > 299) return []
  // A signed answer about the user may hold tokens of other parties; whatever its claims repeat of ours is known
  // already.
  if (purpose === 'userinfo') return credentialsWithin(body)
  if (!bringsSecrets.has(purpose)) return []
  const cookie = headers['set-cookie']
  // The standard's own secrets first: only so many of one message are remembered.
  const found = secretsIn(body, answerRule(purpose, names)).sort(([one], [other]) => rankOf(one) - rankOf(other))
  return [
    ...found, ...spokenPositions(body).map(({ kind, value }): [string, string] => [kind, value]),
    ...cookie === undefined ? [] : [['cookie', cookie] as [string, string]],
  ]
}

/** Answers that give tokens and nothing else that looks random, but what stands beside a token. */
const givesTokens: ReadonlySet<Purpose> = new Set<Purpose>([...granting, 'exchange', 'workload'])

/** What may be a token under no name of the standards: in a JSON object, or in the address of a redirect. */
export function secretsWithoutName(
  { purpose }: Pick<WireRequest, 'purpose'>, { status, body, headers }: WireResponse,
  object: Readonly<Record<string, unknown>> | undefined, names: Names,
): [kind: string, value: string][] {
  if (!givesTokens.has(purpose) || status < 200 || status > 399) return []
  const hasToken = () => secretsIn(body, answerRule(purpose, names)).some(([kind]) => !standsBeside.has(kind))
  const inBody = () => object === undefined ? [] : unnamedIn(object, hasToken())
  return (status < 300 ? inBody() : randomIn(headers['location'] ?? '')).map(value => ['secret', value])
}

/** Secrets of our own that a provider may repeat: beside one, a token may have any name. */
const standsBeside = new Set(['state', 'nonce', 'code', 'request', 'response', 'session'])

/** Answers in which a token may stand alone: none of them has claims of a user but in JSON or a JWT. */
const alone: ReadonlySet<Purpose> = new Set<Purpose>([...bringsSecrets, 'introspection', 'revocation'])

/** The same of an answer whose body is no JSON object, and that holds none in another form of the standards. */
export async function secretsInNoForm(
  { purpose }: Pick<WireRequest, 'purpose'>, { status, body }: WireResponse, names: Names,
): Promise<[kind: string, value: string][]> {
  if (status < 200 || status > 299 || !alone.has(purpose)) return []
  // Its claims are shown beside it.
  if (purpose === 'introspection' && isJwt(body)) return []
  const rule = answerRule(purpose, names)
  if (secretsIn(body, rule).length > 0) return []
  return (await import('./unplaced.ts')).unplacedIn(takeUnits(body, limits.shown).text, rule)
}
