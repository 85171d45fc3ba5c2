import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { expectFailure, key, sessionPath } from './fixtures.ts'
import { flips, makeProcess, readSealed, sealedSession as session, tamper } from './sealed.ts'

describe('a passphrase', () => {
  test('S15 that is another one opens nothing and changes nothing', async () => {
    const { folder, open } = makeProcess()
    await open('passphrase').write(session)
    const before = readFileSync(sessionPath(folder))
    const other = makeProcess({ folder, passphrase: 'hunter3' })
    await expectFailure(
      async () => other.open('passphrase').read(key), 'store-sealed', { kind: 'passphrase', reason: 'does-not-open' },
    )
    expect(readFileSync(sessionPath(folder)).equals(before)).toBe(true)
  })

  test.each([['salt', 'AAAA'], ['salt', 7], ['kdf', 'pbkdf2'], ['N', 1024], ['N', 2 ** 30], ['r', 1], ['p', 1000]])(
    'S15 is not even derived where the %s is %j: no file chooses the work', async (part, value) => {
      const { folder, open, derived } = makeProcess()
      await open('passphrase').write(session)
      derived.mockClear()
      tamper(sessionPath(folder), ({ envelope }) => void (envelope[part] = value))
      await expectFailure(async () => open('passphrase').read(key), 'store-sealed')
      expect(derived).not.toHaveBeenCalled()
    })

  test('S15 with one bit of the salt changed opens nothing', async () => {
    const { folder, open } = makeProcess()
    await open('passphrase').write(session)
    for (const salt of flips(String(readSealed(sessionPath(folder)).envelope['salt']))) {
      tamper(sessionPath(folder), ({ envelope }) => void (envelope['salt'] = salt))
      await expectFailure(async () => open('passphrase').read(key), 'store-sealed')
    }
  })

  test('is derived once in a process for each file, whose salts differ, and asked for once', async () => {
    const { folder } = makeProcess()
    const { open, derived, source } = makeProcess({ folder })
    const other = { ...key, profile: 'other' }
    const store = open('passphrase')
    for (const of of [key, other]) await store.write({ ...session, ...of })
    for (const of of [key, other, key]) await store.read(of)
    await store.exclusively(key, { waitMs: 0 }, async file => file.save(session))
    expect(derived).toHaveBeenCalledTimes(2)
    const salts = [key, other].map(of => readSealed(sessionPath(folder, of)).envelope['salt'])
    expect(new Set(salts).size).toBe(2)
    expect(source.confirm).not.toHaveBeenCalled()
  })

  test('is confirmed before it first seals a session, and not when it opens the one that is there', async () => {
    const first = makeProcess()
    await first.open('passphrase').prepare(key)
    expect(first.source.confirm).toHaveBeenCalledOnce()
    await first.open('passphrase').write(session)
    const again = makeProcess({ folder: first.folder })
    await again.open('passphrase').prepare(key)
    expect([again.source.confirm.mock.calls.length, again.source.get.mock.calls.length > 0]).toEqual([0, true])
    const changed = makeProcess({ folder: first.folder, passphrase: 'new one' })
    await changed.open('passphrase').prepare(key)
    expect(changed.source.confirm).toHaveBeenCalledOnce()
    await changed.open('passphrase').write(session)
    await expectFailure(async () => again.open('passphrase').read(key), 'store-sealed')
    expect(await makeProcess({ folder: first.folder, passphrase: 'new one' }).open().read(key)).toEqual(session)
  })

  test('is the same however the keyboard composes its letters', async () => {
    const { folder, open } = makeProcess({ passphrase: 'caf\u00e9' })
    await open('passphrase').write(session)
    expect(await makeProcess({ folder, passphrase: 'cafe\u0301' }).open().read(key)).toEqual(session)
  })
})
