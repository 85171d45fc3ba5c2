import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome, start } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { runJson, runTo, runToError, signIn } from './inside.ts'
import { age, changeSession, plantProfile, plantSession, readSession, serveSandbox, sessionPaths } from './support.ts'
import * as atDoor from './support.ts'
import { copyLogin } from './signed-in.ts'
import { refusal, startStub, tokens } from './stub-provider.ts'

describe('token refresh', () => {
  test('rotates, and shows what changed without showing it', async () => {
    const home = freshHome()
    await copyLogin(home)
    const before = readSession(home)
    const { stdout, stderr } = await atDoor.runTo(0, ['token', 'refresh'], { home })
    const after = readSession(home)
    expect(after).toMatchObject({ refresh_generation: 1, subject: '123456', scope: before.scope })
    expect([after.access_token === before.access_token, after.refresh_token === before.refresh_token]).toEqual([
      false, false,
    ])
    expect(stdout.split('\n').map(line => line.split(/\s+/)[0])).toEqual([
      'access_token', 'refresh_token', 'id_token', 'expires_at', '',
    ])
    expect(stderr).toContain('Refreshed')
    expect(
      [before.access_token, after.access_token, after.refresh_token].filter(token => stdout.includes(token ?? '-')),
    ).toEqual([])
  })

  test('D74: --json names what changed, a scope that grew among it', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    const document = await runJson(0, ['token', 'refresh'], { home })
    expect(document).toMatchObject({
      ok: true, how: 'refreshed', changed: ['access_token', 'refresh_token', 'expires_at'], refreshable: true,
    })
    expect(document).not.toHaveProperty('access_token')
    stub.endpoints['/token'] = () => ({ body: { ...tokens(1), refresh_token: undefined, scope: 'read write' } })
    expect(await runJson(0, ['token', 'refresh'], { home })).toMatchObject({
      changed: ['expires_at', 'scope'], scope: ['read', 'write'],
    })
    expect(readSession(home)).toMatchObject({
      refresh_token: 'stub-refresh-1/+=', refresh_generation: 1, client_secret: 'planted-client-secret/+=',
    })
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
    await copyLogin(home)
    age(home, 60)
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, async () => runJson(0, ['token', 'refresh'], { home })),
    )
    const count = (how: string) => outcomes.filter(outcome => outcome['how'] === how).length
    expect([count('refreshed'), count('another-process'), readSession(home).refresh_generation]).toEqual([1, 7, 1])
    age(home, 60)
    await runTo(0, ['token', 'refresh'], { home })
    expect(readSession(home).refresh_generation).toBe(2)
    await atDoor.runTo(0, ['userinfo'], { home })
  })

  test('says in its story what a refresh is: no code, no PKCE', async () => {
    const home = freshHome()
    plantSession(home, (await startStub()).issuer)
    const { stderr } = await runTo(0, ['token', 'refresh', '-v'], { home })
    expect(stderr).toMatch(/^5 {2}The refresh token gets new tokens/m)
    expect(stderr).not.toContain('The code becomes tokens')
  })

  test('uses the secret of the session where the file that the profile names has gone', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    plantProfile(home, 'default', {
      target: stub.issuer, issuer: stub.issuer, 'client-id': 'walker', 'client-secret-file': join(home, 'gone.txt'),
    })
    await runTo(0, ['token', 'refresh'], { home })
    expect(stub.seenAt('/token')).toHaveLength(1)
    expect(
      await runToError(2, ['token', 'refresh', '--client-secret-file', join(home, 'gone.txt')], { home }),
    ).toMatchObject(
      { code: expect.stringMatching(/usage|file-unreadable/) as string },
    )
  })

  test('eight at once reach a provider once', async () => {
    const home = freshHome()
    const stub = await startStub()
    // An expired token, since who says "refresh now" after the others are done is right to ask again.
    plantSession(home, stub.issuer, { expires_at: 1 })
    const ended = await Promise.all(Array.from({ length: 8 }, async () => runInside(['token'], { home })))
    expect([ended.map(({ status }) => status), stub.seenAt('/token').length]).toEqual([
      Array.from({ length: 8 }, () => 0), 1,
    ])
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
    expect(
      (await fetch(`${String(facts['issuer'])}/revoke`, { method: 'POST', headers: { authorization }, body })).status,
    ).toBe(200)
    const error = await runToError(7, ['token', 'refresh'], { home })
    expect(error).toMatchObject({
      code: 'session-ended', hint: 'oauth-walk login sandbox', provider: { error: 'invalid_grant' },
    })
    expect(sessionPaths(home)).toEqual([])
    expect(await atDoor.runToError(7, ['token'], { home })).toMatchObject({ code: 'no-session' })
    expect((await atDoor.runJson(0, ['profile', 'list'], { home }))['profiles']).toMatchObject([
      { name: 'sandbox', active: true },
    ])
  })

  test('of a refresh token that was changed on disk: exit 7, session gone', async () => {
    const home = freshHome()
    await copyLogin(home)
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
