import { fail, open, pass, sight, weak } from '../outcomes.ts'
import { openid } from '../clauses.ts'
import type { ProviderProbe } from '../probe.ts'

/** Seconds for which an ID token is good at most: it says that somebody has just signed in. */
const longest = 24 * 3600

/** The ID token passes the checks of a login, and does not live long. */
export const idTokenSane: ProviderProbe = {
  id: 'C32', name: 'id-token-sane', severity: 'high', suites: ['oidc', 'fapi2'], session: 'browser', requests: 1,
  clauses: [openid('Core 1.0', '2'), openid('Core 1.0', '3.1.3.7')],
  needs: ({ started }) => !started?.wantsIdentity ? 'not-openid' : started.verifiable ? undefined : 'no-provider-metadata',
  examine: async ({ controls, notebook }) => {
    const { isAccepted, tokens, failure, exchange } = (await controls.tokens()).redeemed
    if (!isAccepted) return open('control-failed', sight('control-refused', {}, exchange))
    if (failure) return fail({ fact: { kind: 'failure', failure: notebook.mask(failure) }, exchange, subject: undefined })
    const { exp, iat } = tokens?.claims ?? {}
    const seconds = (exp ?? 0) - (iat ?? 0)
    if (seconds <= longest) return pass()
    return seconds > longest * 30 ? fail(sight('lives-long', { seconds }, exchange)) : weak(sight('lives-long', { seconds }, exchange))
  },
}
