import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { freshHome, run } from '../support/cli.ts'
import { runInside, startInside } from '../support/inside.ts'
import { documentOf, type Json } from '../support/walks.ts'
import { en } from '../../src/messages/en/index.ts'
import { assess } from '../../src/render/saved/assess.ts'
import type { Transcript } from '../../src/render/saved/transcript.ts'
import { verdictOf } from '../../src/render/verdict.ts'
import { writeWalk } from './written.ts'

const [home, elsewhere] = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'oauth-walk-test-'))) as [string, string]
afterAll(() => [home, elsewhere].forEach(folder => rmSync(folder, { recursive: true, force: true })))

interface Saving { status?: number, environment?: NodeJS.ProcessEnv, at?: string }

async function save(
  name: string, words: string[], { status = 0, environment = {}, at = home }: Saving = {},
): Promise<void> {
  const line = [
    'login', 'sandbox', '--auto', '--quiet', '--no-save', '--port', '0', '--save', join(home, name), ...words,
  ]
  const ended = await startInside(line, { home: at, environment }).ended
  expect(ended.status, ended.stderr).toBe(status)
}

/** Two walks are compared once in a language and a detail, and more than one test looks at what is said. */
const diffs = new Map<string, Promise<string>>()

async function diff(...words: [a: string, b: string, ...words: string[]]): Promise<string> {
  const said = diffs.get(words.join(' ')) ?? compare(...words)
  diffs.set(words.join(' '), said)
  return said
}

async function compare(a: string, b: string, ...words: string[]): Promise<string> {
  const ended = await runInside(['diff', a, b, ...words], { home, cwd: home })
  expect(ended, ended.stderr).toMatchObject({ status: 0, stderr: '' })
  return ended.stdout
}

async function verdict(a: string, b: string): Promise<Json> {
  const ended = await runInside(['diff', a, b, '--json'], { home, cwd: home })
  return documentOf(ended)['verdict'] as Json
}

const wrong = {
  status: 3, environment: { OAUTH_WALK_CLIENT_ID: 'oauth-walk', OAUTH_WALK_CLIENT_SECRET: 'wrong' },
}
const read = (name: string) => JSON.parse(readFileSync(join(home, name), 'utf8')) as Json
  & { fingerprints?: { key: string, secrets: Record<string, string> } }
const unknown = {
  elsewhere: 'The client secret can’t be compared: the walks were saved on two machines',
  before: 'The client secret can’t be compared: a walk was saved without its HMAC',
}

test('walks of every kind are saved', { timeout: 240_000 }, async () => {
  await save('good.json', [])
  await save('wrong.json', [], wrong)
  await save('shown.json', ['--show-secrets'])
  await save('wrong-shown.json', ['--show-secrets'], wrong)
  await save('scope.json', ['--scope', 'openid email phone'])
  await save('pkce.json', ['--no-pkce'])
  await save('issuer.json', ['--misbehave', 'invalid-iss'], { status: 4 })
  await save('body.json', ['--auth-method', 'client_secret_post'], wrong)
  await save('none.json', ['--store', 'none'])
  await save('elsewhere.json', [], { at: elsewhere })
  const { fingerprints: _left, ...older } = read('good.json')
  writeFileSync(join(home, 'older.json'), JSON.stringify(older))
})

describe('the verdict', () => {
  test('names the first thing that was sent differently, and how both ended', async () => {
    expect(await verdict('good.json', 'wrong.json')).toEqual({
      code: 'client_secret',
      sentence: 'The client secret differs. B was refused at step 5 (invalid_client); A signed in.',
    })
    expect(await verdict('wrong.json', 'good.json')).toEqual({
      code: 'client_secret',
      sentence: 'The client secret differs. A was refused at step 5 (invalid_client); B signed in.',
    })
    expect(await verdict('good.json', 'scope.json')).toEqual({
      code: 'scope', sentence: 'The scope differs: B lacks profile offline_access and adds phone. Both signed in.',
    })
    expect(await verdict('good.json', 'pkce.json')).toEqual({
      code: 'pkce', sentence: 'Only A uses PKCE. Both signed in.',
    })
    expect(await verdict('good.json', 'body.json')).toEqual({
      code: 'authentication',
      sentence: 'The client authenticates in another way: A in the Authorization header, B in the request body. Also different: client secret. B was refused at step 5 (invalid_client); A signed in.',
    })
    expect(await verdict('scope.json', 'pkce.json')).toMatchObject({
      code: 'scope', sentence: expect.stringContaining('Also different: PKCE.') as string,
    })
  })

  test('blames the answer where both sent the same', async () => {
    const sentence = 'Both sent the same; the provider answered differently at step 5: B failed a check (The ID token’s issuer is the provider); A signed in.'
    expect(await verdict('good.json', 'issuer.json')).toEqual({ code: 'answer', sentence })
    expect(await diff('good.json', 'issuer.json', '--lang', 'zh'))
      .toMatch(/^双方发送的内容相同，但授权服务器在第 5 步的响应不同：B 未通过校验（[^（）]+），A 登录成功。\n\n/)
  })

  test('names a redirect URI with its port, which may be what the provider does not know', async () => {
    const ended = await run(
      [
        'login', 'sandbox', '--no-open', '--timeout', '1', '--quiet', '--no-save', '--port', '0', '--save',
        'nobody.json',
      ],
      { home, cwd: home },
    )
    expect(ended.status, ended.stderr).toBe(5)
    const pattern = /^The redirect URI differs: http:\/\/127\.0\.0\.1:\d+\/callback, http:\/\/127\.0\.0\.1:\d+\/callback\. B failed at step 3/
    expect(await verdict('good.json', 'nobody.json')).toMatchObject({
      code: 'redirect_uri', sentence: expect.stringMatching(pattern) as string,
    })
    expect(await verdict('nobody.json', 'nobody.json')).toMatchObject({ code: 'same' })
  })

  test('tells a device from a browser, and a silent server from one that answers', () => {
    const walk = (more: object[], failure: object) =>
      ({ events: more, document: { ok: false }, failure }) as unknown as Transcript
    const say = (a: Transcript, b: Transcript) => verdictOf(assess(a, b), en).sentence
    const device = walk([{ type: 'device-authorization' }], { code: 'nobody-came', step: 'consent', details: {} })
    const browser = walk([], { code: 'nobody-came', step: 'consent', details: {} })
    expect(say(browser, device)).toMatch(/^Only B signs in by a device code\./)
    const [refused, failing] = ['invalid_grant', 'server_error'].map(error =>
      walk([], { code: 'token-refused', step: 'token', details: { provider: { error } } })) as [Transcript, Transcript]
    expect(say(refused, failing))
      .toMatch(/A was refused at step 5 \(invalid_grant\); B was refused at step 5 \(server_error\)\.$/)
  })

  test('names the locks that one walk has beyond the other, and compares what was asked for wherever it stood', async () => {
    await save('locked.json', ['--require', 'fapi2,jar,jarm'])
    await save('locked-too.json', ['--require', 'fapi2,jar,jarm'])
    await save('pushed.json', ['--par', '--scope', 'openid email phone'])
    const all = 'pushes its request (PAR), signs its request (JAR), wants its answer signed (JARM) and proves possession of a key (DPoP)'
    expect(await verdict('good.json', 'locked.json')).toEqual({
      code: 'locks', sentence: `Only B ${all}. Also different: client authentication. Both signed in.`,
    })
    expect(await verdict('locked.json', 'locked-too.json')).toMatchObject({ code: 'same' })
    expect(await verdict('locked.json', 'pushed.json')).toMatchObject({
      code: 'locks', sentence: expect.stringMatching(/^Only A signs .*: scope, client authentication/) as string,
    })
    expect(await verdict('pushed.json', 'scope.json')).toEqual({
      code: 'locks', sentence: 'Only A pushes its request (PAR). Both signed in.',
    })
    expect(await diff('good.json', 'locked.json', '--lang', 'zh'))
      .toMatch(/^只有 B 推送授权请求（PAR）、给授权请求签名（JAR）、要求授权响应带签名（JARM）、证明持有密钥（DPoP）。/)
    expect(await diff('good.json', 'locked.json')).not.toMatch(/redirect_uri|scope: /)
  })

  test('tells an answer without its state from one with another’s, which nobody waits for either', async () => {
    for (const which of ['missing', 'wrong']) {
      const fault = `ensure-authorization-response-with-invalid-${which === 'missing' ? 'missing-' : ''}state-fails`
      // The answer must come within that time, on a machine that has other work too.
      await save(`${which}-state.json`, ['--misbehave', fault, '--timeout', '3'], { status: 5 })
    }
    const sentence = 'Both sent the same. A failed at step 3 (nobody-came, missing-state); B failed at step 3 (nobody-came, wrong-state).'
    expect(await verdict('missing-state.json', 'wrong-state.json')).toEqual({ code: 'end', sentence })
  })

  test('tells providers apart that differ by their ports, and knows that the sandbox has another each time', () => {
    const walk = (target: string, port: number) => {
      const at = { at: '2026-01-01T00:00:00Z', n: 1 }
      return {
        events: [{ ...at, type: 'walk-started', target, client_id: 'x' }],
        document: { ok: true, issuer: `http://127.0.0.1:${port}` },
      } as unknown as Transcript
    }
    const say = (target: (port: number) => string) => verdictOf(assess(walk(target(1), 1), walk(target(2), 2)), en)
    expect(say(port => `http://127.0.0.1:${port}`)).toEqual({
      code: 'issuer',
      sentence: 'The issuer differs: http://127.0.0.1:1, http://127.0.0.1:2. Also different: target. Both signed in.',
    })
    expect(say(() => 'sandbox')).toMatchObject({ code: 'same' })
  })

  test('is the first line, in the language of the command', async () => {
    expect(await diff('good.json', 'wrong.json')).toMatch(
      /^The client secret differs\. B was refused at step 5 \(invalid_client\); A signed in\.\n\n- A {2}good\.json\n\+ B {2}wrong\.json\n\n/,
    )
    expect(await diff('good.json', 'wrong.json', '--lang', 'zh'))
      .toMatch(/^客户端密钥不同。B 在第 5 步被拒绝（invalid_client），A 登录成功。\n\n/)
    expect(await diff('good.json', 'scope.json', '--lang', 'zh'))
      .toMatch(/^申请的权限（scope）不同：B 缺少 profile、offline_access，多出 phone。双方都登录成功。\n\n/)
  })
})

describe('what follows from how a walk ended', () => {
  test('is one line, in whichever order the files are named, and everything with -v', async () => {
    const folded = await diff('good.json', 'wrong.json')
    expect(folded)
      .toContain('\n  6 members, 11 checks and 2 messages are missing in B: they follow from it (-v shows them)\n')
    expect(folded).not.toMatch(/expires_in|check |only in/)
    expect(folded.split('\n').length).toBeLessThan(24)
    expect(await diff('wrong.json', 'good.json')).toContain('6 members, 11 checks and 2 messages are missing in A')
    expect(await diff('good.json', 'wrong.json', '--lang', 'zh')).toContain('\n  B 因此缺少 6 个参数、11 项校验、2 条消息（-v 全部显示）\n')
    const whole = await diff('good.json', 'wrong.json', '-v')
    expect(whole).toMatch(/expires_in: missing\n {4}- 3600\n[^]*\(only in A\)/)
    expect(whole).not.toContain('they follow from it')
  })

  test('is no cause: what a client left out itself is told', async () => {
    expect(await diff('good.json', 'pkce.json')).toContain('code_verifier: missing')
    expect(await diff('pkce.json', 'wrong.json')).toContain('code_verifier: added')
  })
})

describe('secrets', () => {
  test('are compared by a keyed hash, whose key is private and which nothing but the saved file shows', async () => {
    const [good, bad] = [read('good.json').fingerprints, read('wrong.json').fingerprints]
    expect(good?.secrets['client_secret']).toMatch(/^[\w-]{22}$/)
    expect(bad?.key).toBe(good?.key)
    expect(bad?.secrets['client_secret']).not.toBe(good?.secrets['client_secret'])
    expect(statSync(join(home, 'diff-key')).mode & 0o777).toBe(0o600)
    const key = readFileSync(join(home, 'diff-key'), 'utf8').trim()
    const files = readdirSync(home).filter(name => name.endsWith('.json') && name !== 'sandbox.json').map(name =>
      readFileSync(join(home, name), 'utf8'))
    expect(files.filter(text => text.includes(key))).toEqual([])
    const told = await Promise.all(
      [
        ['diff', 'good.json', 'wrong.json', '-v'], ['diff', 'good.json', 'wrong.json', '--json'],
        ['report', 'good.json', '-v'], ['report', 'good.json', '--json'],
      ]
        .map(async words => runInside(words, { home, cwd: home })),
    )
    const marks = [key, ...Object.values(good?.secrets ?? {}), ...Object.values(bad?.secrets ?? {}), good?.key ?? '']
    expect(told.flatMap(({ stdout, stderr }) => marks.filter(mark => `${stdout}${stderr}`.includes(mark)))).toEqual([])
  })

  test('have no hash in the other files of a walk, nor on stdout', async () => {
    const { home: folder, files: { save: saved, ...others } } = await writeWalk([], 0, startInside)
    const { fingerprints } = JSON.parse(saved) as ReturnType<typeof read>
    expect(Object.keys(fingerprints?.secrets ?? {})).toEqual(['client_secret'])
    const marks = [fingerprints?.key ?? '', fingerprints?.secrets['client_secret'] ?? '']
    expect(Object.values(others).filter(text => marks.some(mark => text.includes(mark)))).toEqual([])
    const { stdout } = await runInside(
      ['login', 'sandbox', '--auto', '--quiet', '--port', '0', '--save', '-'], { home: folder },
    )
    expect(stdout).toContain('"oauth-walk-transcript"')
    expect(stdout).not.toContain('fingerprints')
  })

  test('are compared themselves where both walks were saved with them, and never shown', async () => {
    for (const [a, b] of [['shown.json', 'wrong-shown.json'], ['shown.json', 'wrong.json']] as const) {
      expect(await verdict(a, b)).toMatchObject({ code: 'client_secret' })
      const [, secret = ''] = Buffer.from(
        /Basic ([\w+/=]+)/.exec(readFileSync(join(home, a), 'utf8'))?.[1] ?? '', 'base64',
      ).toString().split(':')
      expect(secret.length).toBeGreaterThan(20)
      expect(await diff(a, b, '-v')).not.toContain(secret)
    }
    expect(await verdict('good.json', 'shown.json')).toMatchObject({ code: 'same' })
  })

  test('can’t be compared across two homes or with an older file, which is said', async () => {
    expect(await diff('good.json', 'elsewhere.json')).toContain(unknown.elsewhere)
    for (const name of [
      'older.json', 'none.json',
    ]) expect(await diff(name, 'good.json'), name).toContain(unknown.before)
    const refused = await diff('older.json', 'wrong.json')
    expect(refused).toMatch(
      /^Both sent the same, as far as it can be compared; the provider answered differently at step 5: B was refused \(invalid_client\); A signed in\.\n/,
    )
    expect(refused).toContain(unknown.before)
    expect(await diff('good.json', 'elsewhere.json', '--lang', 'zh')).toContain('无法比较客户端密钥：两次流程保存在不同的机器上')
  })

  test('need no key: where it is damaged or a link, the walk is saved all the same', async () => {
    const own = freshHome()
    writeFileSync(join(own, 'diff-key'), 'damaged', { mode: 0o600 })
    await save('damaged.json', [], { at: own })
    expect(read('damaged.json').fingerprints).toBeUndefined()
    expect(readFileSync(join(own, 'diff-key'), 'utf8')).toBe('damaged')
    rmSync(join(own, 'diff-key'))
    symlinkSync(join(home, 'diff-key'), join(own, 'diff-key'))
    await save('linked.json', [], { at: own })
    expect(read('linked.json').fingerprints).toBeUndefined()
  })
})

test('what differs in every login is named as not compared', async () => {
  expect(await diff('good.json', 'scope.json')).toMatch(
    /\n\nNot compared, as they differ in every login: state, nonce, code_challenge, code, code_verifier, access_token, id_token, times, ports of this machine\.\n$/,
  )
  const { not_compared } = documentOf(
    await runInside(['diff', 'older.json', 'wrong.json', '--json'], { home, cwd: home }),
  )
  expect(not_compared).toContainEqual({ name: 'client_secret', reason: 'not-recorded' })
  expect(not_compared).toContainEqual({ name: 'state', reason: 'differs-always' })
})
