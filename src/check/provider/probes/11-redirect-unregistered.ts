import { rfc } from '../clauses.ts'
import { judgeRedirect } from '../headless.ts'
import type { ProviderProbe } from '../probe.ts'
import { strangeHost } from '../strange.ts'

/** A request with a redirect URI on a host of nobody's is not answered there. */
export const redirectUnregistered: ProviderProbe = {
  id: 'C11', name: 'redirect-unregistered', severity: 'critical', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2', 'mcp'],
  session: 'headless', requests: 2,
  clauses: [rfc(6749, '3.1.2.4'), rfc(6749, '4.1.2.1'), rfc(9700, '4.1.3')],
  control: 'authorization-request',
  examine: async examinee =>
    judgeRedirect(examinee, await examinee.ask({ redirectUri: `https://${strangeHost}/callback` })),
}
