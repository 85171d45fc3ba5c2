import { stepIds } from '../../codes/failure.ts'
import type { InputCode, InputFacts } from '../../messages/diff-words.ts'
import { authenticationOf, standardName, type SecretComparison } from './client-secret.ts'
import { scenesOf, type Comparison, type MessageDifference } from './compare.ts'
import type { Difference } from './difference.ts'
import { carriesLock, locksOf, type LockName } from './locks.ts'
import { beginning } from './scenes.ts'
import { steady } from './steady.ts'
import type { Transcript } from './transcript.ts'

/** Something that the two clients sent, or were told, differently. */
export interface Input extends InputFacts { code: InputCode }

/** In which order those of one step are told. */
const order: readonly InputCode[] = [
  'flow', 'issuer', 'locks', 'endpoint', 'client_id', 'redirect_uri', 'scope', 'pkce', 'response_mode', 'parameter',
  'authentication', 'client_secret', 'target',
]

/** Parameters that belong to one matter, under whatever name they are sent. */
const matters: Readonly<Record<string, InputCode>> = {
  client_id: 'client_id', redirect_uri: 'redirect_uri', scope: 'scope', response_mode: 'response_mode',
  code_challenge: 'pkce', code_challenge_method: 'pkce', code_verifier: 'pkce',
}

/** Parameters that carry what authenticates the client, or the access token: told by themselves, or no input at all. */
const carriers = new Set(['authorization', 'client_secret'])

/** What the clients did differently, in the order of the walk. */
export function inputsOf(a: Transcript, b: Transcript, comparison: Comparison, secret: SecretComparison): Input[] {
  const names = namesIn(a, b)
  const found = [
    ...flowOf(a, b),
    ...issuerOf(a, b),
    ...locksInput(a, b),
    ...comparison.beginning.flatMap(difference =>
      inputOf(difference.name === 'target' ? 'target' : 'client_id', difference, difference.name, 1)),
    ...comparison.messages.flatMap(message =>
      message.differences.flatMap(one => isInput(message, one) ? messageInput(message, one, names) : [])),
    ...authenticationInput(a, b),
    ...secret === 'differs' ? [{ code: 'client_secret' as const, name: '', step: 5, a: '', b: '' }] : [],
  ]
  // Of one matter, what was first on the way says most: the map keeps the last.
  const once = new Map(found.reverse().map(one => [keyOf(one), one]))
  return [...once.values()].reverse().sort((one, other) => rank(one) - rank(other))
}

/** What the standard calls the parameters of both providers, by their own names. */
function namesIn(...walks: Transcript[]): Record<string, string> {
  return Object.fromEntries(walks.flatMap(scenesOf).flatMap(({ message }) => Object.entries(message.names ?? {})))
}

/**
 * Tells whether a client itself made this difference: it stands in a request, and is no check or note of its answer.
 */
export function isInput({ name, only }: MessageDifference, { kind }: Difference): boolean {
  if (only) return false
  if (name === 'start') return kind === 'parameter'
  return name.endsWith('-request')
    ? kind === 'parameter' || kind === 'address' || kind === 'method'
    : kind === 'address'
}

function messageInput(
  { name: message, step }: MessageDifference, difference: Difference, names: Record<string, string>,
): Input[] {
  const number = stepIds.findIndex(id => id === step) + 1
  if (message === 'start') return []
  if (difference.kind === 'address')
    return message.endsWith('-request') ? inputOf('endpoint', difference, message, number) : []
  const name = standardName(names, difference.name)
  if (carriers.has(name)
    || carriesLock(name, difference.b ?? difference.a)
    || (name === 'client_id' && (difference.a === undefined || difference.b === undefined))) return []
  return inputOf(
    (Object.hasOwn(matters, name) ? matters[name] : undefined) ?? 'parameter', difference, difference.name, number,
  )
}

function inputOf(code: InputCode, { a, b }: Pick<Difference, 'a' | 'b'>, name: string, step: number): Input[] {
  return [{ code, name, step, a: a ?? '', b: b ?? '' }]
}

/** A device asks for a code of its own where a browser is sent with an authorization request. */
function flowOf(...walks: [Transcript, Transcript]): Input[] {
  const [a, b] = walks.map(walk =>
    walk.events.some(({ type }) => type === 'device-authorization') ? 'device' : 'browser') as [string, string]
  return a === b ? [] : inputOf('flow', { a, b }, '', 2)
}

/** The issuers, which only walks that ended well have written down. The sandbox has another port each time. */
function issuerOf(a: Transcript, b: Transcript): Input[] {
  const isSandbox = [a, b].every(walk => beginning(walk).target === 'sandbox')
  const [one, other] = [a, b].map(({ document: { issuer } }) =>
    typeof issuer !== 'string' ? undefined : isSandbox ? steady('address', 'issuer', issuer) : issuer)
  return one === undefined || other === undefined || one === other ? [] : inputOf('issuer', { a: one, b: other }, '', 1)
}

/** What the walks locked beyond each other. */
function locksInput(a: Transcript, b: Transcript): Input[] {
  const [one, other] = [a, b].map(walk => locksOf(walk, scenesOf(walk))) as [LockName[], LockName[]]
  const beyond = (some: LockName[], others: LockName[]) => some.filter(name => !others.includes(name)).join(' ')
  return one.join() === other.join() ? [] : inputOf('locks', { a: beyond(one, other), b: beyond(other, one) }, '', 2)
}

function authenticationInput(a: Transcript, b: Transcript): Input[] {
  const [one, other] = [authenticationOf(a), authenticationOf(b)]
  return one === undefined || other === undefined || one === other
    ? []
    : inputOf('authentication', { a: one, b: other }, '', 5)
}

function keyOf({ code, name }: Input): string {
  return code === 'parameter' || code === 'endpoint' ? `${code} ${name}` : code
}

/** A target is the user's word for the rest: it comes last. */
function rank({ code, step }: Input): number {
  return (code === 'target' ? stepIds.length + 1 : step) * order.length + order.indexOf(code)
}
