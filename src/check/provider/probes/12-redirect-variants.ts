import { parseAddress } from '../../../addresses/loopback.ts'
import { ownUri } from '../ask.ts'
import { rfc } from '../clauses.ts'
import { judgeRedirect } from '../headless.ts'
import { together } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'

/** Addresses that only a comparison letter by letter tells from the registered one (RFC 3986, section 6.2.1). */
export const redirectVariants: ProviderProbe = {
  id: 'C12', name: 'redirect-variants', severity: 'critical', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2', 'mcp'],
  session: 'headless', requests: 10,
  clauses: [rfc(9700, '4.1.3'), rfc(9700, '2.1'), rfc(6749, '3.1.2')],
  control: 'authorization-request',
  examine: async (examinee) => {
    const outcomes = []
    for (const redirectUri of variantsOf(ownUri(examinee))) outcomes.push(
      await judgeRedirect(examinee, await examinee.ask({ redirectUri })),
    )
    return together(...outcomes)
  },
}

/** As texts: a parser would undo some of them. */
export function variantsOf(registered: string): string[] {
  const [, scheme = '', host = '', path = ''] = /^([^:]+:\/\/)([^/?#]*)([^?#]*)/.exec(registered) ?? []
  const upper = path.replace(/[a-z]/, letter => letter.toUpperCase())
  const hostname = parseAddress(registered)?.hostname ?? ''
  const isName = /[a-z]/i.test(hostname) && !hostname.startsWith('[')
  return [
    `${registered}/x`, `${registered}${registered.includes('?') ? '&' : '?'}x=1`,
    registered.endsWith('/') ? registered.slice(0, -1) : `${registered}/`,
    ...upper === path ? [] : [`${scheme}${host}${upper}`],
    `${scheme}${host}/oauth-walk-check/%2e%2e${path}`,
    `${scheme}oauth-walk-check@${host}${path}`,
    ...isName ? [`${scheme}oauth-walk-check.${host}${path}`] : [],
    ...scheme === 'https://' ? [`http://${host}${path}`] : [],
    `${registered}#oauth-walk-check`,
  ]
}
