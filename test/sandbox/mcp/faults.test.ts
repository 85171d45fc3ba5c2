import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { variants } from '../../../src/sandbox/misbehave/index.ts'
import type { Visit } from '../../../src/mcp/index.ts'
import { failureOf } from '../../transport/support.ts'
import { goTo } from '../../mcp/stub.ts'
import type { Json } from '../support.ts'
import { openMcp } from './support.ts'

const root = '/.well-known/oauth-protected-resource'
const challengeOf = (visited: Visit) =>
  visited.ended === 'challenged' ? visited.answer.headers['www-authenticate'] : undefined
const read = async (url: string): Promise<Json> => {
  const answer = await fetch(url)
  return answer.ok ? await answer.json() as Json : { status: answer.status }
}

describe('what a server without a token sees', () => {
  test.each<[fault: string, challenge: (issuer: string) => string | undefined]>([
    ['mcp-challenge-missing', () => undefined], ['mcp-challenge-bare', () => 'Bearer scope="mcp:read"'],
    ['mcp-challenge-unquoted', issuer => `Bearer resource_metadata=${issuer}${root}/mcp, scope=mcp:read`],
    ['mcp-challenge-dead-link', issuer => `Bearer resource_metadata="${issuer}/nowhere", scope="mcp:read"`],
    ['mcp-metadata-missing', () => 'Bearer scope="mcp:read"'],
  ])('%s', async (misbehave, challenge) => {
    const { sandbox: { issuer }, resource } = await openMcp({ misbehave })
    const visited = await goTo(resource)
    expect(visited).toMatchObject({ ended: 'challenged', answer: { status: 401 } })
    expect(challengeOf(visited)).toBe(challenge(issuer))
  })

  test.each<[fault: string, path: string, document: (issuer: string) => Json]>([
    ['mcp-metadata-missing', `${root}/mcp`, () => ({ status: 404 })],
    ['mcp-metadata-differs', root, issuer => ({ resource: issuer })],
    ['mcp-metadata-differs', `${root}/mcp`, issuer => ({ resource: `${issuer}/mcp` })],
    ['mcp-resource-root', `${root}/mcp`, issuer => ({ resource: issuer })],
    ['mcp-resource-fixed', `${root}/mcp`, issuer => ({ resource: `${issuer}/other` })],
    ['mcp-resource-scheme', `${root}/mcp`, issuer => ({ resource: `${issuer.replace('http', 'https')}/mcp` })],
    ['mcp-issuer-slash', `${root}/mcp`, issuer => ({ authorization_servers: [`${issuer}/`] })],
    ['mcp-two-servers', `${root}/mcp`, issuer => ({ authorization_servers: [`${issuer}/elsewhere`, issuer] })],
    ['mcp-no-server', `${root}/mcp`, () => ({ authorization_servers: [] })],
    ['mcp-issuer-host', '/.well-known/oauth-authorization-server', () => ({ issuer: 'https://other.example' })],
    [
      'mcp-pkce-missing', '/.well-known/oauth-authorization-server',
      () => ({ code_challenge_methods_supported: undefined }),
    ],
    ['mcp-openid-only', '/.well-known/oauth-authorization-server', () => ({ status: 404 })],
    ['mcp-issuer-path', '/.well-known/oauth-authorization-server/tenant', () => ({ status: 404 })],
    [
      'mcp-issuer-path', '/tenant/.well-known/openid-configuration',
      issuer => ({ issuer: `${issuer}/tenant`, token_endpoint: `${issuer}/token` }),
    ],
    ['mcp-document-port', '/client.json', () => ({ redirect_uris: ['http://127.0.0.1:3000/callback'] })],
    ['mcp-moved', `${root}/mcp`, () => ({ status: 404 })],
  ])('%s at %s', async (misbehave, path, document) => {
    const { sandbox: { issuer } } = await openMcp({ misbehave })
    const wanted = document(issuer)
    const came = await read(issuer + path)
    expect(Object.fromEntries(Object.keys(wanted).map(name => [name, came[name]]))).toEqual(wanted)
  })

  test('mcp-moved and mcp-old-transport end the visit', async () => {
    const moved = await openMcp({ misbehave: 'mcp-moved' })
    expect((await failureOf(goTo(moved.resource), 'mcp-moved')).details).toMatchObject({
      location: `${moved.resource}/`,
    })
    expect(challengeOf(await goTo(`${moved.resource}/`))).toContain('Bearer')
    await failureOf(goTo((await openMcp({ misbehave: 'mcp-old-transport' })).resource), 'mcp-transport-old')
  })

  test('mcp-lazy: the first challenge comes behind initialize', async () => {
    const { resource } = await openMcp({ misbehave: 'mcp-lazy' })
    expect(await goTo(resource, { version: '2025-11-25' })).toMatchObject({
      ended: 'challenged', method: 'tools/list', learnt: { server: { name: 'oauth-walk-sandbox' } },
    })
  })
})

describe('what a server with a token sees', () => {
  test.each([['mcp-expired-307', 'redirect-refused']] as const)('%s is told as %s', async (misbehave, code) => {
    await failureOf(goTo((await openMcp({ misbehave })).resource, {}, 'Bearer x'), code)
  })

  test.each([
    'mcp-expired-200', 'mcp-expired-400', 'mcp-expired-403',
  ])('%s is handed over without a challenge', async (misbehave) => {
    const visited = await goTo((await openMcp({ misbehave })).resource, {}, 'Bearer x')
    expect([visited.ended, challengeOf(visited)]).toEqual(['challenged', undefined])
  })

  test.each([
    'mcp-stateless', 'mcp-audience-unbound', 'mcp-lazy', 'mcp-challenge-missing',
  ])('%s lists the tools', async (misbehave) => {
    const { resource, tokenFor } = await openMcp({ misbehave })
    const { access_token: token } = await tokenFor('mcp:read')
    expect(decodeJwt(String(token)).aud).toBe(misbehave === 'mcp-audience-unbound' ? 'https://other.example' : resource)
    expect(await goTo(resource, { version: '2025-11-25' }, `Bearer ${String(token)}`)).toMatchObject({
      ended: 'done', learnt: { tools: [{ name: 'greet' }, { name: 'write_note' }] },
    })
  })

  test('every fault of an MCP server is one of a sandbox that is such a server', () => {
    const own = variants.filter(({ name }) => name.startsWith('mcp-'))
    expect(own.length).toBeGreaterThan(20)
    expect(own.filter(({ settings }) => settings?.['as'] !== 'mcp')).toEqual([])
  })
})
