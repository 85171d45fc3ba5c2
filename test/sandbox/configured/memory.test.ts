import { describe, expect, test, vi } from 'vitest'
import { Asked } from '../../../src/sandbox/configured/asked.ts'
import { Memory, MemoryAdapter } from '../../../src/sandbox/configured/memory.ts'

function open() {
  const memory = new Memory()
  return { memory, adapter: (model: string) => new MemoryAdapter(model, memory) }
}

describe('the memory of a sandbox', () => {
  test('stores, replaces, consumes and destroys', async () => {
    const tokens = open().adapter('RefreshToken')
    await tokens.upsert('one', { jti: 'one', scope: 'openid' }, 60)
    await tokens.upsert('one', { jti: 'one', scope: 'openid email' }, 60)
    expect(await tokens.find('one')).toEqual({ jti: 'one', scope: 'openid email' })
    await tokens.consume('one')
    expect((await tokens.find('one'))?.consumed).toBeCloseTo(Date.now() / 1000, -1)
    await tokens.destroy('one')
    await tokens.consume('one')
    expect(await tokens.find('one')).toBeUndefined()
  })

  test('finds a session by its uid, also when its cookie has changed, and a device by its code', async () => {
    const { adapter } = open()
    await adapter('Session').upsert('old', { jti: 'old', uid: 'the-uid' }, 60)
    await adapter('Session').upsert('new', { jti: 'new', uid: 'the-uid' }, 60)
    await adapter('Session').destroy('old')
    expect(await adapter('Session').findByUid('the-uid')).toMatchObject({ jti: 'new' })
    await adapter('DeviceCode').upsert('device', { userCode: 'ABCD' }, 60)
    expect(await adapter('DeviceCode').findByUserCode('ABCD')).toBeDefined()
    expect(await adapter('Session').findByUid('ABCD')).toBeUndefined()
  })

  test('revokes what belongs to a grant, of its own model only, and forgets what has expired', async () => {
    const { adapter, memory } = open()
    await adapter('AccessToken').upsert('mine', { grantId: 'grant' }, 60)
    await adapter('AccessToken').upsert('other', { grantId: 'another' }, 60)
    await adapter('RefreshToken').upsert('mine', { grantId: 'grant' }, 6000)
    await adapter('AccessToken').revokeByGrantId('grant')
    expect([...memory.all()].map(({ model, id }) => `${model} ${id}`)).toEqual(['AccessToken other', 'RefreshToken mine'])
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
    expect(await adapter('AccessToken').find('other')).toBeUndefined()
    vi.useRealTimers()
  })

  test('does not grow for ever: beyond ten thousand records the oldest go, with all that led to them', async () => {
    const { adapter, memory } = open()
    for (let number = 0; number < 25_000; number += 1) await adapter('Session').upsert(String(number), { uid: `uid-${number}`, grantId: `grant-${number}` })
    expect([memory.size, (await adapter('Session').findByUid('uid-14999'))?.uid, (await adapter('Session').findByUid('uid-15000'))?.uid]).toEqual([10_000, undefined, 'uid-15000'])
  })
})

test('of the requests the last thousand are kept, each with its number', () => {
  const asked = new Asked()
  for (let number = 0; number < 5000; number += 1) asked.add({ at: '', endpoint: 'token', method: 'POST', path: '/token', parameters: {}, status: 200 })
  expect([asked.all().length, asked.all()[0]?.n, asked.all().at(-1)?.n]).toEqual([1000, 4001, 5000])
  asked.clear()
  expect(asked.all()).toEqual([])
})
