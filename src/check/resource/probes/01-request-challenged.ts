import type { Probe } from '../../probe.ts'
import { mcpAuthorization } from '../clauses.ts'
import type { Outcome } from '../../verdict.ts'
import { mayPass, judge } from '../judge.ts'
import type { Survey } from '../surveyed.ts'

/** A request without a token is answered 401, with a challenge. */
export const requestChallenged: Probe<Survey> = {
  id: 'M01',
  name: 'request-challenged',
  clauses: [
    { document: 'RFC 6750', section: '3' }, { document: 'RFC 9110', section: '11.6.1' },
    mcpAuthorization('Error Handling'),
  ],
  examine: survey => isAnyThere(survey) ? judged(survey) : openly(judged(survey)),
}

const judged = judge({
  pages: ({ challenge }) => [challenge],
  forgiven: ['resource-not-challenging', 'challenge-missing', 'challenge-unquoted'],
  mustEnd: true,
})

/** With nothing at the address, and no answer about its metadata, nobody has seen that there is a resource. */
function isAnyThere({ challenge, metadata }: Survey): boolean {
  const isNothing = challenge.exchanges.at(-1)?.response.status === 404
  return !isNothing || !metadata.evidence.some(mayPass)
}

function openly(outcome: Outcome): Outcome {
  return outcome.verdict === 'WEAK' ? { ...outcome, verdict: 'INCONCLUSIVE' } : outcome
}
