import { describe, expect, test } from 'vitest'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { runJson, runTo, runToError } from './inside.ts'
import {
  age, anyText, containing, freePort, parseDocument, plantSession, readSession, sessionPaths,
} from './support.ts'
import * as atDoor from './support.ts'
import { copyLogin } from './signed-in.ts'
import { refusal, startStub } from './stub-provider.ts'

describe('token', () => {
  test('S17: prints the stored access token and a newline, and nothing else anywhere', async () => {
    const home = freshHome()
    await copyLogin(home)
    const { stdout, stderr } = await atDoor.runTo(0, ['token'], { home })
    expect([stdout, stderr]).toEqual([`${readSession(home).access_token}\n`, ''])
  })

  test('--json adds the access token to what is known of the session', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9')
    const { expires_at } = readSession(home)
    const document = await runJson(0, ['token'], { home })
    expect(document).toEqual({
      ok: true, profile: 'default', issuer: 'http://127.0.0.1:9', client_id: 'walker', subject: 'zhang-san',
      scope: ['read'], token_type: 'Bearer',
      obtained_at: anyText, expires_at: new Date(expires_at ?? 0).toISOString(), refreshable: true,
      access_token: 'planted-access-token/+=',
    })
    expect(document['expires_at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  test('asks nobody while the token lives, and refreshes shortly before its end', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer, { expires_at: Date.now() + 120_000 })
    expect((await runTo(0, ['token'], { home })).stdout).toBe('planted-access-token/+=\n')
    expect(stub.seen).toEqual([])
    age(home, 100)
    expect((await runTo(0, ['token'], { home })).stdout).toBe('stub-access-1/+=\n')
    expect(stub.seenAt('/token')).toMatchObject([
      { form: { grant_type: 'refresh_token', refresh_token: 'planted-refresh-token/+=' } },
    ])
    expect(readSession(home)).toMatchObject({
      access_token: 'stub-access-1/+=', refresh_token: 'stub-refresh-1/+=', refresh_generation: 1,
    })
  })

  test('--min-ttl asks for more life than is left', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    expect((await runTo(0, ['token', '--min-ttl', '2000'], { home })).stdout).toBe('planted-access-token/+=\n')
    expect((await runTo(0, ['token', '--min-ttl=3500'], { home })).stdout).toBe('stub-access-1/+=\n')
    expect(stub.seenAt('/token')).toHaveLength(1)
  })

  test.each(['en', 'zh'] as const)('--min-ttl beyond what the provider gives is told, and not refreshed each time: %s', async (lang) => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    for (const flag of ['--min-ttl', '--min-ttl', '--if-expiring']) {
      const words = flag === '--min-ttl' ? ['token', flag, '2h'] : ['token', 'refresh', flag, '2h']
      expect((await runTo(0, [...words, '--lang', lang], { home })).stderr)
        .toContain((lang === 'en' ? en : zh).story.shortLived('1h', flag))
      age(home, 20)
    }
    expect(stub.seenAt('/token')).toHaveLength(1)
    age(home, 20)
    expect((await runTo(0, ['token', '--min-ttl', '2h', '--quiet'], { home })).stderr).toBe('')
    expect(stub.seenAt('/token')).toHaveLength(2)
    expect((await atDoor.runTo(0, ['token', '--min-ttl', '2h'], { home })).stderr).toContain('--min-ttl')
  })

  test.each(['soon', '-1', '1.5', '', '1e3'])('--min-ttl=%j is no number of seconds', async (value) => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9')
    const error = await runToError(2, ['token', `--min-ttl=${value}`], { home })
    expect(error).toMatchObject({ code: 'setting-invalid', message: containing('--min-ttl') })
  })

  test('of an unknown lifetime is printed as it is', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9', { expires_at: null, refresh_token: null })
    expect((await runTo(0, ['token'], { home })).stdout).toBe('planted-access-token/+=\n')
    expect(await runJson(0, ['token'], { home })).toMatchObject({ expires_at: null, refreshable: false })
  })
})

describe('token on failure leaves stdout empty:', () => {
  test('nobody has signed in', async () => {
    const home = freshHome()
    const { stdout, stderr } = await runTo(7, ['token'], { home })
    expect(stdout).toBe('')
    expect(stderr).toContain('oauth-walk login')
    expect(await runToError(7, ['token'], { home })).toMatchObject({ code: 'no-session', step: null, provider: null })
  })

  test('the session has gone, the profile not', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9')
    await atDoor.runTo(0, ['logout'], { home })
    const { stdout, stderr } = await runTo(7, ['token'], { home })
    expect([stdout, stderr]).toEqual(['', containing('oauth-walk login default')])
  })

  test('it has expired and there is no refresh token', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9', { refresh_token: null, expires_at: Date.now() - 1 })
    const { stdout, stderr } = await runTo(7, ['token'], { home })
    expect([stdout, stderr]).toEqual(['', containing('offline_access')])
    expect(await runToError(7, ['token'], { home })).toMatchObject({
      code: 'not-refreshable', hint: containing('oauth-walk login default'),
    })
    expect(sessionPaths(home)).toHaveLength(1)
  })

  test('the provider refuses, or is dead', async () => {
    const home = freshHome()
    const stub = await startStub({ '/token': () => refusal('server_error', 503) })
    plantSession(home, stub.issuer, { expires_at: Date.now() - 1 })
    expect((await runTo(3, ['token'], { home })).stdout).toBe('')
    await stub.close()
    expect((await runTo(5, ['token'], { home })).stdout).toBe('')
    expect(readSession(home).refresh_token).toBe('planted-refresh-token/+=')
  })

  test('--json prints the failure as the only document, with what the provider said', async () => {
    const home = freshHome()
    const stub = await startStub({ '/token': () => refusal('server_error', 503) })
    plantSession(home, stub.issuer, { expires_at: Date.now() - 1 })
    const ended = await runInside(['token', '--json'], { home })
    expect(parseDocument(ended.stdout)).toMatchObject({
      ok: false,
      error: {
        code: 'refresh-refused', message: anyText, hint: anyText, exit_code: 3,
        provider: { error: 'server_error', error_description: 'because of server_error', status: 503 },
      },
    })
    expect(ended.stderr).toContain('server_error')
  })

  test('it does not wait longer than --http-timeout', async () => {
    const home = freshHome()
    const stub = await startStub({ '/token': async () => new Promise(() => undefined) })
    plantSession(home, stub.issuer, { expires_at: Date.now() - 1 })
    const error = await runToError(5, ['token', '--http-timeout', '3'], { home })
    expect(error).toMatchObject({ code: 'network-timeout', message: containing('3 s') })
  })
})

test('a stored session is not needed where nobody listens, and needed where its profile is named', async () => {
  const home = freshHome()
  plantSession(home, `http://127.0.0.1:${await freePort()}`)
  await runTo(0, ['token'], { home })
  expect(await runToError(7, ['token', '--profile', 'another'], { home })).toMatchObject({
    code: 'no-session', message: containing('another'),
  })
})
