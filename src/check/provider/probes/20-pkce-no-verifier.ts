import { rfc } from '../clauses.ts'
import { inForm } from '../forms.ts'
import type { ProviderProbe } from '../probe.ts'
import { judgeRefusal } from '../refusals.ts'
import { sendsChallenge } from './19-pkce-wrong-verifier.ts'

/** A code that a challenge came before is not redeemed without the code_verifier. */
export const pkceNoVerifier: ProviderProbe = {
  id: 'C20', name: 'pkce-no-verifier', severity: 'critical', suites: ['oauth2.1', 'bcp', 'fapi2', 'mcp'],
  session: 'browser', requests: 2,
  clauses: [rfc(7636, '4.5'), rfc(7636, '4.6')],
  control: 'token-request', needs: sendsChallenge,
  examine: async ({ session }) => judgeRefusal(
    await session.redeem(await session.authorize(), inForm('token', form => form.delete('code_verifier'))),
    ['invalid_grant'],
  ),
}
