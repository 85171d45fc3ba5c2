import { rfc } from '../clauses.ts'
import { unavailable } from '../headless.ts'
import { fail, pass, sight } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { strangeHost } from '../strange.ts'

const name = 'access-control-allow-origin'

/** No script of another origin may read what the authorization endpoint says: it is for the browser itself. */
export const authorizeCors: ProviderProbe = {
  id: 'C09', name: 'authorize-cors', severity: 'medium', suites: ['oauth2.1', 'bcp', 'fapi2'], session: 'headless', requests: 1,
  clauses: [rfc(9700, '2.6')],
  control: 'authorization-request',
  examine: async ({ ask }) => {
    const asked = await ask({ headers: { origin: `https://${strangeHost}` } })
    const value = asked.answer.headers[name]
    if (value !== undefined && value !== 'null') return fail(sight('header-present', { name: 'Access-Control-Allow-Origin', value }, asked.exchange))
    return asked.kind === 'unavailable' ? unavailable(asked) : pass()
  },
}
