import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runJson, runTo, runToError } from './inside.ts'
import { anyText, changeSession, containing, matching, plantSession, readSession } from './support.ts'
import * as atDoor from './support.ts'
import { copyLogin } from './signed-in.ts'
import { startStub, type Endpoint } from './stub-provider.ts'

describe('userinfo in a process of its own', () => {
  test('prints the claims that the login printed', async () => {
    const home = freshHome()
    const claims = await copyLogin(home)
    expect(claims).toMatchObject({ sub: '123456', name: '张三', picture: containing('/avatar/123456.svg') })
    const { stdout, stderr } = await atDoor.runTo(0, ['userinfo'], { home })
    expect([JSON.parse(stdout), stderr]).toEqual([claims, ''])
    expect(stdout).toMatch(/^\{\n {2}"sub"/)
    expect(await runJson(0, ['userinfo'], { home })).toEqual({
      ok: true, profile: 'sandbox', issuer: anyText, subject: '123456', userinfo: claims,
    })
  })

  test('refreshes where only the access token is broken: the resource server says 401', async () => {
    const home = freshHome()
    const claims = await copyLogin(home)
    changeSession(home, session => ({ ...session, access_token: 'broken' }))
    expect(JSON.parse((await runTo(0, ['userinfo'], { home })).stdout)).toEqual(claims)
    expect(readSession(home)).toMatchObject({ refresh_generation: 1, access_token: matching(/^(?!broken$)/) })
  })

  test('refreshes first where the token is about to expire', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer, { expires_at: Date.now() + 1000 })
    await runTo(0, ['userinfo'], { home })
    expect(stub.seenAt('/userinfo').map(({ method, authorization }) => [method, authorization])).toEqual([
      ['GET', 'Bearer stub-access-1/+='],
    ])
  })
})

describe('userinfo', () => {
  const unlessFresh: Endpoint = ({ authorization }) => authorization === 'Bearer stub-access-1/+='
    ? { body: { sub: 'zhang-san' } }
    : { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }

  test('asks twice at most: a second 401 is the answer', async () => {
    const home = freshHome()
    const stub = await startStub({
      '/userinfo': () => ({
        status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token", error_description="no more"' },
      }),
    })
    plantSession(home, stub.issuer)
    const error = await runToError(3, ['userinfo'], { home })
    expect(error).toMatchObject({
      code: 'userinfo-refused', step: 'userinfo',
      provider: { error: 'invalid_token', error_description: 'no more', status: 401 },
    })
    expect([stub.seenAt('/userinfo').length, stub.seenAt('/token').length]).toEqual([2, 1])
  })

  test('at four processes with a broken token refreshes once', async () => {
    const home = freshHome()
    const stub = await startStub({ '/userinfo': unlessFresh })
    plantSession(home, stub.issuer)
    await Promise.all(Array.from({ length: 4 }, async () => runTo(0, ['userinfo'], { home })))
    expect(stub.seenAt('/token')).toHaveLength(1)
  })

  test('does not refresh for 403, and without a refresh token not for 401 either', async () => {
    const home = freshHome()
    const stub = await startStub({
      '/userinfo': () => ({ status: 403, headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' } }),
    })
    plantSession(home, stub.issuer)
    expect(await runToError(3, ['userinfo'], { home })).toMatchObject({
      provider: { error: 'insufficient_scope', status: 403 },
    })
    stub.endpoints['/userinfo'] = unlessFresh
    plantSession(home, stub.issuer, { refresh_token: null })
    expect(await runToError(3, ['userinfo'], { home })).toMatchObject({
      provider: { error: 'invalid_token', status: 401 },
    })
    expect(stub.seenAt('/token')).toEqual([])
  })

  test.each([
    [{ obtained_at: 0 }, { error: 'invalid_token' }, /refuses the stored access token, which the provider gave at/],
    [{ obtained_at: 3_000 }, { error: 'invalid_token' }, /gave a moment ago/],
    [{ obtained_at: 7_200_000 }, { error: 'invalid_token', error_description: 'user_session_not_found' }, /gave at 20/],
  ])('tells how old the refused token is: %j', async ({ obtained_at: age }, said, tells) => {
    const home = freshHome()
    const obtained_at = age === 0 ? Date.UTC(2026, 0, 2, 3, 4, 5) : Date.now() - age
    const stub = await startStub({ '/userinfo': () => ({ status: 401, body: said }) })
    plantSession(home, stub.issuer, { refresh_token: null, obtained_at })
    const told = String((await runToError(3, ['userinfo'], { home }))['cause'])
    expect(told).toMatch(tells)
    if (age === 0) expect(told).toContain('2026-01-02T03:04:05.000Z')
    const chinese = String((await runToError(3, ['userinfo', '--lang', 'zh'], { home }))['cause'])
    expect(chinese.includes('刚刚')).toBe(age === 3_000)
    expect(chinese.includes(new Date(obtained_at).toISOString())).toBe(age !== 3_000)
  })

  test('about another user is refused: exit 4, and nothing of it shown', async () => {
    const home = freshHome()
    const stub = await startStub({ '/userinfo': () => ({ body: { sub: 'mallory', email: 'mallory@evil.example' } }) })
    plantSession(home, stub.issuer)
    const { stdout, stderr } = await runTo(4, ['userinfo'], { home })
    expect([stdout, stderr.includes('evil.example')]).toEqual(['', false])
    expect(await runToError(4, ['userinfo'], { home })).toMatchObject({ code: 'userinfo-subject', step: 'userinfo' })
  })

  test.each([
    ['a web page', { body: '<html>', headers: { 'content-type': 'text/html' } }, 3, 'unreadable-answer'],
    ['a server error', { status: 500 }, 3, 'userinfo-refused'],
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example/' } }, 4, 'redirect-refused'],
    ['a megabyte', { body: 'x'.repeat(1_000_000) }, 5, 'answer-too-large'],
  ])('answered with %s', async (_what, said, status, code) => {
    const home = freshHome()
    const stub = await startStub({ '/userinfo': () => said })
    plantSession(home, stub.issuer)
    expect(await runToError(status, ['userinfo'], { home })).toMatchObject({ code, step: 'userinfo' })
  })

  test('sends the token in the header alone, never in the address, and prints it nowhere', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    const { stdout, stderr } = await runTo(0, ['userinfo', '-vvv'], { home })
    expect(stderr).toContain('/userinfo')
    expect(stdout + stderr).not.toContain('planted-')
    expect(stub.seenAt('/userinfo')).toMatchObject([{ form: {}, authorization: 'Bearer planted-access-token/+=' }])
  })

  test('of a provider that has none prints an empty object', async () => {
    const home = freshHome()
    const stub = await startStub()
    const discovery = stub.endpoints['/.well-known/openid-configuration'] as Endpoint
    stub.endpoints['/.well-known/openid-configuration'] = async (seen) => {
      const said = await discovery(seen)
      return { body: { ...said.body as object, userinfo_endpoint: undefined } }
    }
    plantSession(home, stub.issuer)
    const { stdout, stderr } = await runTo(0, ['userinfo'], { home })
    expect([JSON.parse(stdout), stderr]).toEqual([{}, containing('--userinfo-endpoint')])
  })
})

test('a token of the environment needs no client for the userinfo, and one to be asked about', async () => {
  const stub = await startStub()
  const environment = { OAUTH_WALK_ACCESS_TOKEN: 'given-1', OAUTH_WALK_ISSUER: stub.issuer }
  const here = { home: freshHome(), environment }
  await runTo(0, ['userinfo'], here)
  expect(stub.seenAt('/userinfo').map(({ authorization }) => authorization)).toEqual(['Bearer given-1'])
  expect(await runToError(2, ['introspect'], here)).toMatchObject({
    code: 'client-id-missing', cause: containing('OAUTH_WALK_ACCESS_TOKEN does not say'),
    hint: 'export OAUTH_WALK_CLIENT_ID=ID',
  })
})
