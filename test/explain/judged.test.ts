import { describe, expect, test } from 'vitest'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import { freshHome, run } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { asked, brought, provider, readingsOf, redeemed, tokens, type Entry } from './recording.ts'
import { jwt } from './samples.ts'

const given = { issuer: undefined, clientId: undefined, now: Date.parse('2026-11-28T10:00:00Z') }
const login = [asked(), brought(), redeemed()]
const namesOf = async (text: string) => (await readRecord(recognise([text], given))).map(({ name }) => name)

test('a token that was typed is no name of a file that is said back', async () => {
  const token = 'ghp_Q7xT2vN9kLm4Rw8ZpB3cYd6H'
  for (const language of ['en', 'zh']) {
    const { status, stderr } = await runInside(['explain', token, '--lang', language], { home: freshHome() })
    expect([status, stderr]).toEqual([2, expect.stringMatching(/ghp_….*OAuth/)])
    expect(stderr).not.toContain(token.slice(5))
  }
  expect((await runInside(['explain', 'missing/login-2026.har'], { home: freshHome() })).stderr)
    .toContain('missing/login-2026.har is no file here')
})

test('nobody says that nothing is wrong below a check that failed', async () => {
  const answer = '{"access_token":"2YotnFZFEjr1zCsicMWpAA","token_type":"example","expires_in":3600,"refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA"}'
  const { stdout } = await runInside(['explain', answer], { home: freshHome() })
  expect(stdout).toContain('✗')
  expect(stdout).toMatch(/^1 fault$/m)
  expect(stdout).not.toContain('Nothing wrong')
})

test('a signed JWT whose claims are no JSON object is not said to be encrypted', async () => {
  const token = `${jwt({}).split('.')[0]}.${Buffer.from('no claims').toString('base64url')}.c2lnbmF0dXJl`
  const { stdout } = await runInside(['explain', token], { home: freshHome() })
  expect(stdout).toContain('✗ The claims of the signed JWT are no JSON object')
  expect(stdout).not.toContain('encrypted')
})

test('a token whose only audience is its authorized party is an ID token', () => {
  const claims = {
    iss: 'https://a.example', aud: ['app'], azp: 'app', sub: 'ada', iat: 1_795_860_000, exp: 1_795_863_600,
  }
  const roleOf = (more: object) =>
    recognise([jwt({ ...claims, ...more }, { alg: 'ES256', kid: '1' })], given).jwts[0]?.role
  expect([roleOf({}), roleOf({ scope: 'openid' }), roleOf({ aud: 'api' })]).toEqual([
    'id_token', 'access_token', 'access_token',
  ])
})

test('metadata without an authorization endpoint lacks no PKCE', async () => {
  const metadata = {
    issuer: 'https://a.example', token_endpoint: 'https://a.example/token',
    grant_types_supported: ['client_credentials'], response_types_supported: [],
  }
  expect(await namesOf(JSON.stringify(metadata))).not.toContain('pkce-unsaid')
  expect(await namesOf(JSON.stringify({ ...metadata, authorization_endpoint: 'https://a.example/a' })))
    .toContain('pkce-unsaid')
})

test('of a text that is too long to be read it is said', async () => {
  const { status, stderr } = await run(
    ['explain', '-'],
    {
      home: freshHome(),
      input: JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, place) => [`m${place}`, 'v']))),
    },
  )
  expect([status, stderr]).toEqual([2, expect.stringContaining('too long')])
  expect((await run(['explain', '-'], { home: freshHome(), input: 'only words here' })).stderr).not.toContain(
    'too long',
  )
})

test('a code of a shop and an error of any server are none of a provider', () => {
  const kindsOf = (text: string) => recognise([text], given).seen.map(({ kind }) => kind)
  expect(kindsOf('https://shop.example/redeem?code=SUMMER20')).not.toContain('authorization-response')
  expect(kindsOf('https://app.example/cb?code=SUMMER20')).toEqual(['authorization-response'])
  expect(kindsOf('{"error":"not_found"}')).not.toContain('token-request')
  expect(kindsOf('{"error":"invalid_grant"}')).toEqual(['token-request'])
})

describe('a request without a token that is told where the metadata of the resource is', () => {
  const told = 'resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp"'
  const words = 'error="invalid_token", error_description="Missing or invalid access token"'
  const challenged = (field: string, body: object, headers: Readonly<Record<string, string>> = {}): Entry => ({
    method: 'POST', url: 'https://mcp.example.com/mcp', headers, status: 401,
    answer: { 'content-type': 'application/json', 'www-authenticate': field }, body,
  })
  const plain = challenged(`Bearer ${told}`, { error: 'invalid_request' })
  const both = challenged(`Bearer ${words}, ${told}`, {
    error: 'invalid_token', error_description: 'Missing access token',
  })
  const broken = async (...entries: Entry[]) =>
    (await readingsOf(entries)).filter(reading => reading.startsWith('broken:'))

  test('begins a login of an MCP client, whatever error stands beside it', async () => {
    expect(await readingsOf([plain])).toEqual(['note:challenge-asks'])
    expect(await readingsOf([both])).toEqual(['note:challenge-asks'])
    expect(await readingsOf([plain, both, ...login])).toEqual([])
  })
  test('lacks one behind an answer with tokens', async () => expect(await broken(...login, both)).not.toEqual([]))
  test('is refused where it has one, or where nobody says where the metadata is', async () => {
    expect(await broken(challenged(`Bearer ${words}, ${told}`, {}, { authorization: 'Bearer mF_9.B5f-4.1JqM0' })))
      .not.toEqual([])
    expect(await broken(challenged(`Bearer ${words}`, { error: 'invalid_token' }))).not.toEqual([])
  })
})

test('what the header of an encrypted token names is no algorithm of a signature', async () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const metadata: Entry = {
    url: `${provider}/.well-known/openid-configuration`,
    body: {
      issuer: provider, authorization_endpoint: `${provider}/auth`, token_endpoint: `${provider}/token`,
      jwks_uri: `${provider}/jwks`, id_token_signing_alg_values_supported: ['ES256', 'RS256'],
    },
  }
  const namesWith = async (token: string) =>
    readingsOf([metadata, asked(), brought(), redeemed({ body: { ...tokens, id_token: token } })])
  const encrypted = (header: object) => `${part({ alg: 'ECDH-ES', enc: 'A256GCM', ...header })}..aXY.Y2lwaGVy.dGFn`
  expect(await namesWith(encrypted({}))).not.toContain('weak:algorithm-not-offered')
  expect(await namesWith(encrypted({}))).toContain('note:token-encrypted')
  expect(await namesWith(encrypted({ crit: ['x'] }))).toContain('broken:header-critical')
  expect(await namesWith(`${part({ alg: 'PS512' })}.${tokens.id_token.split('.')[1]}.c2ln`))
    .toContain('weak:algorithm-not-offered')
})
