import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { documentOf } from '../support/walks.ts'

interface Explained {
  login?: { checks: { name: string, ok: boolean }[] }
  findings: { name: string, gravity: string, said: string, details?: { check?: string } }[]
}

const now = 1_795_860_000
const at = new Date(now * 1000).toISOString()
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

const opaque = 'kq8Jx0mW2pRz7Yt4-Zb1Lc5Vn'
const claims = { iss: 'https://op.example', aud: 'app', sub: 'ada', exp: now + 600, iat: now - 5 }

function idToken(changed: object = {}, header: object = { alg: 'RS256', kid: '1' }): string {
  return `${part(header)}.${part({ ...claims, ...changed })}.c2lnbmF0dXJl`
}

function answer(members: object = {}): string {
  return JSON.stringify({ access_token: 'kq8Jx0mW2pRz7Yt4', token_type: 'Bearer', expires_in: 300, ...members })
}

const request = `https://op.example/authorize?${new URLSearchParams({
  response_type: 'code', client_id: 'app', scope: 'openid', state: 'af0ifjsldkj-9Zq-uw', nonce: 'n-0S6-WzA2Mj-ds8f',
  redirect_uri: 'https://app.example/cb', code_challenge: 'qjrzSW9gMiUgpUvqgEPE4_-8swvyCtfOVvg55o5S_es',
  code_challenge_method: 'S256', max_age: '60',
}).toString()}`
const callback = (query: string) => `https://app.example/cb?${query}`
const state = 'state=af0ifjsldkj-9Zq-uw'

/** The request, then its answer and the tokens, as one recording of a log. */
function whole(members: object): string {
  return [
    `GET ${request} HTTP/1.1`, '', 'HTTP/1.1 302 Found', `Location: ${callback(`code=SplxlOBeZQQYbYS6WxSb&${state}`)}`,
    '',
    'POST https://op.example/token HTTP/1.1', 'Content-Type: application/x-www-form-urlencoded', '',
    'grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSb&client_id=app&redirect_uri=https%3A%2F%2Fapp.example%2Fcb',
    '',
    'HTTP/1.1 200 OK', 'Content-Type: application/json', `Date: ${new Date(now * 1000).toUTCString()}`, '',
    answer(members),
  ].join('\n')
}

async function explain(input: string, ...flags: string[]): Promise<Explained> {
  const ended = await runInside(['explain', input, '--json', '--at', at, ...flags], { home: freshHome() })
  expect(ended.status, ended.stderr).toBe(0)
  return documentOf(ended) as unknown as Explained
}

const asked = ['--request', request]
const known = ['--issuer', 'https://op.example', '--client-id', 'app']

/** What fails, the input, the flags, the check that is drawn with a cross, and the finding that tells it. */
test.each<[string, string, readonly string[], string, string]>([
  ['an ID token that is no JWT', answer({ id_token: opaque }), [], 'id-token-readable', 'id-token-unreadable'],
  ['a short one', answer({ id_token: 'abc' }), [], 'id-token-readable', 'id-token-unreadable'],
  ['a long one', answer({ id_token: 'A'.repeat(1000) }), [], 'id-token-readable', 'id-token-unreadable'],
  [
    'one of two parts', answer({ id_token: 'eyJhbGciOiJSUzI1NiJ9.e30' }), [], 'id-token-readable',
    'id-token-unreadable',
  ],
  ['one with padding', answer({ id_token: `${idToken()}==` }), [], 'id-token-readable', 'token-not-base64url'],
  ['one without a header', answer({ id_token: 'YWJj.YWJj.YWJj' }), [], 'id-token-readable', 'id-token-unreadable'],
  [
    'one without claims', answer({ id_token: 'eyJhbGciOiJSUzI1NiJ9.YWJj.YQ' }), [], 'id-token-readable',
    'claims-unreadable',
  ],
  ['a number for an ID token', answer({ id_token: 5 }), [], 'access-token-characters', 'token-not-text'],
  ['an object for a refresh token', answer({ refresh_token: {} }), [], 'access-token-characters', 'token-not-text'],
  ['a number for an access token', answer({ access_token: 5 }), [], 'access-token-characters', 'access-token-not-text'],
  [
    'an access token in another script', answer({ access_token: 'abcé' }), [], 'access-token-characters',
    'token-characters',
  ],
  [
    'an access token in another script alone', answer({ access_token: '令牌' }), [], 'access-token-characters',
    'token-characters',
  ],
  ['no name of an algorithm', answer({
    id_token: idToken({}, { alg: '' }).replace(/[^.]+$/, ''),
  }), [], 'id-token-algorithm', 'signature-empty'],
  [
    'a refresh token with a line break', answer({ refresh_token: 'abc\n' }), [], 'access-token-characters',
    'token-characters',
  ],
  ['the type mac', answer({ token_type: 'mac' }), [], 'token-type', 'token-type-unknown'],
  ['the type N_A outside an exchange', answer({ token_type: 'N_A' }), [], 'token-type', 'token-type-unknown'],
  ['the type of an example', answer({ token_type: 'example' }), [], 'token-type', 'token-type-unknown'],
  ['a number for a type', answer({ token_type: 5 }), [], 'token-type', 'token-type-unknown'],
  ['DPoP without a proof', whole({ token_type: 'DPoP' }), [], 'token-type', 'token-type-unproven'],
  ['no algorithm', answer({ id_token: idToken({}, { typ: 'JWT' }) }), [], 'id-token-algorithm', 'algorithm-missing'],
  ['alg none', answer({ id_token: idToken({}, { alg: 'none' }) }), [], 'id-token-algorithm', 'algorithm-none'],
  [
    'an odd algorithm', answer({ id_token: idToken({}, { alg: 'ES256K' }) }), [], 'id-token-algorithm',
    'algorithm-unusual',
  ],
  [
    'another issuer', answer({ id_token: idToken({ iss: 'https://b.example' }) }), known, 'id-token-issuer',
    'issuer-differs',
  ],
  [
    'another client', answer({ id_token: idToken({ aud: 'other' }) }), known, 'id-token-audience',
    'audience-not-client',
  ],
  ['two clients', answer({ id_token: idToken({ aud: ['app', 'b'] }) }), known, 'id-token-audience', 'audience-several'],
  [
    'another azp', answer({ id_token: idToken({ azp: 'b' }) }), known, 'id-token-authorized-party',
    'authorized-party-differs',
  ],
  [
    'an end in the past', answer({ id_token: idToken({ exp: now - 99, iat: now - 500 }) }), [], 'id-token-expiry',
    'token-expired',
  ],
  ['no end', answer({ id_token: idToken({ exp: undefined }) }), [], 'id-token-expiry', 'expiry-missing'],
  [
    'no time of issue', answer({ id_token: idToken({ iat: undefined }) }), [], 'id-token-issued-at',
    'issued-at-missing',
  ],
  [
    'a time of issue to come', answer({ id_token: idToken({ iat: now + 500 }) }), [], 'id-token-issued-at',
    'token-early',
  ],
  ['an old ID token', whole({ id_token: idToken({ iat: now - 5000 }) }), [], 'id-token-issued-at', 'id-token-old'],
  ['a beginning to come', answer({ id_token: idToken({ nbf: now + 500 }) }), [], 'id-token-not-before', 'token-early'],
  ['another nonce', whole({ id_token: idToken({ nonce: 'other' }) }), [], 'id-token-nonce', 'nonce-differs'],
  ['no nonce', whole({ id_token: idToken() }), [], 'id-token-nonce', 'nonce-not-returned'],
  ['no sub', answer({ id_token: idToken({ sub: undefined }) }), [], 'id-token-subject', 'subject-missing'],
  ['a number for sub', answer({ id_token: idToken({ sub: 5 }) }), [], 'id-token-subject', 'subject-not-text'],
  ['a long sub', answer({ id_token: idToken({ sub: 'a'.repeat(256) }) }), [], 'id-token-subject', 'subject-form'],
  ['no auth_time', whole({ id_token: idToken() }), [], 'id-token-auth-time', 'auth-time-missing'],
  [
    'an old auth_time', whole({ id_token: idToken({ auth_time: now - 500 }) }), [], 'id-token-auth-time',
    'auth-time-old',
  ],
  [
    'another at_hash', answer({ id_token: idToken({ at_hash: 'x' }) }), [], 'id-token-access-token-hash',
    'hash-differs',
  ],
  ['another state', callback('code=SplxlOBeZQQYbYS6WxSb&state=other-9Zq'), asked, 'state', 'state-differs'],
  ['two codes', callback(`code=SplxlOBeZQQYbYS6WxSb&code=b&${state}`), asked, 'parameters-once', 'answer-twice'],
  [
    'another iss', callback(`code=SplxlOBeZQQYbYS6WxSb&iss=b&${state}`), [...asked, ...known], 'response-issuer',
    'issuer-of-another',
  ],
  [
    'a token', callback(`code=SplxlOBeZQQYbYS6WxSb&token=abc&${state}`), asked, 'no-token-in-front-channel',
    'token-in-query',
  ],
  [
    'an ID token', `https://app.example/cb#code=SplxlOBeZQQYbYS6WxSb&id_token=${idToken()}&${state}`, asked,
    'no-token-in-front-channel', 'id-token-unasked',
  ],
  ['an empty code', callback(`code=&${state}`), asked, 'code-or-error', 'code-unusable'],
  ['a code with a line break', callback(`code=a%0Ab&${state}`), asked, 'code-or-error', 'code-unusable'],
  ['an empty error', callback(`error=&${state}`), asked, 'code-or-error', 'answered-empty'],
])('a check that fails is among the findings: %s', async (_, input, flags, check, finding) => {
  const { login, findings } = await explain(input, ...flags)
  expect(login?.checks.filter(({ ok }) => !ok).map(({ name }) => name)).toContain(check)
  // A cross is a fault: one that is told as something less would contradict it.
  const broken = findings.filter(({ gravity }) => gravity === 'broken')
  expect(broken.map(({ name }) => name)).toContain(finding)
  expect(findings.filter(({ name }) => name === finding)).toHaveLength(1)
  expect(findings.filter(({ name }) => name === 'check-failed')).toEqual([])
})

test('of two checks that fail in one step, each is among the findings', async () => {
  const input = whole({ id_token: idToken({ nonce: ['other'], aud: 'other', auth_time: now - 5 }) })
  const { login, findings } = await explain(input)
  expect(login?.checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(['id-token-audience', 'id-token-nonce'])
  expect(findings.filter(({ gravity }) => gravity === 'broken').map(({ name, details }) => [name, details?.check]))
    .toEqual([['check-failed', 'id-token-nonce'], ['audience-not-client', undefined]])
})

test('an empty key set is one fault, and not also a signature that fails', async () => {
  const own = idToken({ nonce: 'n-0S6-WzA2Mj-ds8f', auth_time: now - 5 })
  const { login, findings } = await explain(`${whole({ id_token: own })}\n\n{"keys":[]}`)
  expect(login?.checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(['id-token-signature'])
  expect(findings.filter(({ gravity }) => gravity === 'broken').map(({ name }) => name)).toEqual(['key-set-empty'])
})

test.each([
  ['an encrypted ID token', answer({ id_token: 'eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.OKOa.48V1.5eym.XFBo' })],
  ['an ID token by a shared secret', answer({ id_token: idToken({}, { alg: 'HS256' }) })],
  ['an old ID token of which nobody says when it came', answer({ id_token: idToken({ iat: now - 5000 }) })],
  ['a bound token whose request nobody shows', answer({ token_type: 'DPoP' })],
  ['a token of an exchange', answer({
    token_type: 'N_A', issued_token_type: 'urn:ietf:params:oauth:token-type:saml2',
  })],
  ['a token of Slack', answer({ ok: true, token_type: 'user' })],
])('what no client refuses for its form is drawn with no cross: %s', async (_, input) => {
  const { login, findings } = await explain(input)
  expect(login?.checks.filter(({ ok }) => !ok)).toEqual([])
  expect(findings.filter(({ gravity }) => gravity === 'broken')).toEqual([])
})

test('a check of which nothing else is told is a finding all the same', async () => {
  const own = idToken({ nonce: 'n-0S6-WzA2Mj-ds8f', auth_time: now - 5 })
  const login = [
    whole({ id_token: own }), '', 'GET https://op.example/userinfo HTTP/1.1', 'Authorization: Bearer kq8Jx0mW2pRz7Yt4',
    '', 'HTTP/1.1 200 OK', 'Content-Type: application/json', '', '{"sub":"eve"}', '',
  ]
  // With another ID token, no reading says whose the userinfo should be.
  const { login: told, findings } = await explain([...login, '', idToken({ sub: 'bob', nonce: 'x' })].join('\n'))
  expect(told?.checks.filter(({ ok }) => !ok).map(({ name }) => name)).toContain('userinfo-subject')
  expect(findings).toContainEqual(expect.objectContaining({
    name: 'check-failed', gravity: 'broken', step: 'userinfo', said: 'The userinfo is about another user',
  }))
})

test.each(['en', 'zh'] as const)('--quiet says what the picture says with a cross (%s)', async (language) => {
  const home = freshHome()
  const input = answer({ id_token: opaque })
  const { stdout } = await runInside(['explain', input, '--quiet', '--lang', language], { home })
  expect(stdout).toMatch(language === 'en' ? /^1 fault\n\n✗ The ID token can’t be read/ : /^✗ 无法读取 ID 令牌/m)
})

test('an encrypted token does not say how it is signed', async () => {
  const input = 'eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.OKOa.48V1.5eym.XFBo'
  const { stdout } = await runInside(['explain', answer({ id_token: input })], { home: freshHome() })
  expect(stdout).toMatch(/alg {2}RSA-OAEP {2}— how the key is encrypted\n.*enc {2}A256GCM {2}— how the content/)
  expect(stdout).not.toMatch(/how it is signed|signature was not checked/)
})
