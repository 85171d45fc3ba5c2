import { describe, expect, test, vi } from 'vitest'
import { adapterOf } from '../../../src/sandbox/adapter.ts'
import { Asked } from '../../../src/sandbox/configured/asked.ts'
import { Memory, recordsIn } from '../../../src/sandbox/configured/memory.ts'

function open() {
  const memory = new Memory()
  return { memory, adapter: (model: string) => adapterOf(recordsIn(memory, model)) }
}

describe('the memory of a sandbox', () => {
  test('forgets what has expired', async () => {
    const { adapter, memory } = open()
    await adapter('AccessToken').upsert('short', {}, 60)
    await adapter('RefreshToken').upsert('long', {}, 6000)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
    expect(await adapter('AccessToken').find('short')).toBeUndefined()
    expect([...memory.all()].map(({ model, id }) => `${model} ${id}`)).toEqual(['RefreshToken long'])
    vi.useRealTimers()
  })

  test('does not grow for ever: beyond ten thousand records the oldest go, with all that led to them', async () => {
    const { adapter, memory } = open()
    for (let number = 0; number < 25_000; number += 1) await adapter('Session').upsert(String(number), {
      uid: `uid-${number}`, grantId: `grant-${number}`,
    })
    expect([
      memory.size, (await adapter('Session').findByUid('uid-14999'))?.uid,
      (await adapter('Session').findByUid('uid-15000'))?.uid,
    ]).toEqual([10_000, undefined, 'uid-15000'])
  })
})

test('of the requests the last thousand are kept, each with its number', () => {
  const asked = new Asked()
  for (let number = 0; number < 5000; number += 1) asked.add({
    at: '', endpoint: 'token', method: 'POST', path: '/token', parameters: {}, status: 200,
  })
  expect([asked.all().length, asked.all()[0]?.n, asked.all().at(-1)?.n]).toEqual([1000, 4001, 5000])
  asked.clear()
  expect(asked.all()).toEqual([])
})
