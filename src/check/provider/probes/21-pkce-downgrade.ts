import { rfc } from '../clauses.ts'
import { errorIn } from '../grants.ts'
import { pass } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { judgeRefusal } from '../refusals.ts'
import { SignInFailed } from '../sign-in-failed.ts'
import { sendsChallenge } from './19-pkce-wrong-verifier.ts'

const protection: readonly string[] = ['code_challenge', 'code_challenge_method']

/** Whoever takes the challenge out of the request on its way is found out when the client sends its code_verifier. */
export const pkceDowngrade: ProviderProbe = {
  id: 'C21', name: 'pkce-downgrade', severity: 'high', suites: ['oauth2.1', 'bcp', 'fapi2'], session: 'browser',
  requests: 2,
  clauses: [rfc(9700, '2.1.1'), rfc(9700, '4.8.2')],
  control: 'token-request', needs: sendsChallenge,
  examine: async ({ session }) => {
    try {
      const broken = {
        authorizationRequest: (parameters: [string, string][]) =>
          parameters.filter(([name]) => !protection.includes(name)),
      }
      return judgeRefusal(await session.redeem(await session.authorize({ broken })), [
        'invalid_grant', 'invalid_request',
      ])
    } catch (error) {
      // Where PKCE is required, there is no such request.
      if (error instanceof SignInFailed && errorIn(error.failure) === 'invalid_request') return pass()
      throw error
    }
  },
}
