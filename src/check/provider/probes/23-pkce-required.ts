import type { ClientSettings } from '../../../walk/context.ts'
import { rfc } from '../clauses.ts'
import { isTaken } from '../controls.ts'
import type { Examinee } from '../examinee.ts'
import { judgeRequest } from '../headless.ts'
import { open, sight } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'

/** A client that has no secret gets no code without PKCE: nothing else would hold the code to it. */
export const pkceRequired: ProviderProbe = {
  id: 'C23', name: 'pkce-required', severity: 'high', suites: ['oauth2.1', 'bcp', 'fapi2', 'mcp'], session: 'headless', requests: 2,
  clauses: [rfc(9700, '2.1.1'), rfc(7636, '4.4.1')],
  needs: examinee => publicClient(examinee) === undefined ? 'confidential-client' : undefined,
  examine: async (examinee) => {
    const client = publicClient(examinee)
    const control = await examinee.ask({ client })
    if (!isTaken(control)) return open('control-failed', sight('control-refused', {}, control.exchange))
    return judgeRequest(examinee, { client, parameters: all => all.filter(([name]) => !name.startsWith('code_challenge')) }, ['invalid_request'])
  },
}

/** The client, or the second one, where it proves itself by nothing. */
function publicClient({ walk, secondClient }: Examinee): ClientSettings | undefined {
  const proves = ({ clientSecret, keys = [], takeAssertion, hasCertificate = false, authentication }: ClientSettings) =>
    authentication !== 'none' && (clientSecret !== undefined || keys.length > 0 || takeAssertion !== undefined || hasCertificate)
  return [walk.client, secondClient].find(client => client !== undefined && client.clientId !== '' && !proves(client))
}
