import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runJson, runTo, runToError, signIn } from './inside.ts'
import {
  filesLeaking, leaksIn, matching, plantSession, readSession, secretsOf, serveSandbox, sessionPaths,
} from './support.ts'
import * as atDoor from './support.ts'
import { copyLogin } from './signed-in.ts'
import { startStub } from './stub-provider.ts'

describe('token show', () => {
  test('shows scopes, lifetime and claims, and no secret in any form', async () => {
    const home = freshHome()
    await copyLogin(home)
    const session = readSession(home)
    for (const words of [['token', 'show'], ['token', 'show', '--json'], ['token', 'show', '-vvv']]) {
      const { stdout, stderr } = await runTo(0, words, { home })
      expect(leaksIn(stdout + stderr, secretsOf(session))).toEqual([])
      expect(stdout).toContain('123456')
    }
    expect(secretsOf(session)).toHaveLength(4)
  })

  test('has no line for what nobody knows; JSON has null', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9', { subject: undefined, expires_at: null })
    expect((await atDoor.runTo(0, ['token', 'show'], { home })).stdout).not.toMatch(/^subject|null/m)
    expect(await runJson(0, ['token', 'show'], { home })).toMatchObject({ subject: null, expires_at: null })
  })

  test('hides secrets that are written differently in each encoding', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9', { id_token: 'a.b+c/d==.ü"\\', id_token_claims: { sub: 'zhang-san' } })
    const { stdout, stderr } = await runTo(0, ['token', 'show'], { home })
    expect(leaksIn(stdout + stderr, secretsOf(readSession(home)))).toEqual([])
    expect(stdout).toMatch(/^access_token +<access_token#[0-9a-f]{4}>$/m)
  })

  test('--json has what a script needs', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9', { id_token_claims: { sub: 'zhang-san', name: '张三' } })
    const { obtained_at, expires_at } = readSession(home)
    const masked = (name: string) => matching(new RegExp(`^<${name}#[0-9a-f]{4}>$`)) as string
    expect(await runJson(0, ['token', 'show'], { home })).toEqual({
      ok: true, profile: 'default', issuer: 'http://127.0.0.1:9', client_id: 'walker', subject: 'zhang-san',
      scope: ['read'], token_type: 'Bearer',
      obtained_at: new Date(obtained_at).toISOString(), expires_at: new Date(expires_at ?? 0).toISOString(),
      refreshable: true,
      tokens: {
        access_token: masked('access_token'), refresh_token: masked('refresh_token'),
        client_secret: masked('client_secret'),
      },
      claims: { sub: 'zhang-san', name: '张三' },
    })
  })

  test('sends no terminal sequence that a provider put into a claim', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9', {
      id_token_claims: { sub: 'x', name: '\u001b]0;owned\u0007\u009b2J\u202e张三' },
    })
    const text = await runTo(0, ['token', 'show'], { home })
    expect(text.stdout).toMatch(/^id_token\.name +张三$/m)
    const json = await runTo(0, ['token', 'show', '--json'], { home })
    // eslint-disable-next-line no-control-regex
    expect(text.stdout + json.stdout).not.toMatch(/[\u001b\u009b\u202e\u0007]/)
  })

  test('asks nobody, also when the token has expired', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer, { expires_at: 1 })
    expect(await runJson(0, ['token', 'show'], { home })).toMatchObject({ expires_at: '1970-01-01T00:00:00.001Z' })
    expect(stub.seen).toEqual([])
  })
})

describe('token revoke', () => {
  test('revokes at the provider, deletes here, and the token opens nothing any more', async () => {
    const home = freshHome()
    await signIn(home)
    const { facts } = await serveSandbox(home)
    const session = readSession(home)
    const askUserinfo = async () =>
      fetch(`${String(facts['issuer'])}/userinfo`, { headers: { authorization: `Bearer ${session.access_token}` } })
    expect((await askUserinfo()).status).toBe(200)
    expect(await atDoor.runJson(0, ['token', 'revoke'], { home })).toEqual({
      ok: true, profile: 'sandbox',
      revocations: [{ token: 'refresh_token', confirmed: true }, { token: 'access_token', confirmed: true }],
    })
    expect((await askUserinfo()).status).toBe(401)
    expect(sessionPaths(home)).toEqual([])
    expect(filesLeaking(home, [session.access_token, session.refresh_token ?? '', session.id_token ?? ''])).toEqual([])
    expect(await runToError(7, ['token', 'revoke'], { home })).toMatchObject({ code: 'no-session' })
  })

  test('sends the refresh token first, each with its hint and the client’s credentials, and prints nothing on stdout', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    const { stdout, stderr } = await runTo(0, ['token', 'revoke'], { home })
    expect([stdout, stderr.match(/revoked/g)?.length]).toEqual(['', 2])
    expect(stub.seenAt('/revoke').map(({ form }) => [form['token'], form['token_type_hint']])).toEqual([
      ['planted-refresh-token/+=', 'refresh_token'], ['planted-access-token/+=', 'access_token'],
    ])
    const basic = Buffer.from('walker:planted-client-secret%2F%2B%3D').toString('base64')
    expect(stub.seenAt('/revoke').map(({ authorization }) => authorization)).toEqual([
      `Basic ${basic}`, `Basic ${basic}`,
    ])
  })

  test('leaves the sessions of other profiles alone', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer, {}, 'other')
    plantSession(home, stub.issuer, { access_token: 'mine' }, 'mine')
    await runTo(0, ['token', 'revoke'], { home })
    expect((await atDoor.runTo(0, ['token', '--profile', 'other'], { home })).stdout).toBe('planted-access-token/+=\n')
    expect(stub.seenAt('/revoke').map(({ form }) => form['token'])).toContain('mine')
  })
})
