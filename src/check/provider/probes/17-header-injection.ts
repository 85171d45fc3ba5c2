import type { Parameters } from '../../../walk/extension.ts'
import { injectedField, withInjection } from '../../odd-values.ts'
import { setParameter } from '../ask.ts'
import { rfc } from '../clauses.ts'
import { fail, pass, sight, unavailable } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'

/** Parameters that come back in answers, or go into what is kept. */
const carriers = ['state', 'scope', 'nonce'] as const

/**
 * A line break in a parameter does not end a line of the answer's header. Each has a field of its own, so that one
 * request tells of all.
 */
export const headerInjection: ProviderProbe = {
  id: 'C17', name: 'header-injection', severity: 'high', suites: ['oauth2.1', 'bcp', 'fapi2'], session: 'headless',
  requests: 1,
  clauses: [rfc(6749, '10.14'), rfc(9110, '5.5')],
  control: 'authorization-request',
  examine: async ({ ask }) => {
    const asked = await ask({ parameters: all => carriers.reduce(breakLine, all) })
    const injected = carriers.find(parameter => asked.answer.headers[injectedField(parameter)] !== undefined)
    // What was sent is masked with its parameter: this part of it is ours, and no secret.
    if (injected)
      return fail(sight(
        'header-injected', { parameter: injected, sent: encodeURIComponent(withInjection(injected, '')) },
        asked.exchange,
      ))
    return asked.kind === 'unavailable' ? unavailable(asked) : pass()
  },
}

function breakLine(all: Parameters, parameter: string): Parameters {
  const [, value = 'x'] = all.find(([name]) => name === parameter) ?? []
  return setParameter(all, parameter, withInjection(parameter, value))
}
