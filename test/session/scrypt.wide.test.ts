import { scryptSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createPassphraseEnvelope } from '../../src/session/passphrase-envelope.ts'
import { createSessionStore } from '../../src/session/sessions.ts'
import { expectFailure, key, makeFolder, makeSession, sessionPath } from './fixtures.ts'
import { makeMachine } from './real-machine.ts'

const sourceOf = (passphrase: string) => ({ get: async () => passphrase, confirm: async () => undefined })

describe('the real derivation', () => {
  test('is scrypt with N=2^17, r=8, p=1 and a salt of 16 bytes, which anybody can repeat', async () => {
    const sealed = await createPassphraseEnvelope(sourceOf('hunter2')).seal({ a: 1 }, 't-1.json', undefined)
    expect(sealed).toMatchObject({ kind: 'passphrase', kdf: 'scrypt', N: 131_072, r: 8, p: 1 })
    const salt = Buffer.from(String(sealed['salt']), 'base64url')
    expect(salt).toHaveLength(16)
    const byHand = scryptSync('hunter2', salt, 32, { N: 131_072, r: 8, p: 1, maxmem: 2 ** 28 })
    const opened = createPassphraseEnvelope(sourceOf('unused'), async () => byHand)
    expect(await opened.open(sealed, 't-1.json')).toEqual({ a: 1 })
    await expectFailure(async () => opened.open(sealed, 't-2.json'), 'store-sealed')
  })

  test('S15 of a wrong passphrase opens nothing and leaves the file; the right one still does', async () => {
    const [folder, session] = [makeFolder(), makeSession()]
    const open = (passphrase: string) => createSessionStore(folder, makeMachine(), () => undefined, {
      keptAs: 'passphrase', envelopes: async () => createPassphraseEnvelope(sourceOf(passphrase)),
    })
    const right = open('right')
    await right.write(session)
    const before = readFileSync(sessionPath(folder), 'utf8')
    await expectFailure(async () => open('wrong').read(key), 'store-sealed')
    expect(readFileSync(sessionPath(folder), 'utf8')).toBe(before)
    expect(await right.read(key)).toEqual(session)
  })
})
