import { refusalsIn, type SeenRefusal } from '../facts/refusals.ts'
import type { Seen, WalkRecord } from '../record.ts'
import { causeOf } from './index.ts'

/** An error, with its cause where one is known. */
export interface Explained {
  refusal: SeenRefusal
  cause: string | undefined
}

const known = new WeakMap<WalkRecord, readonly Explained[]>()

/** The errors of an input with their causes. */
export function explainedIn(record: WalkRecord): readonly Explained[] {
  const before = known.get(record)
  if (before) return before
  const found = refusalsIn(record).map(refusal => ({ refusal, cause: causeOf(refusal) }))
  known.set(record, found)
  return found
}

/** Whether the cause of a message's error is known: what anybody's words may mean need not be guessed from it then. */
export function isExplained(record: WalkRecord, seen: Seen): boolean {
  return explainedIn(record).some(({ refusal, cause }) => refusal.in === seen && cause !== undefined)
}

/** Whether the cause of this very text is known. */
export function isTextExplained(record: WalkRecord, text: string, seen: Seen | undefined): boolean {
  const beginning = text.slice(0, 4000)
  return explainedIn(record).some(({ refusal, cause }) =>
    cause !== undefined && refusal.in === seen && refusal.description.includes(beginning))
}
