import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { client, startLockedProvider } from '../support/locked-provider.ts'
import { listen, release } from '../support/ports.ts'
import { documentOf, type Json } from '../support/walks.ts'
import { login } from './going.ts'

const required = {
  features: { pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true } },
}

describe('a pushed authorization request', () => {
  test('goes by itself where the metadata demands it: the browser carries nothing but a reference', async () => {
    const provider = await startLockedProvider(required)
    const ended = await login(provider.issuer, [])
    expect(ended.status, ended.stderr).toBe(0)
    expect(provider.at('/request')).toHaveLength(1)
    expect(provider.at('/request')[0]?.body).toContain('code_challenge=')
    expect([...new URLSearchParams(provider.at('/auth')[0]?.query).keys()]).toEqual(['client_id', 'request_uri'])
  })

  test('goes where it is asked for, and is kept so in the profile', async () => {
    const provider = await startLockedProvider({ features: { pushedAuthorizationRequests: { enabled: true } } })
    const home = freshHome()
    expect((await login(provider.issuer, [], { home })).status).toBe(0)
    expect(provider.at('/request')).toHaveLength(0)
    expect((await login(provider.issuer, ['--par'], { home })).status).toBe(0)
    expect((await login(provider.issuer, [], { home })).status).toBe(0)
    expect(provider.at('/request')).toHaveLength(2)
  })

  test('is two messages of the story, the exports and the diagram, with what it asks for and how long the reference is good', async () => {
    const provider = await startLockedProvider(required)
    const home = freshHome()
    const ended = await login(
      provider.issuer,
      [
        '--explain', '--save', 'walk.json', '--html', 'walk.html', '--mermaid', 'walk.mmd', '--har', 'walk.har',
        '--curl', 'walk.sh',
      ],
      { home },
    )
    expect(ended.status, ended.stderr).toBe(0)
    expect(ended.stderr).toMatch(
      /pushed authorization request {2}POST \S+\/request[^]*code_challenge [^]*pushed authorization response {2}201[^]*expires_in +60/,
    )
    const read = (name: string) => readFileSync(join(home, name), 'utf8')
    const { events } = JSON.parse(read('walk.json')) as { events: Json[] }
    expect(events.filter(({ type }) => type === 'message').map(({ name }) => name).slice(0, 4)).toEqual([
      'start', 'push-request', 'push-response', 'authorization-request',
    ])
    expect(read('walk.mmd')).toMatch(/pushed authorization request[^]*pushed authorization response/)
    for (const name of ['walk.html', 'walk.har', 'walk.sh']) expect(read(name), name).toContain('code_challenge')
    for (const name of [
      'walk.json', 'walk.html', 'walk.mmd', 'walk.har', 'walk.sh',
    ]) expect(read(name), name).not.toContain(client.client_secret)
  })

  test('that nothing takes is told before the browser opens', async () => {
    const provider = await startLockedProvider({ features: { pushedAuthorizationRequests: { enabled: false } } })
    const ended = await login(provider.issuer, ['--par', '--json'])
    expect(ended.status).toBe(2)
    const { error } = documentOf(ended) as { error: Json }
    expect(error).toMatchObject({
      code: 'push-endpoint-missing',
      hint: expect.stringContaining('--pushed-authorization-request-endpoint URL') as string,
    })
    expect(provider.at('/auth')).toEqual([])
  })

  test('goes to an endpoint that is given by hand', async () => {
    const provider = await startLockedProvider({
      features: { pushedAuthorizationRequests: { enabled: true } },
      discovery: { pushed_authorization_request_endpoint: undefined },
    })
    const ended = await login(provider.issuer, [
      '--par', '--pushed-authorization-request-endpoint', `${provider.issuer}/request`,
    ])
    expect(ended.status, ended.stderr).toBe(0)
    expect(provider.at('/request')).toHaveLength(1)
  })

  test('that is refused ends the walk before anybody signs in', async () => {
    const provider = await startLockedProvider(required)
    const ended = await login(provider.issuer, ['--json'], { environment: { OAUTH_WALK_CLIENT_SECRET: 'wrong' } })
    expect(ended.status).toBe(3)
    expect((documentOf(ended) as { error: Json }).error).toMatchObject({
      code: 'push-refused', step: 'redirect', provider: { error: 'invalid_client' },
    })
    expect(provider.at('/auth')).toEqual([])
  })

  test('that is answered with a reference of 20,000 characters ends the walk: what is too long is named, with the limit', async () => {
    const provider = await startLockedProvider(required)
    const body = JSON.stringify({ request_uri: `urn:x:${'r'.repeat(20_000)}`, expires_in: 60 })
    const endpoint = createServer((_request, response) =>
      void response.writeHead(201, { 'content-type': 'application/json' }).end(body))
    const origin = await listen(endpoint)
    const words = ['--pushed-authorization-request-endpoint', `${origin}/request`, '--json']
    const [ended, chinese] = [
      await login(provider.issuer, words),
      await login(provider.issuer, words, { environment: { OAUTH_WALK_LANG: 'zh' } }),
    ]
    await release(endpoint)
    expect((documentOf(ended) as { error: Json }).error).toMatchObject({
      code: 'request-too-long', step: 'redirect', exit_code: 2,
      message: expect.stringContaining('servers take 8000 at most') as string,
      cause: expect.stringContaining('request_uri alone has 20006. The provider gave it') as string,
    })
    expect(JSON.stringify(documentOf(chinese))).toContain('仅 request_uri 就有 20006 个字符')
    expect(provider.at('/auth')).toEqual([])
  })

  test('that is answered with an empty reference ends the walk before anybody signs in', async () => {
    const provider = await startLockedProvider(required)
    const endpoint = createServer((_request, response) =>
      void response.writeHead(201, { 'content-type': 'application/json' }).end('{"request_uri":"","expires_in":60}'))
    const origin = await listen(endpoint)
    const ended = await login(provider.issuer, [
      '--pushed-authorization-request-endpoint', `${origin}/request`, '--json',
    ])
    await release(endpoint)
    expect(ended.status).toBe(3)
    expect((documentOf(ended) as { error: Json }).error).toMatchObject({
      code: 'unreadable-answer', step: 'redirect',
      message: expect.stringMatching(/request_uri is empty \(status 201, application\/json\)/) as unknown,
    })
    expect(provider.at('/auth')).toEqual([])
  })
})
