import type { Outcome } from '../../verdict.ts'
import { rfc } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import { inForm } from '../forms.ts'
import { fail, pass, sight, skip, together, weak } from '../outcomes.ts'
import { isConfidential, provesByCertificate, unproven } from '../other-client.ts'
import type { ProviderProbe } from '../probe.ts'
import { judgeRefusal } from '../refusals.ts'
import { judgeOther, whyUnknownBefore } from '../second-client.ts'
import { membersOf } from '../takings.ts'
import type { Refreshable } from '../living-grant.ts'

/**
 * A refresh token brings no more than was granted, to no other client, and to nobody who does not prove to be the
 * client (RFC 6749, section 6).
 */
export const refreshBounds: ProviderProbe = {
  id: 'C36', name: 'refresh-bounds', severity: 'critical', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2', 'mcp'],
  session: 'browser', requests: 6,
  clauses: [rfc(6749, '6'), rfc(6749, '10.4')],
  control: 'refresh-request',
  examine: async (examinee) => {
    if (!await examinee.grant.tokens()) return skip('no-refresh-token')
    const tries = [
      await withNewest(examinee, tryMoreScope),
      ...examinee.secondClient ? [await withNewest(examinee, tryOtherClient)] : [],
      ...isConfidential(examinee) && !provesByCertificate(examinee) ? [await withNewest(examinee, tryUnproven)] : [],
    ]
    return together(...tries)
  },
}

async function withNewest(
  examinee: Examinee, run: (examinee: Examinee, tokens: Refreshable) => Promise<Outcome>,
): Promise<Outcome> {
  const tokens = await examinee.grant.tokens()
  return tokens ? run(examinee, tokens) : skip('no-refresh-token')
}

/** A scope that the provider knows and that was not granted, or else one that there is not. */
function moreScope({ server }: Examinee, { scope }: Refreshable): { more: string, isKnown: boolean } {
  const known = server.scopes_supported?.find(one => !scope.includes(one))
  return { more: known ?? 'oauth-walk-check', isKnown: known !== undefined }
}

async function tryMoreScope(examinee: Examinee, tokens: Refreshable): Promise<Outcome> {
  const { more, isKnown } = moreScope(examinee, tokens)
  const refreshed = await examinee.session.refresh(
    tokens, inForm('refresh', form => form.set('scope', [...tokens.scope, more].join(' '))),
  )
  if (!refreshed.isAccepted) return judgeRefusal(refreshed, ['invalid_scope'])
  examinee.grant.goOn(refreshed)
  const { scope: granted } = membersOf(refreshed.answer?.body ?? '')
  // Whoever names none grants what was asked for (RFC 6749, section 5.1); but what nobody knows can't be granted by
  // saying nothing.
  const [isNamed, isGranted] = typeof granted === 'string'
    ? [true, granted.split(' ').includes(more)]
    : [false, isKnown]
  const details = { scope: more, named: isNamed }
  return isGranted
    ? fail(sight('scope-widened', details, refreshed.exchange))
    : weak(sight('scope-overlooked', details, refreshed.exchange))
}

async function tryOtherClient(examinee: Examinee, tokens: Refreshable): Promise<Outcome> {
  const { session, walk, secondClient, grant } = examinee
  const unknown = secondClient ? await whyUnknownBefore(examinee, secondClient) : pass()
  if (!secondClient || unknown) return unknown ?? pass()
  const refreshed = await session.refresh(tokens, undefined, { ...walk, client: secondClient })
  if (refreshed.isAccepted) grant.end()
  return judgeOther(examinee, secondClient, refreshed)
}

async function tryUnproven({ session, walk, grant, budget, server }: Examinee, tokens: Refreshable): Promise<Outcome> {
  budget.allowWrong('credentials', server.token_endpoint ?? '')
  const refreshed = await session.refresh(tokens, undefined, { ...walk, client: unproven(walk) })
  if (refreshed.isAccepted) grant.end()
  return judgeRefusal(refreshed, ['invalid_client'])
}
