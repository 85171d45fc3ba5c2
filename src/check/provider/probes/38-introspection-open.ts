import { readRefusal } from '../../../protocol/answer/refusal.ts'
import { anonymous } from '../../../protocol/authentication/index.ts'
import { requestIntrospection } from '../../../protocol/introspection-request.ts'
import { isBroken } from '../answered.ts'
import { rfc } from '../clauses.ts'
import { fail, open, pass, sight, unavailable, unlessNothingThere, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { membersOf } from '../takings.ts'

/** Whoever proves nothing is told nothing of a token, not even that there is none. */
export const introspectionOpen: ProviderProbe = {
  id: 'C38', name: 'introspection-open', severity: 'high', suites: ['oauth2.1', 'bcp', 'fapi2'], session: 'none',
  requests: 1,
  clauses: [rfc(7662, '2.1'), rfc(7662, '2.3')],
  needs: ({ server }) => server.introspection_endpoint === undefined ? 'no-endpoint' : undefined,
  examine: async ({ server, send, seen, budget }) => {
    budget.allowWrong('credentials', server.introspection_endpoint ?? '')
    const { answer } = await requestIntrospection(
      { ...anonymous, server, send }, 'oauth-walk-check-introspection', 'access_token',
    )
    const { status, body } = answer
    if (isBroken(answer)) return unavailable({ answer, exchange: seen() })
    if (status >= 200 && status < 300 && typeof membersOf(body)['active'] === 'boolean')
      return fail(sight('answered', { status }, seen()))
    if (status === 401) return pass()
    const { error } = await readRefusal(answer)
    if (status < 400 && error === undefined) return open('unclear', sight('no-refusal', { status }, seen()))
    const nothingThere = unlessNothingThere(seen())
    if (nothingThere) return nothingThere
    return error === 'invalid_client'
      ? weak(sight('status-otherwise', { status, expected: 401 }, seen()))
      : weak(sight('refused-otherwise', { error: error ?? status, expected: 'invalid_client' }, seen()))
  },
}
