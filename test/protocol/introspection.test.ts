import { CompactEncrypt, CompactSign, exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose'
import { describe, expect, test } from 'vitest'
import { toDecryptionKey } from '../../src/protocol/encryption/private-key.ts'
import { readIntrospection } from '../../src/protocol/introspection.ts'
import type { Failure } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { describeFailure } from '../../src/render/failure.ts'
import type { Masked } from '../../src/secrets/masked.ts'
import type { Send } from '../../src/wire.ts'

const server = { issuer: 'https://op.example', jwks_uri: 'https://op.example/jwks' }
const [own, stranger, enc] = await Promise.all([
  generateKeyPair('ES256', { extractable: true }), generateKeyPair('ES256'),
  generateKeyPair('ECDH-ES', { extractable: true }),
])
const published = { ...await exportJWK(own.publicKey), kid: 'one', alg: 'ES256' }
const send: Send = async () => ({
  status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ keys: [published] }),
})
const decryptionKey = toDecryptionKey({ ...await exportJWK(enc.privateKey) })
const said = { active: true, scope: 'openid', sub: '1' }
const good = { iss: server.issuer, aud: 'me', iat: 1_800_000_000, token_introspection: said }

const sign = async (claims: object = good, header: object = {}, by: CryptoKey = own.privateKey) =>
  new SignJWT({
    ...claims,
  }).setProtectedHeader({ alg: 'ES256', kid: 'one', typ: 'token-introspection+jwt', ...header }).sign(by)
const read = async (body: string, type = 'application/token-introspection+jwt', decryptionKeys = [decryptionKey]) =>
  readIntrospection(
    { url: 'https://op.example/introspect', answer: { status: 200, headers: { 'content-type': type }, body } },
    { server, clientId: 'me', send, decryptionKeys },
  )
const failing = async (body: string) => (await read(body)).checks.filter(({ ok }) => !ok).map(({ name }) => name)
const seal = async (text: string) => new CompactEncrypt(Buffer.from(text)).setProtectedHeader({
  alg: 'ECDH-ES', enc: 'A256GCM', cty: 'JWT',
}).encrypt(enc.publicKey)

describe('an answer about a token', () => {
  test('in plain JSON is read as it is', async () => {
    expect(await read('{"active":false}', 'application/json')).toEqual({ said: { active: false }, checks: [], findings: [] })
    await expect(read('<html>', 'text/html')).rejects.toMatchObject({ code: 'unreadable-answer' })
  })

  test('that is signed is read from its claim, and checked', async () => {
    const { said: came, checks } = await read(await sign())
    expect(came).toEqual(said)
    expect(checks.map(({ name, ok }) => [name, ok]))
      .toEqual(['type', 'algorithm', 'signature', 'issuer', 'audience'].map(name => [`introspection-${name}`, true]))
    expect(
      await failing(await sign({ ...good, aud: ['me', 'you'] }, { typ: 'application/token-introspection+jwt' })),
    ).toEqual(
      [],
    )
  })

  test('that has a claim twice is told to, encrypted or not', async () => {
    const [header = '', claims = ''] = (await sign()).split('.', 2)
    const twice = Buffer.from(claims, 'base64url').toString().replace('"active":true', '"active":false,"active":true')
    const jwt = await new CompactSign(Buffer.from(twice)).setProtectedHeader({
      ...JSON.parse(Buffer.from(header, 'base64url').toString()) as { alg: string },
    }).sign(own.privateKey)
    const finding = { code: 'member-repeated', details: { members: ['active'], jwt: 'introspection' } }
    expect([(await read(jwt)).findings, (await read(await seal(jwt))).findings]).toEqual([[finding], [finding]])
    expect((await read(await sign())).findings).toEqual([])
  })

  test('that is encrypted too is opened first', async () => {
    const jwe = await seal(await sign())
    expect((await read(jwe)).said).toEqual(said)
    expect((await read(jwe)).checks[0]).toMatchObject({ name: 'decryption', ok: true })
    await expect(read(jwe, undefined, [])).rejects.toMatchObject({
      code: 'decryption-key-missing', details: { what: 'introspection' },
    })
    await expect(read(await seal(JSON.stringify(good)))).rejects.toMatchObject({ code: 'unreadable-answer' })
  })

  test.each<[string, () => Promise<string>, string[]]>([
    ['the type of an access token', async () => sign(good, { typ: 'at+jwt' }), ['introspection-type']],
    ['no type', async () => sign(good, { typ: undefined }), ['introspection-type']],
    ['a stranger’s signature', async () => sign(good, {}, stranger.privateKey), ['introspection-signature']],
    ['another issuer', async () => sign({ ...good, iss: 'https://evil.example' }), ['introspection-issuer']],
    ['another audience', async () => sign({ ...good, aud: 'you' }), ['introspection-audience']],
    [
      'no signature',
      async () => `${[{ alg: 'none', typ: 'token-introspection+jwt' }, good].map(part =>
        Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`,
      ['introspection-algorithm', 'introspection-signature'],
    ],
  ])('with %s fails', async (_, make, names) => expect(await failing(await make())).toEqual(names))

  test.each<[unknown, object, RegExp, RegExp]>([
    [
      true, { member: 'token_introspection', kind: 'boolean' },
      /token_introspection is true or false.* must be an object/, /token_introspection 是一个布尔值.*必须是一个对象/,
    ],
    [
      { active: 'true' }, { member: 'token_introspection.active', kind: 'string' },
      /token_introspection\.active is a text.* must be true or false/, /token_introspection\.active 是一段文本.*必须是一个布尔值/,
    ],
    [
      {}, { member: 'token_introspection.active', kind: 'missing' }, /token_introspection\.active is missing/,
      /token_introspection\.active 缺失/,
    ],
  ])('whose claim is %j is not read, and the member is named in both languages', async (
    claim, details, english, chinese,
  ) => {
    const failure
      = await read(
        await sign({ ...good, token_introspection: claim }),
      ).catch((error: unknown) => error) as Masked<Failure>
    expect(failure).toMatchObject({ code: 'unreadable-answer', details: { fault: 'member', ...details } })
    const [said = '', told = ''] = [en, zh].map(catalogue => JSON.stringify(describeFailure(failure, catalogue)))
    expect(said).toMatch(english)
    expect(said).not.toContain('not JSON')
    expect(told).toMatch(chinese)
  })

  test('in plain JSON whose active is a text is not read either', async () => {
    await expect(read('{"active":"true"}', 'application/json')).rejects.toMatchObject({
      code: 'unreadable-answer', details: { fault: 'member', member: 'active', kind: 'string' },
    })
  })
})
