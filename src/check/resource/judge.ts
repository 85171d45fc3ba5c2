import type { Remark, Verdict } from '../../codes/exam.ts'
import { gravest, type Evidence, type Outcome } from '../verdict.ts'
import { unanswered } from '../notebook.ts'
import type { Pages } from './pages.ts'
import type { Survey } from './surveyed.ts'
import { isPassing } from '../../codes/obstacle.ts'
import { isAnyPassing } from '../../walk/try-address.ts'

/** How a rule is read out of the survey: where to look, and what breaks it. */
export interface Reading {
  /** The pages on which it stands; or why there are none. */
  pages: Pages
  /** A check of the walk that must hold. */
  check?: string
  /** Deviations of which nobody forgives any. */
  broken?: readonly string[]
  /** Deviations that real servers have, and clients get along with. */
  forgiven?: readonly string[]
  /** Whatever ended such a page broke the rule. */
  mustEnd?: boolean
  /** What is to be said where the rule holds. */
  remark?: (survey: Survey) => Remark | undefined
}

/**
 * Reads out of the survey whether a rule holds, in one place or in several; what is judged is what the walk itself saw.
 */
export function judge(...readings: readonly Reading[]): (survey: Survey) => Outcome {
  return (survey) => {
    const outcomes = readings.map(reading => read(reading, survey))
    const verdict = gravest(outcomes.map(outcome => outcome.verdict))
    const reason = outcomes.find(outcome => outcome.verdict === verdict)?.reason
    const remark = verdict === 'PASS'
      ? readings.map(reading => reading.remark?.(survey)).find(one => one !== undefined)
      : undefined
    return {
      verdict, evidence: outcomes.flatMap(({ evidence }) => evidence), ...reason && { reason }, ...remark && { remark },
    }
  }
}

function read(reading: Reading, survey: Survey): Outcome {
  const pages = reading.pages(survey)
  if (typeof pages === 'string') return { verdict: 'SKIP', evidence: [], reason: pages }
  const weighed = pages.flatMap(({ evidence }) => evidence).flatMap((evidence) => {
    const verdict = weigh(reading, evidence)
    return verdict ? [{ evidence, verdict }] : []
  })
  const seen = gravest(['PASS', ...weighed.map(({ verdict }) => verdict)])
  const evidence = weighed.map(one => one.evidence)
  // What holds at those that were asked may be broken at the next one, which a client takes as well.
  const isOpen = survey.unasked.length > 0 && pages.some(page => survey.providers.includes(page))
  return isOpen && seen === 'PASS'
    ? { verdict: 'INCONCLUSIVE', evidence, reason: 'not-all-asked' }
    : { verdict: seen, evidence }
}

function weigh(
  { check, broken = [], forgiven = [], mustEnd = false }: Reading, evidence: Evidence,
): Verdict | undefined {
  const { fact } = evidence
  const says = () => mayPass(evidence) ? 'INCONCLUSIVE' as const : 'FAIL' as const
  if (fact.kind === 'failure') return mustEnd ? says() : undefined
  if (fact.kind === 'check') return fact.event.name === check ? 'FAIL' : undefined
  if (fact.kind === 'sight') return undefined
  if (broken.includes(fact.event.code)) return says()
  if (!forgiven.includes(fact.event.code)) return undefined
  return mayPass(evidence) ? 'INCONCLUSIVE' : 'WEAK'
}

/** An answer that may be another one in an hour, or none. */
export function mayPass({ fact, exchange }: Evidence): boolean {
  if (fact.kind === 'failure' && unanswered.includes(fact.failure.code)) return true
  if (fact.kind === 'finding' && fact.event.details['unsure'] === true) return true
  // Of several addresses, the one that may answer otherwise may have had what the others have not.
  if (fact.kind === 'failure' && isAnyPassing(fact.failure.details['tried'])) return true
  return isPassing(exchange?.response.status ?? 0)
}
