import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, importJWK, jwtVerify, type JWTPayload } from 'jose'

/** A request as a server judges its proof. */
export interface Presented {
  method: string
  /** The address without query and fragment. */
  url: string
  headers: IncomingHttpHeaders
}

/** What a server knows: the nonce that it wants, and the key that the token is bound to. */
export interface Wanted {
  nonce?: string | undefined
  jkt?: string | undefined
}

/** A server's memory of proofs: each is good once. */
export interface ProofJudge {
  /** The claims of every proof that came, in order. */
  claims: JWTPayload[]
  /** The proofs themselves. */
  proofs: string[]
  /** The thumbprint of the key, where the proof is good; otherwise why not (RFC 9449, section 4.3). */
  judge(presented: Presented, wanted: Wanted): Promise<{ jkt: string }
  | { error: 'invalid_dpop_proof' | 'use_dpop_nonce', reason: string }>
}

/** Judges proofs as RFC 9449, section 4.3 wants it, by jose alone: nothing of the product is used. */
export function createProofJudge(): ProofJudge {
  const seen: ProofJudge = {
    claims: [], proofs: [],
    judge: async ({ method, url, headers }, { nonce, jkt: bound }) => {
      const proof = headers['dpop']
      const wrong = (reason: string) => ({ error: 'invalid_dpop_proof' as const, reason })
      if (typeof proof !== 'string') return wrong('no proof')
      if (seen.proofs.includes(proof) || seen.claims.some(({ jti }) => jti === decodeJwt(proof).jti))
        return wrong('used before')
      seen.proofs.push(proof)
      seen.claims.push(decodeJwt(proof))
      const { jwk = {}, typ } = decodeProtectedHeader(proof)
      if ('d' in jwk || typ !== 'dpop+jwt') return wrong('header')
      const { payload } = await jwtVerify(proof, await importJWK(jwk, 'ES256'), {
        algorithms: ['ES256'], maxTokenAge: 60,
      })
      const jkt = await calculateJwkThumbprint(jwk)
      const token = /^DPoP (.+)$/.exec(headers.authorization ?? '')?.[1]
      const ath = token === undefined ? undefined : createHash('sha256').update(token).digest('base64url')
      if (payload['htm'] !== method || payload['htu'] !== url)
        return wrong(`${String(payload['htm'])} ${String(payload['htu'])}`)
      if (payload['ath'] !== ath) return wrong('ath')
      if (bound !== undefined && bound !== jkt) return wrong('another key')
      if (nonce !== undefined && payload['nonce'] !== nonce) return { error: 'use_dpop_nonce', reason: 'nonce' }
      return { jkt }
    },
  }
  return seen
}
