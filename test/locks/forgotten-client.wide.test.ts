import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { openMcpServer } from '../support/mcp-server.ts'
import { openRegisteringStub } from '../support/registering-stub.ts'
import type { Handler } from '../support/stub-provider.ts'
import { documentOf } from '../support/walks.ts'
import { errorOf, findingsOf, kept, login } from './registering.ts'

describe('a client that the provider has forgotten', () => {
  test('is registered anew, once, and the walk begins again', async () => {
    const { stub, registered } = await openRegisteringStub({
      token: async (asked, own) =>
        registered.length === 1 && own.counts.token > 1
          ? { status: 401, body: { error: 'invalid_client' } }
          : own.good.token(asked, own),
    })
    const home = freshHome()
    expect((await login(stub.issuer, ['--register'], { home })).status).toBe(0)
    const ended = await login(stub.issuer, ['--json'], { home })
    expect([ended.status, registered.length]).toEqual([0, 2])
    expect(ended.stderr)
      .toContain('Client registered-1 is not used any more: the provider does not know it any more (invalid_client).')
    expect(stub.asked.filter(({ endpoint }) => endpoint === 'authorize').map(({ parameters }) =>
      parameters.get('client_id')).slice(1)).toEqual(['registered-1', 'registered-2'])
    expect(documentOf(ended)).toMatchObject({
      client_id: 'registered-2', profile: expect.not.stringMatching(/-[0-9a-f]{8}$/) as string,
    })
    expect(findingsOf(ended)[0]).toMatchObject({
      code: 'client-renewed', message: expect.stringContaining('(invalid_client)') as string,
    })
    expect(kept(home).map(({ record }) => record['client_id'])).toEqual(['registered-2'])
    expect(readdirSync(home).filter(name => /^[pt]-/.test(name))).toHaveLength(2)
  }, 60_000)

  test('is a failure where the provider refuses the next one too, though it has the same id', async () => {
    const { stub, registered } = await openRegisteringStub({
      answer: good => ({ status: 201, body: { ...good, client_id: stub.client.client_id = 'the-same' } }),
      token: async (asked, own) =>
        own.counts.token > 1 ? { status: 401, body: { error: 'invalid_client' } } : own.good.token(asked, own),
    })
    const home = freshHome()
    await login(stub.issuer, ['--register'], { home })
    const ended = await login(stub.issuer, ['--json'], { home })
    expect([ended.status, errorOf(ended)['code'], registered.length, stub.counts.authorize]).toEqual([
      3, 'token-refused', 2, 3,
    ])
  })

  test('is registered anew where it is refused before the browser opens', async () => {
    const { stub, registered } = await openRegisteringStub({
      push: () => ({ status: 401, body: { error: 'invalid_client' } }),
    })
    const home = freshHome()
    expect((await login(stub.issuer, ['--register'], { home })).status).toBe(0)
    const ended = await login(stub.issuer, ['--par', '--json'], { home })
    expect([ended.status, errorOf(ended)['code'], registered.length, stub.counts.authorize]).toEqual([
      3, 'push-refused', 2, 1,
    ])
    expect(ended.stderr).toContain('Client registered-1 is not used any more')
  })

  test(
    'is forgotten at that provider alone: where the walk then moves to another one, the client that is kept there is used',
    async () => {
      const token: Handler = async (asked, own) =>
        forgets && own.counts.token === 2
          ? { status: 401, body: { error: 'invalid_client' } }
          : own.good.token(asked, own)
      let forgets = false
      const metadata = { code_challenge_methods_supported: ['S256'] }
      const [one, other] = [await openRegisteringStub({ metadata, token }), await openRegisteringStub({ metadata })]
      const servers = [other.stub.issuer]
      const server = await openMcpServer({ servers })
      const home = freshHome()
      for (const { stub } of [other, one]) {
        servers[0] = stub.issuer
        expect((await login(server.url, [], { home })).status).toBe(0)
      }
      forgets = true
      let refused = 0
      server.judge(() => {
        if (refused++ > 0) return undefined
        servers[0] = other.stub.issuer
        return {
          status: 401,
          headers: { 'www-authenticate': `Bearer error="invalid_token", resource_metadata="${server.metadata}"` },
        }
      })
      const ended = await login(server.url, ['--json'], { home })
      expect([ended.status, findingsOf(ended).map(({ code }) => code)], ended.stderr).toEqual([0, ['client-renewed']])
      expect([one.registered.length, other.registered.length, documentOf(ended)['issuer']]).toEqual([
        2, 1, other.stub.issuer,
      ])
    }, 60_000,
  )

  test('that was registered just now is a failure', async () => {
    const { stub, registered } = await openRegisteringStub({
      token: () => ({ status: 401, body: { error: 'invalid_client' } }),
    })
    const ended = await login(stub.issuer, ['--register', '--json'])
    expect([ended.status, errorOf(ended)['code'], registered.length]).toEqual([3, 'token-refused', 1])
  })

  test('is found out before the browser where it can be read', async () => {
    const { stub, registered, managed } = await openRegisteringStub({
      manage: () => ({ status: 401, body: { error: 'invalid_token' } }),
    })
    const home = freshHome()
    expect((await login(stub.issuer, ['--register'], { home })).status).toBe(0)
    const ended = await login(stub.issuer, ['--json'], { home })
    expect(ended.status, ended.stderr).toBe(0)
    expect([registered.length, managed, findingsOf(ended).map(({ code }) => code)]).toEqual([
      2, ['GET'], ['client-renewed'],
    ])
  })

  test('is another matter than a provider that does not answer for it', async () => {
    const { stub, registered } = await openRegisteringStub({
      manage: () => ({ status: 503, body: { error: 'temporarily_unavailable' } }),
    })
    const home = freshHome()
    expect((await login(stub.issuer, ['--register'], { home })).status).toBe(0)
    const ended = await login(stub.issuer, ['--json'], { home })
    expect([ended.status, registered.length, findingsOf(ended).map(({ code }) => code)]).toEqual([
      0, 1, ['registration-unread'],
    ])
  })

  test('and one whose secret has expired, are replaced', async () => {
    const { stub, registered } = await openRegisteringStub({
      answer: good => ({
        status: 201, body: { ...good, client_secret_expires_at: registered.length === 1 ? 1000 : 0 },
      }),
    })
    const home = freshHome()
    expect((await login(stub.issuer, ['--register'], { home })).status).toBe(0)
    const ended = await login(stub.issuer, ['--json'], { home })
    expect([ended.status, registered.length]).toEqual([0, 2])
    expect(findingsOf(ended)[0]?.message).toContain('its secret has expired')
  })
})
