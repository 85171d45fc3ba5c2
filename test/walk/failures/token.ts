import { gzipSync } from 'node:zlib'
import type { FailureRow } from '../../support/failing.ts'
import { tokens, without } from '../../support/stub-answers.ts'
import type { Handler } from '../../support/stub-provider.ts'
import { containing } from '../../cli/support.ts'

const step = 'token'
const check = { exit: 4, step, asked: { userinfo: 0 } } as const
const by = (token: Handler) => ({ handlers: { token } })
const bomb = gzipSync(Buffer.alloc(30_000_000, 32))

/** Failures at the token endpoint: refusals, networks, and the checks of the token response itself. */
export const tokenFailures: FailureRow[] = [
  {
    code: 'token-refused', name: 'a spent code', exit: 3, step,
    ...by(() => ({ status: 400, body: { error: 'invalid_grant', error_description: 'spent' } })),
    provider: { error: 'invalid_grant', error_description: 'spent', status: 400 }, says: [/the provider says: spent/],
  },
  {
    code: 'token-refused', name: 'an error with status 200', exit: 3, step,
    ...by(() => ({ body: { error: 'bad_verification_code' } })),
    provider: { error: 'bad_verification_code', status: 200 }, says: [/bad_verification_code/],
  },
  {
    code: 'token-refused', name: 'an error as a form', exit: 3, step,
    ...by(() => ({
      headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'error=incorrect_client_credentials',
    })),
    provider: { error: 'incorrect_client_credentials', status: 200 },
  },
  {
    code: 'token-refused', name: 'a challenge and JSON', exit: 3, step,
    ...by(() => ({
      status: 401, headers: { 'www-authenticate': 'Basic realm="x"' }, body: { error: 'invalid_client' },
    })),
    provider: { error: 'invalid_client', status: 401 },
  },
  {
    code: 'token-refused', name: 'a web page with status 400', exit: 3, step,
    ...by(() => ({ status: 400, body: '<title>Bad \u202eRequest</title>' })),
    provider: { status: 400, error_description: containing('Bad') }, says: [/Bad Request/],
  },
  {
    code: 'token-refused', name: 'status 503 with JSON', exit: 3, step,
    ...by(() => ({ status: 503, body: { error: 'temporarily_unavailable' } })),
    provider: { error: 'temporarily_unavailable', status: 503 },
  },
  {
    code: 'token-refused', name: 'a status that no standard knows', exit: 3, step,
    ...by(() => ({ status: 999, body: 'denied' })), provider: { status: 999, error_description: 'denied' },
    says: [/999/, /the provider says: denied/],
  },
  {
    code: 'unreadable-answer', name: 'a web page with status 200', exit: 3, step,
    ...by(() => ({ body: '<title>Welcome</title>' })), says: [/Welcome/],
  },
  {
    code: 'unreadable-answer', name: 'JSON of 40 000 levels', exit: 3, step,
    ...by(() => ({ body: `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}` })),
  },
  { code: 'unreadable-answer', name: 'a list', exit: 3, step, ...by(() => ({ body: ['access_token'] })) },
  {
    code: 'redirect-refused', name: 'D04 H58: the code would go elsewhere', exit: 4, step,
    ...by((_, { issuer }) => ({ status: 307, headers: { location: `${issuer}/thief` } })), says: [/\/thief/],
  },
  {
    code: 'network-failed', name: 'cut off after the code was sent', exit: 5, step, ...by(() => 'drop'),
    says: [/code may be spent/],
  },
  {
    code: 'network-timeout', name: 'no answer', exit: 5, step, words: ['--http-timeout', '3'], ...by(() => 'hang'),
    says: [/code may be spent/],
  },
  {
    code: 'answer-too-large', name: 'D07: a small body that unpacks to 30 MB', exit: 5, step,
    ...by(() => ({ headers: { 'content-encoding': 'gzip' }, body: bomb })),
  },
  {
    code: 'deviation', name: 'no token_type, with --strict', ...check, words: ['--strict'],
    ...by(tokens(good => without(good, 'token_type'))),
  },
  {
    code: 'deviation', name: 'JSON that is labelled as a web page, with --strict', ...check, words: ['--strict'],
    ...by(async (asked, stub) => ({
      ...await stub.good.token(asked, stub) as object, headers: { 'content-type': 'text/html' },
    })),
  },
  {
    code: 'access-token-characters', name: 'a refresh token that is a number', ...check,
    ...by(tokens(good => ({ ...good, refresh_token: 12 }))),
  },
  { code: 'access-token-characters', name: 'none', ...check, ...by(tokens(good => without(good, 'access_token'))) },
  {
    code: 'access-token-characters', name: 'D48: line breaks', ...check,
    ...by(tokens(good => ({ ...good, access_token: 'a\r\nb\u001b[2J' }))),
  },
  {
    code: 'access-token-characters', name: 'a refresh token with line breaks', ...check,
    ...by(tokens(good => ({ ...good, refresh_token: 'a\r\nb' }))),
  },
  {
    code: 'access-token-characters', name: 'a number', ...check,
    ...by(tokens(good => ({ ...good, access_token: 123 }))), says: [/access_token is a number, not a text/],
  },
  {
    code: 'token-type', name: 'D45: DPoP although nobody asked for it', ...check,
    ...by(tokens(good => ({ ...good, token_type: 'DPoP' }))), says: [/came: DPoP/],
  },
  {
    code: 'id-token-present', name: 'D11: openid without an ID token', ...check,
    ...by(tokens(good => without(good, 'id_token'))),
  },
]
