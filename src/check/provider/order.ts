import { severities } from '../../codes/exam.ts'
import type { ProviderProbe } from './probe.ts'

/** How many requests are left, and how many a rule takes at most. */
export interface Means { left: () => number, costOf: (probe: ProviderProbe) => number }

/** What so many requests tell without a sign-in is looked at whatever else there is. */
const little = 1

/**
 * The rules one after the other. First comes what is published, and what a glance tells. Then comes what most depends
 * on, and of that what needs no sign-in. What ends something of this run's comes last, since the others need it. A rule
 * waits as long as the requests that are left may not suffice for graver rules, and for as grave ones at half its cost.
 * One that can't be tried to its end comes after those that can.
 */
export function* inTurn(probes: readonly ProviderProbe[], { left, costOf }: Means): Generator<ProviderProbe> {
  const waiting = new Set(
    probes.toSorted((one, other) => stageOf(one) - stageOf(other) || one.id.localeCompare(other.id)),
  )
  for (const probe of [...waiting]) {
    const isBefore = (other: ProviderProbe) =>
      isGraver(other, probe) || (other.severity === probe.severity && costOf(other) * 2 <= costOf(probe))
    const reserved = [...waiting].filter(isBefore).reduce((sum, other) => sum + costOf(other), 0)
    if (!isGlance(probe) && reserved > 0 && left() < costOf(probe) + reserved) continue
    waiting.delete(probe)
    yield probe
  }
  yield* theRest(waiting, { left, costOf })
}

function* theRest(waiting: Set<ProviderProbe>, { left, costOf }: Means): Generator<ProviderProbe> {
  while (waiting.size > 0) {
    const [next] = [...waiting].toSorted((one, other) =>
      Number(costOf(one) > left()) - Number(costOf(other) > left())
      || severities.indexOf(one.severity) - severities.indexOf(other.severity)
      || costOf(one) - costOf(other))
    if (next === undefined) return
    waiting.delete(next)
    yield next
  }
}

function isGlance({ session, requests, glance }: ProviderProbe): boolean {
  return glance === true || (session !== 'browser' && requests <= little)
}

function isGraver(one: ProviderProbe, other: ProviderProbe): boolean {
  return severities.indexOf(one.severity) < severities.indexOf(other.severity)
}

function stageOf(probe: ProviderProbe): number {
  const { session, severity, destructive, sharesGrant } = probe
  const isGrave = severity === 'critical' || severity === 'high'
  if (session === 'none' || isGlance(probe)) return 0
  if (destructive && !isGrave) return 7
  if (destructive) return sharesGrant ? 5 : 6
  if (isGrave) return session === 'headless' ? 1 : 2
  // What is read from tokens is read while they are good.
  return session === 'browser' ? 3 : 4
}

/** Requests that a rule takes at most; where authorization requests are pushed first (RFC 9126), each is two. */
export function costOf({ session, requests }: Pick<ProviderProbe, 'session' | 'requests'>, isPushed: boolean): number {
  if (!isPushed || session === 'none') return requests
  return session === 'headless' ? 2 * requests : requests + 2
}
