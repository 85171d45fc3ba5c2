import { createServer, type ServerResponse } from 'node:http'
import { expect, test, type TestContext } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { listen, release } from '../support/ports.ts'
import { sampled } from '../support/wide.ts'

type Answer = (response: ServerResponse) => void

const status = (code: number): Answer => response => void response.writeHead(code, { 'retry-after': '5' }).end('no')
const longHeaders: Answer = response => void response.writeHead(200, { 'x-long': 'a'.repeat(60_000) }).end()
const endless: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const more = () => {
    if (!response.destroyed) response.write('a'.repeat(65_536), more)
  }
  more()
}

/** A server with one answer where metadata may stand, and one everywhere else. */
async function serve(context: TestContext, [metadata, other]: readonly [Answer, Answer]): Promise<string> {
  const server = createServer((request, response) =>
    (request.url?.includes('/.well-known/') ? metadata : other)(response))
  context.onTestFinished(async () => release(server))
  return listen(server)
}

interface Ended {
  error: { code: string, exit_code: number, message: string, cause: string }
  rules?: { id: string, verdict: string }[]
}

async function check(address: string, ...words: string[]): Promise<Ended> {
  const { status: exit, stdout } = await runInside(['check', address, '--json', ...words], { home: freshHome() })
  const ended = JSON.parse(stdout) as Ended
  expect(exit).toBe(ended.error.exit_code)
  return ended
}

const cases: [string, readonly [Answer, Answer]][] = [
  ['429 everywhere', [status(429), status(429)]], ['503 everywhere', [status(503), status(503)]],
  ['429 for the metadata, nothing elsewhere', [status(429), status(404)]],
  ['503 for the metadata, nothing elsewhere', [status(503), status(404)]],
  ...[408, 421, 425].flatMap((code): [string, readonly [Answer, Answer]][] => [
    [`${code} everywhere`, [status(code), status(code)]],
    [`${code} for the metadata, nothing elsewhere`, [status(code), status(404)]],
  ]),
  ['header fields without end', [longHeaders, longHeaders]], ['a body without end', [endless, endless]],
  ['header fields without end for the metadata', [longHeaders, status(404)]],
  ['a body without end for the metadata', [endless, status(404)]],
]

test.concurrent.for(sampled(cases, 3))('nothing is judged by %s', async ([, answers], context) => {
  const address = await serve(context, answers)
  const client = ['--i-operate', address, '--client-id', 'app', '--auth-method', 'none']
  const all = [await check(address), await check(`${address}/mcp`), await check(address, ...client)]
  for (const { error, rules = [] } of all) {
    expect(error).toMatchObject({ exit_code: 5 })
    expect(rules.filter(({ verdict }) => !['INCONCLUSIVE', 'SKIP'].includes(verdict))).toEqual([])
  }
  expect(all.map(({ error }) => error.code)).not.toContain('rules-broken')
})

test('why nothing was judged is said', async (context) => {
  const told = async (answers: readonly [Answer, Answer], path = '', ...words: string[]) => {
    const address = await serve(context, answers)
    const { error } = await check(`${address}${path}`, ...words.map(word => word.replace('ADDRESS', address)))
    return `${error.message} ${error.cause}`
  }
  const operated = ['--i-operate', 'ADDRESS', '--client-id', 'app', '--auth-method', 'none']
  expect(await told([status(429), status(404)], '', ...operated)).toMatch(/status 429.*asks to wait 5 s/)
  expect(await told([status(429), status(404)])).toContain('too many requests')
  expect(await told([status(503), status(404)])).toContain('The server says that it can’t do it for now')
  expect(await told([status(503), status(404)], '/mcp')).toContain('said that it can’t at the moment')
  expect(await told([longHeaders, longHeaders])).toContain('header fields of more than')
})

/** Nothing where a provider's own metadata may stand but these answers, and elsewhere another one, or nothing. */
async function serveProvider(
  context: TestContext, [openid, oauth = openid]: readonly [Answer, Answer?], other: Answer = plain(404),
): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    if (url.includes('openid-configuration')) openid(response)
    else (url.includes('oauth-authorization-server') ? oauth : url.includes('/.well-known/') ? plain(404) : other)(response)
  })
  context.onTestFinished(async () => release(server))
  return listen(server)
}

const plain = (code: number): Answer => response => void response.writeHead(code).end('no')
const silent: Answer = () => undefined

const forNow: [string, readonly [Answer, Answer?], string][] = [
  ...[408, 429, 500, 503].map((code): [string, readonly [Answer], string] =>
    [String(code), [plain(code)], 'discovery-refused']),
  ['503, and nothing at the other address', [plain(503), plain(404)], 'discovery-refused'],
  ['503 at the other address alone', [plain(404), plain(503)], 'discovery-refused'],
  ['503 behind a refusal', [plain(403), plain(503)], 'discovery-refused'],
  ['503 behind a redirect', [response => void response.writeHead(302, { location: '/in' }).end(), plain(503)],
    'discovery-refused'],
  ['503 with Retry-After', [status(503)], 'discovery-refused'],
  ['429 behind nothing with Retry-After', [status(404), plain(429)], 'discovery-refused'],
  ['no answer', [silent], 'network-timeout'],
]

test.concurrent.for(forNow)('a provider whose metadata alone answers %s is no resource', async (one, context) => {
  const [, answers, code] = one
  const ended = await check(await serveProvider(context, answers), '--http-timeout', '1')
  expect([ended.error.exit_code, ended.error.code], ended.error.message).toEqual([5, code])
  expect(ended.rules).toBeUndefined()
})

const html: Answer = response => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Hello</p>')
const list: Answer = response => void response.writeHead(200, { 'content-type': 'application/json' }).end('[]')

const strange: [string, Answer, RegExp][] = [
  ['a redirect', response => void response.writeHead(302, { location: '/in' }).end(), /redirect \(302\)/],
  ['a page', html, /not JSON \(status 200/], ['a list', list, /not an object: a list/],
  ['401 without a challenge', plain(401), /\(status 401\)/], ['403', plain(403), /\(status 403\)/],
]

test.concurrent.for(strange)('discovery that answers %s, where nothing else is, is told as that', async (
  [, answer, told], context,
) => {
  const ended = await check(await serveProvider(context, [answer]))
  expect(ended.error.message).toMatch(told)
  expect(ended.rules).toBeUndefined()
})

test('what asks for a token is a resource, though its discovery answers a page', async (context) => {
  const asking: Answer = response => void response.writeHead(401, { 'www-authenticate': 'Bearer' }).end()
  const { error, rules = [] } = await check(await serveProvider(context, [html], asking))
  expect(error.code).toBe('rules-broken')
  expect(rules.find(({ verdict }) => verdict === 'FAIL')?.id).toBe('M02')
})

test('what asks for a token is a resource, though its provider can’t answer now', async (context) => {
  const asking: Answer = response => void response.writeHead(401, { 'www-authenticate': 'Bearer' }).end()
  const { error, rules = [] } = await check(await serveProvider(context, [plain(503)], asking))
  expect([error.exit_code, error.code]).toEqual([3, 'rules-broken'])
  expect(rules.find(({ verdict }) => verdict === 'FAIL')?.id).toBe('M02')
})

const elsewhere: Answer = response => void response.writeHead(302, { location: '/sign-in' }).end()
const page: Answer = response => void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>')

test.for([['nothing', plain(404)], ['a redirect', elsewhere], ['a page', page]] as const)(
  'a suite for providers makes no resource of an address with %s', async ([, answer], context) => {
    const { error, rules } = await check(await serveProvider(context, [answer]), '--suite', 'oidc')
    expect(['discovery-refused', 'redirect-refused', 'unreadable-answer']).toContain(error.code)
    expect(rules).toBeUndefined()
  },
)

test('what is there and answers is judged as before', async (context) => {
  const address = await serve(context, [status(404), status(404)])
  const { error, rules } = await check(`${address}/mcp`)
  expect([error.code, error.exit_code]).toEqual(['rules-broken', 3])
  expect(rules?.filter(({ id }) => ['M01', 'M02'].includes(id)).map(({ verdict }) => verdict))
    .toEqual(['WEAK', 'FAIL'])
})
