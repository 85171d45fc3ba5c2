import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runTo, runToError } from './inside.ts'
import { containing, plantSession, sessionPath, sessionPaths, type Json } from './support.ts'
import * as atDoor from './support.ts'
import { copyLogin } from './signed-in.ts'
import { refusal, startStub, tokens } from './stub-provider.ts'

describe('a refresh that fails leaves the stored session byte for byte:', () => {
  /** Plants a session, runs the refresh, and gives the failure; the file must be what it was. */
  async function refreshInVain(
    status: number, endpoint: Parameters<typeof startStub>[0], environment: NodeJS.ProcessEnv = {},
  ): Promise<Json> {
    const home = freshHome()
    const stub = await startStub(endpoint)
    plantSession(home, stub.issuer)
    const before = readFileSync(sessionPath(home))
    if (endpoint === undefined) await stub.close()
    const error = await atDoor.runToError(status, ['token', 'refresh', '--http-timeout', '3'], { home, environment })
    expect(readFileSync(sessionPath(home)).equals(before)).toBe(true)
    return error
  }

  test('the network is dead', async () => {
    expect(await refreshInVain(5, undefined)).toMatchObject({
      code: 'network-failed', message: containing('ECONNREFUSED'),
    })
  })

  test('a wrong client secret', async () => {
    const error = await refreshInVain(3, {
      '/token': ({ authorization }) =>
        authorization?.includes(Buffer.from('walker:wrong').toString('base64'))
          ? refusal('invalid_client', 401)
          : { body: tokens(1) },
    }, { OAUTH_WALK_CLIENT_SECRET: 'wrong' })
    expect(error).toMatchObject({
      code: 'refresh-refused', provider: { error: 'invalid_client', status: 401 }, hint: containing('secret'),
    })
  })

  test('a failing provider, and the failure names the step', async () => {
    expect(await refreshInVain(3, { '/token': () => refusal('server_error', 500) })).toMatchObject({
      step: 'token', provider: { status: 500 },
    })
  })

  test('a web page', async () => {
    const page = { headers: { 'content-type': 'text/html' }, body: '<title>Sign in to Wi-Fi</title>' }
    expect(await refreshInVain(3, { '/token': () => page })).toMatchObject({
      code: 'unreadable-answer', cause: containing('Sign in to Wi-Fi'),
    })
  })

  test('a redirect, which would carry the refresh token elsewhere', async () => {
    const elsewhere = await startStub()
    const redirect = { status: 307, headers: { location: `${elsewhere.issuer}/token` } }
    expect(await refreshInVain(4, { '/token': () => redirect })).toMatchObject({ code: 'redirect-refused' })
    expect(elsewhere.seen).toEqual([])
  })

  test('a token of another type', async () => {
    expect(await refreshInVain(4, { '/token': () => ({ body: { ...tokens(1), token_type: 'DPoP' } }) }))
      .toMatchObject({ code: 'token-type' })
  })
})

test('a provider that does not answer may have taken the refresh token: all is kept, with a mark of when it was sent', async () => {
  const home = freshHome()
  const stub = await startStub({ '/token': async () => new Promise(() => undefined) })
  plantSession(home, stub.issuer)
  const before = JSON.parse(readFileSync(sessionPath(home), 'utf8')) as object
  expect(await atDoor.runToError(5, ['token', 'refresh', '--http-timeout', '1'], { home })).toMatchObject({
    code: 'network-timeout',
  })
  expect(JSON.parse(readFileSync(sessionPath(home), 'utf8'))).toEqual({
    ...before, intent: { refresh_token_hash: expect.any(String) as string, at: expect.any(Number) as number },
  })
})

test('a wrong client secret at the sandbox: exit 3, the session kept and good', async () => {
  const home = freshHome()
  await copyLogin(home)
  await runTo(3, ['token', 'refresh'], { home, environment: { OAUTH_WALK_CLIENT_SECRET: 'wrong' } })
  await runTo(0, ['token', 'refresh'], { home })
})

test('says which step of a refresh failed: it has no code', async () => {
  const home = freshHome()
  const stub = await startStub({ '/token': () => refusal('server_error', 500) })
  plantSession(home, stub.issuer)
  const { stderr } = await runTo(3, ['token', 'refresh'], { home })
  expect(stderr).toContain('(Failed at step 5 The refresh token gets new tokens)')
})

test('a session without a refresh token can’t be refreshed: exit 7, nothing sent', async () => {
  const home = freshHome()
  const stub = await startStub()
  plantSession(home, stub.issuer, { refresh_token: null })
  expect(await runToError(7, ['token', 'refresh'], { home })).toMatchObject({ code: 'not-refreshable' })
  expect([stub.seen, sessionPaths(home).length]).toEqual([[], 1])
})
