import { rfc } from '../clauses.ts'
import { fail, open, pass, refusedUnbroken, sight } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'

/** An answer with tokens is kept by no cache (RFC 6749, section 5.1). */
export const noStoreHeaders: ProviderProbe = {
  id: 'C30', name: 'no-store-headers', severity: 'low', suites: ['oauth2.1', 'oidc', 'fapi2'], session: 'browser',
  requests: 1,
  clauses: [rfc(6749, '5.1')],
  examine: async ({ controls }) => {
    const { isAccepted, answer, exchange } = (await controls.tokens()).redeemed
    if (!isAccepted) return open('control-failed', refusedUnbroken(exchange))
    const isKept = !/\bno-store\b/i.test(answer?.headers['cache-control'] ?? '')
    return isKept ? fail(sight('header-missing', { names: 'Cache-Control: no-store' }, exchange)) : pass()
  },
}
