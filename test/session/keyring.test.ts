import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeKeyring } from './fake-keyring.ts'
import { expectFailure, key, makeFolder, sessionPath } from './fixtures.ts'
import { leaks, makeProcess, readSealed, sealedSession as session, tamper } from './sealed.ts'

describe('the keyring', () => {
  test('holds one key of 32 bytes for each file, under a name that tells nothing, and is asked once in a process', async () => {
    const { open, keys, calls, folder } = makeProcess()
    const store = open('keyring')
    await store.write(session)
    await store.write({ ...session, profile: 'other' })
    for (let turn = 0; turn < 3; turn += 1) await store.read(key)
    expect([...keys.values()].map(bytes => bytes.length)).toEqual([32, 32])
    expect([...keys.keys()]).toContain(readSealed(sessionPath(folder)).envelope['key'])
    expect(calls).toEqual({ probe: 0, read: 0, write: 2, remove: 0 })
  })

  test('is probed before a login, not written', async () => {
    const { open, calls, keys } = makeProcess()
    await open('keyring').prepare(key)
    expect([calls.probe, keys.size]).toEqual([1, 0])
  })

  test('keeps the key of a session that is written again, and loses it with the session', async () => {
    const { open, keys } = makeProcess()
    await open('keyring').write(session)
    const names = [...keys.keys()]
    await open('keyring').write({ ...session, access_token: 'next' })
    expect([...keys.keys()]).toEqual(names)
    expect(await open().remove(key)).toBe(true)
    expect(keys.size).toBe(0)
  })

  test('loses the key of a session that is sealed otherwise from now on', async () => {
    const { open, keys, folder } = makeProcess()
    for (const kind of ['keyring', 'passphrase', 'keyring', 'file', 'keyring'] as const) {
      await open(kind).write(session)
      expect(keys.size).toBe(kind === 'keyring' ? 1 : 0)
      expect(await open(kind).read(key)).toEqual(session)
    }
    expect(leaks(folder)).toEqual([])
  })

  test('S14 that gives no answer stops the write: nothing is stored, least of all in plain text', async () => {
    const { open, state, folder } = makeProcess()
    state.isAvailable = false
    await expectFailure(async () => open('keyring').prepare(key), 'keyring-unavailable')
    await expectFailure(async () => open('keyring').write(session), 'keyring-unavailable', { reason: 'no-answer' })
    expect(readdirSync(folder)).toEqual([])
  })

  test('S14 that gives no answer leaves a sealed session as it was', async () => {
    const box = makeKeyring()
    const { open, folder } = makeProcess({ box })
    await open('keyring').write(session)
    const before = readFileSync(sessionPath(folder))
    box.state.isAvailable = false
    const { open: reopen } = makeProcess({ folder, box })
    await expectFailure(async () => reopen().read(key), 'keyring-unavailable', { path: sessionPath(folder) })
    await expectFailure(async () => reopen('keyring').write(session), 'keyring-unavailable')
    expect(readFileSync(sessionPath(folder)).equals(before)).toBe(true)
    box.state.isAvailable = true
    expect(await reopen().read(key)).toEqual(session)
  })

  test('S14 that gives no answer does not keep a session from being removed; the key that stays is told', async () => {
    const box = makeKeyring()
    const { open, folder, warnings } = makeProcess({ box })
    await open('keyring').write(session)
    box.state.isAvailable = false
    expect(await open().remove(key)).toBe(true)
    expect(readdirSync(folder)).toEqual([])
    expect(warnings).toEqual([{ code: 'key-left', path: sessionPath(folder), reason: 'keyring-unavailable' }])
  })

  test('that has lost the key says so; a login makes another', async () => {
    const box = makeKeyring()
    const { open, folder } = makeProcess({ box })
    await open('keyring').write(session)
    box.keys.clear()
    const later = makeProcess({ folder, box })
    await expectFailure(async () => later.open().read(key), 'store-sealed', { kind: 'keyring', reason: 'key-missing' })
    await later.open('keyring').write(session)
    expect(await makeProcess({ folder, box }).open().read(key)).toEqual(session)
  })

  test('whose key was replaced by another opens nothing, nor by one that is too short', async () => {
    const box = makeKeyring()
    const { open, folder } = makeProcess({ box })
    await open('keyring').write(session)
    const [name = ''] = box.keys.keys()
    for (const [
      bytes, reason,
    ] of [[new Uint8Array(32), 'does-not-open'], [new Uint8Array(31), 'key-missing']] as const) {
      box.keys.set(name, bytes)
      await expectFailure(async () => makeProcess({ folder, box }).open().read(key), 'store-sealed', { reason })
    }
  })

  test.each([
    '../../etc/passwd', '', 'a'.repeat(5000), 7, null,
  ])('is never asked for %j, whatever a file says', async (name) => {
    const { open, folder, box, calls } = makeProcess()
    await open('keyring').write(session)
    tamper(sessionPath(folder), ({ envelope }) => void (envelope['key'] = name as string))
    const before = { ...calls }
    await expectFailure(async () => makeProcess({ folder, box }).open().read(key), 'store-sealed')
    await open().remove(key)
    expect(calls).toEqual(before)
  })

  test('shares no key between homes, and a home can be moved', async () => {
    const box = makeKeyring()
    const root = makeFolder()
    for (const home of ['a', 'b']) mkdirSync(join(root, home), { mode: 0o700 })
    const open = (home: string) => makeProcess({ folder: join(root, home), box }).open('keyring')
    await open('a').write(session)
    await open('b').write(session)
    expect(box.keys.size).toBe(2)
    await open('a').remove(key)
    renameSync(join(root, 'b'), join(root, 'c'))
    expect(await open('c').read(key)).toEqual(session)
  })
})
