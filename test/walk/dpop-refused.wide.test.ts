import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bindTokens } from '../support/binding-stub.ts'
import { freshHome } from '../support/cli.ts'
import { runInside, startInside } from '../support/inside.ts'
import { goodHandlers, metadataOf, tokens } from '../support/stub-answers.ts'
import { startStub, type Handlers, type Stub } from '../support/stub-provider.ts'
import { documentOf, eventsOf, storedSessions, walk, type Json, type Walked } from '../support/walks.ts'

let stub: Stub
beforeAll(async () => {
  stub = await startStub()
})
afterAll(() => stub.close())
beforeEach(() => stub.reset())

async function login(
  handlers: Partial<Handlers>, words: string[] = ['--dpop', '--json'], home = freshHome(),
): Promise<Walked> {
  stub.reset(handlers)
  return walk([stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--profile', 'bound', ...words], {
    home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
  }, {}, startInside)
}

const errorOf = (ended: Walked) => documentOf(ended)['error'] as Json
const codesOf = (document: Json) => (document['findings'] as Json[]).map(({ code }) => code)

describe('a server that binds tokens', () => {
  test.each([
    'DPoP', 'dPoP', 'dpop',
  ])('is given the nonce that it asks for, challenged by the scheme %s', async (scheme) => {
    const { handlers, proofs } = bindTokens(stub, { tokenNonce: () => 'as-1', userinfoNonce: () => 'rs-1', scheme })
    const ended = await login(handlers)
    expect(documentOf(ended)).toMatchObject({ ok: true, token_type: 'DPoP', findings: [] })
    // The servers are one here: what the one gave is sent to the other, and mended.
    expect(proofs.claims.map(({ nonce }) => nonce)).toEqual([undefined, 'as-1', 'as-1', 'rs-1'])
    expect(new Set(proofs.claims.map(({ jti }) => jti)).size).toBe(4)
  })

  test('learns of a new nonce with every answer, and is asked no more than is needed', async () => {
    const { handlers, proofs } = bindTokens(stub, { userinfoNonce: () => 'next' })
    const token: Handlers['token'] = async (asked, provider) => {
      const said = await (handlers.token ?? provider.good.token)(asked, provider)
      return typeof said === 'string' ? said : { ...said, headers: { 'DPoP-Nonce': 'next' } }
    }
    expect(documentOf(await login({ ...handlers, token }))).toMatchObject({ ok: true })
    expect(proofs.claims.map(({ nonce }) => nonce)).toEqual([undefined, 'next'])
  })

  test('and asks for another nonce again ends the walk after one more request, and says so', async () => {
    let count = 0
    const { handlers } = bindTokens(stub, { tokenNonce: () => `n-${count += 1}` })
    const failure = errorOf(await login(handlers))
    expect(failure).toMatchObject({
      code: 'token-refused', step: 'token', diagnosis: 'proof-nonce', exit_code: 3,
      provider: { error: 'use_dpop_nonce' },
      cause: expect.stringContaining('nonce of its own') as unknown,
    })
    expect(stub.counts.token).toBe(2)
  })

  test('and gives the very nonce again that it refuses is asked no third time', async () => {
    const handlers: Partial<Handlers> = {
      token: () => ({ status: 400, headers: { 'dpop-nonce': 'same' }, body: { error: 'use_dpop_nonce' } }),
    }
    expect(errorOf(await login(handlers))).toMatchObject({ code: 'token-refused', diagnosis: 'proof-nonce' })
    expect(stub.counts.token).toBe(2)
  })

  test('and wants a nonce that it does not give is asked once', async () => {
    expect(errorOf(await login({ token: () => ({ status: 400, body: { error: 'use_dpop_nonce' } }) })))
      .toMatchObject({ diagnosis: 'proof-nonce' })
    expect(stub.counts.token).toBe(1)
  })

  test('and refuses the proof is told of', async () => {
    const refusing = { token: () => ({ status: 400, body: { error: 'invalid_dpop_proof' } }) }
    expect(errorOf(await login(refusing))).toMatchObject({ diagnosis: 'proof-refused', exit_code: 3 })
  })

  test('at step 6 refuses for the nonce twice: the session is kept, and nothing is refreshed for it', async () => {
    const home = freshHome()
    let count = 0
    const { handlers } = bindTokens(stub, { userinfoNonce: () => `n-${count += 1}` })
    expect(errorOf(await login(handlers, ['--dpop', '--json'], home))).toMatchObject({
      code: 'userinfo-refused', diagnosis: 'proof-nonce',
    })
    expect([stub.counts.userinfo, stub.counts.token, storedSessions(home).length]).toEqual([2, 1, 1])
  })
})

describe('where a proof is demanded and --dpop was not given', () => {
  test.each([
    ['invalid_dpop_proof', 'proof-refused'], ['use_dpop_nonce', 'proof-nonce'],
  ])('%s has the walk ask once more with one, and no third time', async (error, diagnosis) => {
    const failure = errorOf(await login({ token: () => ({ status: 400, body: { error } }) }, ['--json']))
    expect(failure).toMatchObject({ code: 'token-refused', diagnosis })
    expect(stub.asked.filter(({ endpoint }) => endpoint === 'token').map(({ headers }) => 'dpop' in headers))
      .toEqual([false, true])
  })

  test('so does a resource server', async () => {
    const userinfo = () => ({ status: 401, headers: { 'www-authenticate': 'DPoP error="invalid_dpop_proof"' } })
    expect(errorOf(await login({ userinfo }, ['--json']))).toMatchObject({
      code: 'userinfo-refused', hint: expect.stringContaining('--dpop') as unknown,
    })
  })

  test('an endpoint for pushed requests is asked once more, with a proof', async () => {
    const discovery = () => ({
      body: { ...metadataOf(stub), pushed_authorization_request_endpoint: `${stub.issuer}/push` },
    })
    const ended = await login(
      { discovery, push: () => ({ status: 400, body: { error: 'use_dpop_nonce' } }) }, ['--json', '--par'],
    )
    expect(errorOf(ended)).toMatchObject({ code: 'push-refused', step: 'redirect' })
    expect(stub.asked.filter(({ endpoint }) => endpoint === 'push').map(({ headers }) => 'dpop' in headers))
      .toEqual([false, true])
  })

  test('a token of the type DPoP is refused as ever', async () => {
    const ended = await login({ token: tokens(good => ({ ...good, token_type: 'DPoP' })) }, ['--json'])
    expect(errorOf(ended)).toMatchObject({ code: 'token-type', exit_code: 4 })
  })
})

describe('a token that is not bound although a proof was sent', () => {
  /** Demands a proof, and gives a Bearer token all the same. */
  const demanding: Partial<Handlers> = {
    token: async (asked, provider) => 'dpop' in asked.headers
      ? goodHandlers.token(asked, provider)
      : { status: 400, body: { error: 'invalid_dpop_proof' } },
  }

  test('D45 H64 is refused where the user asked for a bound one: nothing is used or saved', async () => {
    const home = freshHome()
    expect(errorOf(await login({}, ['--dpop', '--json'], home))).toMatchObject({
      code: 'token-type', step: 'token', exit_code: 4, expected: 'DPoP', came: 'Bearer',
      cause: expect.stringContaining('bound to no key') as unknown,
    })
    expect(stub.asked.find(({ endpoint }) => endpoint === 'token')?.headers).toHaveProperty('dpop')
    expect([stub.counts.userinfo, storedSessions(home)]).toEqual([0, []])
  })

  test('is noted where only the provider wanted a proof; the key stays for the refresh token', async () => {
    const home = freshHome()
    const document = documentOf(await login(demanding, ['--json'], home))
    expect([document['token_type'], codesOf(document)]).toEqual(['Bearer', ['proof-demanded', 'token-not-bound']])
    expect(stub.asked.find(({ endpoint }) => endpoint === 'userinfo')?.headers).not.toHaveProperty('dpop')
    expect(storedSessions(home)[0]?.session).toMatchObject({ token_type: 'Bearer', dpop_key: { kty: 'EC' } })
  })

  test('ends a refresh whose token before was bound: the session stays as it was', async () => {
    const home = freshHome()
    expect((await login(bindTokens(stub).handlers, ['--dpop', '--json'], home)).status).toBe(0)
    const before = storedSessions(home)
    stub.reset({ token: () => ({ body: { access_token: 'unbound', token_type: 'Bearer', expires_in: 60 } }) })
    const ended = await runInside(['token', 'refresh', '--json'], {
      home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
    })
    expect([ended.status, errorOf(ended as Walked)]).toMatchObject([4, { code: 'token-type', came: 'Bearer' }])
    expect(storedSessions(home)).toEqual(before)
  })

  test('has a check that says what would do', async () => {
    const events = eventsOf(await login(demanding, ['--events']))
    expect(events.find(({ name, actual }) => name === 'token-type' && actual === 'Bearer')).toMatchObject({
      ok: true, expected: '(one-of DPoP Bearer)',
    })
  })

  test('is a deviation under --strict', async () => {
    expect(errorOf(await login(demanding, ['--json', '--strict']))).toMatchObject({
      code: 'deviation', step: 'token', exit_code: 4,
    })
  })

  test('of a type that nobody knows fails its check', async () => {
    const ended = await login({ token: tokens(good => ({ ...good, token_type: 'mac' })) })
    expect(errorOf(ended)).toMatchObject({ code: 'token-type', exit_code: 4 })
  })
})

test('a provider that takes no proof that we sign is found out before the browser opens', async () => {
  const discovery = () => ({ body: { ...metadataOf(stub), dpop_signing_alg_values_supported: ['HS256'] } })
  const failure = errorOf(await login({ discovery }))
  expect(failure).toMatchObject({
    code: 'proof-unsupported', step: 'start', exit_code: 2, hint: expect.not.stringContaining('--dpop') as unknown,
  })
  expect(stub.counts.authorize).toBe(0)
})
