import { describe, expect, test } from 'vitest'
import { freshHome, start } from '../support/cli.ts'
import { runJson, runTo, runToError } from './inside.ts'
import { type Json } from './support.ts'
import * as atDoor from './support.ts'
import { copyLogin } from './signed-in.ts'

interface Listed { name: string, does: string, expected: { exit_code: number, code?: string } }

describe('sandbox --misbehave list', () => {
  test('prints each fault on a line, with the status that a correct client ends with', async () => {
    const { stdout, stderr } = await atDoor.runTo(0, ['sandbox', '--misbehave', 'list'], { home: freshHome() })
    expect(stderr).toBe('')
    expect(stdout.split('\n').length).toBeGreaterThan(300)
    expect(stdout).toMatch(
      /^invalid-iss +4 {2}iss in the ID token is another provider’s: a correct client uses no token and saves nothing$/m,
    )
    expect(stdout).toMatch(/^h22-private-endpoints-of-a-public-issuer +- {2}\S/m)
  })

  test('prints them as JSON', async () => {
    const list = await runJson(0, ['sandbox', '--misbehave', 'list', '--json'], { home: freshHome() })
    expect(list['ok']).toBe(true)
    expect((list['misbehaviours'] as Listed[]).find(({ name }) => name === 'h14-gzip-bomb')?.expected)
      .toMatchObject({ exit_code: 5, code: 'answer-too-large' })
    expect(list['not_applicable']).toContainEqual({
      name: 'oidcc-client-test-discovery-webfinger-acct', short: 'discovery-webfinger-acct', reason: 'oauth-walk looks nobody up',
    })
  })

  test('speaks Chinese', async () => {
    const list = await runJson(0, ['sandbox', '--misbehave', 'list', '--json', '--lang', 'zh'], { home: freshHome() })
    expect((list['misbehaviours'] as Listed[])[0]?.does).toBe('一切正常：正确的客户端接受')
  })
})

describe('login sandbox --misbehave', () => {
  const login = (name: string, ...more: string[]) => [
    'login', 'sandbox', '--auto', '--port', '0', '--misbehave', name, ...more,
  ]

  test('lets the walk fail as it should, and saves nothing', async () => {
    const home = freshHome()
    const error = await runToError(4, login('invalid-iss'), { home })
    expect(error).toMatchObject({ code: 'id-token-issuer', step: 'token', came: 'https://other.example' })
    expect(await atDoor.runToError(7, ['token'], { home })).toMatchObject({ code: 'no-session' })
  })

  test('sets what the fault needs, and keeps it out of the profile', async () => {
    const home = freshHome()
    const { userinfo } = await runJson(0, [...login('formpost:scope-userinfo-claims'), '--json'], { home })
    expect(userinfo).toHaveProperty('address')
    const { settings } = await atDoor.runJson(0, ['profile', 'show', '--json'], { home }) as { settings: Json }
    expect(settings).not.toMatchObject({ 'response-mode': { source: 'profile' } })
  })

  test('tells a deviation that it tolerates', async () => {
    const { findings } = await runJson(0, [...login('h35-private-key-published'), '--json'], { home: freshHome() })
    expect(findings).toContainEqual(expect.objectContaining({ code: 'private-key-published', step: 'token' }))
    const lists = await runJson(
      0, [...login('h20-token-endpoint-auth-methods-supported-number'), '--json'], { home: freshHome() },
    )
    expect(lists['findings']).toContainEqual(expect.objectContaining({ code: 'metadata-unusable', step: 'start' }))
  })

  test('names close ones where there is no such fault', async () => {
    const error = await runToError(2, login('invald-iss'), { home: freshHome() })
    expect(error).toMatchObject({
      code: 'setting-invalid', cause: expect.stringMatching(/Similar names: invalid-iss\b/) as unknown,
    })
    const lost = await runToError(2, login('zzzzqqqq'), { home: freshHome() })
    expect(lost['hint']).toContain('oauth-walk sandbox --misbehave list')
  })

  test('is for the sandbox only', async () => {
    const error = await atDoor.runToError(
      2, ['login', 'https://op.example', '--client-id', 'x', '--misbehave', 'invalid-iss'], { home: freshHome() },
    )
    expect(error).toMatchObject({
      code: 'setting-invalid', message: '--misbehave works only with the sandbox',
    })
  })

  test('can’t change a sandbox that another process serves', async () => {
    const home = freshHome()
    await start(['sandbox', '--json'], { home }).sees('stdout', /issuer/)
    expect(await runToError(5, login('invalid-iss'), { home })).toMatchObject({ code: 'port-in-use' })
    await atDoor.runTo(0, ['login', 'sandbox', '--auto', '--port', '0'], { home })
  })
})

describe('other commands', () => {
  const environment = (name: string) => ({ OAUTH_WALK_SANDBOX_MISBEHAVE: name })

  test('misbehave by environment, and leave the stored session alone', async () => {
    const home = freshHome()
    await copyLogin(home)
    const { stdout: before } = await runTo(0, ['token'], { home })
    expect(
      await atDoor.runToError(4, ['token', 'refresh'], { home, environment: environment('refresh-token-invalid-sub') }),
    ).toMatchObject({ code: 'refreshed-subject' })
    expect(
      await atDoor.runToError(4, ['userinfo'], { home, environment: environment('h90-userinfo-other-sub') }),
    ).toMatchObject(
      { code: 'userinfo-subject' },
    )
    expect((await runTo(0, ['token'], { home })).stdout).toBe(before)
  })

  test('refuse a fault that is unknown', async () => {
    const home = freshHome()
    await copyLogin(home)
    expect(await runToError(2, ['userinfo'], { home, environment: environment('nobody') })).toMatchObject({
      code: 'setting-invalid',
    })
  })

  test('serve the fault to every client', async () => {
    const home = freshHome()
    await start(['sandbox', '--misbehave', 'discovery-issuer-mismatch', '--json'], { home }).sees('stdout', /issuer/)
    expect(await runToError(4, ['login', 'sandbox', '--auto', '--port', '0'], { home })).toMatchObject({
      code: 'issuer-identical',
    })
  })
})
