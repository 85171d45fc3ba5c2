import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { moveSession } from '../../src/session/move-session.ts'
import { refreshSession } from '../../src/session/refresh.ts'
import type { RefreshAnswer } from '../../src/session/refresh-types.ts'
import { kinds, type World } from './every-kind.ts'
import { expectFailure, key, makeSession, now } from './fixtures.ts'
import { answer, invalidGrant } from './prepare-refresh.ts'
import { makeMachine } from './real-machine.ts'

const session = makeSession()
const other = { ...key, profile: 'other' }
const wait = { waitMs: 20_000 }

async function refresh(world: World, request: () => Promise<RefreshAnswer>) {
  return refreshSession({
    store: world.open(), key, seen: session, machine: makeMachine(), force: false, minimumLifetimeMs: 60_000, request,
    isInvalidGrant: error => error === invalidGrant,
  })
}

describe.each(kinds)('a store of kind %s', { timeout: 60_000 }, (kind, make, reason) => {
  const held = test.skipIf(reason !== undefined)

  held('has nothing before it is written, and gives back what was written', async () => {
    const { open } = await make()
    expect([await open().read(key), await open().list(), await open().remove(key)]).toEqual([undefined, [], false])
    await open().prepare(key)
    expect(await open().read(key)).toBeUndefined()
    await open().write(session)
    expect(await open().read(key)).toEqual(session)
    expect(await open().read(other)).toBeUndefined()
    await open().write(makeSession({ access_token: 'second' }))
    expect(await open().read(key)).toMatchObject({ access_token: 'second' })
  })

  held('lists whose sessions it has, in order, and whose it has no more', async () => {
    const { open } = await make()
    const [one, two] = [makeSession({ profile: 'b' }), makeSession({ profile: 'a', client_id: 'z' })]
    await open().write(one)
    await open().write(two)
    const listed = await open().list()
    expect(listed.map(({ profile, issuer, client_id, store }) => [profile, issuer, client_id, store])).toEqual([
      ['a', key.issuer, 'z', kind], ['b', key.issuer, 'client', kind],
    ])
    expect([await open().remove(one), await open().remove(one)]).toEqual([true, false])
    expect((await open().list()).map(({ profile }) => profile)).toEqual(['a'])
  })

  held('lets sections of one session follow each other, those of others run beside, and a failed one leave what was saved', async () => {
    const { open } = await make()
    await open().write(makeSession({ refresh_generation: 0 }))
    const add = async () => open().exclusively(key, wait, async (file) => {
      const before = await file.read()
      await sleep(5)
      await file.save({ ...session, refresh_generation: (before?.refresh_generation ?? 0) + 1 })
    })
    await Promise.all(Array.from({ length: 6 }, add))
    expect(await open().read(key)).toMatchObject({ refresh_generation: 6 })
    await open().exclusively(key, wait, async () =>
      open().exclusively(other, wait, async file => file.save(makeSession(other))))
    expect(await open().read(other)).toMatchObject(other)
    await expect(open().exclusively(key, wait, async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await open().read(key)).toMatchObject({ refresh_generation: 6 })
  })

  held('leaves no trace of a section that saved nothing', async () => {
    const { open } = await make()
    expect(await open().exclusively(key, wait, async file => file.read())).toBeUndefined()
    expect([await open().list(), await open().read(key)]).toEqual([[], undefined])
  })

  held('shows an intention to everybody while the lock is held, and goes on without when it is saved or erased', async () => {
    const { open } = await make()
    await open().write(session)
    const intent = { refresh_token_hash: 'h', at: now }
    await open().exclusively(key, wait, async (file) => {
      await file.intend({ ...session, intent })
      expect(await open().read(key)).toEqual({ ...session, intent })
      if (kind !== 'none')
        await expectFailure(async () => open().exclusively(key, { waitMs: 200 }, async () => undefined), 'store-locked')
      await file.save({ ...session, access_token: 'new' })
    })
    expect(await open().read(key)).toEqual({ ...session, access_token: 'new' })
    await open().exclusively(key, wait, async (file) => {
      await file.intend({ ...session, intent })
      expect(await file.erase()).toBe(true)
    })
    expect(await open().read(key)).toBeUndefined()
  })

  held('sends one refresh however many ask at once', async () => {
    const world = await make()
    await world.open().write(session)
    const request = vi.fn(async () => {
      await sleep(50)
      return answer({
        access_token: 'fresh', obtained_at: Date.now(), expires_at: Date.now() + 3_600_000, refresh_token: 'refresh-1',
      })
    })
    const outcomes = await Promise.all(Array.from({ length: 8 }, async () => refresh(world, request)))
    expect(outcomes.map(({ session: { access_token } }) => access_token)).toEqual(Array(8).fill('fresh'))
    expect(request).toHaveBeenCalledTimes(1)
    expect(await world.open().read(key)).toMatchObject({ refresh_token: 'refresh-1', refresh_generation: 1 })
    expect(await world.open().read(key)).not.toHaveProperty('intent')
  })

  held('is as it was after a refresh that failed, and empty after one that the provider has ended', async () => {
    const world = await make()
    await world.open().write(session)
    await expect(refresh(world, async () => Promise.reject(new Error('lost')))).rejects.toThrow('lost')
    expect(await world.open().read(key)).toEqual(session)
    await expect(refresh(world, async () => Promise.reject(invalidGrant))).rejects.toBe(invalidGrant)
    expect(await world.open().read(key)).toBeUndefined()
  })

  test.skipIf(reason !== undefined || kind === 'none')('stops waiting when it is told to', async () => {
    const { open } = await make()
    const stop = new AbortController()
    await open().exclusively(key, wait, async () => {
      const waiting = open().exclusively(key, { ...wait, signal: stop.signal }, async () => 'in')
      setTimeout(() => stop.abort(new Error('stopped')), 20)
      await expect(waiting).rejects.toThrow('stopped')
    })
  })
})

describe.each(kinds)('a session moves from %s', { timeout: 60_000 }, (from, makeFrom, noFrom) => {
  test.for(kinds)('to %s', async ([to, makeTo, noTo], { skip }) => {
    const reason = noFrom ?? noTo
    if (reason !== undefined) skip(reason)
    const [one, two] = [await makeFrom(), await makeTo()]
    await one.open().write(session)
    await moveSession({ from: one.open(), to: two.open(), key })
    expect([await one.open().read(key), await two.open().read(key)]).toEqual([undefined, session])
    await expectFailure(
      async () => moveSession({ from: one.open(), to: two.open(), key }), 'no-session', { profile: 'default' },
    )
    expect(await two.open().read(key), `${from} ${to}`).toEqual(session)
  })
})
