import { describe, expect, test } from 'vitest'
import { protocolVersions } from '../../src/mcp/index.ts'
import { failureOf } from '../transport/support.ts'
import { answerAll, bad, goTo, ok, startStub, type Answer, type Asked } from './stub.ts'

const token = 'Bearer canary-token'
const methods = (asked: Asked[]) => asked.map(({ method, message }) => message.method ?? method)

describe('a server that begins with initialize', () => {
  test('is found behind its refusal of server/discover, and its tools are listed', async () => {
    const { url, asked } = await startStub(one => answerAll(one))
    expect(await goTo(url, {}, token)).toEqual({
      ended: 'done',
      learnt: {
        server: { name: 'stub', version: '1', protocol_version: '2025-11-25', offers_tools: true },
        tools: [{ name: 'one', input_schema: { type: 'object' } }], is_cut: false, excluded: [],
      },
    })
    expect(methods(asked)).toEqual(['server/discover', 'initialize', 'notifications/initialized', 'tools/list'])
    expect(asked.map(({ headers }) => headers['mcp-protocol-version'])).toEqual([
      '2026-07-28', undefined, '2025-11-25', '2025-11-25',
    ])
    expect(asked.every(({ headers }) =>
      headers.authorization === token && headers.accept === 'application/json, text/event-stream')).toBe(true)
    expect(JSON.stringify(asked.map(({ message }) => message))).not.toContain('canary')
  })

  test('that opens a session gets its id back in each request, and a DELETE at the end, whatever it says to that', async () => {
    const { url, asked } = await startStub(one =>
      one.method === 'DELETE'
        ? { status: 405 }
        : { ...answerAll(one), ...one.message.method === 'initialize' && { headers: { 'mcp-session-id': 'abc-1' } } })
    expect(await goTo(url)).toMatchObject({ ended: 'done' })
    expect(asked.map(({ headers }) => headers['mcp-session-id'])).toEqual([
      undefined, undefined, 'abc-1', 'abc-1', 'abc-1',
    ])
    expect(asked.at(-1)?.method).toBe('DELETE')
  })

  test.each(
    protocolVersions.filter(version => version !== '2026-07-28'),
  )('is spoken to in %s alone where that is wanted', async (version) => {
    const { url, asked } = await startStub(one => answerAll(one))
    expect(await goTo(url, { version })).toMatchObject({ learnt: { server: { protocol_version: version } } })
    expect(asked[0]?.message).toMatchObject({
      method: 'initialize', params: { protocolVersion: version, clientInfo: { name: 'oauth-walk' } },
    })
  })

  test('may answer in another version, and in a batch', async () => {
    const { url, asked } = await startStub((one) => {
      const { json } = answerAll(one) as { json: { result?: object } }
      if (one.message.method !== 'initialize') return answerAll(one)
      return {
        json: [
          { jsonrpc: '2.0', method: 'notifications/message' },
          { ...json, result: { ...json.result, protocolVersion: '2024-11-05' } },
        ],
      }
    })
    expect(await goTo(url)).toMatchObject({ learnt: { server: { protocol_version: '2024-11-05' } } })
    expect(asked.at(-1)?.headers['mcp-protocol-version']).toBe('2024-11-05')
  })
})

describe('a server of 2026-07-28', () => {
  const modern = ({ message: { id, method } }: Asked): Answer => {
    if (method === 'server/discover')
      return ok(id, {
        supportedVersions: ['2026-07-28'], capabilities: { tools: {} }, instructions: 'Be kind.\nAlways.',
        _meta: { 'io.modelcontextprotocol/serverInfo': { name: 'new', version: '2' } },
      })
    if (method === 'tools/list')
      return ok(id, {
        tools: [
          {
            name: 'wéird',
            inputSchema: { type: 'object', properties: { region: { type: 'string', 'x-mcp-header': 'Region' } } },
          },
          {
            name: 'broken', inputSchema: { type: 'object', properties: { a: { type: 'number', 'x-mcp-header': 'A' } } },
          },
        ],
      })
    return ok(id, {
      resultType: 'complete', content: [{ type: 'text', text: 'done' }, { type: 'image', data: 'AA==' }], isError: true,
    })
  }

  test('gets no initialize: every request says for itself who asks', async () => {
    const { url, asked } = await startStub(modern)
    const visited = await goTo(url, { call: { name: 'wéird', arguments: { region: ' 北京' } } })
    expect(visited).toMatchObject({
      ended: 'done',
      learnt: {
        server: { name: 'new', version: '2', instructions: 'Be kind. Always.', protocol_version: '2026-07-28' },
        tools: [{ name: 'wéird' }], excluded: ['broken'],
      },
    })
    expect(visited.learnt.called).toEqual({
      name: 'wéird', is_error: true, content: [{ type: 'text', text: 'done' }, { type: 'image' }],
    })
    expect(methods(asked)).toEqual(['server/discover', 'tools/list', 'tools/call'])
    for (const { headers, message } of asked) {
      expect(headers).toMatchObject({ 'mcp-protocol-version': '2026-07-28', 'mcp-method': message.method })
      expect(message.params?.['_meta']).toMatchObject({
        'io.modelcontextprotocol/protocolVersion': '2026-07-28', 'io.modelcontextprotocol/clientCapabilities': {},
      })
    }
    expect(asked[2]?.headers).toMatchObject({
      'mcp-name': '=?base64?d8OpaXJk?=', 'mcp-param-region': '=?base64?IOWMl+S6rA==?=',
    })
  })

  test('that offers an older version too is spoken to in that one, and one that offers none is told', async () => {
    const older = await startStub(one =>
      one.message.method === 'server/discover'
        ? bad(one.message.id, -32022, 'Unsupported protocol version', { supported: ['2025-06-18'] }, 400)
        : answerAll(one))
    expect(await goTo(older.url)).toMatchObject({ learnt: { server: { protocol_version: '2025-06-18' } } })
    const none = await startStub(one =>
      bad(one.message.id, -32022, 'Unsupported protocol version', { supported: ['2030-01-01'] }, 400))
    expect((await failureOf(goTo(none.url), 'mcp-refused')).details).toMatchObject({
      method: 'server/discover', versions: ['2030-01-01'], rpc_code: -32022,
    })
    expect(none.asked).toHaveLength(1)
  })
})

describe('event streams', () => {
  test('initialize as JSON and tools/list as a stream that stays open, with other messages before the answer', async () => {
    const { url } = await startStub((one) => {
      if (one.message.method !== 'tools/list') return answerAll(one)
      const own = { jsonrpc: '2.0', id: one.message.id, method: 'ping' }
      return { stream: [JSON.stringify(own), 'no json', JSON.stringify((answerAll(one) as { json: unknown }).json)] }
    })
    expect(await goTo(url)).toMatchObject({ ended: 'done', learnt: { tools: [{ name: 'one' }] } })
  })

  test('that go on without the answer end at a limit of their own', async () => {
    const { url } = await startStub(one =>
      one.message.method === 'tools/list'
        ? {
            stream: Array.from(
              { length: 1100 },
              () =>
                JSON.stringify({ jsonrpc: '2.0', method: 'notifications/message', params: { data: 'x'.repeat(1000) } }),
            ),
          }
        : answerAll(one))
    expect((await failureOf(goTo(url), 'answer-too-large')).details).toMatchObject({
      limit_bytes: 1_048_576, purpose: 'mcp',
    })
  })
})

describe('a challenge', () => {
  const challenge = { 'www-authenticate': 'Bearer resource_metadata="http://x/y", scope="a"' }

  test.each([401, 403])('%i is handed over with what was refused, and nothing more is asked', async (status) => {
    const { url, asked } = await startStub(() => ({ status, headers: challenge, body: 'no' }))
    expect(await goTo(url)).toMatchObject({
      ended: 'challenged', method: 'server/discover', answer: { status, headers: challenge }, learnt: {},
    })
    expect(asked).toHaveLength(1)
  })

  test('that comes with a tool leaves what was learnt, and ends the session', async () => {
    const { url, asked } = await startStub((one) => {
      const session = { headers: { 'mcp-session-id': 'one' } }
      return one.message.method === 'tools/call'
        ? { status: 403, headers: challenge }
        : { ...answerAll(one), ...session }
    })
    expect(await goTo(url, { call: { name: 'one', arguments: {} } })).toMatchObject({
      ended: 'challenged', method: 'tools/call', learnt: { server: { name: 'stub' }, tools: [{ name: 'one' }] },
    })
    expect(asked.at(-1)?.method).toBe('DELETE')
  })
})

describe('what is told as a failure', () => {
  test('an error of the server, with its words', async () => {
    const { url } = await startStub(one =>
      one.message.method === 'tools/list' ? bad(one.message.id, -32603, 'boom \u001b[31mred') : answerAll(one))
    expect((await failureOf(goTo(url), 'mcp-refused')).details).toMatchObject({
      method: 'tools/list', rpc_code: -32603, rpc_message: 'boom red',
    })
  })

  test('a status without a word of JSON-RPC', async () => {
    const { url } = await startStub(() => ({ status: 502, body: 'bad gateway' }))
    expect((await failureOf(goTo(url), 'mcp-refused')).details).toMatchObject({
      method: 'initialize', provider: { status: 502, error_description: 'bad gateway' },
    })
  })

  test('a page where JSON-RPC belongs', async () => {
    const { url } = await startStub(() => ({
      body: '<html><title>Hello</title>', headers: { 'content-type': 'text/html' },
    }))
    expect((await failureOf(goTo(url), 'unreadable-answer')).details).toMatchObject({
      method: 'initialize', title: 'Hello',
    })
  })

  test.each<[string, object, object]>([
    ['the id of another request', { id: 99, result: {} }, { fault: 'other-id', id_sent: 1, id_came: '99' }],
    ['no id', { result: {} }, { fault: 'other-id', id_sent: 1 }],
    ['a text for a result', { id: 1, result: 'hello' }, { fault: 'member', member: 'result', kind: 'string' }],
    [
      'a version that is a number', { id: 1, result: { protocolVersion: 2025 } },
      { fault: 'member', member: 'protocolVersion', kind: 'number' },
    ],
    ['nothing that is a result', { id: 1 }, { fault: 'incomplete' }],
  ])('an answer to initialize with %s', async (_what, json, details) => {
    const { url } = await startStub(one =>
      one.message.method === 'initialize' ? { json: { jsonrpc: '2.0', ...json } } : answerAll(one))
    expect((await failureOf(goTo(url), 'unreadable-answer')).details).toMatchObject(details)
  })

  test('an event stream that ends with the answer to another request', async () => {
    const { url } = await startStub(one =>
      one.message.method === 'tools/list'
        ? {
            headers: { 'content-type': 'text/event-stream' },
            body: `data: ${JSON.stringify({ jsonrpc: '2.0', id: 99, result: { tools: [] } })}\n\n`,
          }
        : answerAll(one))
    expect((await failureOf(goTo(url), 'unreadable-answer')).details).toMatchObject({
      method: 'tools/list', fault: 'other-id', id_sent: 2, id_came: '99',
    })
  })

  test('a list of tools that is none', async () => {
    const { url } = await startStub(one =>
      one.message.method === 'tools/list' ? ok(one.message.id, { tools: {} }) : answerAll(one))
    expect((await failureOf(goTo(url), 'unreadable-answer')).details).toMatchObject({
      fault: 'member', member: 'tools', kind: 'object',
    })
  })

  test('a redirect to the same server, with the address to use, and one that leads elsewhere', async () => {
    const own = await startStub(() => ({ status: 307, headers: { location: '/mcp/' } }))
    expect((await failureOf(goTo(own.url, {}, token), 'mcp-moved')).details).toMatchObject({
      location: `${own.url}/`, status: 307, carries_secret: true,
    })
    expect((await failureOf(goTo(own.url), 'mcp-moved')).details).toMatchObject({ carries_secret: false })
    const other = await startStub(() => ({ status: 307, headers: { location: 'https://elsewhere.example/mcp' } }))
    expect((await failureOf(goTo(other.url, {}, token), 'redirect-refused')).details).toMatchObject({
      carries_secret: true,
    })
    expect([own.asked, other.asked].map(({ length }) => length)).toEqual([2, 1])
  })

  test.each([404, 405])('the transport of 2024-11-05, behind %i', async (status) => {
    const { url } = await startStub(one =>
      one.method === 'GET'
        ? { headers: { 'content-type': 'text/event-stream' }, body: 'event: endpoint\ndata: /messages?id=1\n\n' }
        : { status })
    expect((await failureOf(goTo(url), 'mcp-transport-old')).details).toMatchObject({
      endpoint: '/messages?id=1', status,
    })
  })

  test('no old transport where a GET opens a stream without a word', async () => {
    const { url } = await startStub(one => one.method === 'GET' ? { stream: [] } : { status: 404 })
    expect((await failureOf(goTo(url), 'mcp-refused')).details).toMatchObject({ method: 'initialize' })
  })
})

describe('foreign tools', () => {
  test('are asked for page by page, and no cursor twice', async () => {
    const pages: Record<string, [string, string?]> = { '': ['a', 'next'], next: ['b', 'last'], last: ['c', 'next'] }
    const { url } = await startStub((one) => {
      if (one.message.method !== 'tools/list') return answerAll(one)
      const [name, nextCursor] = pages[(one.message.params?.['cursor'] ?? '') as string] ?? []
      return ok(one.message.id, { tools: [{ name }], nextCursor })
    })
    expect(await goTo(url)).toMatchObject({
      learnt: { tools: [{ name: 'a' }, { name: 'b' }, { name: 'c' }], is_cut: true },
    })
  })

  test('are a thousand at most, however many come', async () => {
    let pages = 0
    const { url } = await startStub(one =>
      one.message.method === 'tools/list'
        ? ok(one.message.id, {
            tools: Array.from({ length: 300 }, (_, place) => ({ name: `t${place}` })), nextCursor: `${pages += 1}`,
          })
        : answerAll(one))
    const { learnt } = await goTo(url)
    expect([learnt.tools?.length, learnt.is_cut, pages]).toEqual([1000, true, 4])
  })

  test('go on where the server gives the same place twice, which is said', async () => {
    const { url } = await startStub(one =>
      one.message.method === 'tools/list' ? ok(one.message.id, { tools: [], nextCursor: 'again' }) : answerAll(one))
    expect((await goTo(url)).learnt).toMatchObject({ tools: [], is_cut: true })
  })

  test('come behind as much as a server tells of its progress; for ever is too long', async () => {
    const progress = (count: number) => Array.from(
      { length: count },
      () => JSON.stringify({ jsonrpc: '2.0', method: 'notifications/progress', params: { message: 'x'.repeat(1000) } }),
    )
    const answering = (count: number) => startStub((one) => {
      const { json } = answerAll(one) as { json: object }
      return one.message.method === 'tools/list'
        ? { stream: [...progress(count), JSON.stringify(json)] }
        : answerAll(one)
    })
    expect((await goTo((await answering(300)).url)).learnt.tools).toHaveLength(1)
    expect((await failureOf(goTo((await answering(1200)).url), 'answer-too-large')).details).toMatchObject({
      purpose: 'mcp',
    })
  })

  test('are cleaned line by line, without what takes over a terminal', async () => {
    const evil = {
      name: 'a\u001b]8;;http://x\u0007b\u202e', title: 'x'.repeat(300), description: '\n\n first\u0000 line \nsecond',
    }
    const { url } = await startStub(one => answerAll(one, [evil, { name: 7 }, 'no object', { name: '' }]))
    const { learnt } = await goTo(url)
    expect(learnt.tools).toEqual([{ name: 'ab', title: `${'x'.repeat(99)}…`, description: 'first  line\nsecond' }])
  })

  test('need not be there', async () => {
    const { url } = await startStub((one) => {
      const { json } = answerAll(one) as { json: { result: object } }
      if (one.message.method === 'initialize')
        return { json: { ...json, result: { ...json.result, capabilities: {} } } }
      return one.message.method === 'tools/list'
        ? bad(one.message.id, -32601, 'Method not found', undefined, 404)
        : answerAll(one)
    })
    expect(await goTo(url)).toMatchObject({ ended: 'done', learnt: { tools: [], server: { offers_tools: false } } })
  })

  test('are called only where one is named', async () => {
    const { url, asked } = await startStub(one => answerAll(one))
    expect((await goTo(url, { call: { name: 'one', arguments: { a: 1 } } })).learnt.called).toEqual({
      name: 'one', is_error: false, content: [{ type: 'text', text: 'called' }],
    })
    expect(asked.at(-1)?.message).toMatchObject({ method: 'tools/call', params: { name: 'one', arguments: { a: 1 } } })
  })
})
