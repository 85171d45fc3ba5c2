import { generateKeyPairSync } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { loadCode } from '../../../src/providers/code/index.ts'
import { contextWith, now, request, sentFor } from './requests.ts'
import { rsaPair } from '../../support/key-pairs.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
const variables = { 'team-id': 'TEAM123456', 'key-id': 'KEY1234567' }
const apple = await loadCode('apple')

const unfit
  = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
const rsa
  = rsaPair(1).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string

async function secretOf(body: string | undefined): Promise<Record<string, unknown>> {
  const secret = new URLSearchParams(body).get('client_secret') ?? ''
  const { payload, protectedHeader } = await jwtVerify(secret, publicKey, {
    currentDate: new Date(now), algorithms: ['ES256'],
  })
  expect(protectedHeader).toEqual({ alg: 'ES256', kid: 'KEY1234567' })
  return payload
}

describe('Apple’s client secret', () => {
  test.each(
    ['token', 'refresh', 'revocation'] as const,
  )('takes the place of the key in a %s request and verifies with the public key', async (purpose) => {
    const given = request(purpose, { client_id: 'client-1', client_secret: pem, code: 'a-code' })
    const sent = await sentFor(apple(contextWith(pem, { variables })), given)
    const at = now / 1000
    expect(await secretOf(sent.body)).toEqual({
      iss: 'TEAM123456', sub: 'client-1', aud: 'https://appleid.apple.com', iat: at, exp: at + 300,
    })
    expect(new URLSearchParams(sent.body).get('code')).toBe('a-code')
    expect(decodeURIComponent(JSON.stringify(sent))).not.toContain('PRIVATE KEY')
  })

  test('is sent in the body, and Basic credentials with the key in them are not sent', async () => {
    const basic = `Basic ${Buffer.from(`client-1:${encodeURIComponent(pem)}`).toString('base64')}`
    const given = request('token', { grant_type: 'authorization_code' }, { headers: { authorization: basic } })
    const sent = await sentFor(apple(contextWith(pem, { variables })), given)
    expect(sent.headers).toEqual({})
    expect(new URLSearchParams(sent.body).get('client_id')).toBe('client-1')
    await secretOf(sent.body)
  })

  test('leaves the keys’ and the metadata’s requests as they are', async () => {
    for (const purpose of ['jwks', 'discovery'] as const) {
      const given = request(purpose, {})
      expect(await sentFor(apple(contextWith(pem, { variables })), given)).toBe(given)
    }
  })

  test('is made from a key whose line ends are written out, as in an environment variable', async () => {
    const context = contextWith(pem.replaceAll('\n', '\\n'), { variables })
    const sent = await sentFor(apple(context), request('token', {}))
    await secretOf(sent.body)
    expect(decodeProtectedHeader(new URLSearchParams(sent.body).get('client_secret') ?? '').alg).toBe('ES256')
  })

  const half = pem.slice(0, 60)
  test.each([
    ['no key', undefined], ['a password', 'hunter2'], ['half a key', half], ['another curve', unfit],
    ['an RSA key', rsa],
    ['a public key', publicKey.export({ format: 'pem', type: 'spki' }) as string],
  ])('%s is refused before the browser opens, and named as what it is not', async (_, secret) => {
    const extension = apple(contextWith(secret, { variables }))
    const refusal = expect.objectContaining({
      code: 'setting-invalid',
      details: expect.objectContaining({ setting: 'client-secret', expected: '(apple-key)' }) as unknown,
    }) as Error
    expect(() => extension.authorizationRequest?.([], undefined as never)).toThrow(refusal)
    await expect(sentFor(extension, request('token', {}))).rejects.toThrow(refusal)
  })

  test.each(['team-id', 'key-id'])('a missing %s is named', (name) => {
    const extension = apple(contextWith(pem, { variables: { ...variables, [name]: '' } }))
    expect(() => extension.authorizationRequest?.([], undefined as never))
      .toThrow(expect.objectContaining({
        code: 'setting-invalid', details: { setting: '--provider-var', expected: `(variable ${name})` },
      }) as Error)
  })
})
