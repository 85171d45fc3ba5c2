import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome, run } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { plantSession } from './support.ts'
import { startTokenEndpoint } from '../support/token-endpoint.ts'

const sessions = (home: string) => readdirSync(home).filter(name => name.startsWith('t-'))

describe('--store none', () => {
  test('walks, prints and leaves nothing: no session, no profile', async () => {
    const home = freshHome()
    const login = await runInside(['login', 'sandbox', '--auto', '--store', 'none'], { home })
    expect([login.status, JSON.parse(login.stdout)]).toMatchObject([0, { name: '张三' }])
    expect(readdirSync(home).filter(name => name !== 'sandbox.json')).toEqual([])
    expect(login.stderr).not.toContain('saved')
    expect((await runInside(['token'], { home })).status).toBe(7)
  })

  test('finds no stored session, and leaves it where it is', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9')
    const before = readFileSync(join(home, sessions(home)[0] ?? ''), 'utf8')
    for (const words of [['token'], ['token', 'refresh'], ['token', 'show'], ['userinfo'], ['token', 'revoke']]) {
      const ended = await runInside([...words, '--store', 'none'], { home })
      expect([words, ended.status, ended.stdout]).toEqual([words, 7, ''])
    }
    const logout = await runInside(['logout', '--json'], { home, environment: { OAUTH_WALK_STORE: 'none' } })
    expect(JSON.parse(logout.stdout)).toMatchObject({ ok: true, deleted: false })
    expect(readFileSync(join(home, sessions(home)[0] ?? ''), 'utf8')).toBe(before)
  })

  test('takes a refresh token from the environment and stores nothing of what it gives', async () => {
    const home = freshHome()
    const { environment, seen } = await startTokenEndpoint()
    for (const turn of [1, 2]) {
      const ended = await runInside(['token', '--store', 'none'], { home, environment })
      expect([ended.status, ended.stdout]).toEqual([0, `canary-access-${turn}\n`])
    }
    expect([readdirSync(home), seen.map(({ body }) => body.get('refresh_token'))]).toEqual([
      [], ['canary-refresh-0', 'canary-refresh-0'],
    ])
  })
})

describe('--store', () => {
  test('is a plain file where nobody says otherwise', async () => {
    const home = freshHome()
    const { environment } = await startTokenEndpoint()
    await runInside(['token'], { home, environment })
    expect(readFileSync(join(home, sessions(home)[0] ?? ''), 'utf8')).toContain('canary-access-1')
  })

  test('moves a session when a login says so, and keeps the profile\'s choice afterwards', async () => {
    const home = freshHome()
    const passphrase = { home, environment: { OAUTH_WALK_PASSPHRASE_FD: '3' }, descriptor: 'hunter2' }
    const login = async (...words: string[]) => run(['login', 'sandbox', '--auto', '--quiet', ...words], passphrase)
    const kind = () => /"kind": "(\w+)"/.exec(readFileSync(join(home, sessions(home)[0] ?? ''), 'utf8'))?.[1]
    expect([(await login()).status, kind()]).toEqual([0, undefined])
    expect([(await login('--store', 'passphrase')).status, kind()]).toEqual([0, 'passphrase'])
    expect([(await login()).status, kind(), sessions(home).length]).toEqual([0, 'passphrase', 1])
    expect((await run(['userinfo'], passphrase)).stdout).toContain('张三')
    expect([(await login('--store', 'file')).status, kind()]).toEqual([0, undefined])
    expect((await runInside(['token'], { home })).status).toBe(0)
  })

  test.each([
    [['token', '--store', 'tape'], {}], [['token'], { OAUTH_WALK_STORE: 'tape' }],
  ])('refuses what it does not know: %j %j', async (words, environment) => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9')
    const ended = await runInside(words, { home, environment })
    expect([ended.status, ended.stdout]).toEqual([2, ''])
    expect(ended.stderr).toMatch(/file, keyring, passphrase, none/)
  })
})
