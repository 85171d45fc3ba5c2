import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside, walkInside } from '../support/inside.ts'
import { startStub } from '../support/stub-provider.ts'
import { documentOf, type Json } from '../support/walks.ts'

interface Comparison { same: boolean, messages: { name: string, only?: string, differences: Json[] }[], end?: Json }

async function compare(home: string, a: string, b: string): Promise<Comparison> {
  const ended = await runInside(['diff', a, b, '--json'], { home, cwd: home })
  expect(ended.status, ended.stderr).toBe(0)
  return documentOf(ended) as unknown as Comparison
}

async function save(home: string, name: string, words: string[], status: number): Promise<void> {
  const ended = await runInside(
    ['login', 'sandbox', '--auto', '--quiet', '--no-save', '--port', '0', '--save', name, ...words],
    { home, cwd: home },
  )
  expect(ended.status, ended.stderr).toBe(status)
}

test('two walks that went alike do not differ; the one that failed does, in its check and in what it did not reach', {
  timeout: 60_000,
}, async () => {
  const home = freshHome()
  await save(home, 'good.json', ['--ui-locales', 'zh-CN'], 0)
  // The same with its secrets: none of them may be shown.
  await save(home, 'again.json', ['--ui-locales', 'zh-CN', '--show-secrets'], 0)
  await save(
    home, 'bad.json', ['--misbehave', 'invalid-iss', '--scope', 'openid email', '--param', 'acr_values=high'], 4,
  )
  expect(await compare(home, 'good.json', 'again.json')).toMatchObject({
    ok: true, same: true, beginning: [], messages: [], verdict: { code: 'same' },
  })
  const alike = await runInside(['diff', 'good.json', 'again.json'], { home, cwd: home })
  expect(alike).toMatchObject({ status: 0, stdout: 'No difference but in what always differs.\n' })

  const { same, messages, end } = await compare(home, 'again.json', 'bad.json')
  expect(same).toBe(false)
  expect(messages.map(({ name, only }) => [name, only])).toEqual([
    ['authorization-request', undefined], ['token-response', undefined], ['userinfo-request', 'a'],
    ['userinfo-response', 'a'],
  ])
  expect(messages[0]?.differences).toEqual([
    { kind: 'parameter', name: 'scope', a: 'openid profile email offline_access', b: 'openid email' },
    { kind: 'parameter', name: 'ui_locales', a: 'zh-CN' }, { kind: 'parameter', name: 'acr_values', b: 'high' },
  ])
  expect(messages[1]?.differences).toContainEqual({
    kind: 'check', name: 'id-token-issuer', a: '✓', b: '✗ http://127.0.0.1:* ≠ https://other.example',
  })
  expect(end).toEqual({
    a: { ok: true, code: null, step: null }, b: { ok: false, code: 'id-token-issuer', step: 'token' },
  })

  const { stdout } = await runInside(['diff', 'again.json', 'bad.json', '--lang', 'zh'], { home, cwd: home })
  expect(stdout).toMatch(
    /^2 {2}授权请求.*\n {2}scope：不同\n {4}- openid profile email offline_access\n {4}\+ openid email\n {2}ui_locales：缺少\n {4}- zh-CN\n {2}acr_values：多出\n {4}\+ high$/m,
  )
  expect(stdout).toMatch(/^结局\n {2}- 登录成功\n {2}\+ id-token-issuer/m)
  const secrets = [
    ...readFileSync(join(home, 'again.json'), 'utf8')
      .matchAll(/"(?:access_token|id_token|code|code_verifier|state)": "([^"]+)"/g),
  ].map(found => found[1] ?? '')
  expect(secrets.length).toBeGreaterThan(4)
  expect(secrets.filter(secret => stdout.includes(secret))).toEqual([])
})

test('a status that only one provider gave is told', async () => {
  const home = freshHome()
  const stub = await startStub()
  const login = async (name: string) => walkInside(
    [
      stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--quiet', '--no-save', '--save',
      join(home, name),
    ],
    { home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret } }, {},
  )
  expect((await login('a.json')).status).toBe(0)
  stub.reset({ userinfo: async asked => ({ ...await stub.good.userinfo(asked, stub) as object, status: 401 }) })
  expect((await login('b.json')).status).toBe(3)
  const { messages, end } = await compare(home, 'a.json', 'b.json')
  expect(messages).toMatchObject([
    {
      name: 'userinfo-response',
      differences: [{ kind: 'status', a: '200', b: '401' }, { kind: 'check', name: 'userinfo-subject', a: '✓' }],
    },
  ])
  expect(end).toMatchObject({ b: { code: 'userinfo-refused', step: 'userinfo' } })
  await stub.close()
})

test('what is no saved walk is refused', async () => {
  const home = freshHome()
  writeFileSync(join(home, 'a.json'), '{}')
  expect(await runInside(['diff', 'a.json', 'a.json'], { home, cwd: home })).toMatchObject({
    status: 2, stdout: '', stderr: expect.stringContaining('no saved walk') as string,
  })
})
