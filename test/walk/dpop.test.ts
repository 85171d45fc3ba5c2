import { randomBytes } from 'node:crypto'
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, type JWK } from 'jose'
import type { Configuration } from 'oidc-provider'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshHome, type Ended } from '../support/cli.ts'
import { runInside, startInside } from '../support/inside.ts'
import { startOpenidServer, type OpenidServer } from '../support/openid-server.ts'
import { documentOf, type Json, storedSessions, walk } from '../support/walks.ts'
import { expire, readSession } from '../cli/support.ts'

let server: OpenidServer
let nonces = false

/** Proofs are good once; whether they need a nonce of the server's is said for each test. */
function binding(usual: Configuration): Configuration {
  return {
    ...usual,
    features: {
      ...usual.features, pushedAuthorizationRequests: { enabled: true },
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => nonces },
    },
  }
}

beforeAll(async () => {
  server = await startOpenidServer(
    { web: ['http://127.0.0.1/callback'], native: ['http://127.0.0.1/callback'] }, binding,
  )
})
afterAll(() => server.close())
beforeEach(() => {
  server.exchanges.splice(0)
  nonces = false
})

async function signIn(home: string, words: string[] = []): Promise<{ ended: Ended, document: Json }> {
  const ended = await walk(
    [server.issuer, '--client-id', 'native-client', '--port', '0', '--dpop', '--json', '--profile', 'bound', ...words],
    { home }, {}, startInside,
  )
  expect(ended.status, ended.stderr + ended.stdout).toBe(0)
  return { ended, document: documentOf(ended) }
}

const proofs = () => server.exchanges.map(({ headers }) => String(headers['dpop']))
const noncesSent = () => proofs().map(proof => decodeJwt(proof)['nonce'] !== undefined)

describe.each([false, true])('with a provider that wants nonces: %s', (wanted) => {
  beforeEach(() => void (nonces = wanted))

  test('login, userinfo, a refresh and logout prove possession of one key, which lies with the session', async () => {
    const home = freshHome()
    const { document } = await signIn(home)
    expect(document).toMatchObject({ token_type: 'DPoP', findings: [], userinfo: { sub: 'zhangsan' } })
    expect(noncesSent()).toEqual(wanted ? [false, true] : [false])
    const before = readSession(home)
    expect(before).toMatchObject({ token_type: 'DPoP', dpop_key: { kty: 'EC', crv: 'P-256', alg: 'ES256' } })
    const jkt = await calculateJwkThumbprint(before.dpop_key as unknown as JWK)
    const keysOf = async () =>
      Promise.all(proofs().map(async proof => calculateJwkThumbprint(decodeProtectedHeader(proof).jwk as JWK)))
    expect(await keysOf()).toEqual(proofs().map(() => jkt))

    expire(home)
    server.exchanges.splice(0)
    const refreshed = await runInside(['userinfo', '--json'], { home })
    expect(documentOf(refreshed)).toMatchObject({ ok: true, userinfo: { sub: 'zhangsan' } })
    expect(server.exchanges.at(-1)).toMatchObject({
      request: { grant_type: 'refresh_token' }, response: { token_type: 'DPoP' },
    })
    expect(await keysOf()).toEqual(proofs().map(() => jkt))
    const after = readSession(home)
    expect(after.access_token).not.toBe(before.access_token)
    expect(after.dpop_key).toEqual(before.dpop_key)
    expect(documentOf(await runInside(['api', `${server.issuer}/me`, '--json'], { home }))).toMatchObject({
      ok: true, status: 200,
    })
    const revoked = documentOf(await runInside(['token', 'revoke', '--json'], { home }))
    expect(revoked['revocations']).toMatchObject([{ confirmed: true }, { confirmed: true }])
  })

  test('a pushed request names the key too, and is proven', async () => {
    const { document } = await signIn(freshHome(), ['--par'])
    expect(document).toMatchObject({ token_type: 'DPoP' })
  })
})

test('the proof says what RFC 9449 wants, and is shown taken apart', async () => {
  const home = freshHome()
  const ended = await walk(
    [server.issuer, '--client-id', 'native-client', '--port', '0', '--dpop', '--events'], { home }, {}, startInside,
  )
  const events = ended.stdout.trimEnd().split('\n').map(line => JSON.parse(line) as Json)
  const shown = events.filter(({ token }) => token === 'dpop_proof')
  expect(shown).toMatchObject([
    {
      step: 'token', header: { alg: 'ES256', typ: 'dpop+jwt', jwk: { kty: 'EC' } },
      claims: { htm: 'POST', htu: `${server.issuer}/token` },
    },
    {
      step: 'userinfo',
      claims: { htm: 'GET', htu: `${server.issuer}/me`, ath: expect.stringMatching(/^[\w-]{43}$/) as unknown },
    },
  ])
  expect(JSON.stringify(shown)).not.toContain('"d":')
  const [request] = events.filter(({ name }) => name === 'authorization-request')
  expect(request).toMatchObject({
    parameters: { dpop_jkt: await calculateJwkThumbprint(readSession(home).dpop_key as unknown as JWK) },
  })
})

test('each login has a key of its own, and one without --dpop has none', async () => {
  const home = freshHome()
  const keyOf = () => storedSessions(home)[0]?.session['dpop_key']
  await signIn(home)
  const first = keyOf()
  await signIn(home)
  expect(keyOf()).not.toEqual(first)
  const plain = freshHome()
  const ended = await walk(
    [server.issuer, '--client-id', 'native-client', '--port', '0', '--json'], { home: plain }, {}, startInside,
  )
  expect(documentOf(ended)).toMatchObject({ token_type: 'Bearer' })
  expect(readSession(plain)).not.toHaveProperty('dpop_key')
  expect(server.exchanges.at(-1)?.headers).not.toHaveProperty('dpop')
})
