import { expect, test } from 'vitest'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import { jwt } from './samples.ts'

const given = { issuer: undefined, clientId: undefined, now: Date.parse('2026-11-28T10:00:00Z') }
const namesOf = async (text: string) =>
  (await readRecord(recognise([text], given))).map(({ gravity, name }) => `${gravity}:${name}`)

const old = jwt({ iss: 'https://id.example.com', sub: 'ada', aud: 'web', exp: 1_795_800_000, iat: 1_795_796_400 })
const authorize = 'https://id.example.com/authorize?response_type=code&client_id=web&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb&scope=openid&state=s-0123456789abcdef'

test.each([
  ['at the end of a session', `https://id.example.com/logout?id_token_hint=${old}&client_id=web`],
  ['with where to go then', `https://id.example.com/logout?id_token_hint=${old}&post_logout_redirect_uri=https%3A%2F%2Fapp.example.com`],
  ['in an authorization request', `${authorize}&prompt=none&id_token_hint=${old}`],
  ['in a command', `curl -d id_token_hint=${old} -d client_id=web https://id.example.com/logout`],
])('an ID token that has expired is a good hint %s', async (_, text) => {
  expect(await namesOf(text)).not.toContain('broken:token-expired')
})

test('the same ID token by itself has expired', async () => {
  expect(await namesOf(old)).toContain('broken:token-expired')
})

const ofOAuth = {
  issuer: 'https://id.example.com', authorization_endpoint: 'https://id.example.com/authorize',
  token_endpoint: 'https://id.example.com/token', response_types_supported: ['code'],
}

test('metadata of OAuth may name its keys: that alone makes no OpenID provider', async () => {
  const more = { jwks_uri: 'https://id.example.com/jwks', scopes_supported: ['read'] }
  expect(await namesOf(JSON.stringify({ ...ofOAuth, ...more }))).not.toContain('broken:metadata-missing')
  expect(await namesOf(JSON.stringify({ ...ofOAuth, ...more, subject_types_supported: ['public'] })))
    .toContain('broken:metadata-missing')
})

const wanted = '{"error":"use_dpop_nonce"}'
const head = 'HTTP/1.1 400 Bad Request\nContent-Type: application/json'

test.each([
  ['the body', wanted], ['one header', 'WWW-Authenticate: DPoP error="use_dpop_nonce"'],
  ['one header with its algorithms', 'WWW-Authenticate: DPoP algs="ES256", error="use_dpop_nonce"'],
  ['an answer with the nonce', `${head}\nDPoP-Nonce: eyJ7S_zG\n\n${wanted}`],
])('that a server wants its nonce is a note where %s is all there is', async (_, text) => {
  expect(await namesOf(text)).toContain('note:dpop-nonce-wanted')
})

test('header fields without the nonce show that it is withheld', async () => {
  expect(await namesOf(`${head}\n\n${wanted}`)).toContain('broken:dpop-nonce-withheld')
})
