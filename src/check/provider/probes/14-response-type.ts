import { setParameter, type Asking } from '../ask.ts'
import { openid, rfc } from '../clauses.ts'
import { judgeRequest } from '../headless.ts'
import { together } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'

/** Without a response type, and with one that brings tokens by the browser, nothing is answered but an error. */
export const responseType: ProviderProbe = {
  id: 'C14', name: 'response-type', severity: 'medium', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2', 'mcp'],
  session: 'headless', requests: 4,
  clauses: [rfc(6749, '3.1.1'), rfc(6749, '4.1.2.1'), rfc(9700, '2.1.2'), openid('Core 1.0', '3.1.2.6')],
  control: 'authorization-request',
  examine: async (examinee) => {
    const without: Asking = { parameters: all => all.filter(([name]) => name !== 'response_type') }
    const outcomes = [await judgeRequest(examinee, without, ['invalid_request', 'unsupported_response_type'])]
    for (const type of ['token', 'id_token token']) {
      const asking: Asking = { parameters: all => setParameter(all, 'response_type', type) }
      outcomes.push(
        await judgeRequest(examinee, asking, ['unsupported_response_type', 'unauthorized_client', 'invalid_request']),
      )
    }
    return together(...outcomes)
  },
}
