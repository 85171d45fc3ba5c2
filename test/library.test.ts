import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { transform } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type * as Library from '../src/library/index.ts'
import { startStub, type Stub } from './support/stub-provider.ts'
import { browse } from './support/user-agent.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const node = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-library-'))
let stub: Stub
let library: typeof Library

/** A project of somebody else's that has the package installed, and the example in it. */
beforeAll(async () => {
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules/oauth-walk'))
  const { code } = await transform(readFileSync(join(root, 'examples/library/sign-in.ts'), 'utf8'), { loader: 'ts' })
  writeFileSync(join(folder, 'sign-in.js'), code)
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  library = createRequire(join(folder, 'x.js'))(join(root, 'dist/library-index.cjs')) as typeof Library
  stub = await startStub()
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await stub.close()
})

describe('the package as a library', () => {
  // That its types are right is shown with the packed program.
  test('the example signs in', async () => {
    stub.reset()
    const child = spawn(
      process.execPath, ['sign-in.js', stub.issuer, stub.client.client_id],
      { cwd: folder, env: { PATH: process.env['PATH'], CLIENT_SECRET: stub.client.client_secret } },
    )
    const said = { out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => said.out += chunk.toString())
    child.stderr.on('data', (chunk: Buffer) => said.err += chunk.toString())
    const ended = new Promise(resolve => child.once('close', resolve))
    await new Promise<void>((resolve) => {
      child.stderr.on('data', () => /Open \S+\n/.test(said.err) ? resolve() : undefined)
    })
    await browse(/Open (\S+)/.exec(said.err)?.[1] ?? '')
    expect([await ended, said.err]).toEqual([
      0,
      expect.stringMatching(
        /^1 {2}user → client: start\n[^]*5 {2}client → authorization_server: token-request\n[^]*6 /,
      ),
    ])
    expect(JSON.parse(said.out)).toMatchObject({
      subject: expect.any(String) as unknown, userinfo: { sub: expect.any(String) as unknown },
    })
    expect(stub.asked.find(({ endpoint }) => endpoint === 'token')?.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('a failure names the same login by the command line', async () => {
    stub.reset({ token: () => ({ status: 401, body: { error: 'invalid_client' } }) })
    const failure = await signIn({ scope: ['openid'] }).catch((error: unknown) => error as Library.Failure)
    expect((await library.explainFailure(failure as Library.Failure)).next).toEqual([
      expect.stringMatching(
        new RegExp(`^oauth-walk login ${stub.issuer} (--[\\w-]+-endpoint \\S+ )*--client-id 'stub client' --scope openid `),
      ),
    ])
    expect(JSON.stringify(failure)).not.toContain(stub.client.client_secret)
  })

  test('a failed check is a Failure with its step, in words of both languages', async () => {
    stub.reset()
    const failure = await signIn({ endpoints: {} }, 'wrong-issuer').catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(library.Failure)
    expect(failure).toMatchObject({ code: 'response-issuer', step: 'callback' })
    expect((await library.explainFailure(failure as Library.Failure, 'zh')).message).toMatch(/\p{Script=Han}/u)
    expect(stub.counts.token).toBe(0)
  })

  test('what an observer takes before a step is no part of the step’s time', async () => {
    stub.reset()
    const over: number[] = []
    let begun = 0
    await signIn({ observers: [async (event) => {
      if (event.type === 'step-started' && event.step === 'redirect') {
        await delay(500)
        begun = performance.now()
      }
      // The step can't have taken longer than it was since the observer let it begin, however busy the machine is.
      if (event.type === 'step-finished' && event.step === 'redirect') over.push(event.ms - (performance.now() - begun))
    }] })
    expect(over).toHaveLength(1)
    expect(over[0]).toBeLessThan(100)
  })

  test('observers see all six steps and no secret; a signal ends the waiting with its reason', async () => {
    stub.reset()
    const events: Library.WalkEvent[] = []
    const result = await signIn({ observers: [event => void events.push(event)] })
    expect(events.filter(({ type }) => type === 'step-finished').map(({ step }) => step)).toEqual([...library.stepIds])
    expect(JSON.stringify(events.filter(({ type }) => type !== 'authorization-url'))).not.toContain(result.accessToken)
    const reason = new Error('enough')
    const controller = new AbortController()
    await expect(
      library.walk({ ...client(), signal: controller.signal, openBrowser: () => controller.abort(reason) }),
    ).rejects.toBe(reason)
  })

  test('line ends and blanks around its values are cut, and so is a byte order mark', async () => {
    stub.reset()
    const { issuer = '', clientId, clientSecret = '', redirectUri = '' } = client()
    const asRead = {
      issuer: ` ${issuer}\r\n`, clientId: `\ufeff${clientId}\n`, clientSecret: `${clientSecret}\r\n`,
      redirectUri: `${redirectUri}\n`, scope: ['openid\n', ' email'],
    }
    const events: Library.WalkEvent[] = []
    const result = await signIn({
      ...asRead, parameters: [['ui_locales', 'zh-CN\n']], observers: [event => void events.push(event)],
    })
    expect(result).toMatchObject({ issuer, clientId })
    expect(stub.asked.find(({ endpoint }) => endpoint === 'authorize')?.parameters.get('scope')).toBe('openid email')
    expect(events.find(event => event.type === 'message' && event.name === 'authorization-request'))
      .toMatchObject({ parameters: { client_id: clientId, ui_locales: 'zh-CN' } })
  })

  test.each<[Partial<Library.WalkOptions>, string, object]>([
    [{ issuer: 'https://op.example\u200b' }, 'issuer', { fault: 'invisible', character: 'U+200B', position: 19 }],
    [{ clientId: 'a\nb' }, 'clientId', { fault: 'line-break', position: 2 }],
    [{ clientSecret: 'hidden-value ' }, 'clientSecret', { fault: 'ends-in-blank' }],
    [{ redirectUri: '"http://127.0.0.1:0/"' }, 'redirectUri', { fault: 'quoted' }],
    [{ scope: ['openid', 'e\u00admail'] }, 'scope', { character: 'U+00AD' }],
    [
      { endpoints: { token_endpoint: 'https://op.example/\u202etoken' } }, 'endpoints.token_endpoint',
      { character: 'U+202E' },
    ],
    [{ parameters: [['a\u200b', 'b']] }, 'parameters', { position: 2 }],
    [{ tokenParameters: [['a', 'b\u200b']] }, 'tokenParameters: a', { position: 2 }],
    [{ clientId: '\n' }, 'clientId', {}], [{ issuer: 5 as unknown as string }, 'issuer', {}],
  ])('what nobody sees is refused by its option before anything is sent: %j', async (options, setting, fault) => {
    stub.reset()
    const failure = await library.walk({
      ...client(), openBrowser: () => undefined, ...options,
    }).catch((error: unknown) => error as Library.Failure)
    expect(failure).toBeInstanceOf(library.Failure)
    const code = Object.keys(fault).length > 0 ? 'value-unclean' : 'setting-invalid'
    expect(failure).toMatchObject({ code, details: { setting, ...fault } })
    expect(JSON.stringify(failure)).not.toContain('hidden-value')
    expect(stub.asked).toEqual([])
  })

  const of = (option: string, value: unknown) => ({ [option]: value }) as Partial<Library.WalkOptions>
  test.each<[Partial<Library.WalkOptions>, string?]>([
    [of('pkce', 'false')], [of('strict', 1)], [of('par', null)], [of('showSecrets', 'no')], [of('verbatimSecrets', 0)],
    [of('scope', 'openid')], [of('scope', [5])], [of('parameters', { a: 'b' })], [of('parameters', [['a']])],
    [of('tokenParameters', [['a', 5]])], [of('timeout', '5')], [of('timeout', NaN)], [of('timeout', -1)],
    [of('httpTimeout', Infinity)], [of('language', 'fr')], [of('responseMode', 'fragment')], [of('authMethod', 'basic')],
    [of('observers', [5])], [of('observers', () => undefined)], [of('extensions', [null])], [of('extensions', [{ name: 'a', send: 5 }])], [of('signal', {})],
    [of('openBrowser', undefined)], [of('clientId', undefined)], [of('endpoints', 'https://op.example')], [of('ca', 5)],
    [of('endpoints', { token_endpiont: 'https://op.example' }), 'endpoints.token_endpiont'],
    [of('endpoints', { token_endpoint: 5 }), 'endpoints.token_endpoint'],
    [of('client_id', 'hidden-value')], [of('timeuot', 5)],
  ])('an option of another type or name is refused before anything is sent: %j', async (options, setting) => {
    stub.reset()
    const failure = await library.walk({ ...client(), openBrowser: () => undefined, ...options })
      .catch((error: unknown) => error as Library.Failure)
    expect(failure).toMatchObject({ code: 'setting-invalid', details: { setting: setting ?? Object.keys(options)[0] } })
    expect(JSON.stringify(failure)).not.toContain('hidden-value')
    for (const language of ['en', 'zh'] as const)
      expect((await library.explainFailure(failure, language)).message).not.toMatch(/undefined|\(option/)
    expect(stub.asked).toEqual([])
  })

  test.each([undefined, null, 'issuer', []])('options that are none are refused: %j', async (options) => {
    await expect(library.walk(options as unknown as Library.WalkOptions)).rejects.toMatchObject({
      code: 'setting-invalid', details: { setting: 'options' },
    })
  })

  test('an option that is undefined was left out', async () => {
    stub.reset()
    expect((await signIn({ ...of('timeout', undefined), ...of('foo', undefined) })).clientId).toBe(client().clientId)
  })

  test.each<[unknown, string]>([
    [new Error('boom'), 'boom'], [new TypeError(''), 'TypeError'], ['a text', 'a text'], [undefined, 'undefined'],
    [null, 'null'], [{}, 'object'], [Object.create(null), ''], [Symbol('s'), 'Symbol(s)'],
    [Object.assign(new Error('theirs'), { name: 'Failure', code: 'E_THEIRS' }), 'theirs'],
    [Object.assign(new Error('toString'), { name: 'Failure', code: 'toString', details: {} }), 'toString'],
    [Object.assign(new Error('bare'), { name: 'Failure', code: 'usage' }), 'bare'],
    [new Error('\u001b[31mred'), 'red'],
  ])('what is no failure of ours has its own words, and neither cause nor command: %o', async (thrown, said) => {
    for (const language of ['en', 'zh'] as const) {
      const { message, cause, advice, next, ...rest } = await library.explainFailure(thrown, language)
      expect([cause, advice, next, Object.values(rest).filter(value => value !== undefined)]).toEqual(['', [], [], []])
      expect(message).toContain(said)
      expect(message).toContain('oauth-walk')
      expect(message).not.toContain('\u001b')
    }
  })

  test('a secret with a blank at its end has a way of its own, which the failure names', async () => {
    const secret = 'blank-behind '
    const failure = await library.walk({ ...client(), clientSecret: secret, openBrowser: () => undefined })
      .catch((error: unknown) => error)
    const said = await Promise.all(
      (['en', 'zh'] as const).map(async language => library.explainFailure(failure as Library.Failure, language)),
    )
    expect(said.map(({ advice }) => String(advice))).toEqual([
      expect.stringMatching(/: verbatimSecrets:true$/), expect.stringMatching(/：verbatimSecrets:true$/),
    ])
    const before = stub.client.client_secret
    stub.client.client_secret = secret
    stub.reset()
    const result = await signIn({ clientSecret: secret, verbatimSecrets: true }).finally(() =>
      stub.client.client_secret = before)
    expect(result.clientId).toBe(stub.client.client_id)
  })

  test('importing it leaves process and globals as they are, and reads no variable', async () => {
    const script = `
      const read = []
      process.env = new Proxy(process.env, { get: (all, name) => { read.push(String(name)); return all[name] } })
      const before = [Object.getOwnPropertyNames(globalThis).length, globalThis.fetch, process.listenerCount('SIGINT'), process.cwd()]
      const names = Object.keys(await import('oauth-walk')).sort()
      const after = [Object.getOwnPropertyNames(globalThis).length, globalThis.fetch, process.listenerCount('SIGINT'), process.cwd()]
      console.log(JSON.stringify({ names, same: before.every((value, place) => value === after[place]), read: read.filter(name => /OAUTH|PROXY|LANG|LC_/.test(name)) }))`
    const { stdout, stderr } = await node(process.execPath, ['--input-type=module', '-e', script], { cwd: folder })
    expect([JSON.parse(stdout), stderr]).toEqual([
      { names: ['Failure', 'explainFailure', 'stepIds', 'walk'], same: true, read: [] }, '',
    ])
  })
})

describe('oauth-walk/sandbox', () => {
  const script = `
    const before = [Object.getOwnPropertyNames(globalThis).length, process.listenerCount('SIGINT'), console.info, console.warn]
    const sandbox = await startSandbox({ users: [{ username: 'ada', password: 'engine' }] })
    const { status } = await fetch(sandbox.issuer + '/.well-known/openid-configuration')
    await sandbox.close()
    const gone = await fetch(sandbox.issuer).then(() => false, () => true)
    const refused = await startSandbox({ port: -1 }).catch(error => [error instanceof SandboxError, error.code, error.details.at, error.message.includes('/port')])
    const after = [Object.getOwnPropertyNames(globalThis).length, process.listenerCount('SIGINT'), console.info, console.warn]
    console.log(JSON.stringify({ status, gone, refused, same: before.every((value, place) => value === after[place]) }))`

  test.each([
    [
      'imported',
      ['--input-type=module', '-e', `import { SandboxError, startSandbox } from 'oauth-walk/sandbox'\n${script}`],
    ],
    [
      'required',
      [
        '--input-type=commonjs', '-e',
        `const { SandboxError, startSandbox } = require('oauth-walk/sandbox');\n(async () => {${script}\n})()`,
      ],
    ],
  ])('can be %s, starts, and leaves nothing behind: the process ends by itself', async (_, words) => {
    const { stdout, stderr } = await node(process.execPath, words, { cwd: folder })
    expect([JSON.parse(stdout), stderr]).toEqual([
      { status: 200, gone: true, refused: [true, 'settings-invalid', '/port', true], same: true }, '',
    ])
  })
})

function client(): Pick<Library.WalkOptions, 'issuer' | 'clientId' | 'clientSecret' | 'redirectUri'> {
  return {
    issuer: stub.issuer, clientId: stub.client.client_id, clientSecret: stub.client.client_secret,
    redirectUri: 'http://127.0.0.1:0/callback',
  }
}

async function signIn(options: Partial<Library.WalkOptions>, lie?: 'wrong-issuer'): Promise<Library.WalkResult> {
  return library.walk({
    ...client(), openBrowser: url => void browse(url, lie ? { send: ['foreign-issuer'] } : {}).catch(() => undefined),
    ...options,
  })
}
