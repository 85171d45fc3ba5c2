import { generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { loadCode } from '../../../src/providers/code/index.ts'
import type { WireRequest } from '../../../src/wire.ts'
import { contextWith, request, sentFor } from './requests.ts'
import { rsaPair } from '../../support/key-pairs.ts'

const { privateKey, publicKey } = rsaPair(1)
const pkcs8 = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
const pkcs1 = privateKey.export({ format: 'pem', type: 'pkcs1' }) as string
const bare = (type: 'pkcs1' | 'pkcs8') => (privateKey.export({ format: 'der', type })).toString('base64')
const alipay = await loadCode('alipay')

const common = {
  app_id: 'client-1', format: 'JSON', charset: 'utf-8', sign_type: 'RSA2', timestamp: '2026-11-22 07:30:05',
  version: '1.0',
}

/** What the gateway does: takes the signature out, joins the rest by name and verifies. */
function verified({ body }: WireRequest): Record<string, string> {
  const { sign = '', ...signed } = Object.fromEntries(new URLSearchParams(body))
  const text
    = Object.keys(signed).sort().filter(name => signed[name] !== '').map(name => `${name}=${signed[name]}`).join('&')
  expect(verify('sha256', Buffer.from(text), publicKey, Buffer.from(sign, 'base64'))).toBe(true)
  return signed
}

describe('Alipay’s gateway', () => {
  test.each([
    ['token', { grant_type: 'authorization_code', code: 'a+code/=' }, 'alipay.system.oauth.token'],
    ['refresh', { grant_type: 'refresh_token', refresh_token: '刷新' }, 'alipay.system.oauth.token'],
    ['userinfo', { auth_token: 'an-access-token', empty: '' }, 'alipay.user.info.share'],
  ] as const)('gets a %s request with its parameters and a signature that verifies', async (purpose, form, method) => {
    const sent = await sentFor(alipay(contextWith(pkcs8)), request(purpose, form))
    expect(verified(sent)).toEqual({ ...common, ...form, method })
    expect(sent).toMatchObject({ method: 'POST', url: 'https://provider.example/endpoint' })
    expect(sent.headers['content-type']).toBe('application/x-www-form-urlencoded;charset=utf-8')
  })

  test.each([
    ['PKCS#1 PEM', pkcs1], ['bare PKCS#8', bare('pkcs8')], ['bare PKCS#1', bare('pkcs1')],
    ['broken lines', bare('pkcs8').replace(/.{64}/g, '$&\n')],
  ])(
    'is signed for with a key as %s', async (_, key) => {
      verified(await sentFor(alipay(contextWith(key)), request('token', {})))
    },
  )

  test('gets what stood in the address in the body, signed as well', async () => {
    const given = request('userinfo', {}, { method: 'GET', url: 'https://provider.example/gateway.do?auth_token=t' })
    const sent = await sentFor(alipay(contextWith(pkcs8)), given)
    expect(sent.url).toBe('https://provider.example/gateway.do')
    expect(verified(sent)).toMatchObject({ auth_token: 't' })
  })

  test('never gets the private key, wherever the client would have put it', async () => {
    const authorization = `Basic ${Buffer.from(`client-1:${pkcs8}`).toString('base64')}`
    const sent = await sentFor(
      alipay(contextWith(pkcs8)), request('token', { client_secret: pkcs8 }, { headers: { authorization } }),
    )
    expect(verified(sent)).not.toHaveProperty('client_secret')
    expect(sent.headers).toEqual({ 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' })
  })

  const ec
    = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
  test.each([
    ['no key', undefined], ['a password', 'hunter2'], ['half a key', bare('pkcs8').slice(0, 400)],
    ['an elliptic key', ec],
    ['Alipay’s public key', publicKey.export({ format: 'der', type: 'spki' }).toString('base64')],
  ])('%s is refused before the browser opens', async (_, key) => {
    const extension = alipay(contextWith(key))
    const refusal = expect.objectContaining({
      code: 'setting-invalid',
      details: expect.objectContaining({ setting: 'client-secret', expected: '(alipay-key)' }) as unknown,
    }) as Error
    expect(() => extension.authorizationRequest?.([], undefined as never)).toThrow(refusal)
    await expect(sentFor(extension, request('token', {}))).rejects.toThrow(refusal)
  })
})
