import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { refreshSession } from '../../src/session/refresh.ts'
import type { RefreshOptions } from '../../src/session/refresh-types.ts'
import type { Session } from '../../src/session/session-record.ts'
import { makeKeyring } from './fake-keyring.ts'
import { expectFailure, filesContaining, key, makeSession, sessionPath } from './fixtures.ts'
import { answer, invalidGrant } from './prepare-refresh.ts'
import { makeMachine } from './real-machine.ts'
import { makeProcess, readSealed } from './sealed.ts'

const machine = makeMachine()

describe.each(['keyring', 'passphrase'] as const)('refreshing a session sealed with a %s', (kind) => {
  async function prepare() {
    const first = makeProcess()
    const stored = makeSession({ access_token: 'canary-access-0', refresh_token: 'canary-refresh-0' })
    await first.open(kind).write(stored)
    const request = vi.fn<RefreshOptions['request']>(async () =>
      answer({ access_token: 'canary-access-1', refresh_token: 'canary-refresh-1' }))
    const refresh = async (process = first, parts: Partial<RefreshOptions> = {}) => refreshSession({
      store: process.open(kind), key, machine, request, seen: stored, force: false, minimumLifetimeMs: 60_000,
      isInvalidGrant: error => error === invalidGrant, ...parts,
    })
    return { ...first, stored, request, refresh, another: () => makeProcess({ folder: first.folder, box: first.box }) }
  }

  test('goes through the same lock and intent, and every state on the disk is sealed', async () => {
    const { folder, request, refresh, another } = await prepare()
    let between: Session | undefined
    request.mockImplementation(async () => {
      between = await another().open().read(key)
      expect(filesContaining(folder, 'canary')).toEqual([])
      expect(readdirSync(folder).some(name => name.endsWith('.lock'))).toBe(true)
      return answer({ access_token: 'canary-access-1', refresh_token: 'canary-refresh-1' })
    })
    expect(await refresh()).toMatchObject({ how: 'refreshed' })
    expect(between?.intent).toMatchObject({ refresh_token_hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown })
    expect(await another().open().read(key)).toMatchObject({
      access_token: 'canary-access-1', refresh_token: 'canary-refresh-1', refresh_generation: 1,
    })
    expect([filesContaining(folder, 'canary'), readSealed(sessionPath(folder)).envelope['kind']]).toEqual([[], kind])
  })

  test('is sent once by ten processes, who then all use its token', async () => {
    const { request, refresh, another } = await prepare()
    const outcomes = await Promise.all(Array.from({ length: 10 }, async () => refresh(another())))
    expect(request).toHaveBeenCalledOnce()
    expect(outcomes.map(({ how }) => how).sort()).toEqual([
      ...Array.from({ length: 9 }, () => 'another-process'), 'refreshed',
    ])
    expect(new Set(outcomes.map(({ session }) => session.access_token))).toEqual(new Set(['canary-access-1']))
  })

  test('opens the seal once, whatever is read and written meanwhile', async () => {
    const { another, refresh } = await prepare()
    const process = another()
    await process.open(kind).read(key)
    await refresh(process)
    expect(
      kind === 'keyring' ? [process.calls.read, process.calls.write] : [process.derived.mock.calls.length, 1],
    ).toEqual(
      [1, 1],
    )
  })

  test('that the provider ends removes file and key; one that fails leaves the session as it was', async () => {
    const { folder, request, refresh, stored, another, keys } = await prepare()
    request.mockRejectedValueOnce(new Failure('network-failed'))
    await expectFailure(async () => refresh(), 'network-failed')
    expect(await another().open().read(key)).toEqual(stored)
    request.mockRejectedValueOnce(invalidGrant)
    await expect(refresh()).rejects.toBe(invalidGrant)
    expect([readdirSync(folder), keys.size]).toEqual([[], 0])
  })

  test('is not sent when the seal does not open', async () => {
    const { folder, request, refresh } = await prepare()
    const stranger = makeProcess({ folder, passphrase: 'another', box: makeKeyring() })
    const before = readFileSync(sessionPath(folder), 'utf8')
    await expectFailure(async () => refresh(stranger), 'store-sealed')
    expect([request.mock.calls, readFileSync(sessionPath(folder), 'utf8')]).toEqual([[], before])
  })

  test('is not sent when the sealed session was replaced by a plain one', async () => {
    const { another, request, refresh, stored } = await prepare()
    await another().open('file').write({ ...stored, refresh_token: 'of somebody else' })
    await expectFailure(async () => refresh(), 'store-differs')
    expect(request).not.toHaveBeenCalled()
  })

  test('of a seeded session seals what comes of it', async () => {
    const { folder, refresh, another, open } = await prepare()
    await open().remove(key)
    await refresh(undefined, {
      seeded: true, seen: makeSession({ access_token: '', refresh_token: 'seeded', obtained_at: 0, expires_at: 0 }),
    })
    expect(filesContaining(folder, 'canary')).toEqual([])
    expect(await another().open().read(key)).toMatchObject({ access_token: 'canary-access-1' })
    expect(readdirSync(folder).every(name => statSync(join(folder, name)).isFile())).toBe(true)
  })
})
