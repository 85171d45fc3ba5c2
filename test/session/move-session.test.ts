import { expect, test } from 'vitest'
import { createMemorySessions } from '../../src/session/memory-sessions.ts'
import { moveSession } from '../../src/session/move-session.ts'
import { key, makeSession } from './fixtures.ts'

test('a session stays where it is until what finds it in the other store is there too', async () => {
  const [from, to] = [createMemorySessions(), createMemorySessions()]
  await from.write(makeSession())
  const arrived = async () => {
    throw new Error('no room for the profile')
  }
  await expect(moveSession({ from, to, key, arrived })).rejects.toThrow('no room for the profile')
  expect(await from.read(key)).toEqual(makeSession())
  await moveSession({ from, to, key, arrived: async () => undefined })
  expect([await from.read(key), await to.read(key)]).toEqual([undefined, makeSession()])
})
