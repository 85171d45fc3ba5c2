import { mkdtempSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startSandbox } from '../sandbox/support.ts'
import type { Sandbox } from '../../src/sandbox/index.ts'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { listen, release } from '../support/ports.ts'
import { openRegisteringStub } from '../support/registering-stub.ts'
import type { BrowseOptions } from '../support/user-agent.d.mts'
import { documentOf, walk, type Json, type Walked } from '../support/walks.ts'

let sandbox: Sandbox
let resource = ''
beforeAll(async () => {
  sandbox = await startSandbox({ folder: mkdtempSync(join(tmpdir(), 'oauth-walk-test-')), mcp: true })
  resource = sandbox.mcp?.resource ?? ''
})
afterAll(async () => sandbox.close())

const go = async (words: string[], home = freshHome(), visit: BrowseOptions | 'nobody' = {}): Promise<Walked> =>
  walk([...words, '--port', '0', '--timeout', '90', '--json'], { home }, visit, startInside)
const errorOf = (ended: Walked) => documentOf(ended)['error'] as Json
const codesOf = (ended: Walked) => (documentOf(ended)['findings'] as Json[]).map(({ code }) => code)

describe('the address of an MCP server', () => {
  test('leads to its provider, a client, a token for it alone, and its tools', async () => {
    const home = freshHome()
    const ended = await go([resource], home)
    expect(ended.status, ended.stderr).toBe(0)
    expect(documentOf(ended)).toMatchObject({
      issuer: new URL(resource).origin, scope: ['mcp:read'], userinfo: null,
      resource: { server: { name: 'oauth-walk-sandbox' }, tools: [{ name: 'greet' }, { name: 'write_note' }] },
    })
    expect(ended.stderr).toMatch(
      /request to the resource[^]*answer of the resource {2}401[^]*client registration[^]*authorization-?[^]*resource/,
    )
    const again = await startInside(['token', '--json'], { home }).ended
    expect(JSON.parse(again.stdout)).toMatchObject({ ok: true, access_token: expect.stringMatching(/^eyJ/) as string })
  })

  test('is the target of the next login too, with the client that is kept', async () => {
    const home = freshHome()
    const [first, second] = [documentOf(await go([resource], home)), documentOf(await go([], home))]
    expect([second['client_id'], second['profile'], (second['resource'] as Json)['tools']]).toEqual([
      first['client_id'], first['profile'], (first['resource'] as Json)['tools'],
    ])
  })

  test('is asked for more where a tool needs it: the union of both scopes, in the same walk', async () => {
    const ended = await go([resource, '--tool', 'write_note', '--arguments', '{"text":"hi"}', '--step-up'])
    expect(documentOf(ended)).toMatchObject({
      scope: ['mcp:read', 'mcp:write'], resource: { called: { name: 'write_note', content: [{ text: 'Noted: hi' }] } },
    })
    expect(codesOf(ended)).toContain('scope-stepped-up')
  })

  test('is not asked for more by itself where nobody watches', async () => {
    const ended = await go([resource, '--tool', 'write_note', '--arguments', '{"text":"hi"}'])
    expect(errorOf(ended)).toMatchObject({
      code: 'resource-refused', step: 'userinfo', exit_code: 3,
      provider: { error: 'insufficient_scope', scope: 'mcp:write' },
    })
  })
})

type Answer = (request: IncomingMessage, response: ServerResponse, origin: string) => void

/** A resource that answers as told, and nothing else. */
async function resourceThat(answer: Answer): Promise<{ url: string, asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    request.resume()
    answer(request, response, `http://127.0.0.1:${String(request.socket.localPort)}`)
  })
  const origin = await listen(server)
  onTestFinished(() => release(server))
  return { url: `${origin}/mcp`, asked }
}

const metadata = (change: (origin: string) => object): Answer => (request, response, origin) => {
  if (request.url?.startsWith('/.well-known/oauth-protected-resource') !== true) {
    response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end('{}')
  } else response.writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ resource: `${origin}/mcp`, ...change(origin) }))
}

/** A resource of that provider, which says so in its challenge, and answers whoever has a token. */
async function guarded(
  challenge: string, issuer: string, opened: () => [status: number, body: string, challenge?: string],
) {
  return resourceThat((request, response, origin) => {
    if (request.url?.startsWith('/.well-known/') === true) {
      metadata(() => ({ authorization_servers: [issuer] }))(request, response, origin)
      return
    }
    const [status, body, said] = request.headers.authorization === undefined ? [401, '', challenge] as const : opened()
    response.writeHead(status, {
      'content-type': 'application/json', ...said !== undefined && { 'www-authenticate': said },
    }).end(body)
  })
}

describe('a resource', () => {
  test('whose metadata is about another resource is left before anybody signs in', async () => {
    const { url } = await resourceThat(
      metadata(() => ({ resource: 'https://evil.example/mcp', authorization_servers: ['https://evil.example'] })),
    )
    expect(errorOf(await go([url], freshHome(), 'nobody'))).toMatchObject({
      code: 'resource-identical', step: 'start', exit_code: 4,
    })
  })

  test.each([
    ['has no keys', { jwks_uri: undefined }, undefined],
    ['sends none', {}, undefined],
    ['sends one that can be verified', {}, 'zhangsan'],
  ])('whose scope has openid needs no ID token: its provider %s', async (name, change, subject) => {
    const { stub } = await openRegisteringStub({
      metadata: change,
      token: async (asked, own) => {
        const { body } = await own.good.token(asked, own) as { body: Json }
        return { body: subject === undefined ? { ...body, id_token: undefined } : body }
      },
    })
    const { url } = await guarded('Bearer scope="openid read"', stub.issuer, () => [200, '{}'])
    const ended = await go([url, '--resource-method', 'GET'])
    expect(ended.status, ended.stderr).toBe(0)
    expect([
      name, documentOf(ended)['subject'] !== null,
      codesOf(ended).filter(code => /id-token|keys|openid/.test(String(code))),
    ]).toEqual([name, subject !== undefined, []])
  })

  test('that refuses a token which was given just now is not answered by refreshing it', async () => {
    const { stub } = await openRegisteringStub()
    const { url } = await guarded('Bearer scope="read"', stub.issuer, () => [401, '', 'Bearer error="invalid_token"'])
    const error = errorOf(await go([url, '--resource-method', 'GET']))
    expect(error).toMatchObject({
      code: 'resource-refused', exit_code: 3, cause: expect.stringContaining('gave this token a moment ago') as string,
    })
    expect(String(error['hint'])).not.toContain('refresh')
  })

  test('that takes tokens of several providers has the user choose', async () => {
    const servers = ['https://one.example', 'https://two.example']
    const { url } = await resourceThat(metadata(() => ({ authorization_servers: servers })))
    const error = errorOf(await go([url], freshHome(), 'nobody'))
    expect(error).toMatchObject({
      code: 'authorization-server-unclear', exit_code: 2,
      hint: expect.stringContaining('--authorization-server https://two.example') as string,
    })
    const other = errorOf(await go([url, '--authorization-server', 'https://three.example'], freshHome(), 'nobody'))
    expect(other).toMatchObject({ code: 'authorization-server-unlisted', exit_code: 2 })
  })

  test('that names thousands of providers, or what is no address, offers the first that can be asked', async () => {
    const servers = [
      'https://a.example/\u001b[31mRED', ...Array.from({ length: 3000 }, (_, place) => `https://as-${place}.example`),
    ]
    const { url } = await resourceThat(metadata(() => ({ authorization_servers: servers })))
    const { cause, hint } = errorOf(await go([url], freshHome(), 'nobody'))
    expect([String(cause), String(hint).split('\n').length]).toEqual([
      expect.stringMatching(/^You choose which: https:\/\/as-0\.example, .{60,100} and 2995 more$/), 5,
    ])
    expect(`${String(cause)}${String(hint)}`).not.toContain('RED')
  })

  test('that names no provider and no metadata is asked at each address of the standards, in their order', async () => {
    const { url, asked } = await resourceThat((request, response) => {
      response.writeHead(request.url === '/mcp' ? 401 : 404, { 'www-authenticate': 'Basic' }).end()
    })
    const ended = await go([url], freshHome(), 'nobody')
    expect(errorOf(ended)).toMatchObject({ step: 'start', exit_code: 3 })
    expect(asked).toEqual([
      'POST /mcp', 'GET /.well-known/oauth-protected-resource/mcp', 'GET /.well-known/oauth-protected-resource',
      'GET /.well-known/oauth-authorization-server', 'GET /.well-known/openid-configuration', 'POST /register',
    ])
  })

  test.each([
    ['takes tokens of another provider by now is walked to again, there', true, ['http://first', 'http://second'], 0],
    ['refuses a new token, and names the same provider, has refused it', false, ['http://first'], 3],
  ])('that %s', async (_, hasMoved, walked, status) => {
    const [first, second] = [await openRegisteringStub(), await openRegisteringStub()]
    let refused = 0
    const { url } = await resourceThat((request, response, origin) => {
      const isDocument = request.url?.startsWith('/.well-known/') === true
      const isWelcome = refused > 0 && hasMoved && request.headers.authorization !== undefined
      const { issuer } = (refused > 0 && hasMoved ? second : first).stub
      if (isDocument) metadata(() => ({ authorization_servers: [issuer] }))(request, response, origin)
      else if (isWelcome) response.writeHead(200, { 'content-type': 'application/json' }).end('{"welcome":true}')
      else {
        if (request.headers.authorization !== undefined) refused += 1
        response.writeHead(401, {
          'www-authenticate': `Bearer resource_metadata="${origin}/.well-known/oauth-protected-resource/mcp"`,
        }).end()
      }
    })
    const ended = await go([url, '--resource-method', 'GET'])
    const asked = [first, second].flatMap(({ stub }, place) =>
      stub.counts.token > 0 ? [place === 0 ? 'http://first' : 'http://second'] : [])
    expect([ended.status, asked, refused]).toEqual([status, walked, 1])
    if (hasMoved) expect(codesOf(ended)).toContain('authorization-server-moved')
    else expect(errorOf(ended)).toMatchObject({ code: 'resource-refused', step: 'userinfo' })
    if (hasMoved) expect(documentOf(ended)).toMatchObject({ issuer: second.stub.issuer, resource: { status: 200 } })
  })

  test('that asks for no token is told as such', async () => {
    const { url } = await resourceThat((request, response) => {
      response.writeHead(request.url === '/mcp' ? 200 : 404, { 'content-type': 'application/json' }).end('{}')
    })
    expect(errorOf(await go([url], freshHome(), 'nobody'))).toMatchObject({ code: 'resource-open', exit_code: 2 })
  })

  test('whose provider does not speak of PKCE is left, unless it is no MCP server', async () => {
    const { url } = await resourceThat((request, response, origin) => {
      if (request.url !== '/.well-known/oauth-authorization-server') {
        metadata(() => ({ authorization_servers: [origin] }))(request, response, origin)
        return
      }
      const endpoints = {
        authorization_endpoint: `${origin}/a`, token_endpoint: `${origin}/t`, response_types_supported: ['code'],
      }
      response.writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ issuer: origin, ...endpoints }))
    })
    expect(errorOf(await go([url], freshHome(), 'nobody'))).toMatchObject({ code: 'pkce-advertised', exit_code: 4 })
    const plain = errorOf(await go([url, '--resource-method', 'GET'], freshHome(), 'nobody'))
    expect(plain).toMatchObject({ code: 'registration-endpoint-missing', exit_code: 2 })
  })
})
