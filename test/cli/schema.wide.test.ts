import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv, type AnySchemaObject } from 'ajv'
import formats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshHome, start } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { openMcpServer } from '../support/mcp-server.ts'
import { openMcp } from '../sandbox/mcp/support.ts'
import { openRegisteringStub } from '../support/registering-stub.ts'
import { walk } from '../support/walks.ts'
import { runTo } from './inside.ts'
import { plantSession, type Json } from './support.ts'
import * as atDoor from './support.ts'
import { startStub } from './stub-provider.ts'

const folder = fileURLToPath(new URL('../../schema', import.meta.url))
const names = readdirSync(folder).map(file => file.replace(/\.json$/, ''))
/** What is read, and not printed: it has tests of its own. */
const read = ['sandbox-config']
const schemas = new Map(
  names.map(name => [name, JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as AnySchemaObject]),
)
const ajv = new Ajv({ strict: false, allErrors: true })
const judged = new Map<string, unknown>()

beforeAll(() => {
  formats.default(ajv)
  for (const schema of schemas.values()) ajv.addSchema(schema)
})

/** Validates a line as the schema of that name says, and remembers it. */
function judge(name: string, line: string): Json {
  const document = JSON.parse(line) as Json
  expect(errorsOf(name, document), `${name}: ${line}`).toEqual([])
  judged.set(name, document)
  return document
}

function errorsOf(name: string, document: unknown): unknown[] {
  const validate = ajv.getSchema(String(schemas.get(name)?.['$id']))
  expect(validate, name).toBeTypeOf('function')
  void validate?.(document)
  return validate?.errors ?? []
}

async function judgeRun(
  name: string, words: string[], home: string, status = 0, environment: NodeJS.ProcessEnv = {},
): Promise<void> {
  const { stdout } = await runTo(status, [...words, '--json'], { home, environment })
  expect(stdout).toMatch(/^\{.*\}\n$/)
  judge(name, stdout)
}

describe('the schema of', () => {
  test('login, its events and its saved walk', async () => {
    const home = freshHome()
    const saved = join(home, 'walk.json')
    await judgeRun('login', ['login', 'sandbox', '--auto', '--quiet', '--save', saved], home)
    await judgeRun('login', ['report', saved], home)
    await judgeRun('diff', ['diff', saved, saved], home)
    await judgeRun('explain', ['explain', 'https://id.example.com/cb?code=c&code=d&state=s'], home)
    judge('transcript', readFileSync(saved, 'utf8'))
    const [explained, refusal] = [
      join(home, 'explained.json'), 'https://app.example.com/cb?error=access_denied&state=y1a8GX2mN0qT6r5w',
    ]
    await judgeRun(
      'explain',
      [
        'explain', refusal, '--request',
        'https://id.example.com/authorize?response_type=code&client_id=web&state=y1a8GX2mN0qT6r5w', '--save', explained,
      ],
      home,
    )
    await judgeRun('report', ['report', explained], home)
    await judgeRun('diff', ['diff', explained, saved], home)
    const { stdout } = await atDoor.runTo(0, ['login', 'sandbox', '--auto', '--quiet', '--events'], { home })
    const events = stdout.trim().split('\n').map(line => judge('event', line))
    expect(events.length).toBeGreaterThan(30)
    judge('login', JSON.stringify(events.at(-1)?.['document']))
  })

  test('the commands on a stored session', async () => {
    const stub = await startStub()
    const home = freshHome()
    plantSession(home, stub.issuer)
    await judgeRun('token', ['token'], home)
    await judgeRun('token', ['token', '--scope', 'read'], home)
    judge('token', (await atDoor.runTo(0, ['token', '--format', 'json'], { home })).stdout)
    await judgeRun('token-show', ['token', 'show'], home)
    await judgeRun('token-refresh', ['token', 'refresh'], home)
    await judgeRun('token-refresh', ['token', 'refresh', '--if-expiring', '1m'], home)
    await judgeRun('userinfo', ['userinfo'], home)
    await judgeRun('api', ['api', `${stub.issuer}/userinfo`], home)
    await judgeRun('api', ['api', `${stub.issuer}/nowhere`], home, 3)
    await judgeRun('profile-list', ['profile', 'list'], home)
    await judgeRun('profile-show', ['profile', 'show'], home)
    await judgeRun('profile-use', ['profile', 'use', 'default'], home)
    await judgeRun('profile-bind', ['profile', 'bind', '--host', 'git.example'], home)
    await judgeRun('completion', ['completion', 'fish'], home)
    stub.endpoints['/introspect'] = () => ({ body: { active: true } })
    await judgeRun('introspect', ['introspect', '--introspection-endpoint', `${stub.issuer}/introspect`], home)
    await judgeRun('token-grant', ['token', 'client-credentials'], home)
    Object.assign(stub.endpoints, { '/refused': () => ({ status: 401 }), '/token': () => ({ status: 503 }) })
    await judgeRun('api', ['api', `${stub.issuer}/refused`], home, 3)
    await judgeRun('token-revoke', ['token', 'revoke'], home)
    await judgeRun('logout', ['logout'], home)
    await judgeRun('profile-remove', ['profile', 'remove', 'default'], home)
  })

  test('the commands at an MCP server', async () => {
    const { stub } = await openRegisteringStub({ metadata: { code_challenge_methods_supported: ['S256'] } })
    const [{ url }, home] = [await openMcpServer({ servers: [stub.issuer] }), freshHome()]
    const { status, stdout, stderr } = await walk([url, '--port', '0', '--json'], { home }, {}, startInside)
    expect(status, stderr).toBe(0)
    judge('login', stdout)
    judge('mcp', (await startInside(['mcp', '--json', '--tool', 'one'], { home }).ended).stdout)
  })

  test('the commands that need nobody signed in', async () => {
    const home = freshHome()
    await judgeRun('provider-list', ['provider', 'list'], home)
    for (const preset of ['github', 'wechat-web', 'keycloak']) await judgeRun(
      'provider-show', ['provider', 'show', preset], home,
    )
    await judgeRun('key-create', ['key', 'create'], home)
    await judgeRun('key-create', ['key', 'create', '--rotate', '--alg', 'PS256'], home)
    await judgeRun('key-show', ['key', 'show'], home)
    await judgeRun('key-list', ['key', 'list'], home)
    await judgeRun('key-remove', ['key', 'remove', 'default'], home)
    await judgeRun('client-document', ['client', 'document', '--client-id', 'https://me.example/client.json'], home)
    const { stub } = await openRegisteringStub()
    expect((await walk([stub.issuer, '--register', '--port', '0'], { home })).status).toBe(0)
    await judgeRun('client-list', ['client', 'list'], home)
    await judgeRun('client-show', ['client', 'show'], home)
    await judgeRun('client-remove', ['client', 'remove'], home)
    await judgeRun('sandbox-faults', ['sandbox', '--misbehave', 'list'], home)
    for (const [
      name, words,
    ] of [['sandbox', ['--registration=token']], ['sandbox-wechat', ['--as', 'wechat']]] as const) {
      const running = start(['sandbox', ...words, '--json'], { home: freshHome() })
      const [line] = await running.sees('stdout', /^\{.*\}\n/)
      judge(name, line)
      running.child.kill('SIGTERM')
    }
  })

  test('check, of a resource that keeps to the rules, and of others', async () => {
    for (const [misbehave, status] of [
      [undefined, 0], ['mcp-metadata-missing', 3], ['mcp-issuer-slash', 0], ['mcp-pkce-missing', 4],
    ] as const) {
      await judgeRun('check', ['check', (await openMcp({ misbehave })).resource], freshHome(), status)
    }
  })

  test('doctor, where all is well and where something is wrong', async () => {
    await judgeRun('doctor', ['doctor', 'sandbox'], freshHome())
    await judgeRun('doctor', ['doctor', 'http://127.0.0.1:1', '--port', '0'], freshHome(), 5)
  })

  test('check of a provider, and its plan', async () => {
    await judgeRun('check', ['check', 'sandbox', '--auto', '--probe', 'C01,C11'], freshHome())
    await judgeRun('check', ['check', 'sandbox', '--plan'], freshHome())
  })

  test('failures of every kind, by flag and by variable', async () => {
    const home = freshHome()
    await judgeRun('failure', ['token'], home, 7)
    await judgeRun('failure', ['login', '--nonsense'], home, 2)
    await judgeRun('failure', ['login', 'sandbox', '--misbehave', 'nonce-invalid', '--auto'], home, 4)
    await judgeRun('failure', ['login', 'http://127.0.0.1:9', '--client-id', 'x'], home, 5)
    judge('failure', (await atDoor.runTo(7, ['userinfo'], { home, environment: { OAUTH_WALK_JSON: '1' } })).stdout)
    const { stdout } = await atDoor.runTo(2, ['login', 'nowhere', '--events'], { home })
    judge('event', stdout)
  })
})

afterAll(() => {
  // What no command has printed would be a promise that nobody keeps; what lets anything through would promise nothing.
  expect([...judged.keys()].sort()).toEqual(names.filter(name => !read.includes(name)).sort())
  for (const [name, document] of judged) {
    expect(errorsOf(name, {}), name).not.toEqual([])
    const [member = ''] = Object.keys(document as object)
    expect(
      errorsOf(name, { ...document as object, [member]: { unlike: 'anything' } }), `${name}.${member}`,
    ).not.toEqual(
      [],
    )
  }
})
