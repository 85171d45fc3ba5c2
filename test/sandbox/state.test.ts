import {
  appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { replaceState } from '../../src/sandbox/storage/file.ts'
import { readJournal } from '../../src/sandbox/storage/journal.ts'
import { newState } from '../../src/sandbox/storage/state.ts'
import { RecordStore } from '../../src/sandbox/storage/store.ts'
import {
  HandClient, openCallback, openSandbox, readSandbox, startSandbox, stateFolder, stop, temporaryFolder, walkedClient,
  walkToCallback,
} from './support.ts'

const fileOf = (folder: string) => join(folder, 'sandbox.json')
const journalOf = (folder: string) => join(folder, 'sandbox.journal')
const textIn = (folder: string) =>
  [fileOf(folder), journalOf(folder)].map(file => existsSync(file) ? readFileSync(file, 'utf8') : '').join('')

/** The names of the records as the next host would find them. */
function recordsIn(folder: string): string[] {
  const { records } = JSON.parse(readFileSync(fileOf(folder), 'utf8')) as { records: object }
  const names = new Set(Object.keys(records))
  for (const [name, record] of readJournal(stateFolder(folder))) {
    names.delete(name)
    if (record) names.add(name)
  }
  return [...names]
}

describe('the state survives', () => {
  test('a refresh token, a session bound to the issuer, secrets and keys', async () => {
    const folder = temporaryFolder()
    const { sandbox, callback, tokens } = await walkedClient({ folder })
    const keys = await (await fetch(`${sandbox.issuer}/jwks`)).text()
    await stop(sandbox)

    const again = await openSandbox({ folder })
    expect(again.issuer).toBe(sandbox.issuer)
    expect(again.clients).toEqual(sandbox.clients)
    expect(await (await fetch(`${again.issuer}/jwks`)).text()).toBe(keys)
    const later = new HandClient(again, callback.uri)
    expect((await later.userinfo(tokens['access_token'])).body['sub']).toBe('123456')
    const refreshed = await later.refresh(tokens['refresh_token'])
    expect(refreshed.status).toBe(200)
    expect((await later.refresh(tokens['refresh_token'])).body['error']).toBe('invalid_grant')
  })

  test('a revocation, and the use of a code', async () => {
    const folder = temporaryFolder()
    const { sandbox, client, callback, code, tokens } = await walkedClient({ folder })
    await client.post('/revoke', { token: String(tokens['refresh_token']) })
    const { params } = await walkToCallback(client, callback)
    await client.exchange(params.get('code') ?? '')
    await stop(sandbox)
    const later = new HandClient(await openSandbox({ folder }), callback.uri)
    expect((await later.refresh(tokens['refresh_token'])).body['error']).toBe('invalid_grant')
    expect(
      (await later.post('/token', {
        grant_type: 'authorization_code', code, redirect_uri: callback.uri, code_verifier: client.verifier,
      })).status,
    ).toBe(400)
  })

  test('what a client was told is on disk before it hears it', async () => {
    const folder = temporaryFolder()
    const { client, tokens } = await walkedClient({ folder })
    const count = () => recordsIn(folder).filter(name => name.startsWith('RefreshToken:')).length
    const before = count()
    await client.refresh(tokens['refresh_token'])
    expect([before, count()]).toEqual([1, 2])
  })
})

describe('the file', () => {
  test('keeps no token, code, session or interaction id in clear', async () => {
    const folder = temporaryFolder()
    const { client, callback, code, tokens, sandbox } = await walkedClient({ folder })
    const refreshed = await client.refresh(tokens['refresh_token'])
    const { params } = await walkToCallback(client, callback, { response_mode: 'form_post' })
    const unfinished = await fetch(client.authorizationUrl(), { redirect: 'manual' })
    const cookies = unfinished.headers.getSetCookie().map(cookie =>
      cookie.slice(cookie.indexOf('=') + 1, cookie.indexOf(';')))
    const file = textIn(folder)
    const secrets = [
      code, params.get('code'), ...cookies, unfinished.headers.get('location')?.split('/').at(-1),
      ...[tokens, refreshed.body].flatMap(body => [body['access_token'], body['refresh_token'], body['id_token']]),
      sandbox.user.password, 'the-nonce', 'the-state', client.verifier,
    ]
    expect(secrets.length).toBeGreaterThan(14)
    for (const secret of secrets) {
      expect(String(secret).length).toBeGreaterThan(8)
      expect(file).not.toContain(secret)
    }
  })

  test('is private, and so is its folder', async () => {
    const folder = join(temporaryFolder(), 'deep', 'er')
    await openSandbox({ folder })
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(fileOf(folder)).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['sandbox.json'])
  })

  test('forgets what has expired', async () => {
    const folder = temporaryFolder()
    const { client, callback, sandbox } = await walkedClient({ folder })
    const names = () => recordsIn(folder)
    const old = names()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15 * 24 * 3600 * 1000 })
    try {
      await walkToCallback(client, callback)
      await sandbox.close()
      expect(names().filter(name => old.includes(name))).toEqual([])
      expect(names().length).toBeGreaterThan(0)
    } finally {
      vi.useRealTimers()
    }
  })

  test.each([
    ['cut off', '{"version":1,'], ['empty', ''], ['of another shape', '{"version":1,"port":"80"}'],
    ['of a later version', '{"version":2}'], ['a list', '[]'],
  ])('that is %s is reported and left alone', async (_name, content) => {
    const folder = temporaryFolder()
    writeFileSync(fileOf(folder), content)
    await expect(startSandbox({ folder })).rejects.toMatchObject({
      name: 'SandboxError', code: 'state-unreadable', details: { file: fileOf(folder) },
    })
    expect(() => readSandbox(folder)).toThrow(expect.objectContaining({ code: 'state-unreadable' }))
    expect(readFileSync(fileOf(folder), 'utf8')).toBe(content)
  })

  test('that was tampered with opens no record', async () => {
    const folder = temporaryFolder()
    const { sandbox, tokens, callback } = await walkedClient({ folder })
    await stop(sandbox)
    const state = JSON.parse(readFileSync(fileOf(folder), 'utf8')) as { records: Record<string, { sealed: string }> }
    for (const record of Object.values(state.records)) record.sealed = record.sealed.slice(0, -4) + 'AAAA'
    writeFileSync(fileOf(folder), JSON.stringify(state))
    const later = new HandClient(await openSandbox({ folder }), callback.uri)
    expect((await later.userinfo(tokens['access_token'])).status).toBe(401)
    expect((await later.refresh(tokens['refresh_token'])).body['error']).toBe('invalid_grant')
  })

  test('leaves old temporary files of a killed process behind only until the next start', async () => {
    const folder = temporaryFolder()
    const names = ['sandbox.json.tmp-old', 'sandbox.json.tmp-young', 'other.tmp-old']
    for (const name of names) writeFileSync(join(folder, name), 'secret')
    const longAgo = new Date(Date.now() - 61_000)
    utimesSync(join(folder, 'sandbox.json.tmp-old'), longAgo, longAgo)
    utimesSync(join(folder, 'other.tmp-old'), longAgo, longAgo)
    await openSandbox({ folder })
    expect(names.map(name => existsSync(join(folder, name)))).toEqual([false, true, true])
  })
})

test('a folder that can\'t be written is reported', async () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  const folder = join(file, 'folder')
  await expect(startSandbox({ folder })).rejects.toMatchObject({ code: 'store-unwritable', details: { path: folder } })
})

test('the file does not grow for ever: beyond 2000 the oldest records go', () => {
  const folder = temporaryFolder()
  const state = newState(1, [], [])
  const store = new RecordStore(stateFolder(folder), state)
  for (let number = 0; number < 2100; number++) store.set(`Grant:${number}`, { sealed: 'x' })
  store.close()
  const names = recordsIn(folder)
  expect([names.length, names[0], names.at(-1)]).toEqual([2000, 'Grant:100', 'Grant:2099'])
})

test('an answer writes what it changed, and not all records', () => {
  const folder = temporaryFolder()
  const state = newState(1, [], [])
  replaceState(stateFolder(folder), state)
  const store = new RecordStore(stateFolder(folder), state)
  for (let number = 0; number < 1000; number++) store.set(`Grant:${number}`, { sealed: 'x'.repeat(500) })
  store.save()
  const [before, file] = [statSync(journalOf(folder)).size, readFileSync(fileOf(folder), 'utf8')]
  store.set('Grant:new', { sealed: 'x' })
  store.save()
  expect([statSync(journalOf(folder)).size - before, readFileSync(fileOf(folder), 'utf8')]).toEqual([
    '["Grant:new",{"sealed":"x"}]\n'.length, file,
  ])
  store.close()
  expect([existsSync(journalOf(folder)), recordsIn(folder).length]).toEqual([false, 1001])
})

test('the journal begins again when it has grown', () => {
  const folder = temporaryFolder()
  const store = new RecordStore(stateFolder(folder), newState(1, [], []))
  let longest = 0
  for (let number = 0; number < 5000; number++) {
    store.set(`Grant:${number}`, { sealed: 'x'.repeat(1000) })
    store.save()
    if (number % 100 === 0) longest = Math.max(longest, textIn(folder).length)
  }
  expect(longest).toBeLessThan(4 * 1024 * 1024)
  expect(recordsIn(folder).at(-1)).toBe('Grant:4999')
})

test('what a killed host wrote last is known to the next one, but for a line that it did not finish', () => {
  const folder = temporaryFolder()
  const state = newState(1, [], [])
  replaceState(stateFolder(folder), {
    ...state, records: { 'Grant:old': { sealed: 'old' }, 'Grant:gone': { sealed: 'x' } },
  })
  const killed = new RecordStore(stateFolder(folder), {
    ...state, records: { 'Grant:old': { sealed: 'old' }, 'Grant:gone': { sealed: 'x' } },
  })
  killed.set('Grant:old', { sealed: 'new' })
  killed.remove('Grant:gone')
  killed.save()
  appendFileSync(journalOf(folder), '["Grant:torn",{"sea')
  const next = new RecordStore(stateFolder(folder), {
    ...state, records: { 'Grant:old': { sealed: 'old' }, 'Grant:gone': { sealed: 'x' } },
  })
  expect(['Grant:old', 'Grant:gone', 'Grant:torn'].map(name => next.get(name))).toEqual([
    { sealed: 'new' }, undefined, undefined,
  ])
  next.set('Grant:more', { sealed: 'x' })
  next.save()
  expect([existsSync(journalOf(folder)), recordsIn(folder)]).toEqual([false, ['Grant:old', 'Grant:more']])
})

test('after closing nothing is written any more: the file belongs to the next host', () => {
  const folder = temporaryFolder()
  const store = new RecordStore(stateFolder(folder), newState(1, [], []))
  store.set('Grant:1', { sealed: 'x' })
  store.close()
  const before = readFileSync(fileOf(folder), 'utf8')
  store.set('Grant:2', { sealed: 'x' })
  store.save()
  expect(readFileSync(fileOf(folder), 'utf8')).toBe(before)
})

describe('reading without starting', () => {
  test('nothing there: undefined, and nothing made', () => {
    const folder = join(temporaryFolder(), 'none')
    expect(readSandbox(folder)).toBeUndefined()
    expect(existsSync(folder)).toBe(false)
    mkdirSync(folder)
    expect(readSandbox(folder)).toBeUndefined()
  })

  test('the same facts as the sandbox itself gives', async () => {
    const folder = temporaryFolder()
    const sandbox = await openSandbox({ folder, redirectUris: ['https://app.example/cb', 'http://app.local/cb'] })
    const { issuer, clients, user } = sandbox
    expect(readSandbox(folder)).toEqual({ issuer, clients, user })
    expect(user).toEqual({ username: 'zhangsan', password: 'walk-123456', sub: '123456', name: '张三' })
    const ids = ['oauth-walk', 'oauth-walk-public', 'oauth-walk-post', 'oauth-walk-web', 'oauth-walk-web-public']
    expect(clients.map(client => client.client_id)).toEqual(ids)
    expect(clients.map(client => client.client_secret !== undefined)).toEqual([true, false, true, true, false])
  })

  test('secrets differ from folder to folder', async () => {
    const sandboxes = await Promise.all([openSandbox(), openSandbox()])
    const secrets = sandboxes.flatMap(({ clients }) => clients.flatMap(client => client.client_secret ?? []))
    expect(new Set(secrets).size).toBe(secrets.length)
    for (const secret of secrets) expect(secret.length).toBeGreaterThanOrEqual(43)
  })
})

test('a code is gone from the file once its lifetime is over, but other records stay', async () => {
  const folder = temporaryFolder()
  const sandbox = await openSandbox({ folder, codeLifetimeSeconds: 1 })
  const callback = await openCallback()
  const client = new HandClient(sandbox, callback.uri)
  await walkToCallback(client, callback)
  const names = () => recordsIn(folder)
    .map(name => name.split(':')[0])
  expect(names()).toContain('AuthorizationCode')
  await vi.waitFor(async () => {
    await fetch(client.authorizationUrl(), { redirect: 'manual' })
    expect(names()).not.toContain('AuthorizationCode')
  }, { timeout: 20_000, interval: 100 })
  expect(names()).toContain('Grant')
})
