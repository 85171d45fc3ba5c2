import { describe, expect, test } from 'vitest'
import { presetNames } from '../../src/providers/presets/index.ts'
import { freshHome } from '../support/cli.ts'
import { runJson, runTo, runToError } from './inside.ts'
import { type Json } from './support.ts'
import * as atDoor from './support.ts'

const chinese = /\p{Script=Han}/u
const showText = async (...words: string[]) =>
  (await runTo(0, ['provider', 'show', ...words], { home: freshHome() })).stdout

describe('provider list', () => {
  test('has a row for each preset as JSON, with its confidence, loopback, day and kinds of deviation', async () => {
    const { ok, providers } = await atDoor.runJson(0, ['provider', 'list'], { home: freshHome() }) as {
      ok: boolean
      providers: Json[]
    }
    expect([ok, providers.map(row => row['id'] as string)]).toEqual([true, presetNames])
    const wrong = providers.filter(row => !['high', 'medium', 'low'].includes(row['confidence'] as string)
      || !['yes', 'partial', 'no', 'unknown'].includes(
        row['loopback'] as string,
      ) || !['west', 'asia', 'china'].includes(
      row['region'] as string,
    )
    || !/^20\d\d-\d\d-\d\d$/.test(row['checked'] as string) || !Array.isArray(row['deviations']) || typeof row['name']
    !== 'string')
    expect(wrong).toEqual([])
    expect(providers.find(row => row['id'] === 'keycloak')).toMatchObject({
      name: 'Keycloak', loopback: 'yes', deviations: [],
    })
    expect(providers.find(row => row['id'] === 'wechat-web')?.['deviations']).toContain('parameter-names')
  })

  test('is a table of as many rows and a heading for people', async () => {
    const { stdout, stderr } = await runTo(0, ['provider', 'list'], { home: freshHome() })
    const lines = stdout.trimEnd().split('\n')
    expect([lines.length, stderr]).toEqual([presetNames.length + 1, ''])
    expect(lines[0]).toMatch(/^NAME +REGION +LOOPBACK +CONFIDENCE +CHECKED +PROVIDER$/)
    expect(lines.find(line => line.startsWith('github '))).toMatch(/^github +west +yes +high +\d{4}-\d\d-\d\d +GitHub$/)
  })

  test('stands in straight columns in Chinese, with the provider’s own name', async () => {
    const { stdout } = await runTo(0, ['provider', 'list', '--lang', 'zh'], { home: freshHome() })
    const [heading = '', ...lines] = stdout.trimEnd().split('\n')
    expect(heading).toMatch(/^名称 +地区 +本机回调 /)
    expect(lines.find(line => line.startsWith('wechat-web ')))
      .toMatch(/^wechat-web {2}中国 {2}不可用 {4}高 {6}\d{4}-\d\d-\d\d {2}微信/)
    const width = (text: string) =>
      Array.from(text).reduce((columns, character) => columns + (chinese.test(character) ? 2 : 1), 0)
    const starts = lines.map(line => width(line.slice(0, /\d{4}-\d\d-\d\d/.exec(line)?.index)))
    expect(new Set(starts).size).toBe(1)
  })
})

describe('provider show', () => {
  test.each([
    ['en', /with the type "Desktop app" any port will do, with any other type it must be the registered one\./],
    ['zh', /“桌面应用”类型可以使用任意端口，其他类型的端口必须与注册的一致。/],
  ])('ties the free port of Google to the one type of client that has it, in %s', async (language, told) => {
    const text = await showText('google', '--lang', language)
    expect(text).toMatch(told)
    expect(text).not.toMatch(/need not be the registered|不必与注册/)
  })

  test('tells a preset from what to register to what is not confirmed', async () => {
    const text = await showText('x')
    const headings = text.split('\n').filter(line => /^\S/.test(line))
    expect(headings).toEqual([
      'X (Twitter) (x)', expect.stringMatching(
        /^west · confidence high · /,
      ), 'What to register', 'Endpoints', 'Client', 'Claims',
      'How it differs from the standards', 'Good to know', 'Sources', 'Then: oauth-walk login x --client-id ID',
    ])
    expect(text).toContain('enter http://127.0.0.1:8765/callback as callback URI')
    expect(text).toContain('  Redirect URI: http://127.0.0.1:8765/callback\n')
    expect(text).toMatch(/^ {2}token +https:\/\/api\.x\.com\/2\/oauth2\/token$/m)
    expect(text).toMatch(/^ {2}picture +data\.profile_image_url$/m)
    expect(text).toContain('offline.access (sent unless --no-offline)')
  })

  test('names the standard beside what WeChat calls it, and asks for no redirect URI on this machine', async () => {
    const text = await showText('wechat-web')
    expect(text).toContain('- client_id is called appid in the authorization request\n')
    expect(text).toContain('- client_secret is called secret in the token request\n')
    expect(text).not.toContain('Redirect URI: http://127.0.0.1')
    expect(text).toMatch(/1\. no listener; .*oauth-walk login wechat-web --redirect-uri URI --paste\n +2\. /)
  })

  test('fills in the variables that are given, and shows those that are not', async () => {
    const given = await showText('keycloak', '--base-url', 'https://sso.walk.example', '--realm', 'staff')
    expect(given).toMatch(/^ {2}token +https:\/\/sso\.walk\.example\/realms\/staff\/protocol\/openid-connect\/token$/m)
    const text = await showText('okta', '--provider-var', 'auth-server-id=walkers')
    expect(text).toMatch(/^ {2}issuer +https:\/\/\{domain\}\/oauth2\/walkers$/m)
    expect(text).toContain('  --domain dev-123456.okta.com  (needed; this is an example)\n')
    expect(text).toContain('Then: oauth-walk login okta --domain dev-123456.okta.com --client-id ID\n')
  })

  test('says which redirect URI to register when another one is asked for', async () => {
    const text = await showText('discord', '--redirect-uri', 'http://localhost:3000/cb')
    expect(text).toContain('add http://localhost:3000/cb under "Redirects"')
    expect(text).toContain('  Redirect URI: http://localhost:3000/cb\n')
    expect(text).toContain('oauth-walk login discord --redirect-uri http://127.0.0.1:3000/cb\n')
  })

  test('marks what no source confirms', async () => {
    const text = await showText('hubspot')
    expect(text).toMatch(/receives the code; .* \(unconfirmed\)\n/)
    expect(text).toMatch(/- errors are told in status, .* and 1 more\) \(unconfirmed\)\n/)
    expect(text).toMatch(/Confirmed by no source\n {2}redirect\n {2}dialect\.errors\[0\]\.meanings\n/)
    const document = await atDoor.runJson(0, ['provider', 'show', 'hubspot'], { home: freshHome() })
    const deviations = document['deviations'] as Json[]
    expect(deviations.find(({ code }) => code === 'error-shape')).toMatchObject({
      kind: 'errors', path: 'dialect.errors[0]', confirmed: false,
    })
    expect(deviations.find(({ code }) => code === 'pkce-off')).toMatchObject({ kind: 'pkce', confirmed: true })
  })

  test('gives scripts the same facts', async () => {
    const document = await runJson(
      0, ['provider', 'show', 'microsoft', '--tenant', 'contoso.example'], { home: freshHome() },
    )
    expect(document).toMatchObject({
      ok: true, id: 'microsoft', confidence: 'high', issuer: 'https://login.microsoftonline.com/contoso.example/v2.0',
      endpoints: { token: 'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token' },
      variables: [
        { name: 'tenant', usage: '--tenant contoso.onmicrosoft.com', default: 'common', value: 'contoso.example' },
      ],
      public_clients: true, pkce: 'S256', scopes: ['openid', 'profile', 'email'],
      offline: { scopes: ['offline_access'] },
      redirect: { uri: 'http://localhost:8765/callback', loopback: 'yes', port: 'any' },
    })
    expect((document['registration'] as string[])[1]).toBe('Redirect URI: http://localhost:8765/callback')
  })

  test('speaks Chinese', async () => {
    const text = await showText('github', '--lang', 'zh')
    expect(
      text.split('\n').filter(line => /^\S/.test(line) && !chinese.test(line) && !line.startsWith('GitHub')),
    ).toEqual(
      [],
    )
    expect(text).toContain('  重定向 URI：http://127.0.0.1:8765/callback\n')
  })

  test.each([
    ['gogle', 'google'], ['twitter', 'x'], ['微信', 'wechat-mp'], ['entra', 'microsoft'],
  ])('of %s names %s as near', async (asked, near) => {
    const error = await runToError(2, ['provider', 'show', asked], { home: freshHome() })
    expect([error['code'], error['hint'], error['cause']]).toEqual([
      'preset-unknown', `oauth-walk provider show ${near}`, expect.stringContaining(near),
    ])
  })

  test('of a name that is like none points at the list', async () => {
    expect(await runToError(2, ['provider', 'show', 'zzzz'], { home: freshHome() })).toMatchObject({
      code: 'preset-unknown', hint: 'oauth-walk provider list',
    })
  })
})
