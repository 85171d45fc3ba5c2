import { writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { walk } from '../support/walks.ts'
import { runTo, runToError } from '../cli/inside.ts'
import { everyExport, readExports } from '../report/written.ts'
import { freshHome } from '../support/cli.ts'
import { runInside, startInside, walkInside } from '../support/inside.ts'
import { listen, release } from '../support/ports.ts'
import { leaksIn } from '../support/secrets-seen.ts'
import { openStub } from '../support/stub-provider.ts'

const key = 'CANARY-gateway/+key'

/** A resource of somebody else, which tells what it was sent. */
async function openResource(): Promise<{ origin: string, asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  const origin = await listen(server)
  onTestFinished(async () => release(server))
  return { origin, asked }
}

test('a gateway’s header goes to each endpoint of the provider, to nobody else, and is shown nowhere', {
  timeout: 60_000,
}, async () => {
  const [stub, resource, home] = [await openStub(), await openResource(), freshHome()]
  writeFileSync(join(home, 'gateway.key'), `${key}\n`)
  const words = [
    '--client-id', stub.client.client_id, '--port', '0', '--header', `X-Gateway:@${join(home, 'gateway.key')}`,
    '--header', 'x-tenant: t1', '--par', '--pushed-authorization-request-endpoint', `${stub.issuer}/push`,
  ]
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  const ended = await walkInside([stub.issuer, ...words, '-vvv', ...everyExport(home)], { home, environment })
  expect(ended.status, ended.stderr).toBe(0)
  const told = stub.asked.filter(({ endpoint }) => endpoint !== 'authorize')
  expect(new Set(told.map(({ endpoint }) => endpoint)))
    .toEqual(new Set(['discovery', 'push', 'token', 'jwks', 'userinfo']))
  for (const { endpoint, headers } of told) expect([endpoint, headers['x-gateway'], headers['x-tenant']]).toEqual(
    [endpoint, key, 't1'],
  )
  expect(stub.asked.find(({ endpoint }) => endpoint === 'authorize')?.headers['x-gateway']).toBeUndefined()

  stub.asked.length = 0
  const api = await runTo(
    0, ['api', `${resource.origin}/items`, '--allow-origin', resource.origin, '-H', 'x-own: 1'], { home, environment },
  )
  expect(resource.asked[0]?.headers).toMatchObject({ 'x-own': '1' })
  expect(resource.asked[0]?.headers).not.toHaveProperty('x-gateway')
  const shown = await runTo(0, ['profile', 'show'], { home, environment })
  expect(shown.stdout).toMatch(/header +x-gateway:@\S+gateway\.key x-tenant: <header#[0-9a-f]{4}>/i)
  await runTo(0, ['logout'], { home, environment })
  expect(stub.asked.filter(({ endpoint }) => endpoint === 'revoke').map(({ headers }) => headers['x-gateway']))
    .toEqual([key, key])
  const said = {
    ...readExports(home),
    ...Object.fromEntries([ended, api, shown].map(({ stdout, stderr }, at) => [at, stdout + stderr])),
  }
  for (const [kind, text] of Object.entries(said)) expect(leaksIn(text, new Map([['key', key]])), kind).toEqual([])
  expect(said.har).toMatch(/"name": ?"x-tenant",\s*"value": ?"<header#/)
})

test('the environment’s header is sent, and not kept', { timeout: 60_000 }, async () => {
  const [stub, home] = [await openStub(), freshHome()]
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret, OAUTH_WALK_HEADER: `X-Gateway: ${key}` }
  const ended = await walk(
    [stub.issuer, '--client-id', stub.client.client_id, '--port', '0'], { home, environment }, {}, startInside,
  )
  expect(ended.status, ended.stderr).toBe(0)
  expect(stub.asked.filter(({ headers }) => headers['x-gateway'] === key).length).toBeGreaterThan(3)
  expect((await runTo(0, ['profile', 'show', '--json'], { home })).stdout).not.toContain('header')
})

test.each([
  ['Authorization: Bearer x', 'authorization'], ['DPoP: x', 'dpop'], ['content-type: x', 'content-type'],
  ['Content-Length: 1', 'content-length'], ['host: x', 'host'],
  ['Cookie: a=b', 'cookie'], ['Accept: */*', 'accept'], ['transfer-encoding: chunked', 'transfer-encoding'],
  ['Connection: close', 'connection'], ['TE: x', 'te'],
  [`X-Key: ${key}\r\nHost: evil`, ''], [`X-Key: ${key}ü`, ''], [`x key: ${key}`, ''], ['X-Key:', ''], ['X-Key', ''],
  ['X-Key:@', ''],
])('--header %j is refused before anything is sent, and its value is not repeated', async (field, name) => {
  const { message }
    = await runToError(
      2, ['login', 'sandbox', '--auto', '--header', field], { home: freshHome() },
    ) as { message: string }
  expect(message).toMatch(
    name === ''
      ? '--header must be NAME:VALUE or NAME:@FILE'
      : `--header must be a field that oauth-walk does not set itself and that frames no message, not "${name}"`,
  )
  expect(message).not.toContain(key)
})

test('a refused header in Chinese, and a file that is not there', async () => {
  const home = freshHome()
  const refused = await runInside(['login', 'sandbox', '--auto', '--header', 'Host: x', '--lang', 'zh'], { home })
  expect([refused.status, refused.stderr]).toEqual([
    2, expect.stringContaining('--header 的值无效，要求：不由 oauth-walk 自己设置、也不影响消息边界的字段') as string,
  ])
  expect(
    await runToError(2, ['login', 'sandbox', '--auto', '--header', `X:@${join(home, 'none')}`], { home }),
  ).toMatchObject(
    { code: 'file-unreadable' },
  )
})
