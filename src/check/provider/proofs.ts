import { nonceIn, wantsNonce } from '../../protocol/dpop-nonce.ts'
import { signProof, type ProofKey, type Proven } from '../../protocol/dpop.ts'
import type { Walk } from '../../walk/context.ts'
import type { Purpose, WireRequest } from '../../wire.ts'
import { leavingOut } from './broken.ts'
import type { Broken } from './session.ts'

/** How the proofs of one request are made. */
export interface Proofs {
  key: ProofKey
  walk: Walk
  /** Makes it a proof of something else. */
  change?: ((proven: Proven) => Proven) | undefined
  /** Changes it once it is signed. */
  forge?: ((proof: string) => string) | undefined
  /** The access token that the request presents, whose hash stands in the proof. */
  accessToken?: string | undefined
  /** Sends this proof instead, as it was sent before. */
  repeats?: string | undefined
  /** The nonce that the server asks for is not given. */
  ignoresNonce?: boolean
  /** Hears each proof that is sent. */
  hear?: (proof: string) => void
}

const proved: ReadonlySet<Purpose> = new Set(['token', 'refresh', 'userinfo'])

/**
 * Proves possession of a key in token requests, and where the token is used, by proofs that may be wrong; the nonce
 * that the server asks for is in them (RFC 9449, section 8).
 */
export function proving(proofs: Proofs): Broken {
  return {
    tokenType: 'DPoP',
    send: next => async (request) => {
      if (!proved.has(request.purpose)) return next(request)
      const answer = await next(await prove(proofs, request, undefined))
      const nonce = nonceIn(answer)
      const mayAnswer = !proofs.ignoresNonce && proofs.repeats === undefined
      return nonce !== undefined && wantsNonce(answer) && mayAnswer ? next(await prove(proofs, request, nonce)) : answer
    },
  }
}

/** The login may send proofs of its own. */
export function withoutProofs(walk: Walk): Walk {
  return leavingOut(walk, ['dpop'])
}

async function prove(proofs: Proofs, request: WireRequest, nonce: string | undefined): Promise<WireRequest> {
  const { key, walk, change = same => same, forge = same => same, accessToken, repeats, hear } = proofs
  const { method, url, headers } = request
  const jti = Buffer.from(walk.random(16)).toString('base64url')
  const proven = { method, url, nonce, jti, accessToken, issuedAt: Math.floor(walk.now() / 1000) }
  const dpop = repeats ?? forge(await signProof(key, change(proven)))
  hear?.(dpop)
  return { ...request, headers: { ...headers, dpop } }
}

/** The proof with one bit of its signature turned: whoever verifies it finds that out. */
export function withoutSignature(proof: string): string {
  const [header = '', claims = '', signature = ''] = proof.split('.')
  const bytes = Buffer.from(signature, 'base64url')
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
  return [header, claims, bytes.toString('base64url')].join('.')
}

/** The proof as one that nobody signed: its header says so (RFC 7519, section 6). */
export function unsigned(proof: string): string {
  const [header = '', claims = ''] = proof.split('.')
  return `${withHeader(header, { alg: 'none' })}.${claims}.`
}

function withHeader(header: string, change: Record<string, unknown>): string {
  const members = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, unknown>
  return Buffer.from(JSON.stringify({ ...members, ...change })).toString('base64url')
}
