import type { Probe } from '../../probe.ts'
import { mcpAuthorization } from '../clauses.ts'
import { judge } from '../judge.ts'
import type { Survey } from '../surveyed.ts'

/** A request without a token is answered 401, with a challenge. */
export const requestChallenged: Probe<Survey> = {
  id: 'M01',
  name: 'request-challenged',
  clauses: [
    { document: 'RFC 6750', section: '3' }, { document: 'RFC 9110', section: '11.6.1' },
    mcpAuthorization('Error Handling'),
  ],
  examine: judge({
    pages: ({ challenge }) => [challenge],
    forgiven: ['resource-not-challenging', 'challenge-missing', 'challenge-unquoted'],
    mustEnd: true,
  }),
}
