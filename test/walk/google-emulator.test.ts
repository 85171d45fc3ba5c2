import { createServer as createHttpServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { createServer } from '@emulators/core'
import googlePlugin, { seedFromConfig } from '@emulators/google'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside, walkInside } from '../support/inside.ts'
import { freePort, listen, release } from '../support/ports.ts'
import { documentOf, storedSessions, type Json } from '../support/walks.ts'

const client = { client_id: 'walker.apps.googleusercontent.com', client_secret: 'GOCSPX-walker-secret' }

/**
 * The words of a login at the imitation of Google of the emulate project, which others wrote; it compares redirect URIs
 * to the letter.
 */
async function startGoogle(): Promise<string[]> {
  const port = await freePort()
  const server = createHttpServer()
  onTestFinished(async () => release(server))
  const origin = await listen(server)
  const { app, store } = createServer(googlePlugin, { baseUrl: origin })
  seedFromConfig(store, origin, {
    users: [{ email: 'zhangsan@example.com', name: '张三' }],
    oauth_clients: [{ ...client, redirect_uris: [`http://127.0.0.1:${port}/callback`] }],
  })
  server.on('request', (incoming, outgoing) => void (async () => {
    const body = incoming.method === 'POST' ? { body: await buffer(incoming) } : {}
    const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
      name, [value].flat().join(', '),
    ])
    const answer = await app.request(origin + (incoming.url ?? '/'), {
      method: incoming.method ?? 'GET', headers, ...body,
    })
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()))
  })())
  return [
    'google', '--provider-origin', origin, '--client-id', client.client_id, '--port', String(port), '--timeout', '90',
    '--json',
  ]
}

const settings = (home: string, secret = client.client_secret) => ({
  home, environment: { OAUTH_WALK_CLIENT_SECRET: secret },
})

describe('the preset for Google, against the imitation of the emulate project', () => {
  // This version signs its ID tokens with HS256 and publishes no keys, unlike Google: such a token is refused, see
  // below.
  test('walks the six steps with PKCE, refreshes, and asks for the user again', async () => {
    const home = freshHome()
    const ended = await walkInside([...await startGoogle(), '--scope', 'email profile'], settings(home))
    expect(ended.status, ended.stderr).toBe(0)
    expect(documentOf(ended)).toMatchObject({
      ok: true, refreshable: true, userinfo: { email: 'zhangsan@example.com', name: '张三' },
    })
    expect((documentOf(ended)['steps'] as Json[]).map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6])
    const refreshed = await runInside(['token', 'refresh', '--json'], { home })
    expect(refreshed.status, refreshed.stderr).toBe(0)
    expect((await runInside(['userinfo'], { home })).stdout).toContain('zhangsan@example.com')
  })

  test('an ID token that would be signed with HS256 is told before the browser opens, and nothing is saved', async () => {
    const home = freshHome()
    const ended = await walkInside(await startGoogle(), settings(home))
    expect(ended.status).toBe(4)
    expect(documentOf(ended)).toMatchObject({ error: { code: 'id-token-algorithm', step: 'start' } })
    expect(storedSessions(home)).toEqual([])
  })

  test('a wrong secret is told as one', async () => {
    const ended = await walkInside(
      [...await startGoogle(), '--scope', 'email'], settings(freshHome(), 'GOCSPX-another-secret'),
    )
    expect(ended.status).toBe(3)
    expect(documentOf(ended)).toMatchObject({
      error: {
        code: 'token-refused', diagnosis: 'client-secret-wrong', provider: { error: 'invalid_client', status: 401 },
      },
    })
  })
})
