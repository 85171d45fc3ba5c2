import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runTo, runToError, signIn } from './inside.ts'
import { containing, filesLeaking, readSession, serveSandbox, sessionPaths } from './support.ts'
import * as atDoor from './support.ts'
import { copyLogin } from './signed-in.ts'
import { refusal, startStub } from './stub-provider.ts'

/**
 * The environment of a machine that never had a browser, for a sandbox that another process serves from a home of its
 * own.
 */
async function prepareMachine() {
  const providerHome = freshHome()
  const claims = await signIn(providerHome)
  const { refresh_token = '', issuer, client_id, client_secret = '' } = readSession(providerHome)
  await serveSandbox(providerHome)
  const environment = {
    OAUTH_WALK_ISSUER: issuer, OAUTH_WALK_CLIENT_ID: client_id, OAUTH_WALK_REFRESH_TOKEN: refresh_token,
  }
  return { home: freshHome(), environment, clientSecret: client_secret, claims }
}

describe('OAUTH_WALK_REFRESH_TOKEN, against a sandbox of another process,', () => {
  test('seeds token: refreshed once, then stored', async () => {
    const { home, environment, clientSecret } = await prepareMachine()
    const options = { home, environment: { ...environment, OAUTH_WALK_CLIENT_SECRET: clientSecret } }
    const { stdout } = await atDoor.runTo(0, ['token'], options)
    expect(stdout).toBe(`${readSession(home).access_token}\n`)
    expect((await runTo(0, ['token'], options)).stdout).toBe(stdout)
    expect(readSession(home)).toMatchObject({ refresh_generation: 1, profile: 'default' })
    expect(filesLeaking(home, [environment.OAUTH_WALK_REFRESH_TOKEN])).toEqual([])
  })

  test('leads to the session that it began, also where the token is gone', async () => {
    const { home, environment: { OAUTH_WALK_REFRESH_TOKEN, ...environment }, clientSecret } = await prepareMachine()
    const options = { home, environment: { ...environment, OAUTH_WALK_CLIENT_SECRET: clientSecret } }
    const { stdout } = await runTo(0, ['token'], {
      home, environment: { ...options.environment, OAUTH_WALK_REFRESH_TOKEN },
    })
    for (const words of [['token'], ['token', '--profile', 'default']]) {
      expect((await atDoor.runTo(0, words, options)).stdout).toBe(stdout)
    }
    expect(await runToError(7, ['token', '--profile', 'other'], options)).toMatchObject({ code: 'no-session' })
    await runTo(0, ['token', 'refresh'], options)
    expect(await runToError(7, ['token'], { home, environment: {} })).toMatchObject({
      code: 'no-session', cause: containing(environment.OAUTH_WALK_ISSUER),
      hint: `export OAUTH_WALK_ISSUER=${environment.OAUTH_WALK_ISSUER}\nexport OAUTH_WALK_CLIENT_ID=${environment.OAUTH_WALK_CLIENT_ID}`,
    })
    await runTo(0, ['logout'], options)
    expect(sessionPaths(home)).toEqual([])
  })

  test('seeds userinfo, the client secret from a file', async () => {
    const { home, environment, clientSecret, claims } = await prepareMachine()
    const file = join(freshHome(), 'secret')
    writeFileSync(file, `${clientSecret}\n`)
    const { stdout } = await atDoor.runTo(0, ['userinfo', '--client-secret-file', file], { home, environment })
    expect(JSON.parse(stdout)).toEqual(claims)
  })

  test('seeds token refresh, the client secret from stdin', async () => {
    const { home, environment, clientSecret } = await prepareMachine()
    const words = ['token', 'refresh', '--client-secret-file', '-']
    expect(await atDoor.runJson(0, words, { home, environment, input: `${clientSecret}\n` })).toMatchObject({
      ok: true, how: 'refreshed',
    })
    expect(await atDoor.runJson(0, words, { home, environment, input: clientSecret })).toMatchObject({
      how: 'refreshed',
    })
    expect(readSession(home).refresh_generation).toBe(2)
  })
})

describe('OAUTH_WALK_REFRESH_TOKEN', () => {
  const seed = (issuer: string) => ({
    OAUTH_WALK_ISSUER: issuer, OAUTH_WALK_CLIENT_ID: 'walker', OAUTH_WALK_REFRESH_TOKEN: 'seeded-refresh-token',
  })

  test('is sent once by eight processes at the same time', async () => {
    const home = freshHome()
    const stub = await startStub()
    const ended = await Promise.all(
      Array.from({ length: 8 }, async () => runTo(0, ['token'], { home, environment: seed(stub.issuer) })),
    )
    expect(new Set(ended.map(({ stdout }) => stdout))).toEqual(new Set(['stub-access-1/+=\n']))
    expect(stub.seenAt('/token')).toMatchObject([{ form: { refresh_token: 'seeded-refresh-token' } }])
  })

  test('gives way to a profile that is signed in', async () => {
    const home = freshHome()
    await copyLogin(home)
    const { stdout } = await runTo(
      0, ['token'], { home, environment: { OAUTH_WALK_REFRESH_TOKEN: 'seeded-refresh-token' } },
    )
    expect(stdout).toBe(`${readSession(home).access_token}\n`)
  })

  test('beside a profile of another provider leads to a session of its own', async () => {
    const home = freshHome()
    await copyLogin(home)
    const stub = await startStub()
    const environment = seed(stub.issuer)
    const { hint } = await runToError(2, ['token'], { home, environment })
    expect(hint).toBe('oauth-walk token --profile ci')
    expect((await runTo(0, ['token', '--profile', 'ci'], { home, environment })).stdout).toBe('stub-access-1/+=\n')
    const { OAUTH_WALK_ISSUER: issuer, ...others } = environment
    expect(await runToError(2, ['token', 'refresh', '--issuer', issuer], { home, environment: others }))
      .toMatchObject({ hint: `oauth-walk token refresh --issuer ${issuer} --profile ci` })
    expect(await runToError(2, ['api', issuer], { home, environment }))
      .toMatchObject({ hint: 'export OAUTH_WALK_PROFILE=ci' })
    expect(stub.seenAt('/token')).toHaveLength(1)
  })

  test('that is set and empty is told as that', async () => {
    const environment = { ...seed('http://127.0.0.1:9'), OAUTH_WALK_REFRESH_TOKEN: '' }
    expect(await runToError(7, ['token'], { home: freshHome(), environment })).toMatchObject({
      code: 'no-session', cause: containing('OAUTH_WALK_REFRESH_TOKEN is set, and empty'),
      hint: 'export OAUTH_WALK_REFRESH_TOKEN=TOKEN',
    })
  })

  test('without a client id is wrong usage, and says so', async () => {
    const home = freshHome()
    const environment = { OAUTH_WALK_ISSUER: 'http://127.0.0.1:9', OAUTH_WALK_REFRESH_TOKEN: 'seeded-refresh-token' }
    expect(await runToError(2, ['token'], { home, environment })).toMatchObject({
      code: 'client-id-missing', hint: 'export OAUTH_WALK_CLIENT_ID=ID',
    })
  })

  test('without an issuer is wrong usage, and says so', async () => {
    const environment = { OAUTH_WALK_CLIENT_ID: 'walker', OAUTH_WALK_REFRESH_TOKEN: 'seeded-refresh-token' }
    expect(await runToError(2, ['token'], { home: freshHome(), environment })).toMatchObject({
      code: 'endpoints-missing', hint: containing('OAUTH_WALK_ISSUER='),
    })
  })

  test('that the provider no longer takes ends with 7 and leaves nothing stored', async () => {
    const home = freshHome()
    const stub = await startStub({ '/token': () => refusal('invalid_grant') })
    expect(await runToError(7, ['token'], { home, environment: seed(stub.issuer) })).toMatchObject({
      code: 'session-ended', message: 'The provider refused OAUTH_WALK_REFRESH_TOKEN: invalid_grant',
      hint: containing(`oauth-walk login ${stub.issuer} --client-id walker --scope 'openid offline_access' --no-save`),
    })
    stub.endpoints['/token'] = () => ({
      status: 400, body: { error: 'invalid_grant', error_description: 'grant request is invalid' },
    })
    for (const [lang, said] of [['en', 'another client’s'], ['zh', '属于别的客户端']] as const) {
      const words = ['token', '--profile', 'ci', '--lang', lang]
      expect(await runToError(7, words, { home, environment: seed(stub.issuer) })).toMatchObject({
        message: containing('OAUTH_WALK_REFRESH_TOKEN'), cause: containing(said),
        hint: containing('export OAUTH_WALK_REFRESH_TOKEN=TOKEN'),
      })
    }
    expect(sessionPaths(home)).toEqual([])
    expect(filesLeaking(home, ['seeded-refresh-token'])).toEqual([])
  })

  test('is shown by no command', async () => {
    const home = freshHome()
    const stub = await startStub({
      '/token': ({ form }) => ({
        status: 400, body: { error: 'invalid_request', error_description: `bad ${form['refresh_token'] ?? ''}` },
      }),
    })
    const { stderr, stdout } = await atDoor.runTo(
      3, ['token', 'refresh', '-vvv', '--json'], { home, environment: seed(stub.issuer) },
    )
    expect(stderr).toContain('/token')
    expect(stderr).not.toContain('seeded-refresh-token')
    expect(stdout).not.toContain('seeded-refresh-token')
  })
})
