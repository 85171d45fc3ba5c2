import { makeProofKey, type ProofKey, type Proven } from '../../../protocol/dpop.ts'
import type { Outcome } from '../../verdict.ts'
import { judgeBoundToken } from '../bound-token.ts'
import { rfc } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import type { Redeemed } from '../grants.ts'
import { isConfidential } from '../other-client.ts'
import { open, pass, refusedUnbroken, sight, together, weak } from '../outcomes.ts'
import { proving, unsigned, withoutProofs, withoutSignature, type Proofs } from '../proofs.ts'
import type { ProviderProbe } from '../probe.ts'
import { judgeRefusal } from '../refusals.ts'
import { membersOf, tokensIn } from '../takings.ts'

/**
 * Proofs that nobody signed, or that were made for another address or another method: none of them gets tokens (RFC
 * 9449, section 4.3).
 */
const wrong: Readonly<Record<'signature' | 'none' | 'htu' | 'htm', Pick<Proofs, 'change' | 'forge'>>> = {
  signature: { forge: withoutSignature },
  none: { forge: unsigned },
  htu: { change: proven => ({ ...proven, url: 'https://oauth-walk-check.invalid/token' }) },
  htm: { change: proven => ({ ...proven, method: 'GET' }) },
}

/**
 * One of an hour ago is refused, or a nonce is asked for, by which the server knows better how old a proof is (RFC
 * 9449, section 8).
 */
const old = (proven: Proven): Proven => ({ ...proven, issuedAt: proven.issuedAt - 3600 })

const refusals = ['invalid_dpop_proof']
/** A nonce that is good once says of a proof that it is old. */
const outdated = [...refusals, 'use_dpop_nonce']

/** Tokens that are bound to a key are given and taken with a proof for this very request alone. */
export const dpopProof: ProviderProbe = {
  id: 'C40', name: 'dpop-proof', severity: 'high', suites: ['oauth2.1', 'bcp', 'fapi2'], session: 'browser',
  requests: 24,
  clauses: [rfc(9449, '4.3'), rfc(9449, '5'), rfc(9449, '7.1'), rfc(9449, '11.1')],
  needs: ({ server }) => server.dpop_signing_alg_values_supported?.length ? undefined : 'not-offered',
  examine: async (examinee) => {
    const key = await makeProofKey(examinee.server)
    const refused: Outcome[] = []
    for (const [proof, broken] of Object.entries(wrong)) {
      refused.push(judgeRefusal(await redeem(examinee, { key, ...broken }), refusals, { proof }))
    }
    refused.push(
      judgeRefusal(await redeem(examinee, { key, change: old, ignoresNonce: true }), outdated, { proof: 'iat' }),
    )
    const heard: string[] = []
    const good = await redeem(examinee, { key, hear: proof => heard.push(proof) })
    if (!good.isAccepted)
      return together(
        ...refused.filter(({ verdict }) => verdict === 'FAIL'),
        open('control-failed', refusedUnbroken(good.exchange)),
      )
    const repeated = await repeat(examinee, { key, repeats: heard.at(-1) })
    return together(...refused, repeated, await judgeBinding(examinee, key, good), await refreshByOther(examinee, good))
  },
}

async function redeem({ session, walk }: Examinee, proofs: Omit<Proofs, 'walk'>): Promise<Redeemed> {
  const authorized = await session.authorize({ without: ['dpop'] })
  return session.redeem(authorized, proving({ ...proofs, walk }))
}

/** The standard leaves it to the server to remember the proofs that it has seen (RFC 9449, section 11.1). */
async function repeat(examinee: Examinee, proofs: Omit<Proofs, 'walk'>): Promise<Outcome> {
  const again = await redeem(examinee, proofs)
  return again.isAccepted
    ? weak(sight('proof-taken-again', {}, again.exchange))
    : judgeRefusal(again, outdated, { proof: 'jti' })
}

/**
 * A server may answer a proof with a token that is bound to nothing (RFC 9449, section 5): then the proof protects
 * nothing either.
 */
async function judgeBinding(examinee: Examinee, key: ProofKey, { answer, exchange }: Redeemed): Promise<Outcome> {
  const token = answer && tokensIn(answer)?.access_token
  const { token_type: type = 'Bearer' } = membersOf(answer?.body ?? '')
  if (token === undefined) return pass()
  if (typeof type !== 'string' || type.toLowerCase() !== 'dpop') return weak(sight('token-unbound', { type }, exchange))
  return judgeBoundToken(examinee, { token, key })
}

/** The refresh token of a client without credentials is bound to the key too (RFC 9449, section 5). */
async function refreshByOther(examinee: Examinee, { tokens }: Redeemed): Promise<Outcome> {
  if (isConfidential(examinee) || tokens?.refresh_token === undefined) return pass()
  const { walk } = examinee
  const other: ProofKey = await makeProofKey(examinee.server)
  const refreshed = await examinee.session.refresh(tokens, proving({ key: other, walk }), withoutProofs(walk))
  return judgeRefusal(refreshed, ['invalid_grant', ...refusals], { proof: 'key' })
}
