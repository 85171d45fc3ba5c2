import { describe, expect, test } from 'vitest'
import { loadExplainWords } from '../../src/messages/load.ts'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import { jwt } from './samples.ts'

const now = 1_795_860_000
const given = { issuer: undefined, clientId: undefined, now: now * 1000 }
const read = async (text: string) => readRecord(recognise([text], given))
const namesIn = async (text: string) => (await read(text)).map(({ name }) => name)

const asked = 'https://id.example.com/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example.com%2Fcb'
  + '&scope=openid&state=cSmEHgaKwVJ7faC9qEwjky40UVsWmflz&nonce=dE1F8ResqEDusTpkr0cStY4qWB8dWKnH'
  + '&code_challenge=BmSIcena5Sxv2DXVAC_OhEYGRbg7gG75wtjK37JgRhs&code_challenge_method=S256'
const came = `https://shop.example.com/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=cSmEHgaKwVJ7faC9qEwjky40UVsWmflz`
const redeemed = 'POST https://id.example.com/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\n'
  + 'grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example.com%2Fcb'
  + '&code_verifier=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

describe('what was escaped for HTML is told as that, and all else of it is read as it was meant', () => {
  const signs = ['&amp;', '&#038;', '&#38;', '&#x26;', '&AMP;']

  test.each(signs)('%s in an address that asks, and in one that answers', async (sign) => {
    for (const address of [asked, came, `GET ${came.replace('https://shop.example.com', '')} HTTP/1.1\nHost: shop.example.com`]) {
      const before = await namesIn(address)
      expect(await namesIn(address.replaceAll('&', sign))).toEqual(['html-escaped', ...before])
    }
  })

  test('with the first parameter behind it', async () => {
    expect(await namesIn(asked.replace('?', '?x=1&').replaceAll('&', '&amp;')))
      .toEqual(['html-escaped', ...await namesIn(asked.replace('?', '?x=1&'))])
  })

  test('in a form, and in a Location', async () => {
    expect(await namesIn(redeemed.replaceAll('&', '&amp;'))).toEqual(['html-escaped', ...await namesIn(redeemed)])
    const sent = (location: string) => `> GET ${asked}\n< HTTP/1.1 302 Found\n< location: ${location}`
    expect(await namesIn(sent(came.replaceAll('&', '&amp;')))).toEqual(['html-escaped', ...await namesIn(sent(came))])
  })

  test('and such signs that stand before no parameter are left alone', async () => {
    expect(await namesIn(`${asked}&x=a&amp;b`)).not.toContain('html-escaped')
  })
})

const claims = { iss: 'https://id.example.com', sub: 'u1', aud: 'shop', iat: now - 600, exp: now - 300, jti: '1' }
const advised = async (input: string, name: string) => {
  const reading = (await read(input)).find(one => one.name === name)
  return Promise.all((['en', 'zh'] as const).map(async (language) => {
    const { readings } = await loadExplainWords(language, true)
    return [readings[name]?.said(reading?.details ?? {}), readings[name]?.fix(reading?.details ?? {})].map(String)
  }))
}

test('an expired response of a login is not to be refreshed: the login is started again', async () => {
  const { sub: _sub, iat: _iat, jti: _jti, ...answer } = claims
  const input = `https://shop.example.com/cb?response=${jwt({ ...answer, code: 'SplxlOBeZQQYbYS6WxSbIA', state: 'x' })}`
  const [[, en], [, zh]] = await advised(input, 'token-expired') as [string[], string[]]
  expect([en, zh]).toEqual([expect.stringMatching(/^Start the login again/), expect.stringMatching(/^重新登录/)])
  expect(`${en}${zh}`).not.toMatch(/refresh|刷新/)
})

test.each([
  ['a logout token', jwt({ ...claims, events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }, { typ: 'logout+jwt' })],
  ['a request object', `https://id.example.com/authorize?client_id=shop&request=${jwt({ ...claims, iss: 'shop', aud: 'https://id.example.com', response_type: 'code', client_id: 'shop' }, { typ: 'oauth-authz-req+jwt' })}`],
  ['signed userinfo', `GET https://id.example.com/userinfo HTTP/1.1\nAuthorization: Bearer abcdefabcdef\n\nHTTP/1.1 200 OK\nContent-Type: application/jwt\n\n${jwt(claims)}`],
])('so is %s', async (_what, input) => {
  const [[, en]] = await advised(input, 'token-expired') as [string[]]
  expect(en).not.toMatch(/refresh|undefined/)
})

test('exp in the second of iat is not said to lie before it', async () => {
  const [[en], [zh]] = await advised(jwt({ ...claims, iat: now, exp: now }), 'times-reversed') as [string[], string[]]
  expect([en, zh]).toEqual([expect.stringContaining('in the second in which it is issued'), expect.stringContaining('同一秒')])
  const [[before]] = await advised(jwt({ ...claims, iat: now, exp: now - 1 }), 'times-reversed') as [string[]]
  expect(before).toContain('expired before it was issued')
})
