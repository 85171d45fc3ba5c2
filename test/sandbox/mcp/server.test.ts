import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { goTo } from '../../mcp/stub.ts'
import { openMcp } from './support.ts'

const get = async (url: string) => await (await fetch(url)).json()

describe('the sandbox as an MCP server', () => {
  test('publishes what it is for at both addresses, and challenges who comes without a token', async () => {
    const { sandbox: { issuer, mcp }, resource } = await openMcp()
    expect(mcp).toEqual({
      resource, scopes: ['mcp:read', 'mcp:write'],
      tools: [{ name: 'greet', scope: 'mcp:read' }, { name: 'write_note', scope: 'mcp:write' }],
    })
    const document = { resource, authorization_servers: [issuer], scopes_supported: ['mcp:read', 'mcp:write'] }
    for (const path of ['/.well-known/oauth-protected-resource/mcp', '/.well-known/oauth-protected-resource']) expect(
      await get(issuer + path),
    ).toMatchObject(document)
    expect(await get(`${issuer}/.well-known/oauth-authorization-server`)).toMatchObject({
      registration_endpoint: expect.any(String) as string, code_challenge_methods_supported: ['S256'],
    })
    expect(await goTo(resource)).toMatchObject({
      ended: 'challenged', method: 'server/discover',
      answer: {
        status: 401,
        headers: {
          'www-authenticate':
            `Bearer resource_metadata="${issuer}/.well-known/oauth-protected-resource/mcp", scope="mcp:read"`,
        },
      },
    })
  })

  test('lists its tools in each version of the protocol to who has a token for it, page by page', async () => {
    const { resource, tokenFor } = await openMcp()
    const { access_token: token, scope } = await tokenFor('mcp:read')
    expect([scope, decodeJwt(String(token)).aud]).toEqual(['mcp:read', resource])
    for (const version of [undefined, '2025-03-26', '2025-06-18', '2025-11-25'] as const) {
      const visited = await goTo(
        resource, { version, call: { name: 'greet', arguments: { name: '张三' } } }, `Bearer ${String(token)}`,
      )
      expect(visited).toMatchObject({
        ended: 'done',
        learnt: {
          server: { name: 'oauth-walk-sandbox', protocol_version: version ?? '2026-07-28' },
          called: { is_error: false, content: [{ type: 'text', text: 'Hello, 张三.' }] },
          tools: [
            { name: 'greet', description: 'Says hello to somebody.\nIt changes nothing.' },
            { name: 'write_note', description: 'Writes a note, which nobody keeps.\nIt needs a scope of its own.' },
          ],
        },
      })
    }
  })

  test('wants another scope for the tool that changes something, and names it alone', async () => {
    const { resource, tokenFor } = await openMcp()
    const call = { name: 'write_note', arguments: { text: 'milk' } }
    const visited = await goTo(resource, { call }, `Bearer ${String((await tokenFor('mcp:read'))['access_token'])}`)
    expect(visited).toMatchObject({
      ended: 'challenged', method: 'tools/call',
      answer: {
        status: 403,
        headers: {
          'www-authenticate': expect.stringMatching(/error="insufficient_scope".*scope="mcp:write"/) as string,
        },
      },
    })
    const allowed = await goTo(
      resource, { call }, `Bearer ${String((await tokenFor('mcp:read mcp:write'))['access_token'])}`,
    )
    expect(allowed).toMatchObject({ ended: 'done', learnt: { called: { content: [{ text: 'Noted: milk' }] } } })
  })

  test('refuses a token that is for something else, and one that nobody made', async () => {
    const { resource, tokenFor } = await openMcp()
    const elsewhere = await tokenFor('openid', false)
    for (const token of [String(elsewhere['access_token']), 'eyJhbGciOiJub25lIn0.e30.']) {
      expect(await goTo(resource, {}, `Bearer ${token}`)).toMatchObject({
        ended: 'challenged',
        answer: {
          status: 401, headers: { 'www-authenticate': expect.stringContaining('error="invalid_token"') as string },
        },
      })
    }
  })

  test('is not there where none is wanted', async () => {
    const { sandbox: { issuer, mcp } } = await openMcp({ mcp: false })
    expect([mcp, (await fetch(`${issuer}/mcp`, { method: 'POST' })).status]).toEqual([undefined, 404])
  })
})
