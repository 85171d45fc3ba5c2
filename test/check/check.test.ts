import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openMcp } from '../sandbox/mcp/support.ts'
import { freshHome } from '../support/cli.ts'
import { listen, release } from '../support/ports.ts'
import type { Json } from '../support/walks.ts'
import { runTo } from '../cli/inside.ts'
import * as atDoor from '../cli/support.ts'
import { check, verdictsOf } from './support.ts'

type Answer = (path: string, response: ServerResponse, origin: string, request: IncomingMessage) => void

interface Place { url: string, origin: string, asked: string[] }

/** A resource, and a provider behind it, that answer as told. */
async function openResource(answer: Answer): Promise<Place> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    request.resume()
    answer(request.url ?? '', response, `http://127.0.0.1:${String(request.socket.localPort)}`, request)
  })
  const origin = await listen(server)
  onTestFinished(() => release(server))
  return { url: `${origin}/mcp`, origin, asked }
}

const say = (response: ServerResponse, status: number, body: object, headers = {}) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

interface Changes { resource?: object, provider?: object, status?: number }

/** A resource that is right, but for what is changed in its documents. */
const usual = ({ resource = {}, provider = {}, status = 200 }: Changes): Answer => (path, response, origin) => {
  if (path === '/mcp') say(
    response, 401, {},
    { 'www-authenticate': `Bearer resource_metadata="${origin}/.well-known/oauth-protected-resource/mcp"` },
  )
  else if (path.startsWith('/.well-known/oauth-protected-resource')) say(response, 200, {
    resource: `${origin}/mcp`, authorization_servers: [origin], ...resource,
  })
  else if (path === '/.well-known/oauth-authorization-server') {
    const endpoints = { authorization_endpoint: `${origin}/authorize`, token_endpoint: `${origin}/token` }
    say(response, status, {
      issuer: origin, ...endpoints, response_types_supported: ['code'], code_challenge_methods_supported: ['S256'],
      ...provider,
    })
  } else say(response, 404, {})
}

const pass = Object.fromEntries(['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08'].map(id => [id, 'PASS']))

describe('check', () => {
  test('goes on where a login stops: all that is broken is told in one run', async () => {
    const provider = {
      issuer: 'https://other.example', code_challenge_methods_supported: undefined,
      token_endpoint: 'http://inside.example/token',
    }
    const { url, asked } = await openResource(usual({ resource: { resource: 'https://other.example/mcp' }, provider }))
    const { status, document, stored } = await check([url])
    expect([status, verdictsOf(document)]).toEqual([4, { ...pass, M03: 'FAIL', M06: 'FAIL', M07: 'FAIL', M08: 'FAIL' }])
    expect((document['error'] as Json)['message'])
      .toMatch(/M03 resource-identical, M06 issuer-identical, M07 pkce-advertised, M08 endpoints-safe/)
    // Nothing is registered, nobody is sent to sign in, and nothing is stored.
    expect([asked.length, asked.filter(line => !/^GET \/\.well-known\/|^POST \/mcp$/.test(line)), stored])
      .toEqual([3, [], []])
  })

  test.each<[string, object, number, string]>([
    ['an unsafe endpoint for registration', { registration_endpoint: 'http://example.com/r' }, 4, 'M08'],
    ['one that is no address', { registration_endpoint: 7 }, 4, 'M08'],
    ['no authorization endpoint', { authorization_endpoint: undefined }, 3, 'M05'],
    ['a state in its address', { authorization_endpoint: 'https://example.com/a?state=x' }, 4, 'M08'],
    ['no place to push to', { require_pushed_authorization_requests: true }, 3, 'M05'],
  ])('finds what a login meets later: %s', async (_, provider, exit, rule) => {
    const { url } = await openResource(usual({ provider }))
    const { status, document } = await check([url])
    expect([status, verdictsOf(document)[rule]]).toEqual([exit, 'FAIL'])
  })

  test.each([
    '/x/../mcp', '/m\tcp', '\\mcp', '/mcp\u0000',
  ])('compares the identifier as it is written: %j', async (path) => {
    const { url } = await openResource((asked, response, origin, request) =>
      usual({ resource: { resource: `${origin}${path}` } })(asked, response, origin, request))
    const { status, document } = await check([url])
    expect([status, verdictsOf(document)['M03']]).toEqual([4, 'FAIL'])
  })

  test('asks no address that a resource may not name, and says why the rest was not judged', async () => {
    const { url } = await openResource(usual({ resource: { authorization_servers: ['http://inside.example'] } }))
    const { status, document } = await check([url])
    expect([status, verdictsOf(document)]).toEqual([4, { ...pass, M05: 'SKIP', M06: 'SKIP', M07: 'SKIP', M08: 'FAIL' }])
    expect(
      (document['asked'] as Json[]).map(({ url: asked }) => String(asked)).filter(asked => asked.includes('inside')),
    ).toEqual([])
  })

  test('judges each of several authorization servers, or the one that is chosen', async () => {
    const { url, origin } = await openResource((path, response, own, request) =>
      usual({ resource: { authorization_servers: [own, `${own}/second`] } })(path, response, own, request))
    const both = await check([url])
    expect([both.status, verdictsOf(both.document)]).toEqual([3, { ...pass, M05: 'FAIL' }])
    const [evidence] = (both.document['rules'] as { evidence: Json[] }[])[4]?.evidence ?? []
    expect(evidence).toMatchObject({ code: 'discovery-refused', provider: `${origin}/second` })
    const one = await check([url, '--authorization-server', origin])
    expect([one.status, verdictsOf(one.document)]).toEqual([0, pass])
    const other = await check([url, '--authorization-server', 'https://third.example'])
    const hint
      = [origin, `${origin}/second`].map(server => `oauth-walk check ${url} --authorization-server ${server}`)
        .join('\n')
    expect([other.status, other.document['error']]).toEqual([
      2, expect.objectContaining({ code: 'authorization-server-unlisted', hint }),
    ])
  })

  test('judges seven authorization servers too; of more than ten it says which are left', async () => {
    const named = (count: number): Answer => (path, response, own, request) => {
      const issuers = Array.from({ length: count }, (_, place) => place === 0 ? own : `${own}/of/${place}`)
      const issuer = own + path.replace('/.well-known/oauth-authorization-server', '')
      usual({ resource: { authorization_servers: issuers }, provider: { issuer } })(
        path.replace(/(authorization-server)\/of\/\d+$/, '$1'), response, own, request,
      )
    }
    const seven = await check([(await openResource(named(7))).url])
    expect([seven.status, verdictsOf(seven.document)]).toEqual([0, pass])
    const { url, origin } = await openResource(named(12))
    const { status, document } = await check([url])
    expect([status, verdictsOf(document)]).toEqual([
      5, { ...pass, M05: 'INCONCLUSIVE', M06: 'INCONCLUSIVE', M07: 'INCONCLUSIVE', M08: 'INCONCLUSIVE' },
    ])
    const hint = `oauth-walk check ${url} --authorization-server ${origin}/of/10`
    expect(document['error']).toMatchObject({
      code: 'rules-unjudged', cause: expect.stringContaining('2 more authorization servers') as string,
      hint: expect.stringContaining(hint) as string,
    })
    expect((await check([url], {}, ['--junit', '-'])).stdout)
      .toMatch(/M08[^>]*><error type="INCONCLUSIVE" message="first 10 only">/)
  })

  test('does not hold an API to what MCP alone asks for', async () => {
    const { url, asked } = await openResource(usual({ provider: { code_challenge_methods_supported: undefined } }))
    const { status, document } = await check([url, '--resource-method', 'GET'])
    expect([status, verdictsOf(document), asked[0]]).toEqual([0, { ...pass, M07: 'SKIP' }, 'GET /mcp'])
  })

  test('does not blame a server that can’t answer now: exit 5', async () => {
    const { url } = await openResource(usual({ status: 503 }))
    const { status, document } = await check([url])
    expect([status, verdictsOf(document)]).toEqual([
      5, { ...pass, M05: 'INCONCLUSIVE', M06: 'SKIP', M07: 'SKIP', M08: 'SKIP' },
    ])
    expect(document['error']).toMatchObject({ code: 'rules-unjudged', exit_code: 5 })
  })

  test('tells as the network’s failure that nothing answered, and writes that down for the build', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'oauth-walk-test-')), 'check.xml')
    const { status, document } = await check(['http://127.0.0.1:9/mcp', '--junit', file])
    expect([status, document['error'], document['rules']]).toEqual([
      5, expect.objectContaining({ code: 'network-failed' }), undefined,
    ])
    expect(readFileSync(file, 'utf8')).toMatch(/tests="8" failures="0" errors="1" skipped="7"/)
  })

  test('has nothing to judge where no login is wanted: exit 2', async () => {
    const { url } = await openResource((path, response) => say(response, path === '/mcp' ? 200 : 404, {}))
    expect((await check([url])).document['error']).toMatchObject({ code: 'resource-open', exit_code: 2 })
  })

  test('an address without a scheme is to be checked with one', async () => {
    const { document } = await check(['127.0.0.1:9/mcp'])
    expect(document['error']).toMatchObject({
      hint: 'oauth-walk check http://127.0.0.1:9/mcp', cause: expect.not.stringMatching(/issuer/i) as string,
    })
  })

  test.each([
    ['mcp.example/mcp', 'issuer-form'], ['ftp://mcp.example/mcp', 'issuer-form'],
  ])('refuses %s before anything is sent', async (address, code) => {
    const { status, document } = await check([address])
    expect([status, (document['error'] as Json)['code']]).toEqual([2, code])
  })
})

describe('what check writes', () => {
  test('at the front door: each address on stderr, the verdicts on stdout, and each failure with what to change', async () => {
    const { resource } = await openMcp({ misbehave: 'mcp-pkce-missing' })
    const { stdout, stderr } = await atDoor.runTo(4, ['check', resource], { home: freshHome() })
    expect(stdout).toMatch(/✓ PASS {2}M08 {2}[^\n]* http, on loopback\n/)
    expect(stdout).toMatch(
      /^✓ PASS {2}M01 {2}[^]*\n✗ FAIL {2}M07 {2}[^]*\n7 PASS {2}1 FAIL\n\n✗ M07 [^]*missing, expected S256\n[^]*Sent: GET http[^]*Answered: 200 [^]*Rule: MCP 2026-07-28, Security Considerations: Authorization Code Protection[^]*Change: [^]*S256/,
    )
    expect(stderr).toMatch(
      /^401 {2}POST http:\S+\/mcp\n200 {2}GET [^]*\n✗ What http:\S+ publishes can’t be trusted: M07 pkce-advertised\n[^]*oauth-walk check http/,
    )
    expect((await runTo(4, ['check', resource, '--lang', 'zh', '--quiet'], { home: freshHome() })).stdout)
      .toMatch(/✗ M07 授权服务器声明检查 PKCE（S256）\n[^]*修改：/)
  })

  test('JUnit XML: a failure, what passed with a warning, and what was skipped', async () => {
    const { resource } = await openMcp({ misbehave: 'mcp-metadata-missing' })
    const { status, stdout } = await check([resource, '--junit', '-'], {}, [])
    expect(status).toBe(3)
    const {
      testsuites,
    } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(stdout) as { testsuites: {
      tests: string
      testsuite: Json & { testcase: Json[] }
    } }
    expect(testsuites.testsuite).toMatchObject({ name: resource, tests: '8', failures: '1', errors: '0', skipped: '2' })
    expect(testsuites.testsuite.testcase.filter(one => 'failure' in one).map(({ name }) => name)).toEqual([
      expect.stringMatching(/^M02 resource-metadata-found: /),
    ])
    const { failure } = testsuites.testsuite.testcase.find(one => 'failure' in one) as { failure: Json }
    expect(failure['message'])
      .toMatch(/^The resource’s challenge does not say [^]*; The resource publishes no metadata/)
    const weak = await check([(await openMcp({ misbehave: 'mcp-issuer-slash' })).resource, '--junit', '-'], {}, [])
    expect([weak.status, weak.stdout]).toEqual([
      0, expect.stringMatching(/<testcase [^>]*M06[^>]*><system-out>[^<]*Provider: http/),
    ])
  })

  test('nothing that a server says as itself, neither to a terminal nor into XML', async () => {
    const { url } = await openResource(usual({ provider: { issuer: 'https://a.example/\u001b[31m]]><x>&"' } }))
    for (const form of [['--junit', '-'], [], ['--json']]) {
      const { stdout, stderr } = await check([url], {}, form)
      // eslint-disable-next-line no-control-regex
      expect(`${stdout}${stderr}`).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/)
      if (form[1] === '-') expect(new XMLParser().parse(stdout, true)).toHaveProperty('testsuites')
    }
  })

  test('no secret of a gateway, though the server sends it back', async () => {
    const { url } = await openResource((path, response, origin, request) => {
      const seen = String(request.headers['x-gateway'] ?? 'nothing')
      if (path.startsWith('/.well-known/oauth-protected-resource')) {
        // None but ASCII: whoever reads the JSON puts the two parts together.
        const torn = `${seen.slice(0, 4)}\\u200b${seen.slice(4)}`
        const body = `{"resource":"https://other.example/${seen}","authorization_servers":["${origin}"],"error_description":"${torn}"}`
        response.writeHead(200, { 'content-type': 'application/json' }).end(body)
      } else if (path.startsWith('/.well-known/oauth-authorization-server')) say(response, 404, { error: seen })
      else usual({})(path, response, origin, request)
    })
    for (const form of [['--json'], ['--junit', '-'], ['-v']]) {
      const { status, stdout, stderr } = await check([url, '--header', 'X-Gateway: canary-5t1q9'], {}, form)
      expect([status, stdout.includes('canary-5t1q9'), stderr.includes('canary-5t1q9')]).toEqual([4, false, false])
      expect(`${stdout}${stderr}`).toContain('other.example')
    }
  })

  test('two documents are too many for stdout', async () => {
    const { status, document } = await check(['https://mcp.example/mcp', '--junit', '-'])
    expect([status, (document['error'] as Json)['code']]).toEqual([2, 'setting-invalid'])
  })
})
