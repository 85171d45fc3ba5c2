import { describe, expect, test } from 'vitest'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { failureOf } from '../transport/support.ts'
import { answerAll, bad, goTo, startStub, type Asked } from './stub.ts'

const call = { name: 'one', arguments: {} }
const methods = (asked: Asked[]) => asked.map(({ method, message }) => message.method ?? method)

/** A server whose sessions are numbered; it knows none of those that are `over` when this method comes. */
async function startWithSessions(method: string, over: string[]) {
  let opened = 0
  return startStub((one) => {
    if (one.message.method === 'initialize')
      return { ...answerAll(one), headers: { 'mcp-session-id': `session-${++opened}` } }
    return one.message.method === method && over.includes(String(one.headers['mcp-session-id']))
      ? bad(null, -32001, 'Session not found', undefined, 404)
      : answerAll(one)
  })
}

describe('a session that the server has ended', () => {
  test.each(['tools/list', 'tools/call'])('is opened anew for %s, which is asked once more in it', async (method) => {
    const { url, asked } = await startWithSessions(method, ['session-1'])
    expect(await goTo(url, { call })).toMatchObject({
      ended: 'done', learnt: { called: { content: [{ type: 'text', text: 'called' }] } },
    })
    expect(methods(asked).filter(one => one === 'initialize')).toHaveLength(2)
    const repeated = asked.filter(({ message }) => message.method === method)
    expect(repeated.map(({ headers }) => headers['mcp-session-id'])).toEqual(['session-1', 'session-2'])
    expect(asked.at(-1)).toMatchObject({ method: 'DELETE', headers: { 'mcp-session-id': 'session-2' } })
  })

  test('and that ends again is told as that, and not as a wrong address', async () => {
    const { url, asked } = await startWithSessions('tools/call', ['session-1', 'session-2'])
    const { details } = await failureOf(goTo(url, { call }), 'mcp-refused')
    expect(details).toMatchObject({ method: 'tools/call', session_lost: true })
    expect(details['obstacle']).toBeUndefined()
    expect(methods(asked).filter(one => one === 'tools/call')).toHaveLength(2)
    for (const [{ failures }, words] of [[en, 'does not know the session'], [zh, '不认识它刚刚建立的会话']] as const)
      expect(failures['mcp-refused'](details).message).toContain(words)
  })

  test('is none where the server opened none, or says that the method is not there', async () => {
    const plain = await startStub(one => one.message.method === 'tools/list' ? { status: 404 } : answerAll(one))
    expect((await failureOf(goTo(plain.url), 'mcp-refused')).details).toMatchObject({ obstacle: { status: 404 } })
    const without = await startStub(one => one.message.method === 'tools/call'
      ? bad(one.message.id, -32601, 'Method not found', undefined, 404)
      : { ...answerAll(one), headers: { 'mcp-session-id': 'one' } })
    await failureOf(goTo(without.url, { call }), 'mcp-refused')
    for (const { asked } of [plain, without])
      expect(methods(asked).filter(one => one === 'initialize')).toHaveLength(1)
  })
})
