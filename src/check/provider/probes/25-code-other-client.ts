import { Failure } from '../../../codes/failure.ts'
import { rfc } from '../clauses.ts'
import { asClient } from '../other-client.ts'
import type { ProviderProbe } from '../probe.ts'
import { judgeOther, provesItself } from '../second-client.ts'

/** A code is not redeemed by another client than the one that it was given to. */
export const codeOtherClient: ProviderProbe = {
  id: 'C25', name: 'code-other-client', severity: 'critical', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2', 'mcp'],
  session: 'browser', requests: 3,
  clauses: [rfc(6749, '4.1.3'), rfc(6749, '10.5')],
  control: 'token-request',
  needs: ({ secondClient }) => secondClient ? undefined : 'no-second-client',
  examine: async (examinee) => {
    const { session, secondClient, budget, server } = examinee
    if (!secondClient) throw new Failure('internal-error')
    if (!provesItself(secondClient)) budget.allowWrong('credentials', server.token_endpoint ?? '')
    return judgeOther(examinee, secondClient, await session.redeem(asClient(await session.authorize(), secondClient)))
  },
}
