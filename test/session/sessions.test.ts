import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isFresh } from '../../src/session/lifetime.ts'
import { sessionFileName } from '../../src/session/session-record.ts'
import { createSessionStore } from '../../src/session/sessions.ts'
import {
  collectWarnings, expectFailure, filesContaining, key, makeFolder, makeSession, modeOf, readJson, sessionPath,
} from './fixtures.ts'
import { makeMachine } from './real-machine.ts'

const machine = makeMachine()

function open(folder: string = makeFolder()) {
  const { warnings, warn } = collectWarnings()
  return { folder, warnings, store: createSessionStore(folder, machine, warn) }
}

describe('a session', () => {
  test('comes back as it was written, in one private file that no name betrays', async () => {
    const { folder, store } = open()
    const session = makeSession({
      client_secret: 's', subject: 'u', id_token: 'i', id_token_claims: { sub: 'u', 'a.b': [1] }, expires_at: null,
    })
    await store.write(session)
    expect(await store.read(key)).toEqual(session)
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^t-[0-9a-f]{32}\.json$/)])
    expect(modeOf(sessionPath(folder))).toBe('0600')
  })

  test('is found by issuer, client and profile together; none of them can be moved into another', () => {
    const names = [
      key, { ...key, profile: 'other' }, { ...key, client_id: 'other' }, { ...key, issuer: 'https://other.example' },
      { ...key, issuer: `${key.issuer}/${key.client_id}`, client_id: '' }, { ...key, profile: 'Default' },
    ].map(sessionFileName)
    expect(new Set(names).size).toBe(names.length)
  })

  test('is absent, not an error, and reading makes nothing', async () => {
    const { folder, store } = open(join(makeFolder(), 'missing'))
    expect([await store.read(key), await store.keysOf('default')]).toEqual([undefined, []])
    expect(() => readdirSync(folder)).toThrow()
  })

  test.each([
    'issuer', 'client_id', 'profile',
  ])('S15 whose %s was edited is refused: its tokens go to nobody else', async (field) => {
    const { folder, store } = open()
    await store.write(makeSession())
    writeFileSync(sessionPath(folder), JSON.stringify({ ...makeSession(), [field]: 'https://evil.example' }))
    const details = {
      path: sessionPath(folder), expected: key[field as keyof typeof key], came: 'https://evil.example',
    }
    await expectFailure(() => store.read(key), 'store-unsafe', details)
  })

  test.each([
    ['v', 2], ['v', undefined], ['access_token', 7], ['access_token', undefined], ['refresh_token', null],
    ['scope', 'openid'], ['scope', [1]],
    ['expires_at', '2025'], ['expires_at', undefined], ['obtained_at', null], ['id_token_claims', []], ['intent', {}],
    ['client_secret', 1],
  ])('S7 whose %s is %j is refused by the field\'s name and kept', async (field, value) => {
    const { folder, store } = open()
    await store.write(makeSession())
    const content = JSON.stringify({ ...makeSession(), [field]: value })
    writeFileSync(sessionPath(folder), content)
    await expectFailure(() => store.read(key), 'store-corrupt', { path: sessionPath(folder), field })
    expect(readJson(sessionPath(folder))).toEqual(JSON.parse(content))
  })

  test('S7 that is corrupt does not keep others from working, and logout removes it', async () => {
    const { folder, store } = open()
    await store.write(makeSession({ profile: 'other' }))
    writeFileSync(sessionPath(folder), '{"access_token":"canary', { mode: 0o600 })
    await expectFailure(() => store.read(key), 'store-corrupt')
    expect((await store.read({ ...key, profile: 'other' }))?.profile).toBe('other')
    expect(await store.remove(key)).toBe(true)
    expect(filesContaining(folder, 'canary')).toEqual([])
  })

  test('S12 is not written through a planted link', async () => {
    const { folder, store } = open()
    symlinkSync(join(folder, 'elsewhere'), sessionPath(folder))
    await expectFailure(async () => store.write(makeSession()), 'store-unsafe', { came: '(link)' })
    expect(readdirSync(folder)).not.toContain('elsewhere')
  })
})

describe('logout', () => {
  test('S11 leaves no copy of a token, however young', async () => {
    const { folder, store } = open()
    await store.write(makeSession({ access_token: 'canary-access', refresh_token: 'canary-refresh' }))
    writeFileSync(`${sessionPath(folder)}.tmp-1234567890abcdef`, 'canary-refresh torn')
    expect(await store.remove(key)).toBe(true)
    expect(filesContaining(folder, 'canary')).toEqual([])
    expect(readdirSync(folder)).toEqual([])
    expect(await store.remove(key)).toBe(false)
  })

  test('removes nothing of other sessions', async () => {
    const { store } = open()
    const other = makeSession({ profile: 'other' })
    await store.write(makeSession())
    await store.write(other)
    await store.remove(key)
    expect(await store.read(other)).toEqual(other)
  })

  test('removes the file where there is no room for a lock', async () => {
    const { folder, store } = open()
    await store.write(makeSession())
    // A file name that is too long is refused like a full disk, before the lock exists.
    const crowded = createSessionStore(folder, makeMachine({ randomId: () => 'x'.repeat(300) }), () => undefined)
    await expectFailure(async () => crowded.write(makeSession()), 'store-unwritable', { errno: 'ENAMETOOLONG' })
    expect(await crowded.remove(key)).toBe(true)
    expect(await store.read(key)).toBeUndefined()
  })

  test('finds the sessions of a profile, also those of another issuer, and tells of what it cannot read', async () => {
    const { folder, store, warnings } = open()
    const elsewhere = { ...key, issuer: 'https://earlier.example' }
    for (const session of [
      makeSession(), makeSession(elsewhere), makeSession({ profile: 'other' }),
    ]) await store.write(session)
    const strange = join(folder, `t-${'f'.repeat(32)}.json`)
    writeFileSync(strange, JSON.stringify(makeSession()))
    const found = await store.keysOf('default')
    expect(found).toHaveLength(2)
    expect(found).toEqual(expect.arrayContaining([key, elsewhere]))
    expect(warnings).toContainEqual({ code: 'file-skipped', path: strange, reason: 'store-corrupt' })
  })
})

describe('one at a time', () => {
  test('a login\'s write waits until a section is over, and is what stays', async () => {
    const { store } = open()
    await store.write(makeSession())
    let login = Promise.resolve(false)
    await store.exclusively(key, { waitMs: 0 }, async (file) => {
      login = store.write(makeSession({ access_token: 'of the login' }))
      await new Promise(setImmediate)
      await file.save(makeSession({ access_token: 'of the section' }))
    })
    await login
    expect((await store.read(key))?.access_token).toBe('of the login')
  })

  test('a removal waits too, so that nothing brings the session back', async () => {
    const { store } = open()
    await store.write(makeSession())
    let logout = Promise.resolve(false)
    await store.exclusively(key, { waitMs: 0 }, async (file) => {
      logout = store.remove(key)
      await new Promise(setImmediate)
      await file.save(makeSession())
    })
    expect([await logout, await store.read(key)]).toEqual([true, undefined])
  })

  test('a busy session is told after the wait, with who holds it', async () => {
    const { store } = open()
    await store.exclusively(key, { waitMs: 0 }, async () => {
      await expectFailure(async () => store.write(makeSession(), { waitMs: 1 }), 'store-locked', { pid: process.pid })
      await expectFailure(async () => store.remove(key, { waitMs: 1 }), 'store-locked')
    })
  })

  test('sessions do not wait for each other', async () => {
    const { store } = open()
    await store.exclusively(key, { waitMs: 0 }, async () => {
      await store.write(makeSession({ profile: 'other' }), { waitMs: 0 })
    })
    expect(await store.read({ ...key, profile: 'other' })).toBeDefined()
  })

  test('S2 whoever takes the lock sweeps this session\'s temporary copies at once and others\' after a minute', async () => {
    const { folder, store } = open()
    const other = `t-${'a'.repeat(32)}.json`
    mkdirSync(folder, { recursive: true })
    for (const path of [sessionPath(folder), join(folder, other)]) writeFileSync(`${path}.tmp-1`, 'canary')
    await store.exclusively(key, { waitMs: 0 }, async () => undefined)
    expect(filesContaining(folder, 'canary')).toEqual([`${other}.tmp-1`])
    const later = createSessionStore(folder, makeMachine({ now: () => Date.now() + 61_000 }), () => undefined)
    await later.exclusively(key, { waitMs: 0 }, async () => undefined)
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('how long a token lives', () => {
  const now = 1_700_000_000_000
  const day = 86_400_000
  test.each([
    ['an hour yet', -day, 3_600_000, true],
    ['a little less than the minimum', -day, 59_999, false],
    ['exactly the minimum', -day, 60_000, false],
    ['no longer', -day, -1, false],
    ['a short life just begun: no refresh storm', -9000, 30_000, true],
    ['a short life just over', -9000, 0, false],
    ['an unknown time', -day, null, true],
    ['S16 an hour, but the clock was set back a day', day, day + 3_600_000, false],
    ['S16 an unknown time, and the clock was set back', day, null, false],
    ['an hour, by the clock of a host a few seconds ahead', 5000, 3_600_000, true],
  ])('%s', (_name, obtained, expires, fresh) => {
    const session = makeSession({ obtained_at: now + obtained, expires_at: expires === null ? null : now + expires })
    expect(isFresh(session, now, 60_000)).toBe(fresh)
  })
})
