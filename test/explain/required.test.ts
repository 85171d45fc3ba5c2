import { expect, test } from 'vitest'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import { jwt, samples } from './samples.ts'

/** What a standard requires, and an input that lacks it or has it in another form. */
const given = { issuer: undefined, clientId: undefined, now: Date.parse('2026-11-28T10:00:00Z') }
const namesOf = async (text: string) =>
  (await readRecord(recognise([text], given))).map(({ gravity, name }) => `${gravity}:${name}`)

const idToken = {
  iss: 'https://id.example.com', sub: 'ada', aud: 'web', exp: 1_795_863_600, iat: 1_795_860_000,
  nonce: 'n-0123456789abcdef',
}

test('an ID token by itself lacks iat, whatever else it lacks', async () => {
  expect(await namesOf(jwt({ ...idToken, iat: undefined }))).toContain('broken:issued-at-missing')
  expect(await namesOf(jwt({ ...idToken, iat: undefined, sub: '' }))).toEqual(
    expect.arrayContaining(['broken:issued-at-missing', 'broken:subject-missing']),
  )
  expect(await namesOf(jwt(idToken))).not.toContain('broken:issued-at-missing')
  // Of claims that somebody copied out of a token, some may have stayed there.
  expect(await namesOf(JSON.stringify({ ...idToken, iat: undefined }))).not.toContain('broken:issued-at-missing')
})

const accessToken = { ...idToken, nonce: undefined, client_id: 'web', jti: 'a1', scope: 'read' }
const introspected = { iss: 'https://id.example.com', aud: 'api', iat: 1_795_860_000, token_introspection: {} }
const answered = { iss: 'https://id.example.com', aud: 'web', exp: 1_795_863_600, code: 'c-01', state: 's-01' }

test.each([
  ['note', accessToken, 'at+jwt', ['iss', 'aud', 'sub', 'client_id', 'iat', 'jti']],
  ['weak', introspected, 'token-introspection+jwt', ['iss', 'aud', 'iat', 'token_introspection']],
  ['broken', answered, 'JWT', ['iss', 'aud', 'exp']],
])('a JWT without a claim that its kind must have is told (%s)', async (gravity, claims, typ, names) => {
  expect(await namesOf(jwt(claims, { typ }))).not.toContain(`${gravity}:claims-missing`)
  for (const name of names.filter(one => one !== 'token_introspection' && one !== 'iss'))
    expect(await namesOf(jwt({ ...claims, [name]: undefined }, { typ }))).toContain(`${gravity}:claims-missing`)
})

const secured = samples['an authorization request']

test.each([
  [secured.replace('https:', 'http:'), 'weak:authorization-over-http'],
  ['curl -u web:s3cr3t https://a -d x=1', undefined],
  ['curl http://id.example.com/introspect -d token=abcdef123456', 'weak:credentials-over-http'],
  ['curl http://id.example.com/revoke -d token=abcdef123456', 'weak:credentials-over-http'],
  ['curl http://id.example.com/par -d response_type=code -d client_id=web', 'weak:credentials-over-http'],
  ['curl http://id.example.com/device_authorization -d client_id=web -d scope=openid', 'weak:credentials-over-http'],
  ['curl http://127.0.0.1:8080/introspect -d token=abcdef123456', undefined],
  [secured.replace('https://id.example.com', 'http://localhost:8080'), undefined],
  [secured, undefined],
  [
    `GET ${secured.replace('https:', 'http:')} HTTP/1.1\nHost: id.example.com\nX-Forwarded-Proto: https\n\n`,
    undefined,
  ],
])('what is asked over http is told (%s)', async (text, expected) => {
  const told = (await namesOf(text)).filter(name => name.endsWith('-over-http'))
  expect(told).toEqual(expected === undefined ? [] : [expected])
})

const http = (body: object | string, status = '200 OK') => [
  `HTTP/1.1 ${status}`, 'content-type: application/json', '', typeof body === 'string' ? body : JSON.stringify(body),
].join('\n')
const posted = (url: string, form: string, body: object) =>
  `POST ${url} HTTP/1.1\nHost: id.example.com\ncontent-type: application/x-www-form-urlencoded\n\n${form}\n\n${http(body)}`
const device = {
  device_code: 'GmRhmhcxhwAzkoEqiMEg', user_code: 'WDJB-MJHT', verification_uri: 'https://id.example.com/device',
  expires_in: 1800,
}
const registered = { client_id: 'a', client_id_issued_at: 1_795_860_000, redirect_uris: ['https://app.example.com/cb'] }
const good = { access_token: 'mF_9.B5f-4.1JqM0', token_type: 'Bearer', expires_in: 3600 }
const without = (value: object, name: string) =>
  Object.fromEntries(Object.entries(value).filter(([one]) => one !== name))
const exchange = 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token=abcd&client_id=a'

test.each<[string, string, string]>([
  [
    'broken:access-token-missing', JSON.stringify({ ...without(good, 'access_token'), refresh_token: 'abc' }),
    JSON.stringify(good),
  ],
  ['weak:lifetime-over', JSON.stringify({ ...good, expires_in: -5 }), JSON.stringify({ ...good, expires_in: 1 })],
  ['weak:lifetime-over', JSON.stringify({ ...good, expires_in: 0 }), JSON.stringify({ ...good, expires_in: 60 })],
  [
    'weak:lifetime-not-number', JSON.stringify({ ...good, expires_in: [3600] }),
    JSON.stringify({ ...good, expires_in: null }),
  ],
  [
    'note:id-token-unreadable', JSON.stringify({ ...good, id_token: 'notajwt' }),
    JSON.stringify({ ...good, id_token: '<id_token>' }),
  ],
  ['note:answer-cut', http(JSON.stringify(good).slice(0, -1)), http(good)],
  ['note:answer-cut', http('{"access_token":"abcdef123456","token_ty'), http({ ...good, a: '{"' })],
  ['note:answer-not-json', http('{"access_token":"abcdef123456",}'), http('{"access_token":"abc***"')],
  ...['device_code', 'user_code', 'verification_uri'].map((name): [string, string, string] =>
    ['broken:answer-members-missing', JSON.stringify(without(device, name)), JSON.stringify(device)]),
  [
    'weak:answer-members-missing', JSON.stringify(without(device, 'expires_in')),
    JSON.stringify({ ...without(device, 'verification_uri'), verification_url: 'https://id.example.com/device' }),
  ],
  [
    'weak:answer-members-missing', '{"request_uri":"urn:ietf:params:oauth:request_uri:abc"}',
    '{"request_uri":"urn:ietf:params:oauth:request_uri:abc","expires_in":60}',
  ],
  [
    'broken:answer-members-missing', posted('/par', 'response_type=code&client_id=a', { expires_in: 60 }),
    posted('/pushed', 'name=a&colour=b', { done: true }),
  ],
  [
    'broken:answer-members-missing', posted('/introspect', 'token=abcdef', { sub: 'ada' }),
    posted('/introspect', 'token=abcdef', { active: false }),
  ],
  [
    'broken:answer-members-missing',
    posted('/register', '{"redirect_uris":["https://app.example.com/cb"]}', without(registered, 'client_id')),
    posted('/register', '{"redirect_uris":["https://app.example.com/cb"]}', registered),
  ],
  [
    'weak:answer-members-missing', JSON.stringify({ ...registered, client_secret: 'Zx8hqWkq2BdkPq3s' }),
    JSON.stringify({ ...registered, client_secret: 'Zx8hqWkq2BdkPq3s', client_secret_expires_at: 0 }),
  ],
  [
    'weak:answer-members-missing', posted('/token', exchange, good),
    posted('/token', exchange, { ...good, issued_token_type: 'urn:ietf:params:oauth:token-type:access_token' }),
  ],
])('%s: an answer without what its standard requires', async (name, text, control) => {
  expect(await namesOf(text)).toContain(name)
  expect((await namesOf(control)).filter(one => one.split(':')[1] === name.split(':')[1])).toEqual([])
})

test.each([
  '{"error":"invalid_grant","token_type":"Bearer"}', '{"errcode":40029,"errmsg":"invalid code","expires_in":1}',
  '{"accessToken":"abcd","refreshToken":"abc","expireIn":7200}', '{"expires_in":3600,"data":{"access_token":"abcd"}}',
  http({ token_type: 'Bearer', expires_in: 3600 }, '400 Bad Request'),
])('what is no answer of the standard with tokens lacks none (%s)', async (text) => {
  expect((await namesOf(text)).filter(name => /access-token-missing|members-missing/.test(name))).toEqual([])
})
