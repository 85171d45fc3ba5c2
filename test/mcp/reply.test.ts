import { describe, expect, test } from 'vitest'
import { readReply, untilAnswer } from '../../src/mcp/reply.ts'
import { refusesToken } from '../../src/protocol/resource/token-refusal.ts'

const event = (message: object) => `event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`
const progress = (count: number) =>
  event({ method: 'notifications/progress', params: { message: 'x'.repeat(1000) } }).repeat(count)
const answer = event({ id: 7, result: { tools: [] } })
const streamed = (body: string) => ({ status: 200, headers: { 'content-type': 'text/event-stream' }, body })

describe('a stream of events', () => {
  test.each([
    ['in one piece', 10_000_000], ['in many', 4096],
  ])('of which too much is something else has no answer, also where one comes behind it: %s', (_, size) => {
    for (const [count, result] of [[300, { tools: [] }], [1200, undefined]] as const) {
      const body = progress(count) + answer
      const isOver = untilAnswer(7)
      const pieces = Array.from(
        { length: Math.ceil(body.length / size) }, (__, place) => body.slice(place * size, (place + 1) * size),
      )
      expect(pieces.some(isOver)).toBe(true)
      expect(readReply(streamed(body), 7).result).toEqual(result)
    }
  })

  test('with the result of a request refuses no token, whatever else it says', () => {
    const stray = event({ id: 99, error: { code: -32_000, message: 'Unauthorized: token expired' } })
    expect(refusesToken(streamed(stray + answer))).toBe(false)
    expect(refusesToken(streamed(stray))).toBe(true)
  })
})
