import type { Parameters } from '../../../walk/extension.ts'
import { setParameter } from '../ask.ts'
import { rfc } from '../clauses.ts'
import { judgeRequest } from '../headless.ts'
import type { ProviderProbe } from '../probe.ts'

/** The method plain is refused: the challenge in the browser's address is then the verifier itself. */
export const pkcePlain: ProviderProbe = {
  id: 'C22', name: 'pkce-plain', severity: 'medium', suites: ['oauth2.1', 'bcp', 'fapi2', 'mcp'], session: 'headless',
  requests: 2,
  clauses: [rfc(7636, '4.4.1'), rfc(7636, '7.2'), rfc(9700, '2.1.1')],
  control: 'authorization-request',
  examine: async (examinee) => {
    const verifier = Buffer.from(examinee.walk.random(32)).toString('base64url')
    const plain: Parameters = [['code_challenge', verifier], ['code_challenge_method', 'plain']]
    const parameters = (all: Parameters) =>
      plain.reduce((changed, [name, value]) => setParameter(changed, name, value), all)
    return judgeRequest(examinee, { parameters }, ['invalid_request'])
  },
}
