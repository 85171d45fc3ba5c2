import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Ajv, type AnySchemaObject } from 'ajv'
import { describe, expect, onTestFinished, test } from 'vitest'
import { signInAsTheUser } from '../../src/sandbox/index.ts'
import { freshHome } from '../support/cli.ts'
import { freePort, runToError, serveSandbox, type Json } from './support.ts'

const settings = {
  users: [{ username: 'ada', password: 'engine', claims: { name: 'Ada' } }],
  clients: [{ client_id: 'web', client_secret: 'a-secret', redirect_uris: ['http://127.0.0.1/callback'] }],
  control_token: 'sixteen-characters',
}

function fileWith(home: string, content: unknown): string {
  const file = join(home, 'given.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

describe('sandbox --config', () => {
  test('serves what the file describes, and keeps nothing', async () => {
    const [home, port] = [freshHome(), await freePort()]
    const { facts, running } = await serveSandbox(home, '--config', fileWith(home, settings), '--port', String(port))
    const issuer = `http://127.0.0.1:${port}`
    expect(facts).toMatchObject({
      ok: true, issuer, users: [{ username: 'ada', password: 'engine', claims: { sub: 'ada', name: 'Ada' } }],
      clients: [{ client_id: 'web', client_secret: 'a-secret', token_endpoint_auth_method: 'client_secret_basic' }],
      control: { url: `${issuer}/control`, token: 'sixteen-characters' },
    })
    const schema
      = JSON.parse(readFileSync(new URL('../../schema/sandbox.json', import.meta.url), 'utf8')) as AnySchemaObject
    expect(new Ajv({ strict: false }).validate(schema, facts)).toBe(true)
    const ask = {
      client_id: 'web', response_type: 'code', redirect_uri: 'http://127.0.0.1:1/callback', scope: 'openid',
      code_challenge: 'x'.repeat(43), code_challenge_method: 'S256',
    }
    const way = signInAsTheUser(`${issuer}/user/authorize?${new URLSearchParams(ask).toString()}`, {
      username: 'ada', password: 'engine',
    })
    // Nobody listens there.
    await expect(way).rejects.toMatchObject({ details: { url: 'http://127.0.0.1:1' } })
    const answer
      = await fetch(`${issuer}/control/requests`, { headers: { authorization: 'Bearer sixteen-characters' } })
    expect((await answer.json() as { requests: Json[] }).requests).toMatchObject([
      { endpoint: 'authorization', client_id: 'web' },
    ])
    running.child.kill('SIGTERM')
    expect((await running.ended).status).toBe(143)
    expect(readdirSync(home)).toEqual(['given.json'])
  })

  test.each([
    ['no JSON', '{', 2, 'setting-invalid', /JSON/], ['no object', '[]', 2, 'setting-invalid', /must be a JSON object/],
    ['another shape', { users: [{ username: 'ada' }] }, 2, 'setting-invalid', /\/users\/0: .*password/],
    ['a word that it does not know', { user: [] }, 2, 'setting-invalid', /user/],
    [
      'a client that can’t be', { clients: [{ client_id: 'a', redirect_uris: ['x'] }] }, 2, 'setting-invalid',
      /\/clients\/0/,
    ],
    ['an unknown fault', { misbehave: 'no-such-fault' }, 2, 'setting-invalid', /no-such-fault/],
    ['an unfit fault', { misbehave: 'weak-pkce-wrong-verifier' }, 2, 'setting-invalid', /weak-pkce-wrong-verifier/],
  ])('refuses a file with %s', async (_, content, status, code, said) => {
    const home = freshHome()
    const error = await runToError(status, ['sandbox', '--json', '--config', fileWith(home, content)], { home })
    expect(error).toMatchObject({ code, message: expect.stringMatching(said) as unknown })
  })

  test('names the file and the line, in either language, and loses no flag where only another port helps', async () => {
    const home = freshHome()
    const refused = async (content: unknown, ...words: string[]) => {
      const file = fileWith(home, content)
      const { message, hint } = await runToError(2, ['sandbox', '--json', '--config', file, ...words], { home })
      return { message: String(message).replace(file, 'FILE'), hint: String(hint) }
    }
    expect((await refused('{\n"control_token": "canary",\n oops }')).message)
      .toBe('--config FILE, line 3: this is no JSON')
    const { message, hint } = await refused({ usrs: [] }, '--lang', 'zh')
    expect([message, hint.includes('--misbehave')]).toEqual(['--config FILE：未知的名称：usrs', false])
    expect((await refused({ users: [{ username: 'ada' }] }, '--lang', 'zh')).message)
      .toBe('--config FILE 的 /users/0：缺少 password')
    expect((await refused({ keys: [{ kty: 'EC', alg: 'ES256' }] })).message)
      .toBe('--config FILE at /keys/0: no private key')
    const busy = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void busy.close())
    await once(busy, 'listening')
    const { port } = busy.address() as AddressInfo
    const file = fileWith(home, settings)
    expect(
      (await runToError(5, ['sandbox', '--json', '--config', file, '--port', String(port)], { home }))['hint'],
    ).toContain(
      `oauth-walk sandbox --config ${file} --port 0`,
    )
    expect(
      (await runToError(
        5, ['sandbox', '--json', '--misbehave', 'invalid-aud', '--port', String(port)], { home },
      ))['hint'],
    ).toContain('oauth-walk sandbox --misbehave invalid-aud --port 0')
  })

  test('refuses a file that is not there, and flags that the file stands for', async () => {
    const home = freshHome()
    expect(await runToError(2, ['sandbox', '--json', '--config', join(home, 'none.json')], { home }))
      .toMatchObject({ code: 'file-unreadable' })
    expect(await runToError(2, ['sandbox', '--json', '--config', 'x', '--as', 'mcp'], { home })).toMatchObject({
      code: 'usage',
    })
  })
})
