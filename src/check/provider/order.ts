import { severities } from '../../codes/exam.ts'
import type { ProviderProbe } from './probe.ts'

/** How many requests are left, and how many a rule takes at most. */
export interface Means { left: () => number, costOf: (probe: ProviderProbe) => number }

/**
 * The rules one after the other: what is published; then what most depends on, first where nobody signs in; what ends
 * something of this run's comes last, so that what is before it can share that. A rule waits while the requests that
 * are left may not suffice for those on which more depends.
 */
export function* inTurn(probes: readonly ProviderProbe[], { left, costOf }: Means): Generator<ProviderProbe> {
  const waiting = new Set(
    probes.toSorted((one, other) => stageOf(one) - stageOf(other) || one.id.localeCompare(other.id)),
  )
  for (const probe of [...waiting]) {
    const reserved = [...waiting].filter(other => isGraver(other, probe)).reduce((sum, other) => sum + costOf(other), 0)
    if (reserved > 0 && left() < costOf(probe) + reserved) continue
    waiting.delete(probe)
    yield probe
  }
  yield* [...waiting].toSorted((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity))
}

function isGraver(one: ProviderProbe, other: ProviderProbe): boolean {
  return severities.indexOf(one.severity) < severities.indexOf(other.severity)
}

function stageOf({ session, severity, destructive, sharesGrant }: ProviderProbe): number {
  const isGrave = severity === 'critical' || severity === 'high'
  if (session === 'none') return 0
  if (destructive) return isGrave ? sharesGrant ? 5 : 6 : 7
  if (isGrave) return session === 'headless' ? 1 : 2
  // What is read from tokens is read while they are good.
  return session === 'browser' ? 3 : 4
}

/** Requests that a rule takes at most; where authorization requests are pushed first (RFC 9126), each is two. */
export function costOf({ session, requests }: Pick<ProviderProbe, 'session' | 'requests'>, isPushed: boolean): number {
  if (!isPushed || session === 'none') return requests
  return session === 'headless' ? 2 * requests : requests + 2
}
