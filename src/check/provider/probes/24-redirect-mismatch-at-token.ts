import { rfc } from '../clauses.ts'
import { inForm } from '../forms.ts'
import type { ProviderProbe } from '../probe.ts'
import { judgeRefusal } from '../refusals.ts'

/** A code is not redeemed with another redirect URI than it was sent to. */
export const redirectMismatchAtToken: ProviderProbe = {
  id: 'C24', name: 'redirect-mismatch-at-token', severity: 'high', suites: ['bcp', 'oidc', 'fapi2', 'mcp'],
  session: 'browser', requests: 2,
  clauses: [rfc(6749, '4.1.3')],
  control: 'token-request',
  examine: async ({ session }) => judgeRefusal(
    await session.redeem(
      await session.authorize(),
      inForm('token', form => form.set('redirect_uri', 'https://oauth-walk-check.invalid/callback')),
    ), ['invalid_grant'],
  ),
}
