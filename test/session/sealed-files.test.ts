import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createMemorySessions } from '../../src/session/memory-sessions.ts'
import { createSessionStore } from '../../src/session/sessions.ts'
import { expectFailure, key, makeFolder, modeOf, sessionPath } from './fixtures.ts'
import { makeMachine } from './real-machine.ts'
import { flips, leaks, makeProcess, readSealed, sealedSession as session, tamper } from './sealed.ts'

const kinds = ['keyring', 'passphrase'] as const

describe.each(kinds)('a session sealed with a %s', (kind) => {
  async function prepare() {
    const one = makeProcess()
    await one.open(kind).write(session)
    return {
      ...one, path: sessionPath(one.folder),
      another: (parts = {}) => makeProcess({ folder: one.folder, box: one.box, ...parts }),
    }
  }

  test('S9 comes back whole in another process, and no file holds a token in any form', async () => {
    const { folder, path, another } = await prepare()
    expect(leaks(folder)).toEqual([])
    expect(readSealed(path)).toMatchObject({ v: 1, ...key, envelope: { kind } })
    expect(Object.keys(readSealed(path)).sort()).toEqual(['client_id', 'envelope', 'issuer', 'profile', 'v'])
    expect([modeOf(path), readdirSync(folder).length]).toEqual(['0600', 1])
    expect(await another().open(kind).read(key)).toEqual(session)
    // Where nobody says how it is kept, the file does.
    expect(await another().open().read(key)).toEqual(session)
  })

  test('the leak test would see a plain file', async () => {
    const folder = makeFolder()
    await createSessionStore(folder, makeMachine(), () => undefined).write(session)
    expect(leaks(folder)).not.toEqual([])
  })

  test('is sealed anew at every write: no two files are alike', async () => {
    const { path, open } = await prepare()
    const before = readSealed(path).envelope
    await open(kind).write(session)
    const after = readSealed(path).envelope
    expect([after['iv'] === before['iv'], after['data'] === before['data'], after['tag'] === before['tag']])
      .toEqual([false, false, false])
  })

  test.each(['iv', 'data', 'tag'])('S15 of whose %s one bit was changed is refused and left as it is', async (part) => {
    const { path, open } = await prepare()
    const original = readFileSync(path)
    const store = open(kind)
    for (const changed of flips(String(readSealed(path).envelope[part]))) {
      const content = tamper(path, ({ envelope }) => void (envelope[part] = changed))
      await expectFailure(async () => store.read(key), 'store-sealed', { path, kind, reason: 'does-not-open' })
      expect(readFileSync(path, 'utf8')).toBe(content)
    }
    writeFileSync(path, original)
    expect(await store.read(key)).toEqual(session)
  })

  test.each([
    ['iv', ''], ['tag', ''], ['tag', 'AAAA'], ['data', ''], ['iv', 7], ['tag', null], ['data', ['x']],
    ['data', 'not base64url!'],
    ['kind', kind === 'keyring' ? 'passphrase' : 'keyring'],
  ])('S15 whose %s is %j is refused', async (part, value) => {
    const { path, open } = await prepare()
    tamper(path, ({ envelope }) => void (envelope[part] = value as string))
    await expectFailure(async () => open().read(key), 'store-sealed')
  })

  test('S15 with a shortened tag is refused, although its beginning is right', async () => {
    const { path, open } = await prepare()
    tamper(path, ({ envelope }) =>
      void (envelope['tag'] = Buffer.from(String(envelope['tag']), 'base64url').subarray(0, 4).toString('base64url')))
    await expectFailure(async () => open().read(key), 'store-sealed')
  })

  test.each([0, 2, '1', null, undefined])('S15 with version %j is refused', async (v) => {
    const { path, open } = await prepare()
    const content = tamper(path, file => void (file['v'] = v))
    await expectFailure(async () => open(kind).read(key), 'store-corrupt', { path, field: 'v' })
    await expectFailure(async () => open(kind).write(session), 'store-corrupt')
    expect(readFileSync(path, 'utf8')).toBe(content)
  })

  test.each([
    'issuer', 'client_id', 'profile',
  ])('S15 whose %s was edited is refused before its key is asked for', async (field) => {
    const { path, another } = await prepare()
    tamper(path, file => void (file[field] = 'https://evil.example'))
    const process = another()
    await expectFailure(
      async () => process.open(kind).read(key), 'store-unsafe',
      { expected: key[field as keyof typeof key], came: 'https://evil.example' },
    )
    expect(process.envelopes).not.toHaveBeenCalled()
  })

  test('S15 in the file of another profile is refused, also when it is labelled as that one\'s', async () => {
    const { folder, path, open } = await prepare()
    const other = { ...key, profile: 'other' }
    await open(kind).write({ ...session, ...other })
    copyFileSync(path, sessionPath(folder, other))
    await expectFailure(async () => open(kind).read(other), 'store-unsafe')
    tamper(sessionPath(folder, other), file => void (file['profile'] = 'other'))
    await expectFailure(async () => open(kind).read(other), 'store-sealed', { reason: 'does-not-open' })
  })

  test('is removed unopened, as logout must be able to', async () => {
    const { folder, another } = await prepare()
    const process = another({ passphrase: 'forgotten' })
    expect(await process.open().keysOf('default')).toEqual([key])
    expect(await process.open().remove(key)).toBe(true)
    expect([readdirSync(folder), process.keys.size, process.derived.mock.calls]).toEqual([[], 0, []])
  })

  test('lies where it was said to lie: a plain file in its place is refused', async () => {
    const { path, open } = await prepare()
    writeFileSync(path, JSON.stringify(session))
    await expectFailure(
      async () => open(kind).read(key), 'store-differs', { path, profile: 'default', expected: kind, came: 'file' },
    )
  })

  test('is refused where a plain file was said to be', async () => {
    const { path, open } = await prepare()
    await expectFailure(async () => open('file').read(key), 'store-differs', { path, expected: 'file', came: kind })
  })

  test('stays sealed when it is written by somebody who does not say how', async () => {
    const { path, open, folder } = await prepare()
    await open().exclusively(key, { waitMs: 0 }, async file => file.save({ ...session, refresh_generation: 9 }))
    expect(readSealed(path).envelope).toMatchObject({ kind })
    expect([leaks(folder), (await open().read(key))?.refresh_generation]).toEqual([[], 9])
  })

  test('can\'t be opened where nothing is ever sealed', async () => {
    const { folder } = await prepare()
    await expectFailure(
      async () => createSessionStore(folder, makeMachine(), () => undefined).read(key), 'store-sealed',
    )
  })

  test('is corrupt with an envelope of no known kind, and never overwritten', async () => {
    const { path, open } = await prepare()
    for (const envelope of [null, [], 'x', {}, { kind: 'file' }, { kind: 'rot13' }]) {
      tamper(path, file => void (file.envelope = envelope as never))
      await expectFailure(async () => open().read(key), 'store-corrupt', { path, field: 'envelope' })
      await expectFailure(async () => open(kind).write(session), 'store-corrupt')
    }
  })
})

describe('memory', () => {
  test('holds sessions for one process and touches no disk', async () => {
    const store = createMemorySessions()
    const other = { ...key, profile: 'other' }
    await store.prepare(key)
    expect(await store.read(key)).toBeUndefined()
    await store.write(session)
    await store.exclusively(other, { waitMs: 0 }, async (file) => {
      expect(await file.read()).toBeUndefined()
      await file.save({ ...session, ...other })
    })
    expect([await store.read(key), (await store.read(other))?.profile]).toEqual([session, 'other'])
    expect(await store.keysOf('other')).toEqual([other])
    expect([await store.remove(key), await store.remove(key)]).toEqual([true, false])
    expect(await store.exclusively(other, { waitMs: 0 }, async file => file.erase())).toBe(true)
    expect(await createMemorySessions().read(other)).toBeUndefined()
  })
})

describe('a plain file', () => {
  test('asks for no envelope, whatever is done with it', async () => {
    const { open, envelopes, folder } = makeProcess()
    await open('file').prepare(key)
    await open('file').write(session)
    await open().read(key)
    await open().write(session)
    await open().keysOf('default')
    await open().remove(key)
    expect(envelopes).not.toHaveBeenCalled()
    expect(statSync(folder).isDirectory()).toBe(true)
  })
})
