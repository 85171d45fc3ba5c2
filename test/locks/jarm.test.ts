import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { createJarm } from '../../src/extensions/jarm.ts'
import { checkAlone } from '../../src/protocol/authorization-response.ts'
import { checkSignedResponse, unwrapResponse } from '../../src/protocol/signed-response.ts'
import { Failure } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { describeFailure } from '../../src/render/failure.ts'
import type { Masked } from '../../src/secrets/masked.ts'
import type { Send } from '../../src/wire.ts'
import { freshHome } from '../support/cli.ts'
import { startLockedProvider } from '../support/locked-provider.ts'
import { listen, release } from '../support/ports.ts'
import { documentOf, type Json } from '../support/walks.ts'
import { login } from './going.ts'

const offered = { features: { jwtResponseModes: { enabled: true } } }

describe('a signed authorization response', () => {
  test.each([
    'jwt', 'query.jwt', 'form_post.jwt',
  ])('by %s: its checks come first, and the code within is used', async (mode) => {
    const provider = await startLockedProvider(offered)
    const home = freshHome()
    const ended = await login(provider.issuer, ['--response-mode', mode, '--save', 'walk.json'], { home })
    expect(ended.status, ended.stderr).toBe(0)
    const { events } = JSON.parse(readFileSync(join(home, 'walk.json'), 'utf8')) as { events: Json[] }
    const checks = events.filter(({ type, step }) => type === 'check' && step === 'callback').map(({ name }) => name)
    expect(checks.slice(0, 5)).toEqual([
      'response-algorithm', 'response-signature', 'response-jwt-issuer', 'response-jwt-audience', 'response-jwt-expiry',
    ])
    expect(checks).toContain('state')
    expect(events).toContainEqual(expect.objectContaining({ type: 'decoded', token: 'authorization_response' }))
    expect(JSON.stringify(events)).not.toMatch(/eyJ[\w-]{20,}\.eyJ/)
  })

  test('that comes unsigned although a signed one was asked for ends the walk: exit 4, no token request', async () => {
    const provider = await startLockedProvider()
    const home = freshHome()
    const relay = createServer((request, response) => {
      const url = new URL(request.url ?? '', provider.issuer)
      url.searchParams.delete('response_mode')
      response.writeHead(302, { location: url.href }).end()
    })
    const origin = await listen(relay)
    const ended = await login(
      provider.issuer, ['--response-mode', 'jwt', '--authorization-endpoint', `${origin}/auth`, '--json'], { home },
    )
    await release(relay)
    expect(ended.status, ended.stderr).toBe(4)
    expect((documentOf(ended) as { error: Json }).error).toMatchObject({ code: 'response-signature', step: 'callback' })
    expect(provider.at('/token')).toEqual([])
  })
})

describe('what comes beside a signed response', () => {
  const jwt = new URLSearchParams({ response: 'a.signed.jwt' })

  test.each(['code', 'state', 'iss', 'error', 'id_token'])('D37 is refused where it is %s, which nobody signed', (name) => {
    const check = checkAlone(new URLSearchParams([...jwt, [name, 'of-somebody-else']]))
    expect(check).toMatchObject({
      name: 'response-signature', ok: false, actual: `(signed-and-plain ${name})`,
      because: { code: 'plain-beside-signed', facts: [name] },
    })
    expect(JSON.stringify(check)).not.toContain('of-somebody-else')
  })

  test('is left alone where it says nothing of the answer', () => {
    expect(checkAlone(new URLSearchParams([...jwt, ['session_state', 'a.b']]))).toMatchObject({ ok: true })
  })
})

describe('the checks of a signed response', () => {
  const server = { issuer: 'https://op.example', jwks_uri: 'https://op.example/jwks' }
  const now = 1_800_000_000
  let [key, stranger]: CryptoKey[] = []
  let published: JWK
  const send: Send = async () => ({
    status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ keys: [published] }),
  })

  beforeAll(async () => {
    const pairs = [await generateKeyPair('ES256', { extractable: true }), await generateKeyPair('ES256')]
    published = { ...await exportJWK(pairs[0]?.publicKey as CryptoKey), kid: 'one', alg: 'ES256' }
    ;[key, stranger] = pairs.map(({ privateKey }) => privateKey)
  })

  const good = { iss: server.issuer, aud: 'me', exp: now + 60, code: 'a-code', state: 'a-state' }
  const sign = async (claims: object, by = key, header: object = {}) =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: 'ES256', kid: 'one', ...header }).sign(by as CryptoKey)
  const failing = async (jwt: string | undefined) => (await checkSignedResponse(jwt, send, {
    server, clientId: 'me', now,
  })).filter(({ ok }) => !ok).map(({ name }) => name)
  const unsigned = (header: object) =>
    `${[header, good].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`

  test('fail where it stands in the address twice', async () => {
    const party
      = { server, client: { client_id: 'me' }, send, now: () => now * 1000, show: async () => undefined } as never
    const jarm = createJarm({ mode: 'jwt', isChosen: true })
    await jarm.authorizationRequest?.([], party)
    const response = await sign(good)
    const checked = async (...times: string[]) =>
      await jarm.checkResponse?.(
        new URLSearchParams(times.map((value): [string, string] => ['response', value])), party,
      )
      ?? []
    expect((await checked(response)).filter(({ ok }) => !ok)).toEqual([])
    expect((await checked(response, response)).filter(({ ok }) => !ok)).toMatchObject([
      { name: 'parameters-once', actual: 'response' },
    ])
    const beside = new URLSearchParams({ response, code: 'of-somebody-else', state: 'a-state' })
    expect((await jarm.checkResponse?.(beside, party) ?? []).filter(({ ok }) => !ok)).toMatchObject([
      { name: 'response-signature', actual: '(signed-and-plain code state)' },
    ])
  })

  test('hold for a good one, whose parameters are read', async () => {
    const jwt = await sign(good)
    expect(await failing(jwt)).toEqual([])
    expect(await failing(await sign({ ...good, aud: ['me', 'other'] }))).toEqual([])
    expect(Object.fromEntries(unwrapResponse(jwt) ?? [])).toEqual({
      iss: server.issuer, code: 'a-code', state: 'a-state',
    })
  })

  test.each([
    ['another issuer', { iss: 'https://evil.example' }, 'response-jwt-issuer'],
    ['no issuer', { iss: undefined }, 'response-jwt-issuer'],
    ['an issuer with a slash at its end', { iss: 'https://op.example/' }, 'response-jwt-issuer'],
    ['another audience', { aud: 'you' }, 'response-jwt-audience'],
    ['no audience', { aud: undefined }, 'response-jwt-audience'],
    ['an empty list of audiences', { aud: [] }, 'response-jwt-audience'],
    ['an expiry in the past', { exp: now - 60 }, 'response-jwt-expiry'],
    ['no expiry', { exp: undefined }, 'response-jwt-expiry'],
    ['a beginning in the future', { nbf: now + 90 }, 'response-jwt-expiry'],
    ['a code that is an object', { code: { a: 1 } }, 'code-or-error'],
    ['an error that is a list', { error: ['x'] }, 'code-or-error'],
    ['a code that is a number', { code: 7 }, 'code-or-error'],
    ['a text as expiry', { exp: 'never' }, 'response-jwt-expiry'],
  ])('fail for %s', async (_, change, name) => {
    // jose makes no JWT with a text as its expiry.
    const claims = { ...good, ...change }
    const jwt = typeof claims.exp === 'string' ? undefined : await sign(claims)
    if (jwt !== undefined) expect(await failing(jwt)).toEqual([name])
    const forged = `${[{ alg: 'ES256', kid: 'one' }, claims].map(part =>
      Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.AAAA`
    expect(await failing(forged)).toEqual(['response-signature', name])
  })

  test.each<[object, RegExp, RegExp]>([
    [{ exp: undefined }, /exp must be there/, /exp 必须是/], [{ nbf: 'soon' }, /nbf must be there/, /nbf 必须是/],
    [{ nbf: now + 90 }, /good only in 90 s/, /90 秒后才生效/],
    [{ code: { a: 1 } }, /code must be a text there, and is an object/, /code 在这里应当是字符串，实际却是一个对象/],
  ])('say why for %j, in both languages', async (change, english, chinese) => {
    const forged = `${[{ alg: 'ES256', kid: 'one' }, { ...good, ...change }].map(part =>
      Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.AAAA`
    const found = (await checkSignedResponse(forged, send, { server, clientId: 'me', now })).find(({ ok, name }) =>
      !ok && name !== 'response-signature')
    const failure = new Failure(found?.name ?? 'usage', { ...found }) as Masked<Failure>
    const [said = '', told = ''] = [en, zh].map(catalogue => JSON.stringify(describeFailure(failure, catalogue)))
    expect(said).toMatch(english)
    expect(said).not.toMatch(/has expired/)
    expect(told).toMatch(chinese)
  })

  test('a number that is too large to be a time is none: such an answer would never expire', async () => {
    const endless = JSON.stringify({ ...good, exp: 0 }).replace('"exp":0', '"exp":1e999')
    const forged = `${['{"alg":"ES256","kid":"one"}', endless].map(part =>
      Buffer.from(part).toString('base64url')).join('.')}.AAAA`
    expect(await failing(forged)).toEqual(['response-signature', 'response-jwt-expiry'])
  })

  test('a beginning within the tolerance is good, and what is no text is no parameter', async () => {
    expect(await failing(await sign({ ...good, nbf: now + 20 }))).toEqual([])
    expect(Object.fromEntries(unwrapResponse(await sign({ ...good, code: { a: 1 }, n: 7 })) ?? [])).toEqual({
      iss: server.issuer, state: 'a-state', n: '7',
    })
  })

  test.each<[string, () => Promise<string | undefined>, string[]]>([
    ['the key of a stranger', async () => sign(good, stranger), ['response-signature']],
    ['a kid that is not published', async () => sign(good, key, { kid: 'two' }), ['response-signature']],
    ['no signature at all', async () => unsigned({ alg: 'none' }), ['response-algorithm', 'response-signature']],
    ['an HMAC', async () => `${unsigned({ alg: 'HS256' })}AAAA`, ['response-algorithm', 'response-signature']],
    ['a text that is no JWT', async () => 'x.y', ['response-signature']],
    ['nothing', async () => undefined, ['response-signature']],
  ])('fail for %s', async (_, make, names) => {
    expect(await failing(await make())).toEqual(names)
  })
})
