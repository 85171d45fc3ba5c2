import type { ClientSettings } from '../../../walk/context.ts'
import type { Outcome } from '../../verdict.ts'
import type { Asking } from '../ask.ts'
import { rfc } from '../clauses.ts'
import { isTaken } from '../controls.ts'
import type { Examinee } from '../examinee.ts'
import { inForm } from '../forms.ts'
import { judgeRequest } from '../headless.ts'
import { asClient } from '../other-client.ts'
import { fail, open, refusedUnbroken, sight, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { provesItself, whyUnknown } from '../second-client.ts'
import { SignInFailed } from '../sign-in-failed.ts'
import { isBroken } from '../answered.ts'

/** A client that has no secret gets no code without PKCE: nothing else would hold the code to it. */
export const pkceRequired: ProviderProbe = {
  id: 'C23', name: 'pkce-required', severity: 'high', suites: ['oauth2.1', 'bcp', 'fapi2', 'mcp'], session: 'headless',
  requests: 4,
  clauses: [rfc(9700, '2.1.1'), rfc(7636, '4.4.1')],
  needs: examinee => publicClient(examinee) === undefined ? 'confidential-client' : undefined,
  examine: async (examinee) => {
    const client = publicClient(examinee) ?? examinee.walk.client
    // What the first client signs is no request of the second.
    const without = client === examinee.walk.client ? [] : ['jar']
    const control = await examinee.ask({ client, without })
    if (!isTaken(control)) return open('control-failed', refusedUnbroken(control.exchange))
    const withoutPkce: Asking = {
      client, without, parameters: all => all.filter(([name]) => !name.startsWith('code_challenge')),
    }
    const outcome = await judgeRequest(examinee, withoutPkce, ['invalid_request'])
    const judged = outcome.verdict === 'FAIL' ? await asPublic(examinee, client, outcome) : outcome
    return judged.verdict === 'FAIL' && examinee.browser
      ? redeemWithoutPkce(examinee, withoutPkce, client, judged)
      : judged
  },
}

/**
 * A secret that was merely forgotten makes no client a public one: either the user says that it has none, or the token
 * endpoint asks for none.
 */
async function asPublic(examinee: Examinee, client: ClientSettings, outcome: Outcome): Promise<Outcome> {
  const { walk, browser, controls } = examinee
  if (client.authentication === 'none') return outcome
  if (client !== walk.client) return await whyUnknown(examinee, client) ?? outcome
  if (browser && await controls.holds('token-request')) return outcome
  return open('client-unsure', sight('secret-missing', { client: client.clientId }, outcome.evidence[0]?.exchange))
}

/** What a code is good for that was asked for without PKCE is seen when it is sent: some refuse it there and then. */
async function redeemWithoutPkce(
  { session }: Examinee, { parameters, without }: Asking, client: ClientSettings, outcome: Outcome,
): Promise<Outcome> {
  try {
    const broken = { ...parameters && { authorizationRequest: parameters } }
    const authorized = await session.authorize({ client, ...without && { without }, broken })
    const redeemed = await session.redeem(
      asClient(authorized, client), inForm('token', form => form.delete('code_verifier')),
    )
    if (redeemed.isAccepted) return fail(sight('tokens-issued', {}, redeemed.exchange))
    const { exchange, error, answer: { status = 0 } = {} } = redeemed
    return status >= 400 && !isBroken({ status })
      ? weak(sight('code-of-no-use', { error }, exchange))
      : outcome
  } catch (error) {
    if (error instanceof SignInFailed) return outcome
    throw error
  }
}

/**
 * The client, or the second one, where it proves itself by nothing; before one that may have a secret, one that has
 * none for sure.
 */
function publicClient({ walk, secondClient }: Examinee): ClientSettings | undefined {
  const all = walk.client.authentication === 'none' ? [walk.client, secondClient] : [secondClient, walk.client]
  return all.find(client => client !== undefined && client.clientId !== '' && !provesItself(client))
}
