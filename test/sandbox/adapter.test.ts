import type { Adapter } from 'oidc-provider'
import { describe, expect, test } from 'vitest'
import { adapterOf } from '../../src/sandbox/adapter.ts'
import { Memory, recordsIn } from '../../src/sandbox/configured/memory.ts'
import { sealedRecords } from '../../src/sandbox/storage/sealed-records.ts'
import { newState } from '../../src/sandbox/storage/state.ts'
import { RecordStore } from '../../src/sandbox/storage/store.ts'
import { stateFolder, temporaryFolder } from './support.ts'

/** Each place for records, as the adapters of its models. */
const kinds: [place: string, open: () => (model: string) => Adapter][] = [
  ['a folder', () => {
    const store = new RecordStore(stateFolder(temporaryFolder()), newState(1, [], ['a-client']))
    return model => adapterOf(sealedRecords(model, store))
  }],
  ['memory', () => {
    const memory = new Memory()
    return model => adapterOf(recordsIn(memory, model))
  }],
]

describe.each(kinds)('records in %s', (_, openRecords) => {
  test('stores, replaces, consumes and destroys', async () => {
    const tokens = openRecords()('RefreshToken')
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
    const sessions = openRecords()('Session')
    await sessions.upsert('cookie-1', { jti: 'cookie-1', uid: 'the-uid', accountId: '123456' }, 60)
    expect(await sessions.findByUid('the-uid')).toMatchObject({ jti: 'cookie-1' })
    await sessions.destroy('cookie-1')
    await sessions.upsert('cookie-2', { jti: 'cookie-2', uid: 'the-uid', accountId: '123456' }, 60)
    expect(await sessions.findByUid('the-uid')).toMatchObject({ jti: 'cookie-2' })
    await sessions.destroy('cookie-2')
    expect(await sessions.findByUid('the-uid')).toBeUndefined()
  })

  test('a session that changes its cookie keeps the uid of the new one', async () => {
    const sessions = openRecords()('Session')
    await sessions.upsert('old', { jti: 'old', uid: 'the-uid' }, 60)
    await sessions.upsert('new', { jti: 'new', uid: 'the-uid' }, 60)
    await sessions.destroy('old')
    expect(await sessions.find('new')).toMatchObject({ jti: 'new' })
    expect(await sessions.findByUid('the-uid')).toMatchObject({ jti: 'new' })
  })

  test('finds a device code by its user code', async () => {
    const codes = openRecords()('DeviceCode')
    await codes.upsert('device', { jti: 'device', userCode: 'ABCD-EFGH' }, 60)
    expect(await codes.findByUserCode('ABCD-EFGH')).toMatchObject({ jti: 'device' })
    expect(await codes.findByUserCode('ABCD-EFGX')).toBeUndefined()
    expect(await codes.findByUid('ABCD-EFGH')).toBeUndefined()
  })

  test('revokes what belongs to a grant, of its own model only', async () => {
    const adapter = openRecords()
    const [access, refresh] = [adapter('AccessToken'), adapter('RefreshToken')]
    await access.upsert('mine', { grantId: 'grant' }, 60)
    await access.upsert('other', { grantId: 'another grant' }, 60)
    await refresh.upsert('mine', { grantId: 'grant' }, 60)
    await access.revokeByGrantId('grant')
    expect(await access.find('mine')).toBeUndefined()
    expect(await access.find('other')).toBeDefined()
    expect(await refresh.find('mine')).toBeDefined()
  })
})
