import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome, start } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { runJson, runToError } from './inside.ts'
import { containing, freePort, matching, plantProfile, readSession, type Json } from './support.ts'
import * as atDoor from './support.ts'
import { walk } from './person.ts'
import { startStub } from './stub-provider.ts'

/** Each setting as a flag or a variable has it, and what it becomes. */
const table: [setting: string, text: string, value: unknown][] = [
  ['issuer', 'https://op.example', 'https://op.example'],
  ['authorization-endpoint', 'https://op.example/a', 'https://op.example/a'],
  ['token-endpoint', 'https://op.example/t', 'https://op.example/t'],
  ['userinfo-endpoint', 'https://op.example/u', 'https://op.example/u'],
  ['revocation-endpoint', 'https://op.example/r', 'https://op.example/r'],
  ['introspection-endpoint', 'https://op.example/i', 'https://op.example/i'],
  ['post-logout-redirect-uri', 'http://localhost:1/y', 'http://localhost:1/y'],
  ['jwks-uri', 'https://op.example/j', 'https://op.example/j'],
  ['client-id', 'walker', 'walker'],
  ['client-secret-file', '/run/secret', '/run/secret'],
  ['auth-method', 'client_secret_post', 'client_secret_post'],
  ['scope', 'openid email', ['openid', 'email']],
  ['param', 'a=b=c', ['a=b=c']],
  ['token-param', 'd=', ['d=']],
  ['resource', 'https://api.example', ['https://api.example']],
  ['allow-origin', 'https://api.example', ['https://api.example']],
  ['audience', 'https://api.example', 'https://api.example'],
  ['prompt', 'login', 'login'],
  ['login-hint', 'zhangsan', 'zhangsan'],
  ['acr-values', 'loa2', 'loa2'],
  ['max-age', '60', 60],
  ['ui-locales', 'zh-CN', 'zh-CN'],
  ['redirect-uri', 'http://localhost/x', 'http://localhost:8765/x'],
  ['port', '8765,0', [8765, 0]],
  ['response-mode', 'form_post', 'form_post'],
  ['browser', 'firefox --new-window', 'firefox --new-window'],
  ['timeout', '9', 9],
  ['http-timeout', '8', 8],
  ['ca', '/ca.pem', '/ca.pem'],
  ['tls-cert', '/cert.pem', '/cert.pem'],
  ['tls-key', '/key.pem', '/key.pem'],
]
const switches = ['no-pkce', 'no-open', 'open-via-file']
const variable = (setting: string) => `OAUTH_WALK_${setting.toUpperCase().replaceAll('-', '_')}`

async function resolve(words: string[], environment: NodeJS.ProcessEnv, settings: Json = {}): Promise<Json> {
  const home = freshHome()
  plantProfile(home, 'default', settings)
  return (await runJson(0, ['profile', 'show', ...words], { home, environment }))['settings'] as Json
}

describe('every setting', () => {
  const expected = (source: string) => Object.fromEntries<unknown>([
    ...table.map(([setting, , value]) => [setting, { value, source }] as const),
    ...switches.map(name => [name, { value: true, source }] as const),
  ])
  const variables = Object.fromEntries<string>([
    ...table.map(([setting, text]) => [variable(setting), text] as const),
    ...switches.map(name => [variable(name), '1'] as const),
  ])
  const flags = [...table.map(([setting, text]) => `--${setting}=${text}`), ...switches.map(name => `--${name}`)]

  test('can be given by environment variable', async () => {
    expect(await resolve([], variables)).toEqual(expected('environment'))
  })

  test('can be given by flag, which wins over the environment', async () => {
    expect(await resolve(flags, variables)).toEqual(expected('flag'))
    expect(await resolve(flags, {
      ...variables, OAUTH_WALK_ISSUER: 'https://other.example', OAUTH_WALK_PORT: '1', OAUTH_WALK_NO_PKCE: '0',
    })).toEqual(expected('flag'))
  })

  test('in the profile is weaker than the environment', async () => {
    const profile = Object.fromEntries<unknown>(table.map(([setting, , value]) => [setting, value]))
    const resolved = await resolve([], { OAUTH_WALK_PROMPT: 'none' }, profile)
    expect(resolved).toMatchObject({
      prompt: { value: 'none', source: 'environment' }, issuer: { source: 'profile' },
      port: { value: [8765, 0], source: 'profile' },
    })
  })

  test('is unset by an empty variable', async () => {
    expect(await resolve([], { OAUTH_WALK_ISSUER: '', OAUTH_WALK_PORT: '', OAUTH_WALK_NO_PKCE: '0' }))
      .toMatchObject({ 'no-pkce': { value: false } })
  })
})

test('a variable that can’t be used is named in the failure', async () => {
  const environment = { OAUTH_WALK_PORT: 'eighty' }
  const error = await runToError(2, ['login', 'sandbox', '--auto'], { home: freshHome(), environment })
  expect(error).toMatchObject({ code: 'setting-invalid', cause: containing('OAUTH_WALK_PORT') })
})

describe('the settings reach the messages', () => {
  async function walkBySettings(words: string[], environment: NodeJS.ProcessEnv) {
    const stub = await startStub()
    const home = freshHome()
    const { url, ended } = await walk(
      [...words, '--client-id', 'walker', '--issuer', stub.issuer], { home, environment }, startInside,
    )
    expect(ended.status, ended.stderr).toBe(0)
    return { stub, home, parameters: Object.fromEntries(url.searchParams), form: stub.seenAt('/token')[0]?.form ?? {} }
  }

  test('by environment', async () => {
    const { parameters, form, home } = await walkBySettings([], {
      OAUTH_WALK_SCOPE: 'read write', OAUTH_WALK_PARAM: 'a=b=c', OAUTH_WALK_TOKEN_PARAM: 'd=e',
      OAUTH_WALK_RESOURCE: 'https://api.example/',
      OAUTH_WALK_PROMPT: 'login', OAUTH_WALK_LOGIN_HINT: 'zhangsan', OAUTH_WALK_ACR_VALUES: 'loa2',
      OAUTH_WALK_UI_LOCALES: 'zh-CN',
      OAUTH_WALK_AUDIENCE: 'aud', OAUTH_WALK_MAX_AGE: '60', OAUTH_WALK_RESPONSE_MODE: 'form_post',
      OAUTH_WALK_REDIRECT_URI: 'http://localhost/own/path',
      OAUTH_WALK_CLIENT_SECRET: 'by-environment', OAUTH_WALK_AUTH_METHOD: 'client_secret_post',
    })
    expect(parameters).toMatchObject({
      response_type: 'code', client_id: 'walker', scope: 'read write', a: 'b=c', resource: 'https://api.example/',
      prompt: 'login', login_hint: 'zhangsan',
      acr_values: 'loa2', ui_locales: 'zh-CN', audience: 'aud', max_age: '60', response_mode: 'form_post',
      code_challenge_method: 'S256',
      redirect_uri: matching(/^http:\/\/localhost:\d+\/own\/path$/),
    })
    expect(form).toMatchObject({
      grant_type: 'authorization_code', d: 'e', resource: 'https://api.example/', client_id: 'walker',
      client_secret: 'by-environment',
      redirect_uri: parameters['redirect_uri'],
    })
    expect(readSession(home)).toMatchObject({ client_secret: 'by-environment', access_token: 'stub-access-1/+=' })
  })

  test('by flags, with the secret from a file and without PKCE', async () => {
    const file = join(freshHome(), 'secret')
    writeFileSync(file, 'from file\r\n')
    const { parameters, form, stub } = await walkBySettings(
      ['--scope', 'read', '--no-pkce', '--client-secret-file', file, '--param', 'a=1', '--param', 'b=2'], {},
    )
    expect(parameters).toMatchObject({ a: '1', b: '2' })
    expect([parameters, form].flatMap(Object.keys).filter(name => name.startsWith('code_'))).toEqual([])
    expect(stub.seenAt('/token')[0]?.authorization).toBe(`Basic ${Buffer.from('walker:from+file').toString('base64')}`)
  })

  test('a secret file by flag wins over OAUTH_WALK_CLIENT_SECRET, that over a file by environment', async () => {
    const file = join(freshHome(), 'secret')
    writeFileSync(file, 'in-the-file')
    const secretSent = async (words: string[], environment: NodeJS.ProcessEnv) => {
      const { stub } = await walkBySettings([...words, '--scope', 'read'], environment)
      return Buffer.from(stub.seenAt('/token')[0]?.authorization?.slice(6) ?? '', 'base64').toString().split(':')[1]
    }
    expect(await secretSent(['--client-secret-file', file], { OAUTH_WALK_CLIENT_SECRET: 'in-the-variable' }))
      .toBe('in-the-file')
    expect(
      await secretSent([], { OAUTH_WALK_CLIENT_SECRET_FILE: file, OAUTH_WALK_CLIENT_SECRET: 'in-the-variable' }),
    ).toBe(
      'in-the-variable',
    )
  })
})

describe('a client secret that a login read', () => {
  test('from stdin is not asked for again by later commands', async () => {
    const stub = await startStub()
    const home = freshHome()
    await walk(
      ['--issuer', stub.issuer, '--client-id', 'walker', '--scope', 'read', '--client-secret-file', '-'],
      { home, input: 'from-stdin\n' },
    )
    await atDoor.runTo(0, ['token', 'refresh'], { home })
    expect(readSession(home).client_secret).toBe('from-stdin')
  })

  test('from a file with a relative path is found from every folder', async () => {
    const stub = await startStub()
    const home = freshHome()
    const file = join(home, 'secret')
    writeFileSync(file, 'relative')
    const relative = join(...process.cwd().split('/').filter(part => part !== '').map(() => '..'), file)
    await walk(
      ['--issuer', stub.issuer, '--client-id', 'walker', '--scope', 'read', '--client-secret-file', relative], { home },
    )
    const { settings } = await atDoor.runJson(0, ['profile', 'show'], { home }) as { settings: Json }
    expect((settings['client-secret-file'] as Json)['value']).toBe(file)
  })
})

test('OAUTH_WALK_TIMEOUT ends the wait for a person: exit 5, port free', async () => {
  const stub = await startStub()
  const port = await freePort()
  const words = ['login', stub.issuer, '--client-id', 'walker', '--scope', 'read', '--no-open', '--port', String(port)]
  const error = await runToError(5, words, { home: freshHome(), environment: { OAUTH_WALK_TIMEOUT: '1' } })
  expect(error).toMatchObject({ code: 'nobody-came', step: 'consent', message: containing('1 s') })
})

test('a program that we start is given the environment without any secret of ours, or of the database’s', async () => {
  const home = freshHome()
  const seen = join(home, 'seen')
  const secrets = {
    OAUTH_WALK_CLIENT_SECRET: 'canary-1', OAUTH_WALK_REFRESH_TOKEN: 'canary-2', PGPASSWORD: 'canary-3',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-4',
  }
  const program = join(home, 'browser.cjs')
  writeFileSync(program, `require('node:fs').writeFileSync(${JSON.stringify(seen)}, JSON.stringify(process.env))`)
  const browser = `${process.execPath} ${program}`
  const running = start(
    [
      'login', '--authorization-endpoint', 'http://127.0.0.1:9/a', '--token-endpoint', 'http://127.0.0.1:9/t',
      '--client-id', 'c', '--port', '0',
    ],
    {
      home, environment: { ...secrets, BROWSER: browser, KEPT: 'kept' },
    },
  )
  await expect.poll(() => existsSync(seen) && readFileSync(seen, 'utf8').endsWith('}'), { timeout: 20_000 }).toBe(true)
  running.child.kill()
  const given = readFileSync(seen, 'utf8')
  expect([given.includes('"KEPT":"kept"'), Object.values(secrets).filter(secret => given.includes(secret))])
    .toEqual([true, []])
})
