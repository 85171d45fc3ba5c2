import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { KeptAs } from '../../src/session/envelope.ts'
import type { StoredKeys } from '../../src/session/key-record.ts'
import { createKeyStore } from '../../src/session/key-store.ts'
import { collectWarnings, expectFailure, modeOf } from './fixtures.ts'
import { makeMachine } from './real-machine.ts'
import { makeProcess, readSealed, tamper } from './sealed.ts'

const keysOf = (name: string, secret = 'canary-d'): StoredKeys => ({
  v: 1, name, keys: [{ kid: 'k', alg: 'ES256', created_at: '2026-01-01T00:00:00.000Z', jwk: { kty: 'EC', d: secret } }],
})

function prepare() {
  const one = makeProcess()
  const { warnings, warn } = collectWarnings()
  const open = (keptAs?: KeptAs) =>
    createKeyStore(one.folder, makeMachine(), warn, { keptAs, envelopes: one.envelopes })
  const paths = () => readdirSync(one.folder).map(name => join(one.folder, name))
  const write = async (keys: StoredKeys, keptAs?: KeptAs) => open(keptAs).change(keys.name, async () => keys)
  return { ...one, warnings, open, paths, write }
}

describe.each(['keyring', 'passphrase'] as const)('keys sealed with a %s', (kind) => {
  test('come back, are listed by name without being opened, and no file tells them', async () => {
    const { open, paths, write, envelopes } = prepare()
    await write(keysOf('mine'), kind)
    const [path = '', ...others] = paths()
    expect([modeOf(path), others, readFileSync(path, 'utf8').includes('canary')]).toEqual(['0600', [], false])
    expect(Object.keys(readSealed(path)).sort()).toEqual(['envelope', 'name', 'v'])
    expect(await open().read('mine')).toEqual(keysOf('mine'))
    envelopes.mockClear()
    expect(open().list()).toEqual([{ name: 'mine', keptAs: kind, keys: undefined }])
    expect(envelopes).not.toHaveBeenCalled()
  })

  test('in the file of another name are refused, also when they are labelled so', async () => {
    const { open, paths, write, warnings } = prepare()
    await write(keysOf('mine'), kind)
    const [mine = ''] = paths()
    await write(keysOf('other'), kind)
    const other = paths().find(path => path !== mine) ?? ''
    copyFileSync(mine, other)
    await expectFailure(async () => open().read('other'), 'store-unsafe')
    expect([open().list().map(({ name }) => name), warnings]).toMatchObject([['mine'], [{ code: 'file-skipped' }]])
    tamper(other, file => void (file['name'] = 'other'))
    await expectFailure(
      async () => open().read('other'), 'store-sealed', { key: 'other', kind, reason: 'does-not-open' },
    )
  })

  test('stay sealed when they are changed, move where that is asked, and take their sealing key with them', async () => {
    const { open, write, keys } = prepare()
    await write(keysOf('mine'))
    expect(open().list()).toMatchObject([{ keptAs: 'file' }])
    await write(keysOf('mine', 'second'), kind)
    await write(keysOf('mine', 'third'))
    expect([open().list(), await open().read('mine')]).toMatchObject([[{ keptAs: kind }], keysOf('mine', 'third')])
    await open().change('mine', async () => undefined)
    expect([open().list(), keys.size, await open().remove('mine')]).toEqual([[], 0, false])
  })
})

test('what a change raises leaves the keys as they are', async () => {
  const { open, paths, write } = prepare()
  await write(keysOf('mine'))
  const before = readFileSync(paths()[0] ?? '', 'utf8')
  const broken = open().change('mine', async () => {
    throw new Error('no')
  })
  await expect(broken).rejects.toThrow('no')
  expect(readFileSync(paths()[0] ?? '', 'utf8')).toBe(before)
})

test.each([
  { v: 2 }, { name: '../x' }, { keys: [] }, { keys: [{ kid: 1 }] }, { keys: 'x' },
])('a file with %j is damaged, and is not overwritten', async (change) => {
  const { open, paths, write } = prepare()
  await write(keysOf('mine'))
  const content = tamper(paths()[0] ?? '', file => void Object.assign(file, change))
  await expectFailure(async () => open().read('mine'), 'store-corrupt')
  await expectFailure(async () => open().change('mine', async before => before), 'store-corrupt')
  expect(readFileSync(paths()[0] ?? '', 'utf8')).toBe(content)
})
