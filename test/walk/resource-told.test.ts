import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { openMcpServer } from '../support/mcp-server.ts'
import { listen, release } from '../support/ports.ts'
import { openRegisteringStub } from '../support/registering-stub.ts'
import type { BrowseOptions } from '../support/user-agent.d.mts'
import { documentOf, walk, type Json } from '../support/walks.ts'

type Answer = (request: IncomingMessage, response: ServerResponse, origin: string) => void

async function serverThat(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    request.resume()
    answer(request, response, `http://127.0.0.1:${String(request.socket.localPort)}`)
  })
  const origin = await listen(server)
  onTestFinished(() => release(server))
  return `${origin}/mcp`
}

const json = (response: ServerResponse, body: object, status = 200, headers = {}) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** A resource of that provider, whose challenge is this one; whoever has a token gets the other answer. */
async function resourceOf(
  servers: unknown, { challenge = 'Bearer scope="read"', refusal = 'Bearer error="invalid_token"' } = {},
): Promise<string> {
  return serverThat((request, response, origin) => {
    if (request.url?.startsWith('/.well-known/oauth-protected-resource') === true) json(response, {
      resource: `${origin}/mcp`, authorization_servers: servers,
    })
    else if (request.method === 'GET' && request.headers.authorization === undefined) response.writeHead(404).end()
    else if (request.headers.authorization === undefined) response.writeHead(401, {
      'www-authenticate': challenge.replace('ORIGIN', origin),
    }).end()
    else response.writeHead(403, { 'www-authenticate': refusal }).end()
  })
}

const go = async (words: string[], visit: BrowseOptions | 'nobody' = {}, home = freshHome()) =>
  walk([...words, '--port', '0', '--timeout', '90'], { home }, visit, startInside)
const errorOf = (ended: Awaited<ReturnType<typeof go>>) => documentOf(ended)['error'] as Json

/** A walk that nobody ends: what it told, and where its page lies. */
async function toldBy(url: string): Promise<{ told: string, home: string }> {
  const home = freshHome()
  const ended = await go([url, '--html', join(home, 'a.html')], 'nobody', home)
  return { told: ended.stderr, home }
}

describe('the story of a walk to a resource', () => {
  test('tells under its answer what the challenge said, and each address of metadata with what came, on the page too', async () => {
    const url = await resourceOf([], { challenge: 'Bearer scope="read <b>", resource_metadata="ORIGIN/gone"' })
    const { told } = await toldBy(url)
    expect(told).toMatch(/ 401 [^\n]*\n {5}resource_metadata="http:\/\/127\.0\.0\.1:\d+\/gone"\n {5}scope="read <b>"\n/)
    const other = await toldBy(await resourceOf([], { challenge: 'Bearer scope="read <b>"' }))
    expect(other.told).toMatch(
      /… 200 {2}GET \S+\/\.well-known\/oauth-protected-resource\/mcp\n[^]*… 404 {2}GET \S+\/\.well-known\/oauth-authorization-server\n/,
    )
    expect(readFileSync(join(other.home, 'a.html'), 'utf8')).toMatch(
      /scope=&quot;read &lt;b&gt;&quot;<\/code>\n?<br><code class="dim">200 {2}GET \S+oauth-protected-resource\/mcp<\/code>/,
    )
  })

  test('says that authorization_servers is not a list, where it is a text', async () => {
    expect((await toldBy(await resourceOf('https://as.example'))).told).toContain('must be a list, and is a text (RFC 9728 2)')
    expect((await toldBy(await resourceOf([]))).told).toContain('names no authorization server (authorization_servers')
  })

  test('says that a web page came where metadata is looked for', async () => {
    const url = await serverThat((request, response) => {
      if (request.method === 'GET') response.writeHead(200, { 'content-type': 'text/html' }).end(
        '<!doctype html><title>App</title>',
      )
      else response.writeHead(401, { 'www-authenticate': 'Bearer' }).end()
    })
    expect((await toldBy(url)).told).toContain('oauth-protected-resource/mcp (200, a web page instead of JSON)')
  })
})

describe('a failure at a resource', () => {
  test('names a relative address in the challenge, and the command that judges the server', async () => {
    const url = await resourceOf(
      [], { challenge: 'Bearer resource_metadata="/.well-known/oauth-protected-resource/mcp"' },
    )
    const error = errorOf(await go([url, '--json'], 'nobody'))
    expect(error).toMatchObject({
      code: 'endpoints-safe', exit_code: 4,
      cause: expect.stringMatching(/relative address: resource_metadata="\/\.well-known.*RFC 9728 5\.1/) as string,
    })
    expect([String(error['hint'])]).toEqual([
      expect.stringMatching(new RegExp(`absolute[^]*\noauth-walk check ${url}$`)),
    ])
    expect(error['hint']).not.toContain('--authorization-endpoint')
    const checked = await startInside(['check', url], { home: freshHome() }).ended
    expect(checked.stdout).toMatch(/M02[^]*Change: [^\n]*resource_metadata[^]*absolute/)
  })

  test('says that a challenge which wants more does not name the scope, and whose documentation may', async () => {
    const { stub } = await openRegisteringStub()
    const url = await resourceOf([stub.issuer], { refusal: 'Bearer error="insufficient_scope"' })
    const error = errorOf(await go([url, '--json', '--step-up', '--resource-method', 'GET']))
    expect(error).toMatchObject({
      code: 'resource-refused', cause: expect.stringMatching(/does not name which.*--step-up.*RFC 6750 3\.1/) as string,
    })
    expect(error['hint']).toMatch(/documentation of the resource\noauth-walk login .* --scope SCOPE/)
  })

  test('names the tool whose documentation may, where one was called', async () => {
    const { stub } = await openRegisteringStub({ metadata: { code_challenge_methods_supported: ['S256'] } })
    const server = await openMcpServer({ servers: [stub.issuer] })
    server.judge(({ message }) =>
      message.method === 'tools/call'
        ? { status: 403, headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' } }
        : undefined)
    const error = errorOf(await go(['--protected-resource', server.url, '--json', '--tool', 'TOOL']))
    expect(error['hint']).toContain('documentation of the tool TOOL')
  })

  test('names the resource that the provider does not know, and no audience', async () => {
    const { stub } = await openRegisteringStub({ token: () => ({ status: 400, body: { error: 'invalid_target' } }) })
    const url = await resourceOf([stub.issuer])
    const error = errorOf(await go([url, '--json']))
    expect(error).toMatchObject({
      code: 'token-refused', diagnosis: 'resource-not-allowed',
      cause: expect.stringContaining(`the resource ${url},`) as string,
    })
    expect(error['hint']).toMatch(/^Register this resource at the provider/)
    expect(error['hint']).not.toContain('--audience')
  })

  test('tells that the address to register at was only guessed', async () => {
    const url = await resourceOf([])
    const error = errorOf(await go([url, '--json'], 'nobody'))
    expect(error).toMatchObject({
      code: 'registration-refused', cause: expect.stringContaining('/register was only guessed') as string,
    })
    expect(error['hint']).toMatch(new RegExp(`\noauth-walk check ${url}\n`))
    expect(error['hint']).not.toContain('--initial-access-token')
  })
})

test('a mistyped path names the resource that the metadata of its host is about', async () => {
  const target = await serverThat((request, response, origin) =>
    request.url?.startsWith('/.well-known/oauth-protected-resource') === true
      ? json(response, { resource: `${origin}/mcp`, authorization_servers: [origin] })
      : response.writeHead(404).end())
  const { status, stdout } = await startInside(['login', `${target}x`, '--json'], { home: freshHome() }).ended
  const told = documentOf({ stdout })['error'] as Json
  expect([status, told['hint'], told['cause']]).toEqual([
    4, `oauth-walk login ${target}`, expect.stringContaining(`Nothing is at ${target}x (404)`),
  ])
})
