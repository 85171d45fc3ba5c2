import { beforeAll, describe, expect, test } from 'vitest'
import { messageNames } from '../../src/walk/events.ts'
import { freshHome, run, type Ended } from '../support/cli.ts'
import { runInside, walkInside } from '../support/inside.ts'
import { leaksIn } from '../support/secrets-seen.ts'
import { startStub, type Stub } from '../support/stub-provider.ts'
import { browse } from '../support/user-agent.mjs'
import { freshStub, startWaiting } from '../support/waiting-walk.ts'
import { documentOf, eventsOf, walk, type Json } from '../support/walks.ts'

/** The arrows of the brief's sequence diagram, from first to last. */
const arrows = [
  ['start', 'user', 'client', 'person'],
  ['authorization-request', 'client', 'user', 'front'],
  ['sign-in-and-consent', 'user', 'authorization_server', 'person'],
  ['authorization-response', 'authorization_server', 'user', 'front'],
  ['callback', 'user', 'client', 'front'],
  ['token-request', 'client', 'authorization_server', 'back'],
  ['token-response', 'authorization_server', 'client', 'back'],
  ['userinfo-request', 'client', 'resource_server', 'back'],
  ['userinfo-response', 'resource_server', 'client', 'back'],
]

describe('the events of a good walk', () => {
  let stub: Stub
  let ended: Ended
  let events: Json[]
  let address: string

  beforeAll(async () => {
    stub = await startStub()
    return async () => stub.close()
  })

  const of = (type: string) => events.filter(event => event['type'] === type)

  test('are one JSON object a line, each with its type and time, and its step where there is one', async () => {
    const waiting = await startWaiting(stub, ['--port', '0', '--events'])
    address = waiting.address
    await browse(address, { send: ['wrong-state', 'right'] })
    ended = await waiting.running.ended
    expect(ended.status, ended.stderr).toBe(0)
    events = eventsOf(ended)
    for (const event of events) {
      expect(Object.keys(event).slice(0, 2)).toEqual(['type', 'at'])
      expect(event['at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    }
    const times = events.map(({ at }) => String(at))
    expect(times).toEqual([...times].sort())
  })

  test('begin with walk-started, end with walk-finished, and name the six steps in between', () => {
    expect(events[0]).toMatchObject({ type: 'walk-started', target: stub.issuer, client_id: stub.client.client_id })
    expect(events.at(-1)).toMatchObject({ type: 'walk-finished', document: { ok: true, subject: '248289761001' } })
    const steps = ['start', 'redirect', 'consent', 'callback', 'token', 'userinfo']
    expect(of('step-started').map(({ step, n }) => [step, n])).toEqual(steps.map((step, index) => [step, index + 1]))
    expect(of('step-finished').map(({ step }) => step)).toEqual(steps)
    expect(of('step-finished').every(({ ms }) => typeof ms === 'number' && ms >= 0)).toBe(true)
    expect(events.filter(({ step }) => step === undefined).map(({ type }) => type)).toEqual([
      'walk-started', 'session-saved', 'walk-finished',
    ])
  })

  test('hold the nine arrows of the diagram, each once and in order', () => {
    expect(of('message').map(({ name, from, to, channel }) => [name, from, to, channel])).toEqual(arrows)
    // Nothing is pushed where nothing demands it, no client registers, nothing is exchanged, and no resource was named.
    expect(messageNames.filter(name => !/^(?:push|registration|exchange|resource)-/.test(name)))
      .toEqual(arrows.map(([name]) => name))
  })

  test('hold the address as it is, so that a script can open it', () => {
    expect(of('authorization-url').map(({ url }) => url)).toEqual([address])
    const asked = new URL(address).searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('state')).toMatch(/^[0-9a-f]{64}$/)
    for (const name of ['nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/)
  })

  test('tell what was ignored and what was checked', () => {
    expect(of('waiting')).toMatchObject([{ step: 'consent', timeout_seconds: 300 }])
    expect(of('callback-ignored')).toMatchObject([{ reason: 'wrong-state', step: 'consent' }])
    const checks = of('check')
    expect(checks.every(({ ok, expected, actual }) =>
      ok === true && typeof expected === 'string' && typeof actual === 'string')).toBe(true)
    expect(checks.map(({ name }) => name)).toEqual(expect.arrayContaining([
      'issuer-identical', 'endpoints-safe', 'state', 'parameters-once', 'response-issuer', 'code-or-error',
      'no-token-in-front-channel',
      'access-token-characters', 'token-type', 'id-token-present', 'id-token-algorithm', 'id-token-signature',
      'id-token-issuer',
      'id-token-audience', 'id-token-expiry', 'id-token-issued-at', 'id-token-nonce', 'id-token-subject',
      'id-token-access-token-hash',
      'userinfo-subject',
    ]))
  })

  test('show each request and answer as it went over the wire', () => {
    expect(of('http').map(({ purpose, request, response }) => [
      purpose, (request as Json)['method'], (response as Json)['status'],
    ])).toEqual([
      ['discovery', 'GET', 200], ['token', 'POST', 200], ['jwks', 'GET', 200], ['userinfo', 'GET', 200],
    ])
    const token = of('http')[1] as { request: { url: string, body: string }, ms: number }
    expect(token.request.url).toBe(`${stub.issuer}/token`)
    expect([...new URLSearchParams(token.request.body).keys()].sort()).toEqual([
      'code', 'code_verifier', 'grant_type', 'redirect_uri',
    ])
    expect(token.ms).toBeGreaterThanOrEqual(0)
  })

  test('hold no secret, in whatever encoding', () => {
    expect([...stub.secrets.keys()].sort()).toEqual([
      'access_token', 'basic', 'client_secret', 'code', 'code_verifier', 'id_token', 'refresh_token',
    ])
    expect(leaksIn(ended.stdout + ended.stderr, stub.secrets)).toEqual([])
  })
})

test.each([['-v', 1], ['-vv', 2], ['-vvv --explain', 3]] as const)('%s shows more, and still no secret', async (
  flags, level,
) => {
  const stub = await freshStub()
  const ended = await walkInside(
    [stub.issuer, '--client-id', stub.client.client_id, '--port', '0', ...flags.split(' ')], {
      home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
    },
  )
  expect(ended.status, ended.stderr).toBe(0)
  expect(ended.stderr).toContain(`> POST ${stub.issuer}/token`)
  expect(/^ {3}< +"token_type": "Bearer"/m.test(ended.stderr)).toBe(level > 1)
  expect(/^ {3}> grant_type=authorization_code$/m.test(ended.stderr)).toBe(level > 1)
  expect(/^ {3}\{"type":"step-started"/m.test(ended.stderr)).toBe(level > 2)
  expect(leaksIn(ended.stdout + ended.stderr, stub.secrets)).toEqual([])
})

test('a secret that the provider wraps in something of its own is hidden too', async () => {
  const stub = await freshStub()
  const wrapped = {
    data: { access_token: 'wrapped-access-token-canary', list: [{ refresh_token: 'wrapped-refresh-token-canary' }] },
  }
  stub.reset({ token: () => ({ body: wrapped }) })
  const ended = await walkInside(
    [stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--events', '-vvv'], { home: freshHome() },
  )
  expect(ended.status).toBe(4)
  expect(leaksIn(
    ended.stdout + ended.stderr,
    new Map([['access', 'wrapped-access-token-canary'], ['refresh', 'wrapped-refresh-token-canary']]),
  )).toEqual([])
})

test('--show-secrets shows them, and warns', async () => {
  const stub = await freshStub()
  const ended = await walkInside(
    [stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--events', '--show-secrets'], {
      home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
    },
  )
  expect(ended.stderr).toContain('Secrets are shown')
  expect(leaksIn(ended.stdout, stub.secrets))
    .toEqual(expect.arrayContaining(['access_token', 'refresh_token', 'id_token', 'code', 'code_verifier']))
})

test('token prints the access token and a newline, and no other command shows it', async () => {
  const stub = await freshStub()
  const home = freshHome()
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  await walk([stub.issuer, '--client-id', stub.client.client_id, '--port', '0'], { home, environment })
  expect(await run(['token'], { home })).toMatchObject({
    status: 0, stdout: `${stub.secrets.get('access_token') ?? ''}\n`, stderr: '',
  })
  for (const words of [
    ['token', 'show'], ['token', 'show', '--json'], ['userinfo', '-vvv'], ['profile', 'show', '--json'],
  ]) {
    const ended = await runInside(words, { home })
    expect(ended.status, ended.stderr).toBe(0)
    expect(leaksIn(ended.stdout + ended.stderr, stub.secrets)).toEqual([])
  }
})

test('a command that fails before the walk ends its events with the document too', async () => {
  const ended = await runInside(['login', '--events'], { home: freshHome() })
  expect(ended.status).toBe(2)
  expect(eventsOf(ended).at(-1)).toMatchObject({
    type: 'walk-finished', document: { ok: false, error: { code: 'target-missing', exit_code: 2 } },
  })
  const both = await runInside(['login', '--json'], { home: freshHome() })
  expect(documentOf(both)).toMatchObject({ ok: false, error: { code: 'target-missing' } })
})
