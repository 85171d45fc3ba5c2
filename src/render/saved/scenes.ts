import { Failure, stepIds, type StepId } from '../../codes/failure.ts'
import type { Masked } from '../../secrets/masked.ts'
import { arrowsOf } from '../../walk/arrows.ts'
import type { WalkEvent } from '../../walk/events.ts'
import type { Transcript } from './transcript.ts'

export type Told<Type extends WalkEvent['type']> = Extract<WalkEvent, { type: Type }>

/** One arrow of the diagram with all that belongs to it. */
export interface Scene {
  /** Its place among the arrows of the walk, from 1. */
  number: number
  message: Told<'message'>
  /** What went over the wire for it; the request and the answer share one exchange. */
  exchange: Told<'http'> | undefined
  decoded: Told<'decoded'>[]
  checks: Told<'check'>[]
  findings: Told<'finding'>[]
  /** Exchanges that the diagram does not draw, such as metadata and keys. */
  others: Told<'http'>[]
  ignored: Told<'callback-ignored'>[]
  /** What the resource showed, by its last answer. */
  opened?: Told<'resource-opened'>
  failed: boolean
}

/** One of the six steps, as far as the walk came. */
export interface Act {
  step: StepId
  n: number
  startedAt: string
  /** Milliseconds; undefined where it was not finished. */
  ms: number | undefined
  scenes: Scene[]
  failed: boolean
}

/**
 * Folds the events of a saved walk into steps and messages; each check, finding and exchange goes to the message before
 * it.
 */
export function arrange(transcript: Transcript): Act[] {
  const acts: Act[] = []
  const stage: Stage = { act: undefined, scene: undefined, asked: undefined, count: 0, before: undefined }
  for (const event of transcript.events) {
    if (event.type === 'step-started' && event.step) acts.push(stage.act = beginAct(event.step, event.at))
    else place(event, stage)
  }
  if (transcript.failure) markFailed(acts, transcript.failure.step)
  return acts
}

/** The steps without those that a later request took the place of: what the walk went home with. */
export function lastAsked(acts: readonly Act[]): Act[] {
  const last = (wanted: StepId) => acts.findLastIndex(({ step }) => step === wanted)
  return acts.filter((_, place) => place >= last('redirect') || place === last('start'))
}

interface Stage {
  act: Act | undefined
  scene: Scene | undefined
  /** The request that waits for its answer. */
  asked: Scene | undefined
  count: number
  /** The exchange whose answer is about to be told. */
  before: Told<'http'> | undefined
}

function beginAct(step: StepId, startedAt: string): Act {
  return { step, n: stepIds.indexOf(step) + 1, startedAt, ms: undefined, scenes: [], failed: false }
}

function place(event: WalkEvent, stage: Stage): void {
  switch (event.type) {
    case 'step-finished': if (stage.act) stage.act.ms = event.ms
      break
    case 'message': placeMessage(event, stage)
      break
    case 'http': placeExchange(event, stage)
      break
    case 'decoded': stage.scene?.decoded.push(event)
      break
    case 'check': stage.scene?.checks.push(event)
      break
    case 'finding': stage.scene?.findings.push(event)
      break
    case 'resource-opened': if (stage.scene) stage.scene.opened = event
      break
    case 'callback-ignored': stage.scene?.ignored.push(event)
      break
    default:
  }
}

function placeMessage(message: Told<'message'>, stage: Stage): void {
  const isAnswer = message.name.endsWith('-response') && message.channel === 'back'
  stage.count += 1
  stage.scene = {
    number: stage.count, message, exchange: isAnswer ? stage.before : undefined, failed: false,
    decoded: [], checks: [], findings: [], others: [], ignored: [],
  }
  stage.act?.scenes.push(stage.scene)
  stage.asked = message.name.endsWith('-request') && message.channel === 'back' ? stage.scene : undefined
  stage.before = undefined
}

function placeExchange(exchange: Told<'http'>, stage: Stage): void {
  if (stage.asked && stage.asked.message.name === arrowsOf(exchange.purpose)?.request.name) {
    stage.asked.exchange = exchange
    stage.before = exchange
  } else stage.scene?.others.push(exchange)
}

/** The failure belongs to the last message of its step; a step that failed before it said anything has none. */
function markFailed(acts: Act[], step: string | null): void {
  const act = acts.findLast(one => one.step === step) ?? acts.at(-1)
  if (!act) return
  act.failed = true
  const scene = act.scenes.at(-1)
  if (scene) scene.failed = true
}

/** The walk's failure as it was thrown, to be described in any language. */
export function failureOf({ failure }: Transcript): Masked<Failure> | undefined {
  return failure
    && new Failure(failure.code as Failure['code'], failure.details, {
      step: (failure.step ?? undefined) as StepId | undefined,
    }) as Masked<Failure>
}

/** The last event of a walk, which a transcript keeps as its document. */
export function ending({ document, events }: Transcript): Masked<WalkEvent> {
  return { type: 'walk-finished', document, at: events.at(-1)?.at ?? '' } as Masked<WalkEvent>
}

/** Milliseconds from the beginning of the walk to this event. */
export function sinceStart({ events }: Transcript, { at }: { at: string }): number {
  return Date.parse(at) - Date.parse(events[0]?.at ?? at)
}

/** What the walk was asked to do: `walk-started`, which every walk has as its first event. */
export function beginning({ events }: Transcript): { target: string, profile: string, client_id: string, at: string } {
  const started = events.find(event => event.type === 'walk-started')
  const { target, profile, client_id, at } = started
    ?? { target: '?', profile: '?', client_id: '?', at: events[0]?.at ?? '' }
  return {
    target: target === '' ? profile : target, profile, client_id: client_id === '' ? registeredAs(events) : client_id,
    at,
  }
}

/** The id of a client that had none when its walk began. */
function registeredAs(events: Transcript['events']): string {
  const ids = events.flatMap(event => event.type === 'message' ? [event.parameters?.['client_id']] : [])
  return ids.find(id => typeof id === 'string') ?? ''
}
