import { having, isFailing, type Examined } from '../../check/probe.ts'
import { Failure } from '../../codes/failure.ts'
import type { Severity, StopReason } from '../../codes/exam.ts'
import { whyUnjudged } from './why-unjudged.ts'

/**
 * Which provider was examined, with which flags, from which severity on a broken rule ends the command, and what ended
 * the run before its end.
 */
export interface Ending {
  target: string
  issuer: string
  /** The client in whose name it was asked; nothing where none is known there. */
  clientId: string | undefined
  words: (readonly string[])[]
  failOn: Severity
  stopped: StopReason | undefined
}

/**
 * How the command ends: as refused where a rule that matters is broken; as unjudged where no message said anything, or
 * one is left open.
 */
export function failureOfProvider(examined: readonly Examined[], ending: Ending): Failure | undefined {
  const { target, issuer, words, failOn } = ending
  const broken = examined.filter(one => isFailing(one, failOn))
  const about = (rules: readonly Examined[]) => ({
    url: issuer, target, words, rules: rules.map(({ probe: { id, name } }) => `${id} ${name}`),
  })
  if (broken.length > 0) return new Failure('rules-broken', about(broken))
  const open = openOf(examined, ending)
  if (open.length === 0) return undefined
  const why = whyUnjudged(open, words.some(([flag]) => flag === '--browser'))
  return new Failure('rules-unjudged', {
    ...about(open), why,
    ...why.every(one => one === 'budget-spent') && { words: forTheRest(words, open) },
    ...why.some(one => one === 'no-browser' || one === 'opener-failed') && { words: byHand(words) },
  })
}

/** The words for a person who opens the addresses, where nothing on this machine does. */
function byHand(words: Ending['words']): Ending['words'] {
  return [
    ...words.filter(([flag = '']) => !['--browser', '--no-open', '--open-via-file'].includes(flag)), ['--no-open'],
  ]
}

/** What nobody could judge, and should have been. */
function openOf(examined: readonly Examined[], ending: Ending): Examined[] {
  const judged = examined.filter(({ probe, verdict }) => verdict !== 'SKIP' && !isPassive(probe))
  // What can be asked without the client says nothing of how it is treated.
  const ofClient = judged.filter(({ probe }) => needsClient(probe))
  const asked = ofClient.length > 0 ? ofClient : judged
  const unjudged = having(asked, 'INCONCLUSIVE')
  const open = asked.length > 0 && unjudged.length === asked.length
    ? unjudged
    : having(examined, 'INCONCLUSIVE').filter(one => isLeftOpen(one, ending))
  return [...open, ...unsafeOf(examined, ending)]
}

/**
 * The provider broke the run off, or a rule on which enough depends was not judged. That it wants a sign-in first is
 * its own way, which is told.
 */
function isLeftOpen({ reason, evidence, probe }: Examined, { failOn, stopped }: Ending): boolean {
  // Whichever rule came last: what it was asked for was not answered.
  if (stopped !== undefined && stopped !== 'budget-spent') return true
  const isEnough = isFailing({ verdict: 'FAIL', evidence, probe }, failOn)
  return isEnough && reason !== 'sign-in-first'
}

/** Rules for which nothing was sent, since the address is unsafe: where that is a rule of this run too, it tells so. */
function unsafeOf(examined: readonly Examined[], { failOn, words }: Ending): Examined[] {
  if (examined.some(({ probe: { name } }) => name === 'https-everywhere')) return []
  const isNamed = words.some(([flag]) => flag === '--probe')
  return having(examined, 'SKIP').filter(one =>
    one.reason === 'unsafe-address' && (isNamed || isFailing({ ...one, verdict: 'FAIL' }, failOn)))
}

/** The words for the rules that are left. */
function forTheRest(words: Ending['words'], left: readonly Examined[]): Ending['words'] {
  const kept = words.filter(([flag = '']) => !['--probe', '--severity', '--suite'].includes(flag))
  return [...kept, ['--probe', left.map(({ probe: { id } }) => id).join(',')]]
}

function needsClient(probe: Examined['probe']): boolean {
  return 'session' in probe && probe.session !== 'none'
}

function isPassive(probe: Examined['probe']): boolean {
  return 'passive' in probe && probe.passive === true
}
