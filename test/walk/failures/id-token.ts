import type { FailureRow } from '../../support/failing.ts'
import { idToken, tokens, tokensSignedBy, without } from '../../support/stub-answers.ts'
import { unsigned } from '../../support/stub-keys.ts'
import type { Handler } from '../../support/stub-provider.ts'

const step = 'token'
const check = { exit: 4, step, asked: { userinfo: 0 } } as const
const by = (token: Handler) => ({ handlers: { token } })
const now = () => Math.floor(Date.now() / 1000)

/** ID tokens that must not be believed, and keys that can't be had. */
export const idTokenFailures: FailureRow[] = [
  { code: 'id-token-readable', name: 'an encrypted token', ...check, ...by(tokensSignedBy(() => 'a.b.c.d.e')) },
  {
    code: 'id-token-readable', name: 'a header that is null', ...check, ...by(tokensSignedBy(() => 'bnVsbA.e30.AAAA')),
  },
  {
    code: 'id-token-algorithm', name: 'D50: none', ...check, ...by(tokensSignedBy((_, good) => unsigned(good))),
    says: [/came: none/],
  },
  {
    code: 'id-token-algorithm', name: 'HMAC, even if the provider says so', ...check,
    ...withAlgorithms(['HS256', 'none', 'ES256'], tokensSignedBy((_, good) => unsigned(good, { alg: 'HS256' }))),
    says: [/came: HS256/],
  },
  {
    code: 'id-token-algorithm', name: 'D50: an extension that must be understood', ...check,
    ...by(tokensSignedBy((_, good) => unsigned(good, { alg: 'ES256', crit: ['exp'] }))),
  },
  {
    code: 'id-token-signature', name: 'D49 D57: a stranger’s key', ...check,
    ...by(tokensSignedBy((stub, good) => stub.keys.signAsStranger(good))),
  },
  {
    code: 'id-token-signature', name: 'no signature at all', ...check,
    ...by(tokensSignedBy((_, good) => unsigned(good, { alg: 'ES256', kid: 'stub-2026' }))),
  },
  { code: 'id-token-signature', name: 'no keys', ...check, handlers: { jwks: () => ({ body: { keys: [] } }) } },
  {
    code: 'unreadable-answer', name: 'keys that are not there', exit: 3, step, asked: { userinfo: 0 },
    handlers: { jwks: () => ({ status: 404 }) },
  },
  {
    code: 'redirect-refused', name: 'keys that moved', exit: 3, step, asked: { userinfo: 0 },
    handlers: { jwks: (_, { issuer }) => ({ status: 301, headers: { location: `${issuer}/keys` } }) },
  },
  {
    code: 'id-token-issuer', name: 'D51: another issuer', ...check,
    ...by(idToken(good => ({ ...good, iss: 'https://attacker.example' }))), says: [/attacker\.example/],
  },
  {
    code: 'id-token-audience', name: 'D51: for another client', ...check,
    ...by(idToken(good => ({ ...good, aud: 'somebody-else' }))), says: [/somebody-else/],
  },
  {
    code: 'id-token-audience', name: 'D51: for two clients, and no authorized party', ...check,
    ...by(idToken(good => ({ ...good, aud: [String(good.aud), 'somebody-else'] }))),
  },
  {
    code: 'id-token-authorized-party', name: 'D51: given to another client', ...check,
    ...by(idToken(good => ({ ...good, azp: 'somebody-else' }))),
  },
  {
    code: 'id-token-expiry', name: 'D52: expired two minutes ago', ...check,
    ...by(idToken(good => ({ ...good, exp: now() - 120 }))),
  },
  {
    code: 'id-token-issued-at', name: 'D52: issued an hour ago', ...check,
    ...by(idToken(good => ({ ...good, iat: now() - 3600 }))),
  },
  {
    code: 'id-token-not-before', name: 'D52: valid tomorrow', ...check,
    ...by(idToken(good => ({ ...good, nbf: now() + 86_400 }))),
  },
  {
    code: 'id-token-nonce', name: 'D53 D57: the nonce of another login', ...check,
    ...by(idToken(good => ({ ...good, nonce: 'another' }))),
  },
  { code: 'id-token-nonce', name: 'D53: no nonce', ...check, ...by(idToken(good => without(good, 'nonce'))) },
  { code: 'id-token-subject', name: 'D56: an empty subject', ...check, ...by(idToken(good => ({ ...good, sub: '' }))) },
  {
    code: 'id-token-subject', name: 'D56: 256 characters', ...check,
    ...by(idToken(good => ({ ...good, sub: 's'.repeat(256) }))),
  },
  {
    code: 'id-token-auth-time', name: 'D54: signed in too long ago', ...check, words: ['--max-age', '60'],
    ...by(idToken(good => ({ ...good, auth_time: now() - 600 }))),
  },
  {
    code: 'id-token-access-token-hash', name: 'D55: another access token', ...check,
    ...by(tokens(good => ({ ...good, access_token: 'exchanged-on-the-way' }))),
  },
]

function withAlgorithms(algorithms: string[], token: Handler): Pick<FailureRow, 'handlers'> {
  return {
    handlers: {
      token,
      discovery: async (asked, stub) => {
        const said = await stub.good.discovery(asked, stub)
        const { body } = said as { body: Record<string, unknown> }
        return { body: { ...body, id_token_signing_alg_values_supported: algorithms } }
      },
    },
  }
}
