import { Failure } from '../../../codes/failure.ts'
import { requestRevocation } from '../../../protocol/revocation.ts'
import type { ClientSettings } from '../../../walk/context.ts'
import type { Exchange, Outcome } from '../../verdict.ts'
import { isBroken } from '../answered.ts'
import { rfc } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import type { Refreshed } from '../grants.ts'
import type { Refreshable } from '../living-grant.ts'
import { fail, open, pass, sight, skip, together, unavailable, weak } from '../outcomes.ts'
import { whoIs } from '../other-client.ts'
import type { ProviderProbe } from '../probe.ts'
import { judgeRefusal } from '../refusals.ts'
import { isAboutClient, whyUnknown, whyUnknownBefore } from '../second-client.ts'
import { judgeEnded } from '../userinfo.ts'

/** A revocation ends the tokens of the client that asks for it, and no other's (RFC 7009, section 2). */
export const revocation: ProviderProbe = {
  id: 'C37', name: 'revocation', severity: 'high', suites: ['bcp', 'oidc', 'fapi2'], session: 'browser', requests: 8,
  clauses: [rfc(7009, '2.1'), rfc(7009, '2.2')],
  control: 'refresh-request', destructive: true,
  needs: ({ server }) => server.revocation_endpoint === undefined ? 'no-endpoint' : undefined,
  examine: async (examinee) => {
    if (!await examinee.grant.tokens()) return skip('no-refresh-token')
    const ofOthers = examinee.secondClient ? await revokeAsOther(examinee, examinee.secondClient) : pass()
    const tokens = await examinee.grant.tokens()
    if (!tokens) return skip('no-refresh-token')
    examinee.grant.end()
    return together(ofOthers, await revokeOwn(examinee, tokens), await revokeGarbage(examinee))
  },
}

async function revoke(
  { started, walk, send }: Examinee, token: string, client = walk.client,
): Promise<string | undefined> {
  if (!started) throw new Failure('internal-error')
  return requestRevocation({ server: started.server, send, ...whoIs(walk, started, client) }, token, 'refresh_token')
}

async function revokeAsOther(examinee: Examinee, other: ClientSettings): Promise<Outcome> {
  const before = await whyUnknownBefore(examinee, other)
  if (before) return before
  const tokens = await examinee.grant.tokens()
  if (!tokens) return pass()
  const refusal = await revoke(examinee, tokens.refresh_token.reveal(), other)
  const exchange = examinee.seen()
  const isOfClient = refusal !== undefined
    && isAboutClient(exchange?.response.status, /\b\w+_client\b/.exec(refusal)?.[0])
  const unknown = isOfClient ? await whyUnknown(examinee, other) : undefined
  if (unknown) return unknown
  const refreshed = await examinee.grant.refresh()
  if (refreshed?.isAccepted) {
    examinee.controls.note('refresh-request')
    return pass()
  }
  examinee.grant.end()
  return judgeRefused(refreshed, exchange)
}

/** That the token was refused says who ended it; a refusal of something else, or a failure, says nothing of it. */
function judgeRefused(refreshed: Refreshed | undefined, revoked: Exchange | undefined): Outcome {
  const { answer = { status: 0 }, error, exchange } = refreshed ?? {}
  if (isBroken(answer)) return unavailable({ answer, exchange })
  return error === 'invalid_grant'
    ? fail(sight('revoked-by-other', {}, revoked))
    : open('unclear', sight('refused-otherwise', { error, expected: 'invalid_grant' }, exchange))
}

async function revokeOwn(examinee: Examinee, tokens: Refreshable): Promise<Outcome> {
  const refusal = await revoke(examinee, tokens.refresh_token.reveal())
  const exchange = examinee.seen()
  const told = refusal === undefined ? [] : [sight('revocation-refused', { reason: refusal }, exchange)]
  const { status = 0 } = exchange?.response ?? {}
  // Some say with another status of success that it is done: then it is seen whether it is.
  if (refusal !== undefined && (status < 200 || status > 299)) return open('unclear', ...told)
  const refreshed = await examinee.session.refresh(tokens)
  if (refreshed.isAccepted && refusal !== undefined) return open('unclear', ...told)
  if (refreshed.isAccepted) return fail(sight('tokens-issued', {}, refreshed.exchange))
  return together(
    told.length > 0 ? weak(...told) : pass(), judgeRefusal(refreshed, ['invalid_grant']),
    await judgeEnded(examinee, tokens.access_token.reveal()),
  )
}

async function revokeGarbage(examinee: Examinee): Promise<Outcome> {
  const refusal = await revoke(examinee, 'oauth-walk-check-garbage')
  return refusal === undefined ? pass() : weak(sight('revocation-refused', { reason: refusal }, examinee.seen()))
}
