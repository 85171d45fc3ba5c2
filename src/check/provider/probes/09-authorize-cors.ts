import type { Outcome } from '../../verdict.ts'
import { rfc } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import { fail, pass, sight, together, unavailable } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { strangeHost } from '../strange.ts'

const name = 'access-control-allow-origin'

/** No script of another origin may read what the authorization endpoint says: it is for the browser itself. */
export const authorizeCors: ProviderProbe = {
  id: 'C09', name: 'authorize-cors', severity: 'medium', suites: ['oauth2.1', 'bcp', 'fapi2'], session: 'headless',
  requests: 2,
  clauses: [rfc(9700, '2.6')],
  control: 'authorization-request',
  examine: async (examinee) => {
    const strange = await askFrom(examinee, `https://${strangeHost}`)
    return strange.verdict === 'FAIL' ? strange : together(strange, await askFrom(examinee, 'null'))
  },
}

/** A frame in a sandbox has the origin null, on whichever page it stands. */
async function askFrom({ ask }: Examinee, origin: string): Promise<Outcome> {
  const asked = await ask({ headers: { origin } })
  const value = asked.answer.headers[name]
  if (value !== undefined)
    return fail(sight('header-present', { name: 'Access-Control-Allow-Origin', value }, asked.exchange))
  return asked.kind === 'unavailable' ? unavailable(asked) : pass()
}
