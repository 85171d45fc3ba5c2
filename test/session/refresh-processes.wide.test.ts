import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createSessionStore } from '../../src/session/sessions.ts'
import { thorough } from '../support/thorough.ts'
import { bundleChild, crowded, raceChildren, startChild } from './children.ts'
import { key, makeFolder, makeSession, sessionPath } from './fixtures.ts'
import { startProvider } from './provider.ts'
import type { ProviderOptions } from './provider.ts'
import { makeMachine } from './real-machine.ts'
import { wide } from '../support/wide.ts'

bundleChild()

/** A provider, and a stored session of its whose access token has expired. */
async function prepare(options?: ProviderOptions) {
  const folder = makeFolder()
  const provider = await startProvider(options)
  const store = createSessionStore(folder, makeMachine(), () => undefined)
  await store.write(makeSession({ refresh_token: 'family:0' }))
  const task = { do: 'refresh', folder, key, url: provider.url, force: false } as const
  return { folder, provider, task, stored: () => store.read(key) }
}

const processes = thorough ? 20 : wide ? 6 : 4
const crowd = <T>(task: T) => Array.from({ length: processes }, () => task)
const countHows = (ends: { report: unknown }[]) => {
  const counts: Record<string, number> = {}
  for (const { report } of ends) {
    const { value, code } = (report ?? {}) as { value?: { how: string }, code?: string }
    const how = value?.how ?? code ?? 'killed'
    counts[how] = (counts[how] ?? 0) + 1
  }
  return counts
}

describe(`${processes} processes at expiry`, crowded, () => {
  test.each([false, true])('S4 send exactly one request and all use its token (forced: %s)', async (force) => {
    const { provider, task, stored } = await prepare()
    const ends = await raceChildren(crowd({ ...task, force }))
    expect(countHows(ends)).toEqual({ refreshed: 1, 'another-process': processes - 1 })
    expect(ends.map(end => end.report)).toEqual(crowd(
      expect.objectContaining({ value: expect.objectContaining({ access_token: 'access-for-family:1' }) as unknown }),
    ))
    expect(provider.seen).toEqual({ requests: 1, revokedFamilies: 0 })
    expect(await stored()).toMatchObject({
      access_token: 'access-for-family:1', refresh_token: 'family:1', refresh_generation: 1,
    })
  })

  test('S4 send a second one when the first sender is killed before the provider answers', async () => {
    const { provider, task, folder } = await prepare({
      beforeRotation: (pid, count) => count > 1 || !process.kill(pid, 'SIGKILL'),
    })
    const ends = await raceChildren(crowd(task))
    expect(countHows(ends)).toEqual({ killed: 1, refreshed: 1, 'another-process': processes - 2 })
    expect(provider.seen).toEqual({ requests: 2, revokedFamilies: 0 })
    expect(existsSync(`${sessionPath(folder)}.lock`)).toBe(false)
  })
})

describe('H104 a process killed between the answer and its storing', crowded, () => {
  const killFirst = (pid: number, count: number) => {
    if (count === 1) process.kill(pid, 'SIGKILL')
  }

  test('costs nothing where the provider accepts the old token for a while', async () => {
    const { provider, task, stored } = await prepare({ afterRotation: killFirst, hasGrace: true })
    const ends = await raceChildren(crowd(task))
    expect(countHows(ends)).toEqual({ killed: 1, refreshed: 1, 'another-process': processes - 2 })
    const refreshed = ends.map(end =>
      end.report as { value?: { how: string, interrupted?: { at: number } } } | undefined)
      .find(report => report?.value?.how === 'refreshed')
    expect(refreshed?.value?.interrupted?.at).toBeGreaterThan(Date.now() - 600_000)
    expect(provider.seen).toEqual({ requests: 2, revokedFamilies: 0 })
    expect((await stored())?.intent).toBeUndefined()
  })

  test('costs the session elsewhere: one attempt, and the failure says since when', async () => {
    const { provider, task, stored } = await prepare({ afterRotation: killFirst })
    const ends = await raceChildren(crowd(task))
    expect(countHows(ends)).toEqual({ killed: 1, 'refresh-refused': 1, 'no-session': processes - 2 })
    expect(ends.map(end => end.report)).toContainEqual({
      code: 'refresh-refused', details: { error: 'invalid_grant', interrupted_at: expect.any(Number) as unknown },
    })
    expect(provider.seen.requests).toBe(2)
    expect(await stored()).toBeUndefined()
  })
})

describe('a signal', () => {
  test('that is held back while the request is under way does not cost the answer', async () => {
    const { task, stored } = await prepare({
      afterRotation: async (pid) => {
        process.kill(pid, 'SIGINT')
        await child.said('signal held back')
      },
    })
    const child = startChild({ ...task, defer: true })
    await child.said('ready')
    child.go()
    const { report } = await child.ended
    expect(report).toMatchObject({ value: { how: 'refreshed' } })
    expect(await stored()).toMatchObject({ refresh_token: 'family:1' })
  })
})
