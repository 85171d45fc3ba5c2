import type { CheckName, StepId } from '../../codes/failure.ts'
import { found } from '../found.ts'
import type { Reading } from '../reading.ts'
import { tellsOf } from './told-by.ts'

/** A check of a login that failed, and the rule that demands it. */
export interface FailedCheck { step?: StepId | undefined, name: CheckName, rule: string }

/**
 * The readings with the checks that failed: what is drawn with a cross is a fault among the findings, once. A reading
 * that tells the same is as grave as the check, and of a check that none tells there is a finding of its own.
 */
export function withFailed(failed: readonly FailedCheck[], readings: readonly Reading[]): Reading[] {
  const tells = (reading: Reading, { step, name }: FailedCheck) =>
    (reading.step === undefined || reading.step === step) && tellsOf(reading, name)
  const untold = failed.filter(check => !readings.some(reading => tells(reading, check)))
  const isTelling = (reading: Reading) => failed.some(check => tells(reading, check))
  const raised = readings.filter(reading => reading.gravity !== 'broken' && isTelling(reading))
  return [
    ...untold.map(({ step, name, rule }) => found('check-failed', 'broken', rule, { check: name }, { step })),
    ...readings.filter(({ gravity }) => gravity === 'broken'),
    ...raised.map((reading): Reading => ({ ...reading, gravity: 'broken' })),
    ...readings.filter(reading => reading.gravity !== 'broken' && !raised.includes(reading)),
  ]
}
