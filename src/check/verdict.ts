import type { OpenReason, Remark, SightCode, SkipReason, Verdict } from '../codes/exam.ts'
import type { Failure } from '../codes/failure.ts'
import type { Masked } from '../secrets/masked.ts'
import type { WalkEvent } from '../walk/events.ts'

type EventOf<Type extends WalkEvent['type']> = Extract<Masked<WalkEvent>, { type: Type }>
export type Exchange = EventOf<'http'>

/** What was wrong, and nothing else than the walk saw: a check that failed, a deviation, or why it could not go on. */
export type Fact = { kind: 'check', event: EventOf<'check'> } | { kind: 'finding', event: EventOf<'finding'> }
  | { kind: 'failure', failure: Masked<Failure> }
  | { kind: 'sight', code: SightCode, details: Readonly<Record<string, unknown>> }

/**
 * A fact with the message that was sent before it and the answer that came, and which of several servers it is about.
 */
export interface Evidence {
  fact: Fact
  exchange: Exchange | undefined
  /** Where a browser was sent instead, secrets replaced: it alone saw the answer. */
  opened?: string | undefined
  subject: string | undefined
}

/** How a rule was found. */
export interface Outcome {
  verdict: Verdict
  evidence: readonly Evidence[]
  reason?: SkipReason | OpenReason | undefined
  remark?: Remark | undefined
}

/** From the least to the gravest. */
const gravity: readonly Verdict[] = ['SKIP', 'PASS', 'WEAK', 'INCONCLUSIVE', 'FAIL']

/** The gravest of these; `SKIP` where there is none. */
export function gravest(all: readonly Verdict[]): Verdict {
  return gravity[Math.max(0, ...all.map(verdict => gravity.indexOf(verdict)))] ?? 'SKIP'
}
