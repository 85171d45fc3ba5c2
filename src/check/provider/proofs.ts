import { nonceIn, wantsNonce } from '../../protocol/dpop-nonce.ts'
import { signProof, type ProofKey, type Proven } from '../../protocol/dpop.ts'
import type { Walk } from '../../walk/context.ts'
import type { WireRequest } from '../../wire.ts'
import type { Broken } from './session.ts'

/** How the proofs of one request are made. */
export interface Proofs {
  key: ProofKey
  walk: Walk
  /** Makes it a proof of something else. */
  change?: ((proven: Proven) => Proven) | undefined
  /** Sends this proof instead, as it was sent before. */
  repeats?: string | undefined
  /** The nonce that the server asks for is not given. */
  ignoresNonce?: boolean
  /** Hears each proof that is sent. */
  hear?: (proof: string) => void
}

/** Proves possession of a key in token requests, by proofs that may be wrong; the nonce that the server asks for is in them (RFC 9449, section 8). */
export function proving(proofs: Proofs): Broken {
  return {
    tokenType: 'DPoP',
    send: next => async (request) => {
      if (request.purpose !== 'token' && request.purpose !== 'refresh') return next(request)
      const answer = await next(await prove(proofs, request, undefined))
      const nonce = nonceIn(answer)
      const mayAnswer = !proofs.ignoresNonce && proofs.repeats === undefined
      return nonce !== undefined && wantsNonce(answer) && mayAnswer ? next(await prove(proofs, request, nonce)) : answer
    },
  }
}

async function prove(proofs: Proofs, request: WireRequest, nonce: string | undefined): Promise<WireRequest> {
  const { key, walk, change = same => same, repeats, hear } = proofs
  const { method, url, headers } = request
  const jti = Buffer.from(walk.random(16)).toString('base64url')
  const proven = { method, url, nonce, jti, accessToken: undefined, issuedAt: Math.floor(walk.now() / 1000) }
  const dpop = repeats ?? await signProof(key, change(proven))
  hear?.(dpop)
  return { ...request, headers: { ...headers, dpop } }
}
