import { expect, test } from 'vitest'
import { secretsOfRequest } from '../../src/secrets/brought.ts'
import { maskAnswer, maskRequest } from '../../src/secrets/message.ts'
import { Secrets } from '../../src/secrets/secrets.ts'
import type { WireRequest } from '../../src/wire.ts'

const token = 'canary-access-token-0123456789'
const session = 'canary-session-0123456789'

test('the token and the session’s id are seen in no message to an MCP server, and in none that it echoes', () => {
  const secrets = new Secrets()
  secrets.remember('access_token', token)
  const request: WireRequest = {
    purpose: 'mcp', method: 'POST', url: 'https://mcp.example/mcp',
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    headers: { authorization: `Bearer ${token}`, 'mcp-session-id': session, 'mcp-protocol-version': '2025-11-25' },
    until: () => () => true,
  }
  secrets.rememberAll(secretsOfRequest(request, {}))
  const answer = {
    status: 200, headers: { 'content-type': 'text/event-stream', 'mcp-session-id': session },
    body: `event: message\ndata: ${JSON.stringify({
      jsonrpc: '2.0', id: 1, result: { tools: [{ name: 'a', description: `you sent ${token}` }] },
    })}\n\n`,
  }
  const shown = { request: maskRequest(secrets, request, {}), answer: maskAnswer(secrets, request, answer, {}) }
  expect(JSON.stringify(shown)).not.toMatch(/canary/)
  expect(shown.request).not.toHaveProperty('until')
  expect(JSON.stringify(shown)).toContain('tools/list')
  expect(shown.request.headers['mcp-protocol-version']).toBe('2025-11-25')
})
