import { createServer, type IncomingMessage } from 'node:http'
import { describe, expect, test, type TestContext } from 'vitest'
import { listen, release } from '../support/ports.ts'
import type { Json } from '../support/walks.ts'
import { check, verdictsOf } from './support.ts'

type Said = readonly [status: number, body?: Json | undefined, headers?: Record<string, string>]
type Answer = (path: string, origin: string, request: IncomingMessage) => Said

/** A server that counts what it is asked. */
async function serve({ onTestFinished }: Pick<TestContext, 'onTestFinished'>, answer: Answer) {
  const asked: string[] = []
  let origin = ''
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(`${request.method ?? ''} ${path}`)
    const [status, body, headers = {}] = answer(path, origin, request)
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(body === undefined ? undefined : JSON.stringify(body))
  })
  onTestFinished(async () => release(server))
  origin = await listen(server)
  return { origin, asked }
}

const wellKnown = '/.well-known/oauth-protected-resource'

function provider(issuer: string, more: Json = {}): Json {
  return {
    issuer, authorization_endpoint: `${issuer}/a`, token_endpoint: `${issuer}/t`, jwks_uri: `${issuer}/k`,
    response_types_supported: ['code'], code_challenge_methods_supported: ['S256'], ...more,
  }
}

/** An MCP server with its own provider, but for what `own` answers. */
const mcp = (own: Answer): Answer => (path, origin, request) => {
  const said = own(path, origin, request)
  if (said[0] !== 0) return said
  if (path === '/.well-known/oauth-authorization-server') return [200, provider(origin)]
  if (path !== '/mcp') return [404]
  return [401, undefined, { 'www-authenticate': `Bearer resource_metadata="${origin}${wellKnown}/mcp"` }]
}

interface Seen { code: string, message: string, exchange?: { status: number } }
interface Told { id: string, verdict: string, evidence: Seen[] }
const ruleOf = (document: Json, id: string) => (document['rules'] as Told[]).find(rule => rule.id === id)

describe('a resource', () => {
  test('whose metadata can’t be had now: nobody can say, by the answer that is shown', async (context) => {
    const { origin } = await serve(context, mcp(path => path === `${wellKnown}/mcp` ? [503] : [0]))
    const { status, document } = await check([`${origin}/mcp`])
    const M02 = ruleOf(document, 'M02')
    expect([status, M02?.verdict, M02?.evidence[0]?.exchange?.status]).toEqual([5, 'INCONCLUSIVE', 503])
    expect(M02?.evidence[0]?.message).toContain('nobody can say whether it publishes any')
  })

  test('with none at any address has none', async (context) => {
    const { origin } = await serve(context, mcp(() => [0]))
    const { status, document } = await check([`${origin}/mcp`])
    expect([status, ruleOf(document, 'M02')?.verdict]).toEqual([3, 'FAIL'])
    expect(ruleOf(document, 'M02')?.evidence[0]?.message).toContain('publishes no metadata')
  })

  test('of a provider that refuses at one address, and is not well at the other', async (context) => {
    const named: Answer = (path, origin) =>
      path === `${wellKnown}/mcp`
        ? [200, { resource: `${origin}/mcp`, authorization_servers: [`${origin}/as`] }]
        : path.includes('authorization-server') ? [403] : path.includes('openid-configuration') ? [503] : [0]
    const { origin } = await serve(context, mcp(named))
    const { document } = await check([`${origin}/mcp`])
    expect(ruleOf(document, 'M05')?.verdict).toBe('INCONCLUSIVE')
  })

  test.for<[resource: string, address: string, verdict: string]>([
    ['/mcp', '/mcp', 'PASS'], ['/mcp/', '/mcp', 'WEAK'], ['/', '/', 'PASS'], ['', '/', 'PASS'], ['/', '/mcp', 'WEAK'],
    ['/other', '/mcp', 'FAIL'],
  ])('that calls itself %s, at %s: M03 %s', async ([resource, address, verdict], context) => {
    const { origin } = await serve(context, (path, own) => {
      if (path.startsWith(wellKnown)) return [200, { resource: `${own}${resource}`, authorization_servers: [own] }]
      if (path === '/.well-known/oauth-authorization-server') return [200, provider(own)]
      return path === address ? [401, undefined, { 'www-authenticate': 'Bearer' }] : [404]
    })
    const { document } = await check([`${origin}${address}`, '--suite', 'mcp'])
    expect(verdictsOf(document)['M03']).toBe(verdict)
  })

  test('takes no flag of a provider: it is refused, and not dropped', async (context) => {
    const { origin, asked } = await serve(context, mcp(() => [0]))
    for (const flags of [['--probe', 'C02'], ['--plan'], ['--severity', 'high'], ['--suite', 'oidc']]) {
      const { status, document } = await check([`${origin}/mcp`, ...flags])
      expect([status, document['error']]).toMatchObject([2, { code: 'setting-invalid' }])
    }
    expect(asked).toEqual([])
  })
})

describe('a provider', () => {
  test.for<[string, string, string, Json]>([
    ['a token endpoint that is http', 'C02', 'FAIL', { token_endpoint: 'http://op.example/token' }],
    ['a token endpoint that is a number', 'C02', 'INCONCLUSIVE', { token_endpoint: 12 }],
  ])('with %s is no resource: %s %s', async ([, probe, verdict, more], context) => {
    const { origin } = await serve(context, (path, own) =>
      path === '/.well-known/openid-configuration' ? [200, provider(own, more)] : [404])
    const { document } = await check([origin, '--probe', probe])
    expect((document['rules'] as Told[] | undefined)?.map(rule => [rule.id, rule.verdict])).toEqual([[probe, verdict]])
  })

  test('without a token endpoint is told so', async (context) => {
    const { origin } = await serve(context, (path, own) =>
      path === '/.well-known/openid-configuration' ? [200, provider(own, { token_endpoint: undefined })] : [404])
    const { document } = await check([origin, '--probe', 'C03'])
    expect(document['error']).toMatchObject({ code: 'endpoints-missing' })
  })

  test('is not asked for a plan', async (context) => {
    const { origin, asked } = await serve(context, () => [404])
    const { status } = await check([origin, '--plan'])
    expect([status, asked]).toEqual([0, []])
  })

  test.for<[string]>([[''], ['/mcp']])('that asks for patience is not asked again: at %s', async ([path], context) => {
    const { origin, asked } = await serve(context, () => [429, undefined, { 'retry-after': '120' }])
    const { status } = await check([`${origin}${path}`])
    expect([status, asked.length <= 2]).toEqual([5, true])
  })
})
