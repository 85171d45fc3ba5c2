import { createHash } from 'node:crypto'
import { signIdToken, type SignatureAlgorithm } from '../../support/vendor-keys.ts'
import type { Grant } from '../../support/vendor-book.ts'

export interface IdTokenFacts {
  algorithm?: SignatureAlgorithm
  issuer: string
  audience: string
  subject: string
  /** Keys HS256. */
  secret?: string
  /** The vendor leaves the nonce out. */
  nonceLess?: boolean
  claims?: Readonly<Record<string, unknown>>
}

/** An ID token for the grant, good for one hour (OpenID Connect Core 1.0, section 2). */
export function issueIdToken(facts: IdTokenFacts, grant: Grant, accessToken: string): string {
  const { algorithm = 'RS256', issuer, audience, subject, secret, nonceLess, claims } = facts
  const now = Math.floor(Date.now() / 1000)
  const nonce = grant.request.get('nonce')
  return signIdToken(algorithm, {
    iss: issuer, aud: audience, sub: subject, iat: now, exp: now + 3600,
    at_hash: createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url'),
    ...nonce === null || nonceLess ? {} : { nonce }, ...claims,
  }, secret)
}

/** A discovery document in which every address has the double's origin (OpenID Connect Discovery 1.0, section 3). */
export function describeIssuer(
  origin: string, issuer: string, paths: Record<string, string>, more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    issuer, ...Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, origin + path])),
    response_types_supported: ['code'], subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'], ...more,
  }
}
