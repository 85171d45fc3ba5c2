import { makeProofKey, type ProofKey, type Proven } from '../../../protocol/dpop.ts'
import type { Outcome } from '../../verdict.ts'
import { rfc } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import type { Redeemed } from '../grants.ts'
import { isConfidential } from '../other-client.ts'
import { fail, open, pass, sight, together, weak } from '../outcomes.ts'
import { proving, type Proofs } from '../proofs.ts'
import type { ProviderProbe } from '../probe.ts'
import { judgeRefusal } from '../refusals.ts'
import { askUserinfo, hasUserinfo } from '../userinfo.ts'

/** Proofs of possession that were made for another address, or another method: none of them gets tokens (RFC 9449, section 4.3). */
const wrong: Readonly<Record<'htu' | 'htm', NonNullable<Proofs['change']>>> = {
  htu: proven => ({ ...proven, url: 'https://oauth-walk-check.invalid/token' }),
  htm: proven => ({ ...proven, method: 'GET' }),
}

/** One of an hour ago is refused, or a nonce is asked for, by which the server knows better how old a proof is (RFC 9449, section 8). */
const old = (proven: Proven): Proven => ({ ...proven, issuedAt: proven.issuedAt - 3600 })

/** Tokens that are bound to a key are given and taken with a proof for this very request alone. */
export const dpopProof: ProviderProbe = {
  id: 'C40', name: 'dpop-proof', severity: 'high', suites: ['oauth2.1', 'bcp', 'fapi2'], session: 'browser', requests: 12,
  clauses: [rfc(9449, '4.3'), rfc(9449, '5'), rfc(9449, '7.1'), rfc(9449, '11.1')],
  needs: ({ server }) => server.dpop_signing_alg_values_supported?.length ? undefined : 'not-offered',
  examine: async (examinee) => {
    const key = await makeProofKey(examinee.server)
    const refused: Outcome[] = []
    for (const [proof, change] of Object.entries(wrong)) {
      refused.push(judgeRefusal(await redeem(examinee, { key, change }), ['invalid_dpop_proof'], { proof }))
    }
    refused.push(judgeRefusal(await redeem(examinee, { key, change: old, ignoresNonce: true }), ['invalid_dpop_proof', 'use_dpop_nonce'], { proof: 'iat' }))
    const heard: string[] = []
    const good = await redeem(examinee, { key, hear: proof => heard.push(proof) })
    if (!good.isAccepted) return open('control-failed', sight('control-refused', {}, good.exchange))
    const repeated = await repeat(examinee, { key, repeats: heard.at(-1) })
    return together(...refused, repeated, await useAsBearer(examinee, good), await refreshByOther(examinee, good))
  },
}

async function redeem({ session, walk }: Examinee, proofs: Omit<Proofs, 'walk'>): Promise<Redeemed> {
  const authorized = await session.authorize({ without: ['dpop'] })
  return session.redeem(authorized, proving({ ...proofs, walk }))
}

/** The standard leaves it to the server to remember the proofs that it has seen (RFC 9449, section 11.1). */
async function repeat(examinee: Examinee, proofs: Omit<Proofs, 'walk'>): Promise<Outcome> {
  const again = await redeem(examinee, proofs)
  return again.isAccepted ? weak(sight('proof-taken-again', {}, again.exchange)) : judgeRefusal(again, ['invalid_dpop_proof'], { proof: 'jti' })
}

/** Without a proof, a bound token opens nothing. */
async function useAsBearer(examinee: Examinee, { tokens }: Redeemed): Promise<Outcome> {
  if (tokens?.token_type.toLowerCase() !== 'dpop' || !hasUserinfo(examinee)) return pass()
  const { answer, exchange } = await askUserinfo(examinee, { authorization: `Bearer ${tokens.access_token.reveal()}` })
  return answer.status === 200 ? fail(sight('userinfo-opened', { token: 'bound' }, exchange)) : pass()
}

/** The refresh token of a client without credentials is bound to the key too (RFC 9449, section 5). */
async function refreshByOther(examinee: Examinee, { tokens }: Redeemed): Promise<Outcome> {
  if (isConfidential(examinee) || tokens?.refresh_token === undefined) return pass()
  const { walk } = examinee
  const other: ProofKey = await makeProofKey(examinee.server)
  const plain = { ...walk, extensions: walk.extensions.filter(({ name }) => name !== 'dpop') }
  return judgeRefusal(await examinee.session.refresh(tokens, proving({ key: other, walk }), plain), ['invalid_grant', 'invalid_dpop_proof'], { proof: 'key' })
}
