import { refusalsIn, type SeenRefusal } from '../facts/refusals.ts'
import type { Seen, WalkRecord } from '../record.ts'
import { causeOf, keyOf } from './index.ts'

/** An error, with its cause where one is known. */
export interface Explained {
  refusal: SeenRefusal
  cause: string | undefined
}

const known = new WeakMap<WalkRecord, readonly Explained[]>()

/** Of the errors of one input, no more different ones are compared with what is known: a few are told. */
const mostDifferent = 25

/** The errors of an input with their causes: one that comes again is looked up once. */
export function explainedIn(record: WalkRecord): readonly Explained[] {
  const before = known.get(record)
  if (before) return before
  const causes = new Map<string, string | undefined>()
  const found = refusalsIn(record).map((refusal) => {
    const key = keyOf(refusal)
    if (!causes.has(key) && causes.size < mostDifferent) causes.set(key, causeOf(refusal))
    return { refusal, cause: causes.get(key) }
  })
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
