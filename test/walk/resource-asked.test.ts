import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Secrets } from '../../src/secrets/secrets.ts'
import type { Started } from '../../src/walk/1-start.ts'
import type { Tokens } from '../../src/walk/5-token.ts'
import type { Walk } from '../../src/walk/context.ts'
import { visitResource } from '../../src/walk/visit-resource.ts'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { listen, release } from '../support/ports.ts'
import { openStub } from '../support/stub-provider.ts'
import { documentOf, walk, type Json } from '../support/walks.ts'

/** An API that answers every request by this status. */
async function openApi(status: number): Promise<{ url: string, asked: string[] }> {
  const asked: string[] = []
  const server = createServer(({ method, headers }, response) => {
    asked.push(`${method ?? ''} ${headers.authorization ?? ''}`)
    response.writeHead(status, { 'content-type': 'text/plain' }).end('hello')
  })
  const origin = await listen(server)
  onTestFinished(() => release(server))
  return { url: `${origin}/orders`, asked }
}

async function login(...words: string[]) {
  const stub = await openStub()
  const home = freshHome()
  const ended = await walk(
    [stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--timeout', '90', '--json', ...words], {
      home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
    }, {}, startInside,
  )
  const findings = (documentOf(ended)['findings'] ?? []) as Json[]
  return {
    ended, home, document: documentOf(ended), codes: findings.map(({ code }) => code), userinfo: stub.counts.userinfo,
  }
}

describe('a login for a resource (RFC 8707)', () => {
  test.each([
    ['GET', []], ['POST', ['--resource-method', 'POST']],
  ])('opens it by %s, and sends the token to no userinfo endpoint', async (method, words) => {
    const { url, asked } = await openApi(200)
    const { ended, document, userinfo } = await login('--resource', url, ...words)
    expect([ended.status, userinfo, asked], ended.stderr).toEqual([
      0, 0, [expect.stringMatching(new RegExp(`^${method} Bearer \\S+$`))],
    ])
    expect(document).toMatchObject({ resource: { status: 200, content_type: 'text/plain' }, subject: '248289761001' })
  })

  test('is over where the resource refuses the token, which is kept', async () => {
    const { url } = await openApi(401)
    const { ended, document, userinfo } = await login('--resource', url)
    expect([ended.status, userinfo]).toEqual([3, 0])
    expect(document['error']).toMatchObject({ code: 'resource-refused', step: 'userinfo', session_saved: true })
  })

  test('names no flag that login lacks where the resource refuses the request', async () => {
    const { url } = await openApi(500)
    const { document } = await login('--resource', url)
    expect(document['error']).toMatchObject({
      code: 'resource-refused', hint: expect.not.stringContaining('--include') as string,
    })
    expect((document['error'] as Json)['hint']).toContain('-v')
  })

  test.each([404, 405])('takes an address that answers %i for a mere name', async (status) => {
    const { url } = await openApi(status)
    const { ended, document, userinfo } = await login('--resource', url)
    expect([ended.status, userinfo, document['resource']]).toEqual([0, 0, { status, content_type: 'text/plain' }])
  })

  test.each([
    ['no address', ['--resource', 'urn:example:orders']],
    ['several', ['--resource', 'https://one.example', '--resource', 'https://two.example']],
  ])('opens nothing where it is for %s, and says so', async (_, words) => {
    const { ended, home, document, codes, userinfo } = await login(...words)
    expect([ended.status, userinfo, document['resource'], codes], ended.stderr).toEqual([
      0, 0, null, ['resource-ignored', 'userinfo-left-out'].filter(code => codes.includes(code)),
    ])
    expect(codes).toContain('userinfo-left-out')
    const later = await startInside(['userinfo'], { home }).ended
    expect([later.status, later.stderr]).toEqual([
      0, expect.stringContaining('it is not sent to the userinfo endpoint') as string,
    ])
  })

  test.each([
    ['--resource', 'https://u:canary-pw@api.example'], ['--protected-resource', 'https://u:canary-pw@api.example/mcp'],
    ['--authorization-server', 'https://canary-pw@as.example'],
  ])('refuses %s with a password in it before anything is sent or shown', async (flag, address) => {
    const { ended, document } = await login(flag, address)
    expect(document['error']).toMatchObject({
      code: 'setting-invalid', exit_code: 2,
      message: expect.stringContaining('without user name and password') as string,
    })
    expect(`${ended.stdout}${ended.stderr}`).not.toMatch(/canary-pw@/)
  })

  test('says that nobody was asked where the host is none', async () => {
    const codes: unknown[] = []
    const walk = {
      observers: [(event: Json) => void codes.push(event['code'] ?? event['type'])], secrets: new Secrets(),
      extensions: [], now: () => 0, elapsed: () => 0,
    } as unknown as Walk
    const target = {
      url: 'https://orders.example/', refusals: [], visit: async () => ({ status: null, content_type: null }),
    }
    await visitResource(walk, target, {} as Started, { access_token: walk.secrets.keep('access_token', 'a') } as Tokens)
    expect(codes).toEqual(['resource-nowhere', 'resource-opened'])
  })
})
