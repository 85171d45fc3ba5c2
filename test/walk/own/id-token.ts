import { SignJWT } from 'jose'
import type { FailureRow } from '../../support/failing.ts'
import { idToken, tokens, tokensSignedBy, without } from '../../support/stub-answers.ts'
import { unsigned } from '../../support/stub-keys.ts'
import type { Handler, Stub } from '../../support/stub-provider.ts'
import { newEcdsaPair } from '../../support/key-pairs.ts'

const check = { exit: 4, step: 'token', asked: { userinfo: 0 } } as const
const by = (token: Handler) => ({ handlers: { token } })
const now = () => Math.floor(Date.now() / 1000)
const signature = { code: 'id-token-signature', ...check } as const

/** A good token whose header is exchanged after signing, or which a stranger signs under this header. */
const stranger = newEcdsaPair()
function forged(header: object): { handlers: { token: Handler } } {
  return by(tokensSignedBy(async (_, good) =>
    new SignJWT(good).setProtectedHeader({ alg: 'ES256', kid: 'stub-2026', ...header }).sign(stranger.privateKey)))
}

function claiming(change: object) {
  return by(idToken(good => ({ ...good, ...change })))
}

/** The good token with its text changed. */
function rewritten(change: (token: string) => string): { handlers: { token: Handler } } {
  return by(tokensSignedBy(async (stub, good) => change(await stub.keys.sign(good))))
}

/** The published key with other members. */
function publishedAs(change: (key: Record<string, unknown>) => Record<string, unknown>[]) {
  return { handlers: { jwks: (_: unknown, stub: Stub) => ({ body: { keys: change(stub.keys.jwks.keys[0] ?? {}) } }) } }
}

const strangersKey = () => ({
  ...stranger.publicKey.export({ format: 'jwk' }), kid: 'stub-2026', use: 'sig', alg: 'ES256',
})

/** Hostile cases of our own: ID tokens and keys. */
export const ownIdTokenFailures: FailureRow[] = [
  {
    ...signature, name: 'own-21 a certificate chain in the header instead of the published key',
    ...forged({ x5c: ['MIIB'] }),
  },
  { ...signature, name: 'own-22 a key id that climbs out of a folder', ...forged({ kid: '../../../../dev/null' }) },
  {
    ...signature, name: 'own-23 a key id that clears the terminal and turns its writing',
    ...forged({ kid: '\u001b[2J\u202e\' OR 1=1 --' }),
  },
  {
    code: 'id-token-algorithm', ...check, name: 'own-24 a payload that is said not to be base64url (b64)',
    ...by(tokensSignedBy((_, good) => unsigned(good, { alg: 'ES256', kid: 'stub-2026', b64: false, crit: ['b64'] }))),
  },
  {
    code: 'id-token-algorithm', ...check, name: 'own-25 an algorithm in lower case',
    ...by(tokensSignedBy((_, good) => unsigned(good, { alg: 'es256', kid: 'stub-2026' }))),
  },
  {
    code: 'id-token-algorithm', ...check, name: 'own-26 an algorithm that is a list',
    ...by(tokensSignedBy((_, good) => unsigned(good, { alg: ['ES256', 'none'] }))),
  },
  {
    ...signature, name: 'own-27 a key that is for encryption by its operations',
    ...publishedAs(key => [{ ...without(key, 'use'), key_ops: ['encrypt', 'wrapKey'] }]),
  },
  {
    ...signature, name: 'own-28 a key that is for another algorithm', ...publishedAs(key => [{ ...key, alg: 'ES384' }]),
  },
  { ...signature, name: 'own-29 two keys under one name', ...publishedAs(key => [strangersKey(), key]) },
  {
    ...signature, name: 'own-30 a key whose type is not its own',
    ...publishedAs(key => [{ ...key, kty: 'RSA', n: 'AQAB', e: 'AQAB' }]),
  },
  {
    ...signature, name: 'own-31 a signature that is twice as long',
    ...rewritten(token => `${token}${token.split('.')[2] ?? ''}`),
  },
  {
    code: 'id-token-readable', ...check, name: 'own-32 a line break behind the token',
    ...rewritten(token => `${token}\r\n`),
  },
  {
    code: 'id-token-readable', ...check, name: 'own-33 a blank in the middle of the token',
    ...rewritten(token => token.replace('.', '. ')),
  },
  {
    code: 'id-token-audience', ...check, name: 'own-34 an audience that differs in capitals',
    ...claiming({ aud: 'STUB CLIENT' }),
  },
  {
    code: 'id-token-audience', ...check, name: 'own-35 an audience with a blank behind it',
    ...claiming({ aud: 'stub client ' }),
  },
  {
    code: 'id-token-authorized-party', ...check, name: 'own-36 an authorized party that is a list',
    ...claiming({ azp: ['stub client'] }),
  },
  { code: 'id-token-expiry', ...check, name: 'own-37 an end before all time', ...claiming({ exp: -1 }) },
  {
    code: 'id-token-issued-at', ...check, name: 'own-38 a beginning beyond all numbers',
    ...claiming({ iat: Number.MAX_VALUE }),
  },
  {
    code: 'id-token-not-before', ...check, name: 'own-39 a nbf that is a text',
    ...claiming({ nbf: String(now() - 60) }),
  },
  {
    code: 'id-token-nonce', ...check, name: 'own-40 a logout token in place of an ID token',
    ...by(idToken(
      good => ({ ...without(good, 'nonce'), events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }),
      { typ: 'logout+jwt' },
    )),
  },
  {
    code: 'id-token-nonce', ...check, name: 'own-41 the right nonce with a NUL behind it',
    ...by(idToken(good => ({ ...good, nonce: `${String(good['nonce'])}\u0000` }))),
  },
  {
    code: 'id-token-issuer', ...check, name: 'own-42 an issuer with a zero-width character',
    ...by(idToken(good => ({ ...good, iss: `${String(good.iss)}\u200b` }))),
  },
  {
    code: 'id-token-access-token-hash', ...check, name: 'own-43 an at_hash of the whole hash instead of its half',
    ...by(idToken(good => ({ ...good, at_hash: `${String(good['at_hash'])}AAAAAAAAAAAAAAAAAAAAA` }))),
  },
  {
    code: 'id-token-readable', ...check, name: 'own-44 claims that are nested too deep',
    ...by(tokens(good => ({
      ...good,
      id_token: `e30.${Buffer.from(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`).toString('base64url')}.AAAA`,
    }))),
  },
]
