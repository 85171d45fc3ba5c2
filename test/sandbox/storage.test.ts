import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { SealedAdapter } from '../../src/sandbox/storage/adapter.ts'
import { createState, readState, replaceState } from '../../src/sandbox/storage/file.ts'
import { recordName, seal, unseal } from '../../src/sandbox/storage/sealing.ts'
import { isState, newState } from '../../src/sandbox/storage/state.ts'
import { RecordStore } from '../../src/sandbox/storage/store.ts'
import { stateFolder, temporaryFolder } from './support.ts'

function openStore() {
  const folder = temporaryFolder()
  const store = new RecordStore(stateFolder(folder), newState(1, [], ['a-client']))
  const adapter = (model: string) => new SealedAdapter(model, store)
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
    expect(recordName('AccessToken', 'the-id')).not.toBe(recordName('RefreshToken', 'the-id').replace('Refresh', 'Access'))
  })
})

describe('the adapter', () => {
  test('stores, replaces, consumes and destroys', async () => {
    const tokens = openStore().adapter('RefreshToken')
    expect(await tokens.find('one')).toBeUndefined()
    await tokens.upsert('one', { jti: 'one', scope: 'openid' }, 60)
    await tokens.upsert('one', { jti: 'one', scope: 'openid email' }, 60)
    expect(await tokens.find('one')).toEqual({ jti: 'one', scope: 'openid email' })
    await tokens.consume('one')
    expect((await tokens.find('one'))?.consumed).toBeCloseTo(Date.now() / 1000, -1)
    await tokens.destroy('one')
    expect(await tokens.find('one')).toBeUndefined()
    await tokens.consume('never there')
    expect(await tokens.find('never there')).toBeUndefined()
  })

  test('finds a session by its uid as long as there is one', async () => {
    const sessions = openStore().adapter('Session')
    await sessions.upsert('cookie-1', { jti: 'cookie-1', uid: 'the-uid', accountId: '123456' }, 60)
    expect(await sessions.findByUid('the-uid')).toMatchObject({ jti: 'cookie-1' })
    await sessions.destroy('cookie-1')
    await sessions.upsert('cookie-2', { jti: 'cookie-2', uid: 'the-uid', accountId: '123456' }, 60)
    expect(await sessions.findByUid('the-uid')).toMatchObject({ jti: 'cookie-2' })
    await sessions.destroy('cookie-2')
    expect(await sessions.findByUid('the-uid')).toBeUndefined()
  })

  test('a session that changes its cookie keeps the uid of the new one', async () => {
    const sessions = openStore().adapter('Session')
    await sessions.upsert('old', { jti: 'old', uid: 'the-uid' }, 60)
    await sessions.upsert('new', { jti: 'new', uid: 'the-uid' }, 60)
    await sessions.destroy('old')
    expect(await sessions.find('new')).toMatchObject({ jti: 'new' })
    expect(await sessions.findByUid('the-uid')).toMatchObject({ jti: 'new' })
  })

  test('finds a device code by its user code', async () => {
    const codes = openStore().adapter('DeviceCode')
    await codes.upsert('device', { jti: 'device', userCode: 'ABCD-EFGH' }, 60)
    expect(await codes.findByUserCode('ABCD-EFGH')).toMatchObject({ jti: 'device' })
    expect(await codes.findByUserCode('ABCD-EFGX')).toBeUndefined()
  })

  test('revokes what belongs to a grant, of its own model only', async () => {
    const { adapter } = openStore()
    const [access, refresh] = [adapter('AccessToken'), adapter('RefreshToken')]
    await access.upsert('mine', { grantId: 'grant' }, 60)
    await access.upsert('other', { grantId: 'another grant' }, 60)
    await refresh.upsert('mine', { grantId: 'grant' }, 60)
    await access.revokeByGrantId('grant')
    expect(await access.find('mine')).toBeUndefined()
    expect(await access.find('other')).toBeDefined()
    expect(await refresh.find('mine')).toBeDefined()
  })

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
    const later = new SealedAdapter('Grant', new RecordStore(stateFolder(folder), state))
    expect(await Promise.all(['short', 'long', 'endless'].map(id => later.find(id)))).toEqual([undefined, { clientId: 'b' }, { clientId: 'c' }])
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
      null, 'text', { ...state, version: 0 }, { ...state, port: 1.5 }, { ...state, cookie_keys: [1] }, { ...state, signing_key: undefined },
      { ...state, client_secrets: { 'a-client': 1 } }, { ...state, redirect_uris: 'none' }, { ...state, records: { name: {} } }, { ...state, records: [] },
      { ...state, identity_key: 5 },
    ]
    for (const value of broken) expect(isState(value), JSON.stringify(value)).toBe(false)
  })
})
