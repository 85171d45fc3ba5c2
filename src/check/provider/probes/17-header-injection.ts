import type { Outcome } from '../../verdict.ts'
import { setParameter, type Asked } from '../ask.ts'
import { rfc } from '../clauses.ts'
import { unavailable } from '../headless.ts'
import { fail, pass, sight, together } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'

const [name, value] = ['X-Oauth-Walk-Check', 'injected']

/** A line break in a parameter does not end a line of the answer's header. */
export const headerInjection: ProviderProbe = {
  id: 'C17', name: 'header-injection', severity: 'high', suites: ['oauth2.1', 'bcp', 'fapi2'], session: 'headless', requests: 3,
  clauses: [rfc(6749, '10.14'), rfc(9110, '5.5')],
  control: 'authorization-request',
  examine: async ({ ask }) => {
    const outcomes: Outcome[] = []
    for (const parameter of ['state', 'scope', 'nonce']) {
      const asked = await ask({ parameters: all => setParameter(all, parameter, `${all.find(([one]) => one === parameter)?.[1] ?? 'x'}\r\n${name}: ${value}`) })
      outcomes.push(judge(asked, parameter))
      // A server that breaks on one is not broken three times.
      if (asked.kind === 'unavailable') break
    }
    return together(...outcomes)
  },
}

function judge(asked: Asked, parameter: string): Outcome {
  if (asked.answer.headers[name.toLowerCase()] !== undefined) return fail(sight('header-injected', { parameter }, asked.exchange))
  return asked.kind === 'unavailable' ? unavailable(asked) : pass()
}
