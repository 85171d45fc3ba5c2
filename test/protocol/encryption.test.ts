import type { KeyObject } from 'node:crypto'
import { CompactEncrypt, exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { createEncryption } from '../../src/extensions/encryption.ts'
import { contentEncryptionAlgorithms, keyManagementAlgorithms } from '../../src/protocol/encryption/algorithms.ts'
import { isJwe } from '../../src/protocol/encryption/jwe-header.ts'
import { openJwe } from '../../src/protocol/encryption/open.ts'
import { purposesOf, toDecryptionKey } from '../../src/protocol/encryption/private-key.ts'
import type { Send } from '../../src/wire.ts'
import { rsaPair } from '../support/key-pairs.ts'

type Key = CryptoKey | KeyObject

let places = 0

async function pair(alg: string, crv?: string): Promise<{ publicKey: Key, jwk: JWK }> {
  const { publicKey, privateKey } = alg.startsWith('RSA')
    ? rsaPair(places += 1)
    : await generateKeyPair(alg, { extractable: true, ...crv === undefined ? {} : { crv } })
  return { publicKey, jwk: await exportJWK(privateKey) }
}

async function seal(
  text: string, key: Key | Uint8Array, header: { alg: string, enc?: string, kid?: string },
): Promise<string> {
  return new CompactEncrypt(
    new TextEncoder().encode(text),
  ).setProtectedHeader({ enc: 'A256GCM', cty: 'JWT', ...header }).encrypt(key)
}

const [rsa, ec] = await Promise.all([pair('RSA-OAEP-256'), pair('ECDH-ES', 'P-256')])
const rsaKey = toDecryptionKey({ ...rsa.jwk, kid: 'r' })
const ecKey = toDecryptionKey({ ...ec.jwk, kid: 'e' })

describe('a JWE', () => {
  test.each(keyManagementAlgorithms)('by %s is opened', async (alg) => {
    const { publicKey, jwk } = alg.startsWith('ECDH') ? { publicKey: ec.publicKey, jwk: ec.jwk } : await pair(alg)
    const { plaintext, check } = await openJwe(await seal('a.b.c', publicKey, { alg, kid: 'k' }), 'id_token', [
      toDecryptionKey({ ...jwk, kid: 'k', alg }),
    ])
    expect(plaintext).toBe('a.b.c')
    expect(check).toMatchObject({ name: 'decryption', ok: true, actual: `${alg} A256GCM kid=k` })
  })

  test.each(['P-384', 'P-521', 'X25519'])('to a key on %s is opened', async (crv) => {
    const { publicKey, jwk } = await pair('ECDH-ES+A256KW', crv)
    expect(
      (await openJwe(await seal('x', publicKey, {
        alg: 'ECDH-ES+A256KW',
      }), 'userinfo', [toDecryptionKey(jwk)])).plaintext,
    ).toBe('x')
  })

  test.each(contentEncryptionAlgorithms)('with %s is opened', async (enc) => {
    expect((await openJwe(await seal('x', ec.publicKey, { alg: 'ECDH-ES', enc }), 'id_token', [ecKey])).plaintext)
      .toBe('x')
  })

  test.each<[string, Parameters<typeof seal>[1], { alg: string }]>([
    ['dir', new Uint8Array(32), { alg: 'dir' }], ['A128KW', new Uint8Array(16), { alg: 'A128KW' }],
    ['PBES2', new Uint8Array(16), { alg: 'PBES2-HS256+A128KW' }],
  ])('by %s is refused whatever keys there are', async (_, key, header) => {
    const { plaintext, check } = await openJwe(await seal('x', key, header), 'id_token', [rsaKey, ecKey])
    expect(plaintext).toBeUndefined()
    expect(check).toMatchObject({
      name: 'decryption', ok: false, actual: header.alg, because: { code: 'encryption-algorithm', facts: [header.alg] },
    })
  })

  const withHeader = async (change: object) => {
    const [header = '', ...rest] = (await seal('x', rsa.publicKey, { alg: 'RSA-OAEP-256' })).split('.')
    const changed = { ...JSON.parse(Buffer.from(header, 'base64url').toString()) as object, ...change }
    return [Buffer.from(JSON.stringify(changed)).toString('base64url'), ...rest].join('.')
  }
  test.each([
    [{ alg: 'RSA1_5' }, 'encryption-algorithm'], [{ enc: 'A128CTR' }, 'encryption-algorithm'],
    [{ zip: 'DEF' }, 'compressed'], [{ crit: ['b64'], b64: false }, 'decryption-failed'],
    [{ x: 1 }, 'decryption-failed'],
  ])('that says %j of itself is not opened', async (change, code) => {
    const { plaintext, check } = await openJwe(await withHeader(change), 'id_token', [rsaKey, ecKey])
    expect([plaintext, check.ok, check.because?.code]).toEqual([undefined, false, code])
  })

  test('that was changed anywhere, or is no text within, is not opened', async () => {
    const good = (await seal('x'.repeat(40), rsa.publicKey, { alg: 'RSA-OAEP-256' })).split('.')
    for (const part of [1, 2, 3, 4]) {
      const bad
        = good.map((text, at) => at === part ? text.replace(/^./, letter => letter === 'A' ? 'B' : 'A') : text)
          .join('.')
      expect((await openJwe(bad, 'id_token', [rsaKey])).check.because?.code, String(part)).toBe('decryption-failed')
    }
    const bytes = await new CompactEncrypt(Uint8Array.of(0xFF, 0xFE)).setProtectedHeader({
      alg: 'ECDH-ES', enc: 'A128GCM',
    }).encrypt(ec.publicKey)
    expect((await openJwe(bytes, 'id_token', [ecKey])).plaintext).toBeUndefined()
  })

  test('is opened by the key that it names, by one without a name, and where it names none by any that fits', async () => {
    const other = await pair('RSA-OAEP-256')
    const keys = [toDecryptionKey({ ...other.jwk, kid: 'other' }), rsaKey]
    const open = async (header: { alg: string, kid?: string }, have = keys) =>
      (await openJwe(await seal('x', rsa.publicKey, header), 'id_token', have)).plaintext
    expect(await open({ alg: 'RSA-OAEP-256', kid: 'r' })).toBe('x')
    expect(await open({ alg: 'RSA-OAEP-256' })).toBe('x')
    expect(await open({ alg: 'RSA-OAEP-256', kid: 'unheard-of' }, [toDecryptionKey(rsa.jwk)])).toBe('x')
    expect(await open({ alg: 'RSA-OAEP-256', kid: 'other' })).toBeUndefined()
  })

  test('that no key is for tells what it asks for, and what keys there are', async () => {
    await expect(
      openJwe(await seal('x', rsa.publicKey, { alg: 'RSA-OAEP-256', kid: 'gone' }), 'userinfo', [rsaKey, ecKey]),
    ).rejects.toMatchObject({
      code: 'decryption-key-missing',
      details: { what: 'userinfo', alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: 'gone', keys: ['RSA (r)', 'EC (e)'] },
    })
  })

  test('has five parts and a header; nothing else is one', async () => {
    expect(isJwe(await seal('x', ec.publicKey, { alg: 'ECDH-ES' }))).toBe(true)
    expect(
      ['a.b.c.d.e', 'eyJhbGciOiJFUzI1NiJ9.e30.AAAA', '', 'bnVsbA.b.c.d.e', 'eyJhbGciOiJkaXIifQ.b.c.d.e'].filter(isJwe),
    ).toEqual([])
  })
})

describe('a key', () => {
  test.each<[string, object, { signs: boolean, decrypts: boolean }]>([
    ['without a use', {}, { signs: true, decrypts: true }],
    ['for signatures', { use: 'sig' }, { signs: true, decrypts: false }],
    ['for encryption', { use: 'enc' }, { signs: false, decrypts: true }],
    ['that signs by its alg', { alg: 'PS256' }, { signs: true, decrypts: false }],
    ['that decrypts by its alg', { alg: 'RSA-OAEP' }, { signs: false, decrypts: true }],
    ['that may sign only', { key_ops: ['sign'] }, { signs: true, decrypts: false }],
    ['that may unwrap only', { key_ops: ['unwrapKey'] }, { signs: false, decrypts: true }],
    ['that contradicts itself', { use: 'enc', alg: 'RS256' }, { signs: true, decrypts: false }],
  ])('%s does what it says', (_, said, purposes) => expect(purposesOf({ ...rsa.jwk, ...said })).toEqual(purposes))

  test('whose halves do not belong together, or that is public, is refused', async () => {
    const other = await pair('ECDH-ES', 'P-256')
    const bad: [JWK, string][] = [
      [{ ...ec.jwk, x: other.jwk.x as string, y: other.jwk.y as string }, 'broken'],
      [{ ...rsa.jwk, alg: 'ECDH-ES' }, 'other-algorithm'],
    ]
    for (const [jwk, found] of bad) expect(() => toDecryptionKey({ ...jwk })).toThrow(
      expect.objectContaining({ code: 'key-unusable', details: { found } }),
    )
    const { d: _d, ...open } = rsa.jwk
    expect(() => toDecryptionKey({ ...open })).toThrow(expect.objectContaining({ details: { found: 'public-key' } }))
  })
})

describe('the extension', () => {
  const jwt = 'eyJhbGciOiJub25lIn0.e30.'
  const answering = (body: string, type = 'application/json', status = 200): Send => async () => ({
    status, headers: { 'content-type': type }, body,
  })
  const request = { method: 'POST', url: 'https://op.example/x', headers: {} }

  test('asks for no key while nothing comes encrypted', async () => {
    const keys = () => Promise.reject(new Error('asked'))
    const extension = createEncryption({ keys, remember: () => undefined })
    for (const body of ['{"id_token":"a.b.c"}', '{"access_token":"x"}', 'no JSON', JSON.stringify({ id_token: 7 })]) {
      expect(await extension.send?.(answering(body))({ ...request, purpose: 'token' })).toMatchObject({ body })
    }
    const jwe = await seal(jwt, ec.publicKey, { alg: 'ECDH-ES' })
    for (const purpose of ['discovery', 'jwks', 'revocation', 'resource'] as const) expect(
      await extension.send?.(answering(jwe))({ ...request, purpose }),
    ).toMatchObject({ body: jwe })
    expect(await extension.send?.(answering(JSON.stringify({ id_token: jwe }), undefined, 400))({
      ...request, purpose: 'token',
    })).not.toHaveProperty('checks')
  })

  test.each(
    ['token', 'refresh', 'poll'] as const,
  )('puts what was within in its place in the answer to %s, and remembers it', async (purpose) => {
    const seen: string[] = []
    const extension = createEncryption({ keys: async () => [ecKey], remember: token => seen.push(token) })
    const answer = await extension.send?.(
      answering(JSON.stringify({ access_token: 'x', id_token: await seal(jwt, ec.publicKey, { alg: 'ECDH-ES' }) })),
    )({ ...request, purpose })
    expect(JSON.parse(answer?.body ?? '')).toEqual({ access_token: 'x', id_token: jwt })
    expect([seen, answer?.checks?.map(({ ok }) => ok)]).toEqual([[jwt], [true]])
  })

  test.each([[jwt, 'application/jwt'], ['{"sub":"1"}', 'application/json']])('gives userinfo %s as %s', async (
    within, type,
  ) => {
    const extension = createEncryption({ keys: async () => [ecKey], remember: () => undefined })
    const answer = await extension.send?.(
      answering(await seal(within, ec.publicKey, { alg: 'ECDH-ES' }), 'application/jwt'),
    )({ ...request, purpose: 'userinfo' })
    expect(answer).toMatchObject({ body: within, headers: { 'content-type': type } })
  })

  test('refuses an ID token that is encrypted otherwise than registered, or not at all', async () => {
    const extension = createEncryption({
      keys: async () => [ecKey], remember: () => undefined, idTokenAlgorithm: 'RSA-OAEP-256',
    })
    for (const [id_token, actual] of [
      [jwt, '(not-encrypted)'], [await seal(jwt, ec.publicKey, { alg: 'ECDH-ES' }), 'ECDH-ES'],
    ]) {
      const answer = await extension.send?.(answering(JSON.stringify({ id_token })))({ ...request, purpose: 'token' })
      expect(answer?.checks).toMatchObject([
        { name: 'id-token-encryption', ok: false, expected: 'RSA-OAEP-256', actual },
      ])
    }
  })
})
