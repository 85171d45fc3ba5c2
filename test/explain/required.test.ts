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
