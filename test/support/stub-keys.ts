import { createHash, sign as signBytes, type KeyObject } from 'node:crypto'
import { SignJWT, type JWTPayload } from 'jose'
import { newEcdsaPair } from './key-pairs.ts'

/** The stub's signing keys: its own, which it publishes, and a stranger's, which it does not. */
export interface StubKeys {
  jwks: { keys: Record<string, unknown>[] }
  sign(claims: JWTPayload, header?: Record<string, unknown>): Promise<string>
  /** Signs claims, and a header, that are written already: any text. */
  signText(claims: string, change?: (header: string) => string): string
  signAsStranger(claims: JWTPayload): Promise<string>
}

const kid = 'stub-2026'

let kept: StubKeys | undefined

/** Those of every stub of a worker: to make two takes as long as much of a walk. */
export const keysOfStubs = (): StubKeys => kept ??= makeKeys()

/** Keys that nobody else has. */
export function makeKeys(): StubKeys {
  const own = newEcdsaPair()
  const stranger = newEcdsaPair()
  const sign = async (key: KeyObject, claims: JWTPayload, header = {}) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid, ...header }).sign(key)
  return {
    jwks: { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' }] },
    sign: async (claims, header) => sign(own.privateKey, claims, header),
    signText: (claims, change = header => header) => {
      const [header, payload] = [change(JSON.stringify({ alg: 'ES256', kid })), claims].map(part =>
        Buffer.from(part).toString('base64url'))
      const input = `${header ?? ''}.${payload ?? ''}`
      const signature = signBytes('sha256', Buffer.from(input), { key: own.privateKey, dsaEncoding: 'ieee-p1363' })
      return `${input}.${signature.toString('base64url')}`
    },
    signAsStranger: async claims => sign(stranger.privateKey, claims),
  }
}

/** A token without a signature, whatever its header says. */
export function unsigned(claims: JWTPayload, header: Record<string, unknown> = { alg: 'none' }): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part(header)}.${part(claims)}.`
}

/** The left half of the hash of an access token (OpenID Connect Core 1.0, section 3.1.3.6), for ES256. */
export function accessTokenHash(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url')
}

/** The code challenge of a verifier (RFC 7636, section 4.2), computed here and not by the product. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}
