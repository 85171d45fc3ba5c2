import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { serve } from '../transport/support.ts'
import { answerAll, goTo, type Asked } from './stub.ts'

type Message = Record<string, unknown>

/** A server that asks for something before it answers a method, and answers once it has heard enough. */
async function startAsking(
  asks: readonly Message[], { before = 'tools/list', wants = asks.length, session = 'session-1' } = {},
) {
  const heard: { message: Message, headers: Asked['headers'] }[] = []
  const { url, server } = await serve((request, response) => void text(request).then(async (body) => {
    const message = (body === '' ? {} : JSON.parse(body)) as Asked['message'] & Message
    if (message.method === undefined && request.method === 'POST') {
      heard.push({ message, headers: request.headers })
      response.writeHead(202).end()
      server.emit('heard')
      return
    }
    const { status = 200, json } = answerAll({ method: request.method ?? '', headers: request.headers, message })
    const opens = message.method === 'initialize' ? { 'mcp-session-id': session } : {}
    if (message.method !== before) {
      response.writeHead(status, { 'content-type': 'application/json', ...opens })
        .end(json === undefined ? '' : JSON.stringify(json))
      return
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', ...opens })
    response.write(asks.map(one => `data: ${JSON.stringify({ jsonrpc: '2.0', ...one })}\n\n`).join(''))
    while (heard.length < wants) await once(server, 'heard')
    response.end(`data: ${JSON.stringify(json)}\n\n`)
  }))
  return { url: `${url}/mcp`, heard }
}

const token = 'Bearer canary-token'
const call = { name: 'one', arguments: {} }

test.each(['initialize', 'tools/list', 'tools/call'])('a ping before the answer to %s is answered', async (before) => {
  const { url, heard } = await startAsking([{ id: 'p1', method: 'ping' }], { before })
  expect(await goTo(url, { call }, token)).toMatchObject({ ended: 'done', learnt: { called: { is_error: false } } })
  expect(heard.map(({ message }) => message)).toEqual([{ jsonrpc: '2.0', id: 'p1', result: {} }])
  expect(heard[0]?.headers).toMatchObject({
    authorization: token, 'mcp-session-id': 'session-1', 'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    ...before === 'initialize' ? {} : { 'mcp-protocol-version': '2025-11-25' },
  })
})

test('what else it asks for is a method that is not there; what asks for nothing gets no answer', async () => {
  const { url, heard } = await startAsking([
    { method: 'notifications/message', params: {} }, { id: 99, result: {} }, { id: null, method: 'ping' },
    { id: 0, method: 'roots/list' }, { id: 'e', method: 'elicitation/create' }, { id: 1, method: 'ping' },
  ], { wants: 3 })
  expect(await goTo(url, {}, token)).toMatchObject({ ended: 'done', learnt: { tools: [{ name: 'one' }] } })
  const missing = { code: -32601, message: 'Method not found' }
  expect(heard.map(({ message }) => message)).toEqual([
    { jsonrpc: '2.0', id: 0, error: missing }, { jsonrpc: '2.0', id: 'e', error: missing },
    { jsonrpc: '2.0', id: 1, result: {} },
  ])
})

test('one that asks without end is not answered without end', async () => {
  const pings = Array.from({ length: 300 }, (_, id) => ({ id: `p${id}`, method: 'ping' }))
  const { url, heard } = await startAsking(pings, { wants: 100 })
  expect(await goTo(url, {}, token)).toMatchObject({ ended: 'done' })
  expect(heard).toHaveLength(100)
})

test('where its own requests are not taken, the answer to ours counts all the same', async () => {
  const { url } = await serve((request, response) => void text(request).then((body) => {
    const message = (body === '' ? {} : JSON.parse(body)) as Asked['message']
    if (message.method === undefined && request.method === 'POST') return void response.destroy()
    const { status = 200, json } = answerAll({ method: request.method ?? '', headers: request.headers, message })
    const isStream = message.method === 'tools/list'
    response.writeHead(status, { 'content-type': isStream ? 'text/event-stream' : 'application/json' })
    if (isStream) response.write('data: {"jsonrpc":"2.0","id":"p","method":"ping"}\n\n')
    response.end(isStream ? `data: ${JSON.stringify(json)}\n\n` : JSON.stringify(json ?? {}))
  }))
  expect(await goTo(`${url}/mcp`, {}, token)).toMatchObject({ ended: 'done', learnt: { tools: [{ name: 'one' }] } })
})
