import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside, startInside } from '../support/inside.ts'
import { runJson, runTo, runToError } from './inside.ts'
import {
  filesLeaking, plantProfile, plantSession, readSession, secretsOf, sessionPath, sessionPaths,
} from './support.ts'
import * as atDoor from './support.ts'
import { copyLogin } from './signed-in.ts'
import { metadata, refusal, startStub } from './stub-provider.ts'

const unasked = (reason: string) =>
  ['refresh_token', 'access_token'].map(token => ({ token, confirmed: false, reason }))

describe('logout', () => {
  test('of the sandbox revokes, and leaves no token in any file of the home', async () => {
    const home = freshHome()
    await copyLogin(home)
    await atDoor.runTo(0, ['token', 'refresh'], { home })
    const { access_token, refresh_token = '', id_token = '' } = readSession(home)
    expect(await atDoor.runJson(0, ['logout'], { home })).toEqual({
      ok: true, profile: 'sandbox', deleted: true,
      revocations: [{ token: 'refresh_token', confirmed: true }, { token: 'access_token', confirmed: true }],
      end_session_url: null, end_session: null,
    })
    expect(filesLeaking(home, [access_token, refresh_token, id_token])).toEqual([])
    expect((await atDoor.runJson(0, ['profile', 'list'], { home }))['profiles']).toMatchObject([
      { name: 'sandbox', active: true },
    ])
  })

  test.each([
    [['logout']], [['token', 'revoke']],
  ])('%j names the sandbox’s page to sign out where somebody serves it', async (
    words,
  ) => {
    const home = freshHome()
    await copyLogin(home)
    await atDoor.runTo(0, ['token', 'refresh'], { home })
    expect((await atDoor.runTo(0, words, { home })).stderr).not.toMatch(/http:/)
    await copyLogin(home)
    const serving = startInside(['sandbox', '--json'], { home })
    await serving.sees('stdout', /"issuer"/)
    const { stderr } = await atDoor.runTo(0, words, { home })
    expect(stderr).toMatch(/http:\/\/127\.0\.0\.1:\d+\/\S+\?client_id=oauth-walk/)
    serving.interrupt()
    await serving.ended
  })

  test.each([
    [['logout']], [['token', 'revoke']],
  ])('%j without a session leads to no login', async (words) => {
    const { status, stderr } = await runInside(words, { home: freshHome() })
    expect([status, /next: (.*)/.exec(stderr)?.[1]]).toEqual([7, 'oauth-walk profile list'])
  })

  test('leaves the client secret nowhere either, and prints nothing on stdout', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    const secrets = secretsOf(readSession(home))
    expect((await runTo(0, ['logout'], { home })).stdout).toBe('')
    expect(secrets).toHaveLength(3)
    expect(filesLeaking(home, secrets)).toEqual([])
  })

  test('revokes the refresh token first', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    await runTo(0, ['logout'], { home })
    expect(stub.seenAt('/revoke').map(({ method, form }) => [method, form['token_type_hint'], form['token']])).toEqual([
      ['POST', 'refresh_token', 'planted-refresh-token/+='], ['POST', 'access_token', 'planted-access-token/+='],
    ])
  })

  test('a second time has nothing to do, and says so: exit 0', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    await runTo(0, ['logout'], { home })
    const { stderr } = await runTo(0, ['logout'], { home })
    expect(stderr).toContain('no stored session')
    expect(await runJson(0, ['logout'], { home })).toEqual({
      ok: true, profile: 'default', deleted: false, revocations: [], end_session_url: null, end_session: null,
    })
    expect(stub.seenAt('/revoke')).toHaveLength(2)
  })

  test('removes what a killed process has left behind', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    writeFileSync(`${sessionPath(home)}.tmp-1234`, 'planted-refresh-token/+=')
    await runTo(0, ['logout'], { home })
    expect(filesLeaking(home, ['planted-refresh-token/+='])).toEqual([])
  })

  test('deletes the sessions of every issuer that the profile was used with', async () => {
    const home = freshHome()
    const [former, present] = [await startStub(), await startStub()]
    plantSession(home, former.issuer)
    plantSession(home, present.issuer)
    expect(sessionPaths(home)).toHaveLength(2)
    await runTo(0, ['logout'], { home })
    expect(sessionPaths(home)).toEqual([])
  })

  test('tells how to end the session in the browser where the provider can', async () => {
    const home = freshHome()
    const stub = await startStub()
    stub.endpoints['/.well-known/openid-configuration'] = () => ({
      body: { ...metadata(stub.issuer), end_session_endpoint: `${stub.issuer}/end-session` },
    })
    plantSession(home, stub.issuer, { id_token: 'planted.id.token' })
    const { stderr } = await runTo(0, ['logout'], { home })
    expect(stderr).toContain(`${stub.issuer}/end-session`)
  })
})

describe('logout deletes here whatever the provider says, and says what was not confirmed:', () => {
  test('it is dead', async () => {
    const home = freshHome()
    const stub = await startStub()
    await stub.close()
    plantSession(home, stub.issuer)
    const { stderr } = await runTo(0, ['logout'], { home })
    expect(stderr.match(/was not asked to revoke the \w+ \(network-failed\)/g)).toHaveLength(2)
    expect(readdirSync(home).filter(name => name.startsWith('t-'))).toEqual([])
  })

  test('it refuses', async () => {
    const home = freshHome()
    const stub = await startStub({ '/revoke': () => refusal('unsupported_token_type', 503) })
    plantSession(home, stub.issuer)
    const document = await runJson(0, ['logout'], { home })
    const refused = {
      confirmed: false, reason: 'status 503: unsupported_token_type: because of unsupported_token_type',
    }
    expect(document).toMatchObject({ deleted: true, revocations: [refused, refused] })
    expect(sessionPaths(home)).toEqual([])
  })

  test('it has no revocation endpoint', async () => {
    const home = freshHome()
    const stub = await startStub()
    stub.endpoints['/.well-known/openid-configuration'] = () => ({
      body: { ...metadata(stub.issuer), revocation_endpoint: undefined },
    })
    plantSession(home, stub.issuer)
    const { stderr } = await runTo(0, ['logout'], { home })
    expect(stderr).toContain('no revocation endpoint')
    expect(sessionPaths(home)).toEqual([])
  })

  test('it never answers', async () => {
    const home = freshHome()
    const stub = await startStub({ '/revoke': async () => new Promise(() => undefined) })
    plantSession(home, stub.issuer)
    await runTo(0, ['logout', '--http-timeout', '1'], { home })
    expect(sessionPaths(home)).toEqual([])
  })

  test('the client secret can’t be read', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    plantProfile(home, 'default', {
      target: stub.issuer, issuer: stub.issuer, 'client-id': 'walker', 'client-secret-file': join(home, 'gone'),
    })
    await runTo(0, ['logout'], { home })
    expect(sessionPaths(home)).toEqual([])
  })

  test('the session is damaged', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9')
    const path = sessionPath(home)
    writeFileSync(path, '{"refresh_token":"torn-refresh-token"')
    const { stderr, stdout } = await runTo(0, ['logout', '--json'], { home })
    expect(existsSync(path)).toBe(false)
    for (const token of ['refresh_token', 'access_token']) expect(stderr).toContain(
      `The provider was not asked to revoke the ${token}, since the session could not be opened here (store-corrupt)`,
    )
    expect(JSON.parse(stdout)).toMatchObject({ deleted: true, revocations: unasked('store-corrupt') })
  })

  test('the session is sealed, and its passphrase is not given', async () => {
    const [home, stub] = [freshHome(), await startStub()]
    plantSession(home, stub.issuer)
    const environment = { OAUTH_WALK_PASSPHRASE_FILE: join(home, 'passphrase') }
    writeFileSync(environment.OAUTH_WALK_PASSPHRASE_FILE, 'correct horse battery staple', { mode: 0o600 })
    await atDoor.runTo(0, ['store', 'move', '--to', 'passphrase'], { home, environment })
    for (const [lang, told] of [['en', /was not asked to revoke the access_token/], ['zh', /没有请求授权服务器撤销访问令牌/]] as const) {
      const copy = freshHome()
      cpSync(home, copy, { recursive: true })
      const { stderr, stdout } = await runTo(0, ['logout', '--json', '--no-browser', '--lang', lang], { home: copy })
      expect(JSON.parse(stdout)).toMatchObject({ deleted: true, revocations: unasked('person-needed') })
      expect(stderr).toMatch(told)
    }
    expect(stub.seenAt('/revoke')).toEqual([])
  })
})

test('logout where nobody ever signed in needs a person: exit 7', async () => {
  expect(await runToError(7, ['logout'], { home: freshHome() })).toMatchObject({ code: 'no-session' })
})
