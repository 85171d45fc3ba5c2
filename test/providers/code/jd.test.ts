import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { loadCode } from '../../../src/providers/code/index.ts'
import { contextWith, request, sentFor } from './requests.ts'

const jd = await loadCode('jd')
const query = { v: '2.0', app_key: 'client-1', access_token: 't', '360buy_param_json': '{"openId":"张三"}', empty: '' }
const url = `https://provider.example/routerjson?${new URLSearchParams(query).toString()}`

describe('JD’s gateway', () => {
  test('gets the userinfo request with the time in China and the MD5 of its parameters', async () => {
    const sent = await sentFor(jd(contextWith('the-secret')), request('userinfo', {}, { url }))
    const { sign, ...signed } = Object.fromEntries(new URL(sent.url).searchParams)
    expect(signed).toEqual({ ...query, timestamp: '2026-11-22 07:30:05' })
    const text
      = 'the-secret360buy_param_json{"openId":"张三"}access_tokentapp_keyclient-1timestamp2026-11-22 07:30:05v2.0the-secret'
    expect(sign).toBe(createHash('md5').update(text).digest('hex').toUpperCase())
    expect(sent.url).not.toContain('the-secret')
  })

  test('gets every other request as it is', async () => {
    for (const purpose of ['token', 'refresh'] as const) {
      const given = request(purpose, { app_key: 'client-1' })
      expect(await sentFor(jd(contextWith('the-secret')), given)).toBe(given)
    }
  })

  test('is not asked without a secret', async () => {
    await expect(sentFor(jd(contextWith(undefined)), request('userinfo', {}, { url })))
      .rejects.toThrow(expect.objectContaining({
        code: 'setting-invalid', details: expect.objectContaining({ setting: 'client-secret' }) as unknown,
      }) as Error)
  })
})
