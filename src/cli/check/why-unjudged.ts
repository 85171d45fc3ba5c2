import { unanswered } from '../../check/notebook.ts'
import type { Examined } from '../../check/probe.ts'
import { isNothingThere } from '../../check/provider/outcomes.ts'
import type { Evidence } from '../../check/verdict.ts'
import { hasEnded } from '../../messages/text.ts'
import type { WhyUnjudged } from '../../codes/exam.ts'

/** Why nobody can say whether rules hold: each reason that was seen, once; and whether `--browser` named a program. */
export function whyUnjudged(unjudged: readonly Examined[], isProgramNamed: boolean): WhyUnjudged[] {
  return [...new Set(unjudged.map(one => whyOf(one, isProgramNamed)))]
}

function whyOf({ reason, evidence }: Examined, isProgramNamed: boolean): WhyUnjudged {
  const codes = evidence.map(({ fact }) => fact.kind === 'failure' ? fact.failure.code : undefined)
  if (reason === 'stopped' && evidence.every(isBudgetSpent)) return 'budget-spent'
  if (reason === 'server-error'
    || reason === 'stopped'
    || codes.some(code => code !== undefined && unanswered.includes(code))) return 'unanswered'
  if (codes.includes('browser-not-opened'))
    return !evidence.some(hasProgramEnded) ? 'no-browser' : isProgramNamed ? 'browser-failed' : 'opener-failed'
  if (reason === 'nobody-came'
    || reason === 'port-busy'
    || reason === 'client-unsure'
    || reason === 'second-client-refused'
    || reason === 'unsafe-address'
    || reason === 'sign-in-first') return reason
  const isControl = reason === 'control-failed' || reason === 'sign-in-failed'
  if (evidence.some(one => isSeenNothing(one) || (isControl && isNothingThere(one.exchange)))) return 'nothing-there'
  if (evidence.some(isClientRefused)) return 'client-refused'
  return reason === 'unclear' ? 'unclear' : 'refused'
}

function isBudgetSpent({ fact }: Evidence): boolean {
  return fact.kind === 'sight' && fact.code === 'stopped' && fact.details['reason'] === 'budget-spent'
}

function isSeenNothing({ fact }: Evidence): boolean {
  return fact.kind === 'sight' && fact.code === 'nothing-there'
}

/** The program that was to sign in was started, and ended with an error: that it did not open can't be said. */
function hasProgramEnded({ fact }: Evidence): boolean {
  return fact.kind === 'failure' && hasEnded(fact.failure.details['reason'])
}

/** The token endpoint does not take the client for the one that it says it is (RFC 6749, section 5.2). */
function isClientRefused({ fact, exchange }: Evidence): boolean {
  if (fact.kind === 'failure' && fact.failure.details['error'] === 'invalid_client') return true
  const { purpose, response } = exchange ?? {}
  return purpose !== 'front'
    && response !== undefined
    && (response.status === 401 || response.body.includes('"invalid_client"'))
}
