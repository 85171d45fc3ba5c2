import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { freshHome, run, start } from '../support/cli.ts'
import {
  age, changeSession, containing, plantSession, readSession, runJson, runTo, runToError,
  serveSandbox, sessionPath, sessionPaths, signIn, type Json,
} from './support.ts'
import { refusal, startStub, tokens } from './stub-provider.ts'

describe('token refresh', () => {
  test('rotates, and shows what changed without showing it', async () => {
    const home = freshHome()
    await signIn(home)
    const before = readSession(home)
    const { stdout, stderr } = await runTo(0, ['token', 'refresh'], { home })
    const after = readSession(home)
    expect(after).toMatchObject({ refresh_generation: 1, subject: '123456', scope: before.scope })
    expect([after.access_token === before.access_token, after.refresh_token === before.refresh_token]).toEqual([false, false])
    expect(stdout.split('\n').map(line => line.split(/\s+/)[0])).toEqual(['access_token', 'refresh_token', 'id_token', 'expires_at', ''])
    expect(stderr).toContain('Refreshed')
    expect([before.access_token, after.access_token, after.refresh_token].filter(token => stdout.includes(token ?? '-'))).toEqual([])
  })

  test('--json names what changed', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    const document = await runJson(0, ['token', 'refresh'], { home })
    expect(document).toMatchObject({ ok: true, how: 'refreshed', changed: ['access_token', 'refresh_token', 'expires_at'], refreshable: true })
    expect(document).not.toHaveProperty('access_token')
    stub.endpoints['/token'] = () => ({ body: { ...tokens(1), refresh_token: undefined, scope: 'read write' } })
    expect(await runJson(0, ['token', 'refresh'], { home })).toMatchObject({ changed: ['expires_at', 'scope'], scope: ['read', 'write'] })
    expect(readSession(home)).toMatchObject({ refresh_token: 'stub-refresh-1/+=', refresh_generation: 1, client_secret: 'planted-client-secret/+=' })
  })

  test('has stored the new tokens before it prints anything', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    const running = start(['token', 'refresh'], { home })
    await running.sees('stdout', /./)
    expect(readSession(home).refresh_token).toBe('stub-refresh-1/+=')
    await running.ended
  })

  test('eight at once make one request, and the family lives', async () => {
    const home = freshHome()
    await signIn(home)
    age(home, 60)
    const outcomes = await Promise.all(Array.from({ length: 8 }, async () => runJson(0, ['token', 'refresh'], { home })))
    const count = (how: string) => outcomes.filter(outcome => outcome['how'] === how).length
    expect([count('refreshed'), count('another-process'), readSession(home).refresh_generation]).toEqual([1, 7, 1])
    age(home, 60)
    await runTo(0, ['token', 'refresh'], { home })
    expect(readSession(home).refresh_generation).toBe(2)
    await runTo(0, ['userinfo'], { home })
  })

  test('eight at once reach a provider once', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    const ended = await Promise.all(Array.from({ length: 8 }, async () => run(['token', 'refresh'], { home })))
    expect([ended.map(({ status }) => status), stub.seenAt('/token').length]).toEqual([Array.from({ length: 8 }, () => 0), 1])
  })
})

describe('invalid_grant', () => {
  test('of a grant that was revoked at the provider: exit 7, session gone, profile kept', async () => {
    const home = freshHome()
    await signIn(home)
    const { facts } = await serveSandbox(home)
    const { refresh_token = '', client_secret = '' } = readSession(home)
    const authorization = `Basic ${Buffer.from(`oauth-walk:${client_secret}`).toString('base64')}`
    const body = new URLSearchParams({ token: refresh_token })
    expect((await fetch(`${String(facts['issuer'])}/revoke`, { method: 'POST', headers: { authorization }, body })).status).toBe(200)
    const error = await runToError(7, ['token', 'refresh'], { home })
    expect(error).toMatchObject({ code: 'session-ended', hint: 'oauth-walk login sandbox', provider: { error: 'invalid_grant' } })
    expect(sessionPaths(home)).toEqual([])
    expect(await runToError(7, ['token'], { home })).toMatchObject({ code: 'no-session' })
    expect((await runJson(0, ['profile', 'list'], { home }))['profiles']).toMatchObject([{ name: 'sandbox', active: true }])
  })

  test('of a refresh token that was changed on disk: exit 7, session gone', async () => {
    const home = freshHome()
    await signIn(home)
    changeSession(home, session => ({ ...session, refresh_token: `${session.refresh_token ?? ''}x` }))
    await runTo(7, ['token', 'refresh'], { home })
    expect(sessionPaths(home)).toEqual([])
  })

  const newer = { refresh_token: 'newer-refresh', access_token: 'newer-access' }

  test('for a token that another login has replaced meanwhile by a fresh one: that is used', async () => {
    const home = freshHome()
    const stub = await startStub({
      '/token': () => {
        changeSession(home, session => ({ ...session, ...newer }))
        return refusal('invalid_grant')
      },
    })
    plantSession(home, stub.issuer)
    expect(await runJson(0, ['token', 'refresh'], { home })).toMatchObject({ how: 'another-process' })
    expect(readSession(home)).toMatchObject(newer)
  })

  test('for a token that was replaced by one that has expired too: exit 7, and nothing removed', async () => {
    const home = freshHome()
    const stub = await startStub({
      '/token': () => {
        changeSession(home, session => ({ ...session, ...newer, expires_at: 1 }))
        return refusal('invalid_grant')
      },
    })
    plantSession(home, stub.issuer)
    await runTo(7, ['token', 'refresh'], { home })
    expect(readSession(home)).toMatchObject(newer)
  })
})

describe('a refresh that fails leaves the stored session byte for byte:', () => {
  /** Plants a session, runs the refresh, and gives the failure; the file must be what it was. */
  async function refreshInVain(status: number, endpoint: Parameters<typeof startStub>[0], environment: NodeJS.ProcessEnv = {}): Promise<Json> {
    const home = freshHome()
    const stub = await startStub(endpoint)
    plantSession(home, stub.issuer)
    const before = readFileSync(sessionPath(home))
    if (endpoint === undefined) await stub.close()
    const error = await runToError(status, ['token', 'refresh', '--http-timeout', '1'], { home, environment })
    expect(readFileSync(sessionPath(home)).equals(before)).toBe(true)
    return error
  }

  test('the network is dead', async () => {
    expect(await refreshInVain(5, undefined)).toMatchObject({ code: 'network-failed', message: containing('ECONNREFUSED') })
  })

  test('the provider does not answer', async () => {
    expect(await refreshInVain(5, { '/token': async () => new Promise(() => undefined) })).toMatchObject({ code: 'network-timeout' })
  })

  test('a wrong client secret', async () => {
    const error = await refreshInVain(3, {
      '/token': ({ authorization }) => authorization?.includes(Buffer.from('walker:wrong').toString('base64')) ? refusal('invalid_client', 401) : { body: tokens(1) },
    }, { OAUTH_WALK_CLIENT_SECRET: 'wrong' })
    expect(error).toMatchObject({ code: 'refresh-refused', provider: { error: 'invalid_client', status: 401 }, hint: containing('secret') })
  })

  test('a failing provider, and the failure names the step', async () => {
    expect(await refreshInVain(3, { '/token': () => refusal('server_error', 500) })).toMatchObject({ step: 'token', provider: { status: 500 } })
  })

  test('a web page', async () => {
    const page = { headers: { 'content-type': 'text/html' }, body: '<title>Sign in to Wi-Fi</title>' }
    expect(await refreshInVain(3, { '/token': () => page })).toMatchObject({ code: 'unreadable-answer', cause: containing('Sign in to Wi-Fi') })
  })

  test('a redirect, which would carry the refresh token elsewhere', async () => {
    const elsewhere = await startStub()
    const redirect = { status: 307, headers: { location: `${elsewhere.issuer}/token` } }
    expect(await refreshInVain(4, { '/token': () => redirect })).toMatchObject({ code: 'redirect-refused' })
    expect(elsewhere.seen).toEqual([])
  })

  test('a token of another type', async () => {
    expect(await refreshInVain(4, { '/token': () => ({ body: { ...tokens(1), token_type: 'DPoP' } }) })).toMatchObject({ code: 'token-type' })
  })
})

test('a wrong client secret at the sandbox: exit 3, the session kept and good', async () => {
  const home = freshHome()
  await signIn(home)
  await runTo(3, ['token', 'refresh'], { home, environment: { OAUTH_WALK_CLIENT_SECRET: 'wrong' } })
  await runTo(0, ['token', 'refresh'], { home })
})

test('a session without a refresh token can’t be refreshed: exit 7, nothing sent', async () => {
  const home = freshHome()
  const stub = await startStub()
  plantSession(home, stub.issuer, { refresh_token: null })
  expect(await runToError(7, ['token', 'refresh'], { home })).toMatchObject({ code: 'not-refreshable' })
  expect([stub.seen, sessionPaths(home).length]).toEqual([[], 1])
})
