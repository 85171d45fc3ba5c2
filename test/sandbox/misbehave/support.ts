import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { compactVerify, decodeProtectedHeader } from 'jose'
import { findVariant } from '../../../src/sandbox/misbehave/index.ts'
import type { IdToken, World } from '../../../src/sandbox/misbehave/hooks.ts'
import { KeyRing } from '../../../src/sandbox/misbehave/keys.ts'
import { sign } from '../../../src/sandbox/misbehave/signing.ts'
import type { Variant } from '../../../src/sandbox/misbehave/variant.ts'
import { noRequests } from '../../../src/sandbox/request-log.ts'
import type { Json } from '../support.ts'
import { newEcdsaPair } from '../../support/key-pairs.ts'

const ownKey = newEcdsaPair().privateKey.export({ format: 'jwk' })

/** A world without a server, for faults that only change what they are given. */
export function makeWorld(): World {
  return {
    issuer: 'http://127.0.0.1:1', elsewhere: 'http://127.0.0.1:1/elsewhere', keys: new KeyRing(ownKey),
    secretOf: () => 'the-secret', asked: noRequests(),
  }
}

/** The fault of this name, which must be there. */
export function variantOf(name: string): Variant {
  const variant = findVariant(name)
  if (!variant) throw new Error(`no fault is called ${name}`)
  return variant
}

/** What the sandbox says where it behaves: without `at_hash`, which a code's ID token need not have. */
export const sampleClaims = (): Json => ({
  iss: 'http://127.0.0.1:1', sub: '123456', aud: 'oauth-walk', nonce: 'the-nonce',
  iat: Math.floor(Date.now() / 1000), exp: Math.floor(Date.now() / 1000) + 3600,
  auth_time: Math.floor(Date.now() / 1000),
})

export const sampleMetadata = (): Json => ({
  issuer: 'http://127.0.0.1:1', authorization_endpoint: 'http://127.0.0.1:1/user/authorize',
  token_endpoint: 'http://127.0.0.1:1/token',
  userinfo_endpoint: 'http://127.0.0.1:1/userinfo', jwks_uri: 'http://127.0.0.1:1/jwks',
  revocation_endpoint: 'http://127.0.0.1:1/revoke',
  code_challenge_methods_supported: ['S256'], scopes_supported: ['openid'], response_types_supported: ['code'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
  id_token_signing_alg_values_supported: ['ES256'],
  pushed_authorization_request_endpoint:
    'http://127.0.0.1:1/par', authorization_response_iss_parameter_supported: true,
  dpop_signing_alg_values_supported: ['ES256'],
  mtls_endpoint_aliases: { token_endpoint: 'https://127.0.0.1:2/token' },
})

/** The ID token as the fault leaves it, and whether a key that is then published has signed it. */
export async function reissue(variant: Variant, world = makeWorld()) {
  const token: IdToken = {
    header: { kid: world.keys.own.kid }, claims: sampleClaims(), key: world.keys.own,
    accessToken: 'YmJiZTAwYmYtMzgyOC00NzhkLTkyOTItNjJjNDM3MGYzOWIy9sFhvH8K_x8UIHj1osisS57f5DduL',
  }
  world.asked.token += 1
  const jwt = await variant.idToken?.(token, world) ?? await sign(token)
  const set: { keys: unknown } = { keys: [world.keys.own.publicJwk] }
  await variant.keys?.(set, world)
  return {
    jwt, ...takeApart(jwt), keys: set.keys,
    verified: await isSignedByOne(jwt, Array.isArray(set.keys) ? set.keys as JsonWebKey[] : []),
  }
}

function takeApart(jwt: string): { header: Json, claims: Json } {
  const [header, claims] = jwt.split('.').map(part => Buffer.from(part, 'base64url').toString('utf8'))
  return { header: parse(header), claims: parse(claims) }
}

function parse(text = ''): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return { text }
  }
}

/** Whether a key signs for this JWT the way RFC 7515 means it; the tests' own verdict, by jose. */
export async function isSignedByOne(jwt: string, keys: JsonWebKey[]): Promise<boolean> {
  for (const jwk of keys) {
    try {
      await compactVerify(jwt, createPublicKey({ key: jwk, format: 'jwk' }), {
        algorithms: [decodeProtectedHeader(jwt).alg ?? ''],
      })
      return true
    } catch {
      // Not by this key.
    }
  }
  return false
}
