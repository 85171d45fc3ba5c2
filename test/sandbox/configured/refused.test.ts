import { generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import {
  startSandbox, type SandboxClient, type SandboxFault, type SandboxSettings, type SandboxUser,
} from '../../../src/sandbox/configured/index.ts'
import { authorizationUrl, login, open, redirectUri, userinfo } from './support.ts'
import { rsaPair } from '../../support/key-pairs.ts'

const jwk = ({ privateKey }: { privateKey: KeyObject }, more: object): JsonWebKey => ({
  ...privateKey.export({ format: 'jwk' }), ...more,
})
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const mine = jwk(elliptic, { alg: 'ES256' })
const short = jwk(rsaPair(1, 1024), { alg: 'RS256' })
const { d: _d, ...publicAlone } = mine
const { x: _x, y: _y, ...halved } = mine

describe('keys that sign nothing are refused with their place', () => {
  test.each<[string, JsonWebKey[], string, string]>([
    ['a key without its numbers', [{ kty: 'EC', alg: 'ES256' }], '/keys/0', 'no private key'],
    ['a public key', [mine, publicAlone], '/keys/1', 'no private key'],
    ['a half', [halved], '/keys/0', 'no private key'],
    ['an elliptic key for RSA', [{ ...mine, alg: 'RS256' }], '/keys/0', 'no key for RS256'],
    ['a key of another curve', [{ ...mine, alg: 'ES384' }], '/keys/0', 'no key for ES384'],
    ['a short key', [short], '/keys/0', 'no key for RS256'],
    ['the same key twice', [mine, { ...mine, kid: 'other' }], '/keys/1', 'the same key as /keys/0'],
    ['a key for encryption', [{ ...mine, use: 'enc' }], '/keys/0/use', 'must be: sig'],
    ['no algorithm', [{ ...mine, alg: 'none' }], '/keys/0/alg', 'must be one of: ES256'],
    ['a shared secret', [{ kty: 'oct', k: 'c2VjcmV0', alg: 'HS256' }], '/keys/0/kty', 'must be one of: EC'],
  ])('%s', async (_what, keys, at, wrong) => {
    const error = await startSandbox({ keys: keys }).catch((raised: unknown) => raised)
    expect(error).toMatchObject({
      name: 'SandboxError', code: 'settings-invalid', details: { at, wrong: expect.stringContaining(wrong) as unknown },
    })
    expect(String(error)).not.toContain(String(mine.d))
  })

  test('while several that do are taken', async () => {
    const other = jwk(generateKeyPairSync('ed25519'), { alg: 'EdDSA', use: 'sig' })
    const {
      keys,
    } = await (await fetch(
      `${(await open({ keys: [{ ...mine }, { ...other }] })).issuer}/jwks`,
    )).json() as { keys: { alg: string }[] }
    expect(keys.map(({ alg }) => alg)).toEqual(['ES256', 'EdDSA'])
  })
})

describe('what does not fit is refused with its place', () => {
  const ada = { username: 'ada', password: 'engine', claims: { sub: 'same' } }
  const withOwn = (name: string) => ({ clients: [JSON.parse(`{ "client_id": "a", "${name}": {} }`) as SandboxClient] })

  test.each<[unknown, string, string]>([
    [null, '', 'object'], [[], '', 'object'], ['text', '', 'object'],
    [{ clients: [{ client_id: 'x', redirect_uri: redirectUri }] }, '/clients/0', 'unknown: redirect_uri'],
    [
      { clients: [{ client_id: 'x', client_secrt: 's', redirect_uris: [redirectUri] }] }, '/clients/0',
      'unknown: client_secrt',
    ],
    [withOwn('__proto__'), '/clients/0', 'unknown: __proto__'],
    [withOwn('constructor'), '/clients/0', 'unknown: constructor'],
    [{ signed_in: 'zed' }, '/signed_in', 'no such user'],
    [{ users: [ada, { ...ada, username: 'bob' }] }, '/users', 'a sub twice'],
    [{ users: [ada, { username: 'same', password: 'x' }] }, '/users', 'a sub twice'],
  ])('in %j', async (settings, at, wrong) => {
    const error = await startSandbox(settings as SandboxSettings).catch((raised: unknown) => raised)
    expect(error).toMatchObject({
      code: 'settings-invalid', details: { at, wrong: expect.stringContaining(wrong) as unknown },
    })
  })

  test('in a fault, by the name that nobody knows', async () => {
    const sandbox = await open()
    const refused = async (fault: unknown) => sandbox.queueFault(fault as SandboxFault).catch((error: unknown) => error)
    expect(await refused({ endpoint: 'token', stauts: 503 })).toMatchObject({
      details: { at: '', wrong: 'unknown: stauts' },
    })
    expect(await refused({ fault: 'invalid-aud', times: 2 })).toMatchObject({
      details: { at: '', wrong: 'unknown: times' },
    })
    expect(await refused(undefined)).toMatchObject({ code: 'settings-invalid' })
  })

  const cycle: Record<string, unknown> = {}
  cycle['self'] = cycle
  const deep = (levels: number) => JSON.parse('{"a":'.repeat(levels) + '1' + '}'.repeat(levels)) as object
  test.each<[string, unknown, string]>([
    ['a cycle', cycle, 'no JSON'], ['a bigint', { b: 1n }, 'no JSON'], ['a depth of 100,000', deep(100_000), 'no JSON'],
    ['a depth of 200', deep(200), 'deeper than 100 levels'],
  ])('wherever it stands, as no JSON holds it: %s', async (_what, claims, wrong) => {
    const refused = { code: 'settings-invalid', details: { at: '', wrong } }
    const sandbox = await open()
    const user = { username: 'ada', password: 'engine', claims } as SandboxUser
    await expect(sandbox.addUser(user)).rejects.toMatchObject(refused)
    await expect(sandbox.queueFault({ endpoint: 'token', body: claims })).rejects.toMatchObject(refused)
    await expect(startSandbox({ users: [user] })).rejects.toMatchObject(refused)
    await sandbox.addUser({ ...user, claims: deep(90) as Record<string, unknown> })
    expect((await userinfo(sandbox, await login(sandbox, {}, { username: 'ada' }))).status).toBe(200)
  })

  test('at the control address too, with an answer', async () => {
    const { control: { url, token } } = await open()
    const body = `{"username":"ada","password":"x","claims":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`
    const answer = await fetch(`${url}/users`, { method: 'POST', body, headers: { authorization: `Bearer ${token}` } })
    expect([answer.status, await answer.json()]).toEqual([
      400, { error: 'settings-invalid', at: '', wrong: 'no JSON' },
    ])
  })

  test('and every name that a client may have is in the schema, once', async () => {
    const text = readFileSync(
      fileURLToPath(new URL('../../../src/sandbox/configured/client-metadata.ts', import.meta.url)), 'utf8',
    )
    const inTypes = [...text.matchAll(/\| '([a-z_]+)'|= '([a-z_]+)'/g)].map(([, one, other]) => one ?? other)
    const schema = JSON.parse(
      readFileSync(fileURLToPath(new URL('../../../schema/sandbox-config.json', import.meta.url)), 'utf8'),
    ) as { definitions: { client: { properties: object } } }
    const own = [
      'client_id', 'client_secret', 'redirect_uris', 'post_logout_redirect_uris', 'misbehave', 'application_type',
      'subject_type', 'jwks',
    ]
    expect(Object.keys(schema.definitions.client.properties).toSorted())
      .toEqual([...new Set([...inTypes, ...own])].toSorted())
    const client = {
      client_id: 'x', client_secret: 's', redirect_uris: [redirectUri], 'client_name#zh': '网站', require_auth_time: true,
      default_max_age: 60, contacts: ['a@example.com'],
    }
    expect((await open({ clients: [client] })).clients[0]).toMatchObject({ default_max_age: 60 })
  })
})

describe('a sign-in that comes to nothing says why', () => {
  test.each([
    [{ password: 'wrong' }, 'wrong-credentials', 'zhangsan'], [{ username: 'nobody' }, 'wrong-credentials', 'nobody'],
  ])('%j', async (how, reason, username) => {
    const sandbox = await open()
    await expect(sandbox.signIn(authorizationUrl(sandbox), how)).rejects.toMatchObject({
      code: 'sign-in-failed', details: { reason, username },
    })
  })

  test('what no browser could open, and what the provider refuses', async () => {
    const sandbox = await open()
    await expect(sandbox.signIn('nonsense')).rejects.toMatchObject({
      code: 'sign-in-failed', details: { url: 'nonsense', reason: 'no-address' },
    })
    await expect(sandbox.signIn(authorizationUrl(sandbox, { client_id: 'nobody' }))).rejects.toMatchObject({
      details: { reason: 'error-page', error: 'invalid_client' },
    })
  })
})
