import { claimsIn } from '../../../protocol/id-token.ts'
import type { Parameters } from '../../../walk/extension.ts'
import { oddNonce } from '../../odd-values.ts'
import type { Outcome } from '../../verdict.ts'
import { setParameter } from '../ask.ts'
import { openid } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import { errorIn, type Redeemed } from '../grants.ts'
import { fail, open, pass, refusedUnbroken, sight, sightOf, together, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { unrefused } from '../refusals.ts'
import { SignInFailed } from '../sign-in-failed.ts'
import { membersOf } from '../takings.ts'

/**
 * The nonce of the request stands unchanged in the ID token; a request without one is taken too (OpenID Connect Core
 * 1.0, section 3.1.2.1).
 */
export const nonceEcho: ProviderProbe = {
  id: 'C31', name: 'nonce-echo', severity: 'high', suites: ['oidc', 'fapi2'], session: 'browser', requests: 2,
  clauses: [openid('Core 1.0', '2'), openid('Core 1.0', '3.1.2.1')],
  needs: ({ started }) => started?.nonce ? undefined : 'not-openid',
  examine: async examinee => together(await tryOdd(examinee), await tryNone(examinee)),
}

async function tryOdd({ session }: Examinee): Promise<Outcome> {
  const broken = { authorizationRequest: (parameters: Parameters) => setParameter(parameters, 'nonce', oddNonce) }
  const redeemed = await session.redeem(await session.authorize({ broken }))
  const nonce = nonceIn(redeemed)
  if (nonce === oddNonce) return pass()
  if (!redeemed.isAccepted) return open('unclear', refusedUnbroken(redeemed.exchange))
  return fail(
    sight(nonce === undefined ? 'parameter-missing' : 'parameter-differs', { parameter: 'nonce' }, redeemed.exchange),
  )
}

async function tryNone({ session }: Examinee): Promise<Outcome> {
  try {
    const broken = { authorizationRequest: (parameters: Parameters) => parameters.filter(([name]) => name !== 'nonce') }
    const redeemed = await session.redeem(await session.authorize({ broken }))
    const { isAccepted, exchange, error } = redeemed
    return isAccepted ? pass() : unrefused(redeemed) ?? weak(sight('nonce-required', { error }, exchange))
  } catch (failed) {
    if (!(failed instanceof SignInFailed) || errorIn(failed.failure) === undefined) throw failed
    return weak(sightOf(failed.opened, 'nonce-required', { error: errorIn(failed.failure) }))
  }
}

function nonceIn({ answer }: Redeemed): unknown {
  const { id_token: token } = membersOf(answer?.body ?? '')
  return claimsIn(token)?.['nonce']
}
