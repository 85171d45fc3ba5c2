import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey } from 'jose'
import { Failure } from '../codes/failure.ts'
import { barePublicJwk } from './authentication/jwk.ts'
import type { AuthorizationServer } from './metadata.ts'

/** A private key that proofs are signed with, as it is kept: the members of a JWK, and `alg` (RFC 7517, section 4). */
export type ProofKey = Readonly<Record<string, string>>

/** The request that one proof is for. */
export interface Proven {
  method: string
  url: string
  /** Seconds since 1970. */
  issuedAt: number
  /** Unique to this proof. */
  jti: string
  nonce: string | undefined
  /** The access token that the request presents, where it does. */
  accessToken: string | undefined
}

/** The algorithms that we can sign by, in order of preference: short keys and signatures before long ones. */
const algorithms = ['ES256', 'Ed25519', 'EdDSA', 'ES384', 'ES512', 'PS256', 'RS256']

/**
 * Makes a key for proofs at this provider: of the first algorithm that its metadata lists, ES256 where it lists none
 * (RFC 9449, section 5.1). Raises `proof-unsupported` where it takes none of those that we have.
 */
export async function makeProofKey(
  { issuer, dpop_signing_alg_values_supported: supported }: AuthorizationServer,
): Promise<ProofKey> {
  const alg = algorithms.find(algorithm => supported?.includes(algorithm) ?? true)
  if (alg === undefined)
    throw new Failure('proof-unsupported', { issuer, supported: supported ?? [], possible: algorithms })
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  return { ...await exportJWK(privateKey) as Record<string, string>, alg }
}

/** The key ready to sign; raises what the library raises for one that is none. */
export async function importProofKey(key: ProofKey): Promise<CryptoKey> {
  return await importJWK({ ...key, kty: key['kty'] ?? '' }, key['alg']) as CryptoKey
}

/** The name of a key in `dpop_jkt`: the SHA-256 thumbprint of its public part (RFC 9449, section 10; RFC 7638). */
export async function thumbprintOf(key: ProofKey): Promise<string> {
  return calculateJwkThumbprint(publicPart(key), 'sha256')
}

/**
 * Signs the proof that whoever sends this one request has the key (RFC 9449, section 4.2): for its method, and for its
 * address without query and fragment; with the hash of the access token where it presents one.
 */
export async function signProof(
  key: ProofKey, { method, url, issuedAt, jti, nonce, accessToken }: Proven,
): Promise<string> {
  const { origin, pathname } = new URL(url)
  const claims = {
    jti, htm: method, htu: `${origin}${pathname}`, iat: issuedAt,
    ...accessToken === undefined ? {} : { ath: createHash('sha256').update(accessToken).digest('base64url') },
    ...nonce === undefined ? {} : { nonce },
  }
  return new SignJWT(claims).setProtectedHeader({ alg: key['alg'] ?? '', typ: 'dpop+jwt', jwk: publicPart(key) })
    .sign(await importProofKey(key))
}

function publicPart(key: ProofKey): Record<string, string> & { kty: string } {
  return barePublicJwk(key) as Record<string, string> & { kty: string }
}
