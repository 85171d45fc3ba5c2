import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runJson, runTo, runToError, signIn } from './inside.ts'
import { containing, plantProfile, plantSession, readSession, sessionPaths, type Json } from './support.ts'
import * as atDoor from './support.ts'
import { copyLogin } from './signed-in.ts'

const settings = (issuer: string) => ({ target: issuer, issuer, 'client-id': 'walker' })

describe('profile list', () => {
  test('marks the active one, in order of names', async () => {
    const home = freshHome()
    plantProfile(home, 'b', settings('https://b.example'))
    plantProfile(home, 'c', { 'token-endpoint': 'https://c.example/token' })
    plantProfile(home, 'a', settings('https://a.example'))
    expect((await atDoor.runTo(0, ['profile', 'list'], { home })).stdout).toBe([
      '*  a  https://a.example        walker', '   b  https://b.example        walker', '   c  https://c.example/token',
      '',
    ].join('\n'))
    const created_at = '2026-01-01T00:00:00.000Z'
    expect(await runJson(0, ['profile', 'list'], { home })).toEqual({
      ok: true,
      profiles: [
        { name: 'a', active: true, issuer: 'https://a.example', client_id: 'walker', created_at },
        { name: 'b', active: false, issuer: 'https://b.example', client_id: 'walker', created_at },
        { name: 'c', active: false, issuer: 'https://c.example/token', client_id: null, created_at },
      ],
    })
  })

  test('has the issuer that a preset’s login was bound to, or where its tokens come from', async () => {
    const home = freshHome()
    plantProfile(home, 'github', { preset: 'github', bound: 'https://github.com', 'client-id': 'mine' })
    expect((await runTo(0, ['profile', 'list'], { home })).stdout).toBe('*  github  https://github.com  mine\n')
    expect(await runJson(0, ['profile', 'list'], { home })).toMatchObject({ profiles: [{ issuer: 'https://github.com' }] })
  })

  test('of an empty home is empty and says how to make one', async () => {
    const home = freshHome()
    const { stdout, stderr } = await runTo(0, ['profile', 'list'], { home })
    expect([stdout, stderr]).toEqual(['', containing('oauth-walk login sandbox')])
    expect(await runJson(0, ['profile', 'list'], { home })).toEqual({ ok: true, profiles: [] })
  })
})

describe('profile show', () => {
  test('says where each value comes from', async () => {
    const home = freshHome()
    plantProfile(home, 'mine', { ...settings('https://op.example'), scope: ['openid', 'email'] })
    const environment = { OAUTH_WALK_TIMEOUT: '60', OAUTH_WALK_SCOPE: 'read write' }
    const document = await atDoor.runJson(0, ['profile', 'show', '--client-id', 'other'], { home, environment })
    expect(document).toMatchObject({ ok: true, name: 'mine', active: true, target: 'https://op.example' })
    expect(document['settings']).toEqual({
      issuer: { value: 'https://op.example', source: 'profile' },
      'client-id': { value: 'other', source: 'flag' },
      scope: { value: ['read', 'write'], source: 'environment' },
      'redirect-uri': { value: 'http://127.0.0.1:8765/callback', source: 'default' },
      'response-mode': { value: 'query', source: 'default' },
      timeout: { value: 60, source: 'environment' },
      'http-timeout': { value: 15, source: 'default' },
    })
    const { stdout } = await runTo(0, ['profile', 'show'], { home, environment })
    expect(stdout).toMatch(/^scope +read write +environment$/m)
    expect(stdout).toMatch(/^issuer +https:\/\/op\.example +profile$/m)
  })

  test('names no port that nobody listens on where any free one will do', async () => {
    const home = freshHome()
    plantProfile(home, 'mine', settings('https://op.example'))
    const { stdout } = await runTo(0, ['profile', 'show', '--port', '0'], { home })
    expect(stdout).toMatch(/^redirect-uri +http:\/\/127\.0\.0\.1:PORT\/callback +default$/m)
    expect(stdout).toMatch(/^port +0 \(any free port\) +flag$/m)
    expect((await runTo(0, ['profile', 'show', '--port', '0,8770', '--lang', 'zh'], { home })).stdout)
      .toMatch(/^port +0 8770（任意空闲端口）/m)
    expect((await runTo(0, ['profile', 'show', '--port', '8770,0'], { home })).stdout).toContain('127.0.0.1:8770/')
  })

  test('of another than the active one, and of an unknown one', async () => {
    const home = freshHome()
    plantProfile(home, 'other', settings('https://other.example'))
    plantProfile(home, 'mine', settings('https://op.example'))
    expect(await runJson(0, ['profile', 'show', 'other'], { home })).toMatchObject({ name: 'other', active: false })
    expect(await runToError(2, ['profile', 'show', 'nope'], { home })).toMatchObject({
      code: 'profile-unknown', hint: 'oauth-walk profile list',
    })
  })

  test('shows no secret', async () => {
    const home = freshHome()
    await copyLogin(home)
    const { client_secret = '', access_token } = readSession(home)
    const { stdout } = await runTo(
      0, ['profile', 'show', '--json'], { home, environment: { OAUTH_WALK_CLIENT_SECRET: 'from-environment' } },
    )
    expect([client_secret, access_token, 'from-environment'].filter(secret => stdout.includes(secret))).toEqual([])
  })
})

describe('profile use and remove', () => {
  test('switch the active one', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9', { access_token: 'token-of-a' }, 'a')
    plantSession(home, 'http://127.0.0.1:9', { access_token: 'token-of-b' }, 'b')
    expect((await atDoor.runTo(0, ['token'], { home })).stdout).toBe('token-of-b\n')
    expect(await atDoor.runJson(0, ['profile', 'use', 'a'], { home })).toEqual({ ok: true, active: 'a' })
    expect((await runTo(0, ['token'], { home })).stdout).toBe('token-of-a\n')
  })

  test('remove takes the session along, and the active one is none then', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9', {}, 'a')
    plantSession(home, 'http://127.0.0.1:9', {}, 'b')
    expect(await atDoor.runJson(0, ['profile', 'remove', 'b'], { home })).toEqual({
      ok: true, removed: 'b', sessions: 1,
    })
    expect(sessionPaths(home)).toHaveLength(1)
    for (const words of [['token'], ['userinfo'], ['token', 'show'], ['introspect']])
      expect(await runToError(7, words, { home })).toMatchObject({
        code: 'no-session', cause: 'No profile is named, and none is active. This machine has: a.',
        hint: 'oauth-walk profile use a',
      })
    expect(await runToError(7, ['logout'], { home })).toMatchObject({ hint: 'oauth-walk logout --profile a' })
    expect((await runJson(0, ['token', '--profile', 'a'], { home }))['profile']).toBe('a')
  })

  test.each(['use', 'show', 'bind', 'remove'])('%s of a preset says how one gets a profile of it', async (word) => {
    for (const name of ['github', 'sandbox'])
      expect(await runToError(2, ['profile', word, name], { home: freshHome() })).toMatchObject({
        code: 'profile-unknown', cause: containing('a target of login'),
        hint: containing(`oauth-walk login ${name}`),
      })
  })

  test('a target of login is told as that also where the sandbox’s profile is the active one', async () => {
    const home = freshHome()
    plantProfile(home, 'sandbox', { target: 'sandbox', issuer: 'http://127.0.0.1:1', 'client-id': 'oauth-walk' })
    expect(await runToError(2, ['profile', 'use', 'github'], { home })).toMatchObject({
      code: 'profile-unknown', hint: 'oauth-walk login github\noauth-walk profile list',
    })
  })

  test('show has the redirect URI with the port that a login listens on', async () => {
    const home = freshHome()
    plantProfile(home, 'mine', { ...settings('https://op.example'), port: [18_779] })
    const shown = await runJson(0, ['profile', 'show', 'mine'], { home })
    expect(shown['settings']).toMatchObject({
      'redirect-uri': { value: 'http://127.0.0.1:18779/callback', source: 'profile' },
    })
    const given = await runJson(0, ['profile', 'show', 'mine', '--port', '0'], { home })
    expect(given['settings']).toMatchObject({
      'redirect-uri': { value: 'http://127.0.0.1:8765/callback', source: 'default' },
    })
  })

  test.each(['use', 'remove'])('%s of an unknown one is wrong usage and changes nothing', async (word) => {
    const home = freshHome()
    plantProfile(home, 'mine', settings('https://op.example'))
    expect(await runToError(2, ['profile', word, 'nope'], { home })).toMatchObject({ code: 'profile-unknown' })
    expect(
      (await runJson(0, ['profile', 'list'], { home }))['profiles'],
    ).toMatchObject([{ name: 'mine', active: true }])
  })
})

describe('names of profiles', () => {
  const refused = [
    '..', 'a/b', '.', 'a.b', '', ' ', 'a b', 'x'.repeat(65), '张三', '🦶', '$(id)', '../../etc/passwd', 'a\\b', 'con:',
  ]

  test.each(refused)('%j is refused', async (name) => {
    expect(await runToError(2, ['token', `--profile=${name}`], { home: freshHome() })).toMatchObject({
      code: 'profile-name-invalid',
    })
  })

  test('with a line end within is refused before it is taken for a name', async () => {
    expect(await runToError(2, ['token', '--profile=a\nb'], { home: freshHome() })).toMatchObject({
      code: 'value-unclean',
    })
  })

  test('in OAUTH_WALK_PROFILE, for login and in profile show, use and remove are checked too', async () => {
    const home = freshHome()
    const wrong = { code: 'profile-name-invalid' }
    expect(await runToError(2, ['token'], { home, environment: { OAUTH_WALK_PROFILE: '..' } })).toMatchObject(wrong)
    expect(await atDoor.runToError(2, ['login', 'sandbox', '--auto', '--profile', '..'], { home })).toMatchObject(wrong)
    expect(await runToError(2, ['profile', 'show', '..'], { home })).toMatchObject(wrong)
    expect(await runToError(2, ['profile', 'use', '..'], { home })).toMatchObject(wrong)
    expect(await runToError(2, ['profile', 'remove', '..'], { home })).toMatchObject(wrong)
  })

  test('that mean something to JavaScript, or are as long as they may be, behave like any other', async () => {
    const home = freshHome()
    const names = ['A-b_9', '__proto__', 'constructor', 'x'.repeat(64)]
    for (const name of names) await signIn(home, '--profile', name)
    const list = async () => (await runJson(0, ['profile', 'list'], { home }))['profiles'] as unknown
    expect(await list()).toMatchObject(names.map(name => ({ name, active: name.startsWith('x') })))
    for (const name of names) expect((await runJson(0, ['token', '--profile', name], { home }))['profile']).toBe(name)
    for (const name of names) expect(await runJson(0, ['profile', 'remove', name], { home })).toMatchObject({
      removed: name, sessions: 1,
    })
    expect(await list()).toEqual([])
  })

  test('that differ in case are different profiles', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9', { access_token: 'upper' }, 'A')
    plantSession(home, 'http://127.0.0.1:9', { access_token: 'lower' }, 'a')
    const shown: Json = await runJson(0, ['token', '--profile', 'A'], { home })
    expect([shown['access_token'], (await runJson(0, ['token'], { home }))['access_token']]).toEqual(['upper', 'lower'])
  })
})

test('profile bind without a host tells which hosts there are', async () => {
  const home = freshHome()
  plantProfile(home, 'a', settings('https://a.example'))
  expect((await runTo(0, ['profile', 'bind'], { home })).stderr).toBe('Profile "a" is bound to no host.\n')
  await runTo(0, ['profile', 'bind', '--host', 'git.example'], { home })
  expect(await runJson(0, ['profile', 'bind'], { home })).toEqual({ ok: true, profile: 'a', hosts: ['git.example'] })
  expect(await runToError(2, ['profile', 'bind', '--remove'], { home })).toMatchObject({ code: 'setting-invalid' })
})

test.each([
  [/^p-/, ['profile', 'list'], 0, /could not be read and was passed over\.\n$/],
  [/^config/, ['profile', 'list'], 6, /which profile is the active one, and `token --profile NAME` does without it\./],
  [/^sandbox/, ['login', 'sandbox', '--auto'], 6, /it is the sandbox’s own, and holds no profile\./],
  [/^p-/, ['login', 'sandbox', '--auto'], 6, /other profiles work\./],
] as const)('a damaged %s is told with what is whole beside it', async (file, words, status, said) => {
  const home = freshHome()
  await signIn(home)
  const [name = ''] = readdirSync(home).filter(one => file.test(one))
  writeFileSync(join(home, name), '{"a')
  const { stderr } = await runTo(status, [...words], { home })
  expect(stderr).toMatch(said)
  expect(stderr).not.toContain('No profiles yet')
  if (name === 'config.json') await runTo(0, ['token', '--profile', 'sandbox'], { home })
})
