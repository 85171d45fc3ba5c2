import { expect, test } from 'vitest'
import { answerAll, goTo, startStub, type Answer } from './stub.ts'

const call = { name: 'one', arguments: {} }
const streamed = (...messages: unknown[]): Answer => ({
  headers: { 'content-type': 'text/event-stream' },
  body: messages.map(one => `data: ${typeof one === 'string' ? one : JSON.stringify(one)}\n\n`).join(''),
})

/** A server that answers one method so, and all others as they should be. */
async function startWith(method: string, answer: Answer) {
  return startStub(asked => asked.message.method === method ? answer : answerAll(asked))
}

const methods = ['initialize', 'tools/list', 'tools/call']

test.each(methods)('an error without an id in a stream is the refusal of %s', async (method) => {
  const { url } = await startWith(
    method, streamed({ jsonrpc: '2.0', id: null, error: { code: -32700, message: 'parse error' } }),
  )
  await expect(goTo(url, { call })).rejects.toMatchObject({
    code: 'mcp-refused', details: { method, rpc_code: -32700, rpc_message: 'parse error' },
  })
})

test.each(methods)('a stream that ends before the answer to %s is told as that', async (method) => {
  const { url } = await startWith(method, streamed({ jsonrpc: '2.0', id: 'p1', method: 'ping' }))
  await expect(goTo(url, { call })).rejects.toMatchObject({
    code: 'unreadable-answer', details: { method, fault: 'stream-ended' },
  })
})

test('a stream of something else is still no JSON', async () => {
  const { url } = await startWith('tools/list', streamed('hello'))
  await expect(goTo(url, { call })).rejects.toMatchObject({ details: { fault: 'not-json' } })
})

test('a ping is not answered where its id can’t be sent back', async () => {
  const { url, asked } = await startWith('tools/list', streamed('{"jsonrpc":"2.0","id":1e400,"method":"ping"}'))
  await expect(goTo(url, { call })).rejects.toMatchObject({ code: 'unreadable-answer' })
  expect(asked.filter(({ method, message }) => method === 'POST' && message.method === undefined)).toEqual([])
})

test('a tool whose content is no list has no readable answer', async () => {
  const { url } = await startStub(asked => asked.message.method === 'tools/call'
    ? { json: { jsonrpc: '2.0', id: asked.message.id, result: { content: 'x' } } }
    : answerAll(asked))
  await expect(goTo(url, { call })).rejects.toMatchObject({
    code: 'unreadable-answer', details: { method: 'tools/call', member: 'content', kind: 'string' },
  })
})
