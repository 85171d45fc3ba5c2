import { calculateJwkThumbprint, type JWK } from 'jose'
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createPublicKey } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome, run, type Ended } from '../support/cli.ts'
import { runInside, startInside } from '../support/inside.ts'
import { contentOf, documentOf, type Json } from '../support/walks.ts'
import { sampled } from '../support/wide.ts'

type Key = Json & { kid: string }

const inside = async (home: string, ...words: string[]): Promise<Ended> =>
  startInside(['key', ...words], { home }).ended
const outcome = async (home: string, ...words: string[]) => {
  const ended = await inside(home, ...words, '--json')
  return { ...documentOf(ended), status: ended.status, stderr: ended.stderr } as Json
    & { status: number, stderr: string }
}
const jwksOf = async (home: string, name = 'default') =>
  (JSON.parse((await inside(home, 'show', name, '--jwks')).stdout) as { keys: Key[] }).keys
const keyFiles = (home: string) => readdirSync(home).filter(name => name.startsWith('k-')).map(name => join(home, name))

describe('key create', () => {
  test('makes an ES256 key in one private file, and prints nothing of it', async () => {
    const home = freshHome()
    const ended = await inside(home, 'create')
    expect([ended.status, ended.stdout]).toEqual([0, ''])
    const [file = '', ...others] = keyFiles(home)
    expect([statSync(file).mode & 0o777, others]).toEqual([0o600, []])
    const { keys: [key] } = JSON.parse(readFileSync(file, 'utf8')) as { keys: { jwk: Json, kid: string }[] }
    expect(key?.jwk).toMatchObject({ kty: 'EC', crv: 'P-256', d: expect.any(String) as string })
    expect(ended.stderr).toContain(key?.kid)
    const shown = await Promise.all([
      ['show', '--json'], ['show', '--jwks'], ['show', '--pem'], ['show', '-v'], ['list', '--json'],
    ].map(async words => inside(home, ...words)))
    for (const { status, stdout, stderr } of [ended, ...shown]) expect([
      status, (stdout + stderr).includes(String(key?.jwk['d'])),
    ]).toEqual([0, false])
  })

  test.each(sampled([
    ['ES256', 'EC'], ['ES384', 'EC'], ['RS256', 'RSA'], ['ES512', 'EC'], ['EdDSA', 'OKP'], ['PS512', 'RSA'],
  ] as const, 2))('--alg %s gives what a provider can register, with its thumbprint as kid', async (algorithm, kty) => {
    const home = freshHome()
    expect(await outcome(home, 'create', 'mine', '--alg', algorithm)).toMatchObject({
      ok: true, name: 'mine', alg: algorithm, public_key: { kty },
    })
    const [key] = await jwksOf(home, 'mine')
    expect(key).toMatchObject({
      kty, alg: algorithm, use: 'sig', kid: await calculateJwkThumbprint(key as unknown as JWK),
    })
    expect(Object.keys(key ?? {}).filter(name => ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'].includes(name))).toEqual([])
    const { kty: type, crv, x, y, n, e } = key as Json
    const pem = (await inside(home, 'show', 'mine', '--pem')).stdout
    expect(
      createPublicKey(pem).equals(createPublicKey({ key: { kty: type, crv, x, y, n, e } as never, format: 'jwk' })),
    ).toBe(true)
    if (kty === 'RSA') expect(createPublicKey(pem).asymmetricKeyDetails?.modulusLength).toBe(3072)
  })

  test('of a name that is there refuses, and loses nothing', async () => {
    const home = freshHome()
    await inside(home, 'create')
    const before = contentOf(home)
    expect(await outcome(home, 'create')).toMatchObject({ status: 2, error: { code: 'key-exists' } })
    expect(contentOf(home)).toEqual(before)
  })

  test.each([['a.b'], ['..'], ['a/b'], ['x'.repeat(65)], ['钥匙']])('refuses the name %j', async (name) => {
    expect(await outcome(freshHome(), 'create', name)).toMatchObject({ status: 2, error: { code: 'key-name-invalid' } })
  })

  test('refuses what --store can’t keep, also from the environment', async () => {
    const home = freshHome()
    const { status } = await startInside(['key', 'create'], { home, environment: { OAUTH_WALK_STORE: 'none' } }).ended
    expect([status, (await inside(home, 'create', '--store', 'none')).status, keyFiles(home)]).toEqual([2, 2, []])
  })

  test('leaves a damaged file as it is, and closes one that others could read', async () => {
    const home = freshHome()
    await inside(home, 'create')
    const [file = ''] = keyFiles(home)
    chmodSync(file, 0o644)
    expect((await inside(home, 'show')).stderr).toContain('--rotate')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    writeFileSync(file, '{"v":1,"name":"default","keys":[]}', { mode: 0o600 })
    expect(await outcome(home, 'create', '--rotate')).toMatchObject({ status: 6, error: { code: 'store-corrupt' } })
    expect(readFileSync(file, 'utf8')).toBe('{"v":1,"name":"default","keys":[]}')
  })
})

describe('key create --rotate', () => {
  test('puts a new key before the old ones, which stay until each is removed by its kid', async () => {
    const home = freshHome()
    await inside(home, 'create', '--alg', 'ES384')
    const [first] = await jwksOf(home)
    expect(await outcome(home, 'create', '--rotate')).toMatchObject({ ok: true, alg: 'ES384' })
    const [newest, old] = await jwksOf(home)
    expect([old, newest?.kid === first?.kid]).toEqual([first, false])
    expect(await outcome(home, 'show')).toMatchObject({
      keys: [{ kid: newest?.kid, signs: true }, { kid: first?.kid, signs: false }],
    })
    expect(await outcome(home, 'remove', 'default', '--kid', 'nothing')).toMatchObject({
      status: 2, error: { code: 'key-unknown' },
    })
    expect(await outcome(home, 'remove', 'default', '--kid', first?.kid ?? '')).toMatchObject({
      ok: true, kid: first?.kid,
    })
    expect(await jwksOf(home)).toEqual([newest])
    await inside(home, 'remove', 'default', '--kid', newest?.kid ?? '')
    expect(keyFiles(home)).toEqual([])
  })

  test('by several at once loses none', async () => {
    const home = freshHome()
    await inside(home, 'create')
    await Promise.all(Array.from({ length: 5 }, async () => inside(home, 'create', '--rotate')))
    expect(new Set((await jwksOf(home)).map(({ kid }) => kid)).size).toBe(6)
  })
})

test('key list says which key of a name signs, and which decrypts', async () => {
  const home = freshHome()
  for (const words of [
    ['create', 'bank'], ['create', 'bank', '--rotate'], ['create', 'bank', '--use', 'enc'],
  ]) await inside(home, ...words)
  const { keys: [bank] } = await outcome(home, 'list') as unknown as { keys: { keys: object[] }[] }
  expect(bank?.keys).toMatchObject([
    { use: 'enc', signs: false }, { use: 'sig', signs: true }, { use: 'sig', signs: false },
  ])
  const { stdout } = await runInside(['key', 'list'], { home })
  expect(stdout.trimEnd().split('\n').map(line => line.replace(/^.*Z +/, ''))).toEqual([
    'decrypts', 'signs', 'signed before',
  ])
})

test('key list and key remove', async () => {
  const home = freshHome()
  expect(await outcome(home, 'list')).toMatchObject({ status: 0, keys: [] })
  for (const name of ['b', 'a']) await inside(home, 'create', name)
  expect(await outcome(home, 'list')).toMatchObject({
    keys: [{ name: 'a', store: 'file', keys: [{ alg: 'ES256' }] }, { name: 'b' }],
  })
  expect(await outcome(home, 'remove', 'a')).toMatchObject({ ok: true, removed: 'a', kid: null })
  expect(await outcome(home, 'remove', 'a')).toMatchObject({ status: 2, error: { code: 'key-unknown' } })
  expect(await outcome(home, 'show', 'a')).toMatchObject({ status: 2, error: { code: 'key-unknown' } })
})

test('a key under a passphrase is listed without it, shown with it, and stays sealed when it is rotated', {
  timeout: 120_000,
}, async () => {
  const home = freshHome()
  const key = async (words: string[], descriptor?: string) => {
    return run(
      ['key', ...words],
      { home, ...descriptor === undefined ? {} : { descriptor, environment: { OAUTH_WALK_PASSPHRASE_FD: '3' } } },
    )
  }
  expect((await key(['create', '--store', 'passphrase'])).status).toBe(7)
  expect((await key(['create', '--store', 'passphrase'], 'hunter2')).status).toBe(0)
  expect(documentOf(await key(['list', '--json']))).toEqual({
    ok: true, keys: [{ name: 'default', store: 'passphrase', keys: null }],
  })
  expect((await key(['create', '--rotate'], 'hunter2')).status).toBe(0)
  expect(readFileSync(keyFiles(home)[0] ?? '', 'utf8')).not.toMatch(/"d"|"jwk"|P-256/)
  expect((JSON.parse((await key(['show', '--jwks'], 'hunter2')).stdout) as { keys: Key[] }).keys).toHaveLength(2)
  const wrong = await key(['show', '--json'], 'hunter3')
  expect([wrong.status, wrong.stderr]).toEqual([6, expect.stringContaining('Key "default" can’t be opened')])
  expect((await key(['remove', 'default'])).status).toBe(0)
})
