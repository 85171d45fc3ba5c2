import type { Asking } from '../ask.ts'
import { rfc } from '../clauses.ts'
import { judgeRequest } from '../headless.ts'
import { together } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { strangeHost } from '../strange.ts'

/** What stands behind the parameter of the same name: another client, another address, another state. */
const second: Record<string, string> = {
  client_id: 'oauth-walk-check', redirect_uri: `https://${strangeHost}/callback`, state: 'made-up-state',
}

/** A request in which a parameter comes twice is refused: two readers of it would read two requests. */
export const duplicateParameters: ProviderProbe = {
  id: 'C15', name: 'duplicate-parameters', severity: 'high', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2', 'mcp'],
  session: 'headless', requests: 4,
  clauses: [rfc(6749, '3.1'), rfc(6749, '4.1.2.1')],
  control: 'authorization-request',
  examine: async (examinee) => {
    const outcomes = []
    // A request object has each of its claims once.
    const names = (await examinee.controls.usual()).isSigned ? ['client_id'] : Object.keys(second)
    for (const name of names) {
      outcomes.push(await judgeRequest(examinee, twice(name, second[name] ?? ''), ['invalid_request']))
    }
    return together(...outcomes)
  },
}

/** The client's id stands in the address whether or not the request is pushed. */
function twice(name: string, value: string): Asking {
  return name === 'client_id'
    ? { address: address => `${address}&${name}=${value}` }
    : { parameters: all => [...all, [name, value]] }
}
