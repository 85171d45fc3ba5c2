import type { SkipReason } from '../../../codes/exam.ts'
import { rfc } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import { inForm } from '../forms.ts'
import type { ProviderProbe } from '../probe.ts'
import { judgeRefusal } from '../refusals.ts'

/** A code is not redeemed with another code_verifier than the one that its challenge was made of. */
export const pkceWrongVerifier: ProviderProbe = {
  id: 'C19', name: 'pkce-wrong-verifier', severity: 'critical', suites: ['oauth2.1', 'bcp', 'fapi2', 'mcp'],
  session: 'browser', requests: 2,
  clauses: [rfc(7636, '4.6')],
  control: 'token-request', needs: sendsChallenge,
  examine: async ({ session }) => {
    const authorized = await session.authorize()
    return judgeRefusal(
      await session.redeem(
        authorized, inForm('token', form => form.set('code_verifier', 'oauth-walk-check-'.repeat(3))),
      ),
      ['invalid_grant'],
    )
  },
}

/** Without a challenge there is nothing to verify. */
export function sendsChallenge({ started }: Examinee): SkipReason | undefined {
  return started?.codeVerifier ? undefined : 'not-offered'
}
