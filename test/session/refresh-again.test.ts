import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import type { Session } from '../../src/session/session-record.ts'
import { expectFailure, makeSession } from './fixtures.ts'
import { answer, hour, invalidGrant, now, prepareRefresh } from './prepare-refresh.ts'
import { makeMachine } from './real-machine.ts'

describe('H104 a refresh that was cut off before', () => {
  const cutOff = async () => {
    const prepared = await prepareRefresh()
    // What a process leaves that is killed while it waits for the answer.
    let left: Session | undefined
    prepared.request.mockImplementationOnce(async () => {
      left = await prepared.stored()
      throw new Failure('network-failed')
    })
    await expectFailure(async () => prepared.refresh(), 'network-failed')
    if (left === undefined) throw new Error('nothing was left')
    await prepared.store.write(left)
    return { ...prepared, left, at: left.intent?.at }
  }

  test('has left an intent: the hash of its refresh token and the time', async () => {
    const { left } = await cutOff()
    expect(left.intent).toEqual({
      refresh_token_hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown, at: expect.any(Number) as unknown,
    })
  })

  test('is told, and the old refresh token is tried once', async () => {
    const { request, refresh, stored, at } = await cutOff()
    expect(await refresh()).toMatchObject({ how: 'refreshed', interrupted: { at } })
    expect(request).toHaveBeenCalledTimes(2)
    expect(await stored()).not.toHaveProperty('intent')
  })

  test('is told with the failure when the provider has retired the token', async () => {
    const { request, refresh, at, stored } = await cutOff()
    request.mockRejectedValue(invalidGrant)
    const failure = await expectFailure(refresh, 'refresh-refused', { error: 'invalid_grant', interrupted_at: at })
    expect([failure.step, await stored()]).toEqual(['token', undefined])
  })

  test('stays told when the network fails this time', async () => {
    const { request, refresh, at, stored } = await cutOff()
    request.mockRejectedValueOnce(new Failure('network-failed'))
    await expectFailure(refresh, 'network-failed', { interrupted_at: at })
    expect((await stored())?.intent?.at).toBe(at)
  })

  test('is not told once a login has brought another refresh token', async () => {
    const { refresh, left, store } = await cutOff()
    await store.write({ ...left, refresh_token: 'of a login' })
    expect(await refresh()).not.toHaveProperty('interrupted')
  })
})

describe('a session from the environment', () => {
  const seed = makeSession({ access_token: '', refresh_token: 'seeded', obtained_at: 0, expires_at: 0 })

  test('is refreshed and stored as if it had been there', async () => {
    const { request, refresh, stored } = await prepareRefresh(null)
    request.mockResolvedValue(answer({ refresh_token: 'refresh-1' }))
    expect(await refresh({ seen: seed, seeded: true })).toMatchObject({ how: 'refreshed' })
    expect(
      await stored(),
    ).toMatchObject({ access_token: 'access-1', refresh_token: 'refresh-1', refresh_generation: 1 })
  })

  test('is refreshed once by many, who then use what is stored', async () => {
    const { request, refresh } = await prepareRefresh(null)
    const outcomes = await Promise.all([1, 2, 3, 4].map(async () => refresh({ seen: seed, seeded: true })))
    expect(outcomes.map(({ how }) => how).sort()).toEqual([
      'another-process', 'another-process', 'another-process', 'refreshed',
    ])
    expect(request).toHaveBeenCalledOnce()
  })

  test.each([
    invalidGrant, new Failure('network-failed'),
  ])('leaves nothing behind when it fails with %s', async (failure) => {
    const { folder, request, refresh } = await prepareRefresh(null)
    request.mockRejectedValue(failure)
    await expect(refresh({ seen: seed, seeded: true })).rejects.toBe(failure)
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('S16 a clock', () => {
  test('set back a day leads to one refresh, not to one per command', async () => {
    const dayBack = makeMachine({ now: () => now - 24 * hour })
    const { request, refresh, stored } = await prepareRefresh(
      makeSession({ obtained_at: now - 1000, expires_at: now + hour }),
    )
    request.mockImplementation(async () => answer({ obtained_at: dayBack.now(), expires_at: dayBack.now() + hour }))
    const hows: string[] = []
    for (let command = 0; command < 10; command += 1) {
      const { how } = await refresh({ machine: dayBack, seen: await stored() ?? makeSession() })
      hows.push(how)
    }
    expect(hows).toEqual(['refreshed', ...Array.from({ length: 9 }, () => 'still-valid')])
  })

  test('and tokens that live shorter than what is asked for do not make one refresh per command', async () => {
    const { request, refresh, stored } = await prepareRefresh()
    request.mockImplementation(async () => answer({ obtained_at: now, expires_at: now + 30_000 }))
    for (let command = 0; command < 10; command += 1) await refresh({ seen: await stored() ?? makeSession() })
    expect(request).toHaveBeenCalledOnce()
  })
})
