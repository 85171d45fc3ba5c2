import type { CheckName, StepId } from '../../codes/failure.ts'
import { found } from '../found.ts'
import type { Reading } from '../reading.ts'

/** A check of a login that failed, and the rule that demands it. */
export interface FailedCheck { step?: StepId | undefined, name: CheckName, rule: string }

/**
 * Checks that failed in a step of which no reading tells anything grave: what is drawn with a cross has to be among the
 * findings.
 */
export function readUntold(failed: readonly FailedCheck[], readings: readonly Reading[]): Reading[] {
  const told = new Set(readings.filter(({ gravity }) => gravity !== 'note').map(({ step }) => step))
  return failed.filter(({ step }) => !told.has(step)).map(({ step, name, rule }) =>
    found('check-failed', 'broken', rule, { check: name }, { step }))
}
