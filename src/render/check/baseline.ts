import { type Examined } from '../../check/probe.ts'
import type { Evidence } from '../../check/verdict.ts'

/** Failures that whoever runs a check knows and lives with for now: by rule, what was seen. */
export interface Baseline {
  format: 'oauth-walk-baseline/1'
  /** The server's. */
  address: string
  known: readonly { id: string, name: string, seen: readonly string[] }[]
}

/** As much as a baseline holds: there are no more rules, and no rule shows more. */
const most = { rules: 100, seen: 200, text: 500 }

const format = 'oauth-walk-baseline/1'

/** The failures of an examination, for the next one. What was not judged this time stays as it was known before. */
export function toBaseline(address: string, examined: readonly Examined[], before?: Baseline): Baseline {
  const judged = examined.filter(({ verdict }) => verdict !== 'SKIP' && verdict !== 'INCONCLUSIVE')
  const kept = before?.known.filter(({ id }) => !judged.some(({ probe }) => probe.id === id)) ?? []
  const now = judged.filter(({ verdict }) => verdict === 'FAIL').map(({ probe: { id, name }, evidence }) => ({
    id, name, seen: seenIn(evidence),
  }))
  return { format, address, known: [...kept, ...now].sort((one, other) => one.id.localeCompare(other.id)) }
}

/** Reads a baseline; nothing where it is none. */
export function readBaseline(value: unknown): Baseline | undefined {
  if (!isObject(value)
    || value['format'] !== format
    || typeof value['address'] !== 'string'
    || !Array.isArray(value['known'])) return undefined
  const known = value['known'].slice(0, most.rules).filter(isObject).flatMap(({ id, name, seen }) =>
    isText(id) && isText(name) && Array.isArray(seen)
      ? [{ id, name, seen: seen.slice(0, most.seen).filter(isText) }]
      : [])
  return { format, address: value['address'], known }
}

/** Marks the failures that a baseline knows: the same rule, by nothing that was not seen then. */
export function acceptKnown(examined: readonly Examined[], { known }: Baseline): Examined[] {
  return examined.map((one) => {
    const before = known.find(({ id }) => id === one.probe.id)
    const isKnown = one.verdict === 'FAIL'
      && before !== undefined
      && seenIn(one.evidence).every(seen => before.seen.includes(seen))
    return isKnown ? { ...one, isAccepted: true } : one
  })
}

/** The failures that a baseline is the first to know: by rule, or by what was seen. */
export function takenIn(examined: readonly Examined[], before?: Baseline): Examined[] {
  const now = before ? acceptKnown(examined, before) : examined
  return now.filter(({ verdict, isAccepted }) => verdict === 'FAIL' && !isAccepted)
}

/** The rules that a baseline knows as broken, and that hold now. */
export function goneFrom({ known }: Baseline, examined: readonly Examined[]): string[] {
  return known.filter(({ id }) =>
    examined.some(({ probe, verdict }) =>
      probe.id === id && (verdict === 'PASS' || verdict === 'WEAK'))).map(({ id }) => id)
}

/**
 * What was seen, by names that are the same in each run: neither values nor addresses, since these hold what is drawn
 * anew each time.
 */
function seenIn(evidence: readonly Evidence[]): string[] {
  return [
    ...new Set(evidence.map(({ fact, subject }) =>
      [codeOf(fact), ...subject === undefined ? [] : [subject]].join(' ').slice(0, most.text))),
  ].sort()
}

function codeOf(fact: Evidence['fact']): string {
  if (fact.kind === 'sight') return fact.code
  if (fact.kind === 'failure') return fact.failure.code
  return fact.kind === 'check' ? fact.event.name : fact.event.code
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= most.text
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
