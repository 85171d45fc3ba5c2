import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Sandbox } from '../../src/sandbox/index.ts'
import { startSandbox } from '../sandbox/support.ts'
import { freshHome, type Ended } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { openMcpServer, type McpFacts, type McpServer } from '../support/mcp-server.ts'
import { openRegisteringStub, type RegisteringStub } from '../support/registering-stub.ts'
import type { Handler } from '../support/stub-provider.ts'
import { browse } from '../support/user-agent.mjs'
import { documentOf, walk, type Json, type Walked } from '../support/walks.ts'
import { age, expire, readSession } from './support.ts'

let sandbox: Sandbox
let resource = ''
beforeAll(async () => {
  sandbox = await startSandbox({ folder: mkdtempSync(join(tmpdir(), 'oauth-walk-test-')), mcp: true })
  resource = sandbox.mcp?.resource ?? ''
})
afterAll(async () => sandbox.close())

const login = async (words: string[], home: string): Promise<Walked> =>
  walk([...words, '--port', '0', '--timeout', '90'], { home }, {}, startInside)
const run = async (home: string, ...words: string[]): Promise<Ended> => startInside(words, { home }).ended
const errorOf = (ended: Ended) => documentOf(ended)['error'] as Json
const codesOf = (ended: Ended) => (documentOf(ended)['findings'] as Json[]).map(({ code }) => code)

/** A command at which somebody signs in again when it asks for that. */
async function runWithPerson(home: string, ...words: string[]): Promise<Ended> {
  const running = startInside([...words, '--no-open', '--port', '0', '--timeout', '90'], { home })
  const [, address = ''] = await running.sees('stderr', /^ *(https?:\/\/\S+\?\S+)$/m)
  await browse(address)
  return running.ended
}

describe('the server of a login', () => {
  test('is told in the story of step 6, in its report, and again by mcp, in both languages', async () => {
    const home = freshHome()
    const page = join(home, 'walk.html')
    const ended = await login([resource, '--html', page], home)
    expect(ended.status, ended.stderr).toBe(0)
    const step = ended.stderr.slice(ended.stderr.indexOf('\n6  '))
    expect(step).toMatch(
      / {3}MCP server oauth-walk-sandbox 1\.0\.0, protocol version 2026-07-28\n {3}It has 2 tools:\n {5}greet {2}Says hello to somebody\.\n {5}write_note {2}Writes a note/,
    )
    expect(readFileSync(page, 'utf8')).toMatch(
      /<h3>MCP server oauth-walk-sandbox 1\.0\.0[^<]*<\/h3><p>It has 2 tools:<\/p><ul><li><code>greet<\/code> Says hello/,
    )
    const [byAddress, byName, active, inChinese] = [
      await run(home, 'mcp', resource), await run(home, 'mcp', readSession(home).profile), await run(home, 'mcp'),
      await run(home, '--lang', 'zh', 'mcp'),
    ]
    expect(byAddress.stdout).toMatch(
      /^MCP server oauth-walk-sandbox 1\.0\.0, protocol version 2026-07-28\nIt says of itself: Greet[^\n]*\nIt has 2 tools:\ngreet {7}name {3}Says hello to somebody\.\nwrite_note {2}text\* {2}Writes/,
    )
    expect([byName.stdout, active.stdout, byAddress.stderr]).toEqual([byAddress.stdout, byAddress.stdout, ''])
    expect(inChinese.stdout).toMatch(/^MCP 服务器 oauth-walk-sandbox 1\.0\.0，协议版本 2026-07-28\n.*\n它有 2 个工具：\n/)
    const { ok, resource: at, tools } = documentOf(await run(home, 'mcp', '--json'))
    expect([ok, at, (tools as Json[]).map(({ name }) => name)]).toEqual([true, resource, ['greet', 'write_note']])
  })

  test('is asked with a refreshed token where that has expired; the refresh names it', async () => {
    const home = freshHome()
    await login([resource], home)
    const before = readSession(home)
    expire(home)
    const ended = await run(home, 'mcp', '-v')
    expect(ended.status, ended.stderr).toBe(0)
    expect(ended.stderr).toMatch(/grant_type=refresh_token[^\n]*resource=http/)
    expect(readSession(home)).toMatchObject({
      resource, access_token: expect.not.stringMatching(before.access_token) as string,
    })
  })

  test('is unknown where nobody signed in yet: the sandbox is one; userinfo leads to the command for its token', async () => {
    const home = freshHome()
    expect(errorOf(await run(home, 'mcp', '--json'))).toMatchObject({
      code: 'no-session',
      hint: expect.stringMatching(/address of an MCP server[^]*\noauth-walk login sandbox --as mcp$/) as string,
    })
    await login([resource], home)
    const { profile } = readSession(home)
    expect((await run(home, 'userinfo')).stderr).toContain(`Ask the resource itself with oauth-walk mcp ${profile}.`)
  })

  test('that nobody signed in to, or a profile that is for none, is told with the login', async () => {
    const home = freshHome()
    expect(errorOf(await run(home, 'mcp', 'https://other.example/mcp', '--json'))).toMatchObject({
      code: 'no-session', exit_code: 7, hint: 'oauth-walk login https://other.example/mcp',
    })
    const { stub } = await openRegisteringStub()
    await login([stub.issuer, '--register'], home)
    expect(errorOf(await run(home, 'mcp', '--json'))).toMatchObject({
      code: 'resource-unknown', exit_code: 2,
      hint: expect.stringMatching(/address of the MCP server itself.*\noauth-walk profile list$/) as string,
    })
  })
})

describe('a tool', () => {
  test('that is called answers on stdout, and nothing else stands there', async () => {
    const home = freshHome()
    await login([resource], home)
    const ended = await run(home, 'mcp', resource, '--tool', 'greet', '--arguments', '{"name":"Li"}')
    expect(ended).toMatchObject({ status: 0, stdout: 'Hello, Li.\n', stderr: 'The tool greet answered:\n' })
  })

  test('that says itself that it failed is exit 3, with its words on stdout, or in the one document', async () => {
    const { server, stubs: [{ stub } = { stub: { issuer: '' } }] } = await openServer(1)
    const home = freshHome()
    await login(['--protected-resource', server.url, '--authorization-server', stub.issuer], home)
    server.judge(({ message: { id, method } }) => method === 'tools/call'
      ? {
          json: {
            jsonrpc: '2.0', id,
            result: { resultType: 'complete', isError: true, content: [{ type: 'text', text: 'no such note' }] },
          },
        }
      : undefined)
    const plain = await run(home, 'mcp', server.url, '--tool', 'one', '--arguments', '{}')
    expect([plain.status, plain.stdout, plain.stderr]).toEqual([
      3, 'no such note\n', expect.stringContaining('The tool one says that it failed') as string,
    ])
    const { stdout } = await run(home, 'mcp', server.url, '--tool', 'one', '--arguments', '{}', '--json')
    expect((JSON.parse(stdout) as Json)['error']).toMatchObject({
      code: 'tool-failed', exit_code: 3, provider: { error_description: 'no such note' },
    })
  })

  test('is listed with its arguments, in words and as the server sent them', async () => {
    const home = freshHome()
    await login([resource], home)
    const document = JSON.parse((await run(home, 'mcp', '--json')).stdout) as { tools: {
      name: string
      input_schema: { required?: string[] }
    }[] }
    expect(document.tools.find(({ name }) => name === 'write_note')?.input_schema).toMatchObject({
      type: 'object', properties: { text: { type: 'string' } }, required: ['text'],
    })
    const { stdout } = await run(home, 'mcp')
    expect(stdout).toMatch(/^write_note +text\* /m)
    expect(stdout).toContain('those with * must be given')
  })

  test('that the server does not have leads to the list; a GET of the server to a message', async () => {
    const home = freshHome()
    await login([resource], home)
    expect(errorOf(await run(home, 'mcp', '--tool', 'nope', '--json'))).toMatchObject({
      code: 'mcp-refused', hint: `oauth-walk mcp ${resource}`,
    })
    const { hint } = errorOf(await run(home, 'api', '/mcp', '--json')) as { hint: string }
    expect(hint).toMatch(/^Send a message: with --data.*\noauth-walk api http\S+ --data '\{"jsonrpc"/)
    const { split } = await import('shlex')
    expect(await run(home, ...split(hint.split('\n')[1] ?? '').slice(1))).toMatchObject({
      status: 0, stdout: expect.stringContaining('"greet"') as string,
    })
  })

  test('of the sandbox needs it to be an MCP server', async () => {
    expect(errorOf(await run(freshHome(), 'login', 'sandbox', '--tool', 'greet', '--auto', '--json')))
      .toMatchObject({ code: 'setting-invalid', exit_code: 2, message: '--tool must be used with --as mcp' })
  })

  test('that needs another scope has the user sign in for it and what there was, also by api; without them it is exit 3 and the login', async () => {
    const home = freshHome()
    await login([resource], home)
    const words = ['mcp', '--tool', 'write_note', '--arguments', '{"text":"hi"}']
    const { profile } = readSession(home)
    expect(errorOf(await run(home, ...words, '--json'))).toMatchObject({
      code: 'resource-refused', exit_code: 3,
      hint: `oauth-walk mcp --tool write_note --arguments '{"text":"hi"}' --step-up`,
    })
    const ended = await runWithPerson(home, ...words, '--step-up')
    expect(ended, ended.stderr).toMatchObject({ status: 0, stdout: 'Noted: hi\n' })
    expect(ended.stderr)
      .toContain('! The resource wants more: mcp:write. You sign in again, for all of mcp:read mcp:write.\n')
    expect(readSession(home)).toMatchObject({ profile, scope: ['mcp:read', 'mcp:write'] })
    // What brought the refresh token was asked for again.
    expect(readSession(home).refresh_token).toBeTypeOf('string')
    const call = JSON.stringify({
      jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'write_note', arguments: { text: 'by api' } },
    })
    expect((await run(home, 'api', '/mcp', '--data', call)).stdout).toContain('Noted: by api')
  })
})

/** A refresh is answered too, which the stub does not do by itself. */
const token: Handler = async (asked, own) => asked.parameters.get('grant_type') === 'refresh_token'
  ? { body: { access_token: randomBytes(24).toString('base64url'), token_type: 'Bearer', expires_in: 3600 } }
  : own.good.token(asked, own)

/** A server at an address that does not say what it is, behind providers at which clients register. */
async function openServer(
  providers = 1, facts: Partial<McpFacts> = {},
): Promise<{ server: McpServer, stubs: RegisteringStub[] }> {
  const metadata = { code_challenge_methods_supported: ['S256'] }
  const stubs = await Promise.all(
    Array.from({ length: providers }, async () => openRegisteringStub({ metadata, token })),
  )
  return { server: await openMcpServer({ servers: stubs.map(({ stub }) => stub.issuer), ...facts }), stubs }
}

const rpcError = (id: unknown, code: number, message: string, status = 200) => ({
  status, json: { jsonrpc: '2.0', id, error: { code, message } },
})

describe('a token that the server takes no longer', () => {
  test.each([200, 400, 403])('is replaced where the answer is %s, which is told', async (status) => {
    const { server } = await openServer()
    const home = freshHome()
    expect((await login([server.url], home)).status).toBe(0)
    const { access_token: old } = readSession(home)
    age(home, 120)
    server.judge(({ token, message: { id } }) =>
      token === old ? rpcError(id, -32_001, 'Unauthorized: token expired', status) : undefined)
    const ended = await run(home, 'mcp')
    expect([ended.status, ended.stdout], ended.stderr).toEqual([0, expect.stringContaining('It has one tool:')])
    expect(ended.stderr).toContain(`answers with ${status}. It should be 401 (RFC 6750 3.1)`)
  })

  test('has the user sign in again where a refreshed one is refused too; without them it is exit 3 and the login', async () => {
    const { server } = await openServer()
    const home = freshHome()
    await login([server.url], home)
    age(home, 120)
    const refused = new Set<string>()
    let takes = 2
    server.judge(({ token }) => {
      if (!refused.has(token) && refused.size < takes) refused.add(token)
      return refused.has(token)
        ? { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }
        : undefined
    })
    const { profile } = readSession(home)
    expect(errorOf(await run(home, 'mcp', '--json'))).toMatchObject({
      code: 'resource-refused', exit_code: 3, hint: `oauth-walk login ${profile}`,
    })
    age(home, 120)
    takes = 3
    const ended = await runWithPerson(home, 'mcp', '--step-up')
    expect([ended.status, ended.stdout], ended.stderr).toEqual([0, expect.stringContaining('It has one tool:')])
    expect(ended.stderr).toContain('! The resource takes this token no longer. You sign in again.\n')
  })
})

describe('an address that says nothing of what it is', () => {
  test.each([
    ['by its challenge', true], ['by its metadata alone', false],
  ])('is a resource %s, where no provider is', async (
    _, challenges,
  ) => {
    const { server } = await openServer(1, { challenges })
    const home = freshHome()
    const ended = await login([server.url], home)
    expect(ended.status, ended.stderr).toBe(0)
    expect(ended.stderr)
      .toContain(`! There is no provider at ${server.url}, but a protected resource: the login begins there.\n`)
    const before = server.asked.length
    expect((await login([server.url], home)).status).toBe(0)
    expect(server.asked.slice(before).filter(asked => asked.includes('openid'))).toEqual([])
  })

  test('is one also for a client that the user named', async () => {
    const { server, stubs: [one] } = await openServer()
    const ended = await login([server.url, '--client-id', String(one?.stub.client.client_id), '--json'], freshHome())
    expect([one?.registered, ended.stderr]).toEqual([[], expect.stringContaining('the login begins there')])
    // The stub wants the client's secret, too: the way led there.
    expect(errorOf(ended)).toMatchObject({ code: 'token-refused', provider: { error: 'invalid_client' } })
  })

  test('is a provider where its metadata is there, and nothing else of it is asked', async () => {
    const { stub } = await openRegisteringStub()
    const error = errorOf(await run(freshHome(), 'login', stub.issuer, '--json'))
    expect(error).toMatchObject({ code: 'client-id-missing' })
    expect(stub.asked.map(({ url }) => url.pathname)).toEqual(['/.well-known/openid-configuration'])
  })
})

describe('a server that takes tokens of several providers', () => {
  test('says which was taken, and the others where it refuses that one’s token', async () => {
    const { server, stubs } = await openServer(2)
    const [one = '', other = ''] = stubs.map(({ stub }) => stub.issuer)
    const words = ['--protected-resource', server.url, '--authorization-server', one, '--json']
    const good = await login(words, freshHome())
    expect(codesOf(good)).toContain('authorization-server-chosen')
    server.judge(() => ({ status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }))
    const error = errorOf(await login(words, freshHome()))
    expect(error).toMatchObject({
      code: 'resource-refused', step: 'userinfo',
      cause: expect.stringContaining(`refuses the token of ${one}`) as string,
    })
    expect(error['hint']).toMatch(new RegExp(`^oauth-walk login .*--authorization-server ${other}$`))
  })
})
