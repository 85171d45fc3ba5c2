import { withoutQuery } from './addresses.ts'
import { withWholeMessages } from './locks.ts'
import { arrange, beginning, lastAsked, type Scene } from './scenes.ts'
import { steady } from './steady.ts'
import { unmadeChecks, unrecordedSteps } from './unrecorded.ts'
import type { Transcript } from './transcript.ts'
import { checkText, findingText, type Difference } from './difference.ts'

/** What differs in one message of the diagram; `only` where one walk alone has it. */
export interface MessageDifference {
  name: Scene['message']['name']
  step: string | undefined
  only: 'a' | 'b' | undefined
  differences: Difference[]
}

export interface Comparison {
  same: boolean
  beginning: Difference[]
  messages: MessageDifference[]
  end: { a: End, b: End } | undefined
}

/** How a walk ended: a failure's code, or none. */
export interface End { ok: boolean, code: string | null, step: string | null }

/**
 * Compares two walks message by message and leaves out what differs between any two: random values, times, tokens,
 * ports of loopback.
 */
export function compare(a: Transcript, b: Transcript): Comparison {
  const beginnings = compareMembers('parameter', beginningOf(a), beginningOf(b))
  const unrecorded: readonly (string | undefined)[] = unrecordedSteps(a, b)
  const all = pair(scenesOf(a), scenesOf(b)).flatMap(([one, other]) => compareScenes(one, other))
  const leftOut = new Set(unmadeChecks(a, b).map(name => `check ${name}`))
  const messages = all.filter(({ only, step }) => only === undefined || !unrecorded.includes(step))
    .flatMap(message => told(message, beginnings, leftOut))
  const [endA, endB] = [endOf(a), endOf(b)]
  const sameEnd = endA.ok === endB.ok && endA.code === endB.code && endA.step === endB.step
  const same = beginnings.length === 0 && messages.length === 0 && sameEnd
  return { same, beginning: beginnings, messages, end: sameEnd ? undefined : { a: endA, b: endB } }
}

/** What is left of a message without the checks that are left out, and without what the beginning has told. */
function told(
  message: MessageDifference, beginnings: readonly Difference[], leftOut: ReadonlySet<string>,
): MessageDifference[] {
  const isTold = ({ name }: Difference) => message.name === 'start' && beginnings.some(one => one.name === name)
  const differences = message.differences.filter(one => !isTold(one) && !leftOut.has(`${one.kind} ${one.name}`))
  return message.only === undefined && differences.length === 0 ? [] : [{ ...message, differences }]
}

function beginningOf(transcript: Transcript): Record<string, unknown> {
  const { target, client_id } = beginning(transcript)
  return { target, client_id }
}

export function scenesOf(transcript: Transcript): Scene[] {
  return withWholeMessages(lastAsked(arrange(transcript)).flatMap(act => act.scenes))
}

function endOf({ failure, document }: Transcript): End {
  return { ok: document.ok, code: failure?.code ?? null, step: failure?.step ?? null }
}

/** The n-th message of a name belongs to the n-th of the other walk. */
function pair(a: Scene[], b: Scene[]): [Scene | undefined, Scene | undefined][] {
  const left = [...b]
  const pairs = a.map((scene): [Scene, Scene | undefined] => {
    const place = left.findIndex(other => other.message.name === scene.message.name)
    return [scene, place < 0 ? undefined : left.splice(place, 1)[0]]
  })
  return [...pairs, ...left.map((scene): [undefined, Scene] => [undefined, scene])]
}

function compareScenes(a: Scene | undefined, b: Scene | undefined): MessageDifference[] {
  const scene = a ?? b
  if (!scene) return []
  const { name, step } = scene.message
  if (!a || !b) return [{ name, step, only: a ? 'a' : 'b', differences: [] }]
  const differences = [
    ...compareMembers('method', { method: a.message.method }, { method: b.message.method }),
    ...compareMembers('address', addressOf(a), addressOf(b)),
    ...compareMembers('status', { status: a.message.status }, { status: b.message.status }),
    ...compareMembers('parameter', a.message.parameters ?? {}, b.message.parameters ?? {}),
    ...compareMembers('check', checksOf(a), checksOf(b)),
    ...compareMembers('finding', findingsOf(a), findingsOf(b)),
  ]
  return differences.length === 0 ? [] : [{ name, step, only: undefined, differences }]
}

function compareMembers(
  kind: Difference['kind'], a: Record<string, unknown>, b: Record<string, unknown>,
): Difference[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) => {
    const valueIn = (members: Record<string, unknown>) => Object.hasOwn(members, name) ? members[name] : undefined
    const [one, other] = [a, b].map(valueIn).map(value => value === undefined ? undefined : steady(kind, name, value))
    return one === other || (name === 'expires_in' && isSameLifetime(one, other))
      ? []
      : [{ kind, name, a: one, b: other }]
  })
}

/**
 * A lifetime that ends with another one, such as that of a signed request, is a second shorter where the provider took
 * its time.
 */
function isSameLifetime(...seconds: (string | undefined)[]): boolean {
  const [one, other] = seconds.map(Number) as [number, number]
  return Math.abs(one - other) <= 2
}

function addressOf({ message: { url } }: Scene): Record<string, unknown> {
  return { address: url === undefined ? undefined : withoutQuery(url) }
}

function checksOf({ checks }: Scene): Record<string, unknown> {
  return Object.fromEntries(checks.map(check => [check.name, checkText(check)]))
}

/** That a step is not recorded is no difference: such a step is not compared. */
function findingsOf({ findings }: Scene): Record<string, unknown> {
  return Object.fromEntries(findings.filter(({ code }) => code !== 'not-recorded').map(({ code, details }) => [
    code, findingText(code === 'clock-differs' ? undefined : details),
  ]))
}
