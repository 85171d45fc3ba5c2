import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { adapterOf } from '../../src/sandbox/adapter.ts'
import { createState, readState, replaceState } from '../../src/sandbox/storage/file.ts'
import { sealedRecords } from '../../src/sandbox/storage/sealed-records.ts'
import { recordName, seal, unseal } from '../../src/sandbox/storage/sealing.ts'
import { isState, newState } from '../../src/sandbox/storage/state.ts'
import { RecordStore } from '../../src/sandbox/storage/store.ts'
import { stateFolder, temporaryFolder } from './support.ts'

function openStore() {
  const folder = temporaryFolder()
  const store = new RecordStore(stateFolder(folder), newState(1, [], ['a-client']))
  const adapter = (model: string) => adapterOf(sealedRecords(model, store))
  return { folder, store, adapter }
}

describe('a sealed record', () => {
  test('is opened by its id alone', () => {
    const sealed = seal('the-id', { secret: '张三' })
    expect(unseal('the-id', sealed)).toEqual({ secret: '张三' })
    expect(unseal('another-id', sealed)).toBeUndefined()
    expect(unseal('the-id', sealed.slice(0, -2))).toBeUndefined()
    expect(unseal('the-id', '')).toBeUndefined()
    expect(seal('the-id', { secret: '张三' })).not.toBe(sealed)
  })

  test('has a name that tells the model but not the id', () => {
    expect(recordName('AccessToken', 'the-id')).toMatch(/^AccessToken:[\w-]{43}$/)
    expect(recordName('AccessToken', 'the-id')).not.toBe(
      recordName('RefreshToken', 'the-id').replace('Refresh', 'Access'),
    )
  })
})

describe('the adapter', () => {
  test('gives the next process what it stored, and drops what has expired', async () => {
    const { folder, store, adapter } = openStore()
    await adapter('Grant').upsert('short', { clientId: 'a' }, 10)
    await adapter('Grant').upsert('long', { clientId: 'b' }, 1000)
    await adapter('Grant').upsert('endless', { clientId: 'c' })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11_000 })
    replaceState(stateFolder(folder), newState(1, [], ['a-client']))
    store.close()
    vi.useRealTimers()
    const state = readState(stateFolder(folder))
    if (!state) throw new Error('nothing was written')
    const later = adapterOf(sealedRecords('Grant', new RecordStore(stateFolder(folder), state)))
    expect(await Promise.all(['short', 'long', 'endless'].map(id => later.find(id)))).toEqual([
      undefined, { clientId: 'b' }, { clientId: 'c' },
    ])
  })
})

describe('the state file', () => {
  test('is created once', () => {
    const folder = temporaryFolder()
    const [first, second] = [newState(1, [], []), newState(2, [], [])]
    expect([createState(stateFolder(folder), first), createState(stateFolder(folder), second)]).toEqual([true, false])
    expect(readState(stateFolder(folder))).toEqual(first)
    replaceState(stateFolder(folder), second)
    expect(readState(stateFolder(folder))).toEqual(second)
  })

  test('is one line of JSON', () => {
    const folder = temporaryFolder()
    createState(stateFolder(folder), newState(1, [], []))
    expect(readFileSync(join(folder, 'sandbox.json'), 'utf8')).toMatch(/^\{.*\}\n$/)
  })

  test('has the shape that is expected of it', () => {
    const state = newState(8080, ['https://app.example/cb'], ['a-client'])
    expect(isState(JSON.parse(JSON.stringify(state)))).toBe(true)
    const broken = [
      null, 'text', { ...state, version: 0 }, { ...state, port: 1.5 }, { ...state, cookie_keys: [1] },
      { ...state, signing_key: undefined },
      { ...state, client_secrets: { 'a-client': 1 } }, { ...state, redirect_uris: 'none' },
      { ...state, records: { name: {} } }, { ...state, records: [] },
      { ...state, identity_key: 5 },
    ]
    for (const value of broken) expect(isState(value), JSON.stringify(value)).toBe(false)
  })
})
