import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createSend } from '../../src/transport/send.ts'
import type { WireRequest } from '../../src/wire.ts'
import { failureOf, serve } from './support.ts'

const makeSend = (timeoutSeconds = 5) =>
  createSend({ timeoutSeconds, signal: new AbortController().signal, tlsChecksOff: false })
const stream = { 'content-type': 'text/event-stream' }

function ask(url: string, ...words: string[]): WireRequest {
  const until = () => {
    let seen = ''
    return (piece: string) => words.some(word => (seen += piece).includes(word))
  }
  return { purpose: 'mcp', method: 'POST', url, headers: {}, body: '{}', until }
}

test('an event stream that stays open is read until enough of it came, and its connection is closed', async () => {
  let closed: () => void
  const end = new Promise<void>(resolve => closed = resolve)
  const { url } = await serve((_request, response) => {
    response.once('close', () => closed())
    response.writeHead(200, stream).write('data: one\n\ndata: 张三 answer\n\n')
  })
  const answer = await makeSend()(ask(url, 'answer'))
  expect(answer).toMatchObject({ status: 200, body: 'data: one\n\ndata: 张三 answer\n\n' })
  await end
})

test('a character that comes in two pieces is one for whoever decides', async () => {
  const { url } = await serve((_request, response) => {
    const bytes = Buffer.from('data: 张\n\n')
    response.writeHead(200, stream).write(bytes.subarray(0, 7))
    void sleep(20).then(() => response.write(bytes.subarray(7)))
  })
  expect((await makeSend()(ask(url, '张'))).body).toBe('data: 张\n\n')
})

test('each request has a decision of its own, also one that is sent twice', async () => {
  const { url } = await serve((_request, response) => response.writeHead(200, stream).write('data: a\n\n'))
  const [send, request] = [makeSend(), ask(url, 'a')]
  expect([(await send(request)).body, (await send(request)).body]).toEqual(['data: a\n\n', 'data: a\n\n'])
})

test.each([
  ['another type', { 'content-type': 'application/json' }],
  ['a coding, which is undone first', { ...stream, 'content-encoding': 'none' }],
])('a body of %s is read to its end', async (_name, headers) => {
  const { url } = await serve((_request, response) => {
    response.writeHead(200, headers).write('answer')
    void sleep(20).then(() => response.end(' and more'))
  })
  expect((await makeSend()(ask(url, 'answer'))).body).toBe('answer and more')
})

test('a stream that never says enough ends at the limit of bytes, and one that says nothing at the deadline', async () => {
  const flood = await serve((_request, response) => {
    response.writeHead(200, stream)
    const line = `data: ${'x'.repeat(65_000)}\n\n`
    const pour = () => { while (response.write(line)); }
    response.on('drain', pour)
    pour()
  })
  await failureOf(makeSend()(ask(flood.url, 'answer')), 'answer-too-large')
  const silent = await serve((_request, response) => response.writeHead(200, stream).flushHeaders())
  await failureOf(makeSend(1)(ask(silent.url, 'answer')), 'network-timeout')
})
