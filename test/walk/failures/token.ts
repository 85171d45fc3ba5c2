import { gzipSync } from 'node:zlib'
import type { FailureRow } from '../../support/failing.ts'
import { idToken, tokens, tokensSignedBy, without } from '../../support/stub-answers.ts'
import { unsigned } from '../../support/stub-keys.ts'
import type { Handler } from '../../support/stub-provider.ts'

const step = 'token'
const check = { exit: 4, step, asked: { userinfo: 0 } } as const
const by = (token: Handler) => ({ handlers: { token } })
const now = () => Math.floor(Date.now() / 1000)
const bomb = gzipSync(Buffer.alloc(30_000_000, 32))

/** Failures at the token endpoint: refusals, networks, and every check of step 5. */
export const tokenFailures: FailureRow[] = [
  { code: 'token-refused', name: 'a spent code', exit: 3, step, ...by(() => ({ status: 400, body: { error: 'invalid_grant', error_description: 'spent' } })), provider: { error: 'invalid_grant', error_description: 'spent', status: 400 }, says: [/the provider says: spent/] },
  { code: 'token-refused', name: 'an error with status 200', exit: 3, step, ...by(() => ({ body: { error: 'bad_verification_code' } })), provider: { error: 'bad_verification_code', status: 200 }, says: [/bad_verification_code/] },
  { code: 'token-refused', name: 'an error as a form', exit: 3, step, ...by(() => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'error=incorrect_client_credentials' })), provider: { error: 'incorrect_client_credentials', status: 200 } },
  { code: 'token-refused', name: 'a challenge and JSON', exit: 3, step, ...by(() => ({ status: 401, headers: { 'www-authenticate': 'Basic realm="x"' }, body: { error: 'invalid_client' } })), provider: { error: 'invalid_client', status: 401 } },
  { code: 'token-refused', name: 'a web page with status 400', exit: 3, step, ...by(() => ({ status: 400, body: '<title>Bad \u202eRequest</title>' })), provider: { status: 400 }, says: [/Bad Request/] },
  { code: 'token-refused', name: 'status 503 with JSON', exit: 3, step, ...by(() => ({ status: 503, body: { error: 'temporarily_unavailable' } })), provider: { error: 'temporarily_unavailable', status: 503 } },
  { code: 'token-refused', name: 'a status that no standard knows', exit: 3, step, ...by(() => ({ status: 999, body: 'denied' })), provider: { status: 999 }, says: [/999/] },
  { code: 'unreadable-answer', name: 'a web page with status 200', exit: 3, step, ...by(() => ({ body: '<title>Welcome</title>' })), says: [/Welcome/] },
  { code: 'unreadable-answer', name: 'JSON of 40 000 levels', exit: 3, step, ...by(() => ({ body: `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}` })) },
  { code: 'unreadable-answer', name: 'a list', exit: 3, step, ...by(() => ({ body: ['access_token'] })) },
  { code: 'redirect-refused', name: 'the code would go elsewhere', exit: 4, step, ...by((_, { issuer }) => ({ status: 307, headers: { location: `${issuer}/thief` } })), says: [/\/thief/] },
  { code: 'network-failed', name: 'cut off after the code was sent', exit: 5, step, ...by(() => 'drop'), says: [/code may be spent/] },
  { code: 'network-timeout', name: 'no answer', exit: 5, step, words: ['--http-timeout', '1'], ...by(() => 'hang'), says: [/code may be spent/] },
  { code: 'answer-too-large', name: 'a small body that unpacks to 30 MB', exit: 5, step, ...by(() => ({ headers: { 'content-encoding': 'gzip' }, body: bomb })) },
  { code: 'deviation', name: 'no token_type, with --strict', ...check, words: ['--strict'], ...by(tokens(good => without(good, 'token_type'))) },
  { code: 'deviation', name: 'JSON that is labelled as a web page, with --strict', ...check, words: ['--strict'], ...by(async (asked, stub) => ({ ...await stub.good.token(asked, stub) as object, headers: { 'content-type': 'text/html' } })) },
  { code: 'library-refused', name: 'a refresh token that is a number', ...check, ...by(tokens(good => ({ ...good, refresh_token: 12 }))) },
  { code: 'access-token-characters', name: 'none', ...check, ...by(tokens(good => without(good, 'access_token'))) },
  { code: 'access-token-characters', name: 'line breaks', ...check, ...by(tokens(good => ({ ...good, access_token: 'a\r\nb\u001b[2J' }))) },
  { code: 'access-token-characters', name: 'a refresh token with line breaks', ...check, ...by(tokens(good => ({ ...good, refresh_token: 'a\r\nb' }))) },
  { code: 'access-token-characters', name: '20 000 characters', ...check, ...by(tokens(good => ({ ...good, access_token: 'a'.repeat(20_000) }))) },
  { code: 'token-type', name: 'DPoP although nobody asked for it', ...check, ...by(tokens(good => ({ ...good, token_type: 'DPoP' }))), says: [/came: DPoP/] },
  { code: 'id-token-present', name: 'openid without an ID token', ...check, ...by(tokens(good => without(good, 'id_token'))) },
  { code: 'id-token-readable', name: 'an encrypted token', ...check, ...by(tokensSignedBy(() => 'a.b.c.d.e')) },
  { code: 'id-token-readable', name: 'a header that is null', ...check, ...by(tokensSignedBy(() => 'bnVsbA.e30.AAAA')) },
  { code: 'id-token-algorithm', name: 'none', ...check, ...by(tokensSignedBy((_, good) => unsigned(good))), says: [/came: none/] },
  { code: 'id-token-algorithm', name: 'HMAC, even if the provider says so', ...check, ...withAlgorithms(['HS256', 'none', 'ES256'], tokensSignedBy((_, good) => unsigned(good, { alg: 'HS256' }))), says: [/came: HS256/] },
  { code: 'id-token-algorithm', name: 'an extension that must be understood', ...check, ...by(tokensSignedBy((_, good) => unsigned(good, { alg: 'ES256', crit: ['exp'] }))) },
  { code: 'id-token-signature', name: 'a stranger’s key', ...check, ...by(tokensSignedBy((stub, good) => stub.keys.signAsStranger(good))) },
  { code: 'id-token-signature', name: 'no signature at all', ...check, ...by(tokensSignedBy((_, good) => unsigned(good, { alg: 'ES256', kid: 'stub-2026' }))) },
  { code: 'unreadable-answer', name: 'keys that are not there', exit: 3, step, asked: { userinfo: 0 }, handlers: { jwks: () => ({ status: 404 }) } },
  { code: 'redirect-refused', name: 'keys that moved', exit: 3, step, asked: { userinfo: 0 }, handlers: { jwks: (_, { issuer }) => ({ status: 301, headers: { location: `${issuer}/keys` } }) } },
  { code: 'id-token-issuer', name: 'another issuer', ...check, ...by(idToken(good => ({ ...good, iss: 'https://attacker.example' }))), says: [/attacker\.example/] },
  { code: 'id-token-audience', name: 'for another client', ...check, ...by(idToken(good => ({ ...good, aud: 'somebody-else' }))), says: [/somebody-else/] },
  { code: 'id-token-audience', name: 'for two clients, and no authorized party', ...check, ...by(idToken(good => ({ ...good, aud: [String(good.aud), 'somebody-else'] }))) },
  { code: 'id-token-authorized-party', name: 'given to another client', ...check, ...by(idToken(good => ({ ...good, azp: 'somebody-else' }))) },
  { code: 'id-token-expiry', name: 'expired two minutes ago', ...check, ...by(idToken(good => ({ ...good, exp: now() - 120 }))) },
  { code: 'id-token-issued-at', name: 'issued an hour ago', ...check, ...by(idToken(good => ({ ...good, iat: now() - 3600 }))) },
  { code: 'id-token-not-before', name: 'valid tomorrow', ...check, ...by(idToken(good => ({ ...good, nbf: now() + 86_400 }))) },
  { code: 'id-token-nonce', name: 'the nonce of another login', ...check, ...by(idToken(good => ({ ...good, nonce: 'another' }))) },
  { code: 'id-token-nonce', name: 'no nonce', ...check, ...by(idToken(good => without(good, 'nonce'))) },
  { code: 'id-token-subject', name: 'an empty subject', ...check, ...by(idToken(good => ({ ...good, sub: '' }))) },
  { code: 'id-token-subject', name: '256 characters', ...check, ...by(idToken(good => ({ ...good, sub: 's'.repeat(256) }))) },
  { code: 'id-token-auth-time', name: 'signed in too long ago', ...check, words: ['--max-age', '60'], ...by(idToken(good => ({ ...good, auth_time: now() - 600 }))) },
  { code: 'id-token-access-token-hash', name: 'another access token', ...check, ...by(tokens(good => ({ ...good, access_token: 'exchanged-on-the-way' }))) },
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
