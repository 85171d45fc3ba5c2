import { rfc } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import { together } from '../outcomes.ts'
import { asClient, isConfidential, provesByCertificate, sendsSecret, unproven } from '../other-client.ts'
import type { ProviderProbe } from '../probe.ts'
import { judgeRefusal } from '../refusals.ts'
import type { Outcome } from '../../verdict.ts'

/**
 * A client with credentials gets nothing with a wrong secret, or with none. One wrong secret is tried: providers lock
 * clients out.
 */
export const clientAuthWrong: ProviderProbe = {
  id: 'C26', name: 'client-auth-wrong', severity: 'critical', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2', 'mcp'],
  session: 'browser', requests: 3,
  clauses: [rfc(6749, '3.2.1'), rfc(6749, '5.2')],
  control: 'token-request',
  needs: examinee =>
    !isConfidential(examinee) ? 'public-client' : provesByCertificate(examinee) ? 'client-certificate' : undefined,
  examine: async examinee =>
    together(...sendsSecret(examinee) ? [await tryWrongSecret(examinee)] : [], await tryNothing(examinee)),
}

async function tryWrongSecret({ session, budget, server, walk }: Examinee): Promise<Outcome> {
  const authorized = await session.authorize()
  budget.allowWrong('secret', server.token_endpoint ?? '')
  const clientSecret = walk.secrets.keep(
    'client_secret', `oauth-walk-check-${Buffer.from(walk.random(16)).toString('hex')}`,
  )
  return judgeRefusal(await session.redeem(asClient(authorized, { ...walk.client, clientSecret })), ['invalid_client'])
}

async function tryNothing({ session, budget, server, walk }: Examinee): Promise<Outcome> {
  const authorized = await session.authorize()
  budget.allowWrong('credentials', server.token_endpoint ?? '')
  return judgeRefusal(await session.redeem(asClient(authorized, unproven(walk), 'none')), ['invalid_client'])
}
