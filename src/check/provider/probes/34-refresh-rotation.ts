import { rfc } from '../clauses.ts'
import { fail, open, pass, refusedUnbroken, sight, skip } from '../outcomes.ts'
import { isBound } from '../other-client.ts'
import type { ProviderProbe } from '../probe.ts'

/**
 * The refresh token of a client without credentials is replaced at each use, or bound to a key (RFC 9700, section
 * 2.2.2).
 */
export const refreshRotation: ProviderProbe = {
  id: 'C34', name: 'refresh-rotation', severity: 'high', suites: ['oauth2.1', 'bcp', 'mcp'], session: 'browser',
  requests: 2,
  clauses: [rfc(9700, '2.2.2'), rfc(9700, '4.14.2')],
  examine: async (examinee) => {
    const before = await examinee.grant.tokens()
    if (!before) return skip('no-refresh-token')
    const refreshed = await examinee.grant.refresh()
    if (!refreshed?.tokens) return open('control-failed', refusedUnbroken(refreshed?.exchange))
    examinee.controls.note('refresh-request')
    const came = refreshed.tokens.refresh_token?.reveal()
    const isReplaced = came !== undefined && came !== before.refresh_token.reveal()
    return isReplaced || isBound(examinee, refreshed)
      ? pass()
      : fail(sight('token-not-replaced', {}, refreshed.exchange))
  },
}
