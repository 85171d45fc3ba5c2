import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

const explain = async (query: string, language: 'en' | 'zh') =>
  (await runInside(
    ['explain', `http://127.0.0.1:8765/callback?${query}&state=abc`, '--lang', language], { home: freshHome() },
  )).stdout

test.each([
  ['redirect_uri_mismatch', /redirect URI that was sent is not registered/, /Register exactly that URI/],
  ['invalid_redirect_uri', /redirect URI is not accepted/, /Register exact https URIs/],
  ['user_cancelled_authorize', /access_denied; LinkedIn and Apple/, /Offer the login again/],
  ['origin_mismatch', /Authorized JavaScript origins/, /Register scheme, host and port/],
  ['cookie_not_found', /Keycloak does not get its own cookie back/, /KC_HOSTNAME/],
  ['OAUTH_APP_BLOCKED', /administrator has blocked/, /Unblock it/],
  ['weird_thing', /the provider says no more/, /Look the error up/],
])('%s at the callback is told with its cause and what to change', async (error, why, fix) => {
  const told = await explain(`error=${error}`, 'en')
  expect(told).toMatch(new RegExp(`Why: [^\\n]*${why.source}[^]*Fix: [^\\n]*${fix.source}`))
})

test.each([
  ['en', '✗ The provider answered with the error weird_thing. Bad thing', 'Fix:'],
  ['zh', '✗ 授权服务器返回错误 weird_thing。Bad thing', '修改：'],
] as const)('in %s, what the provider said is no fix, and an advice does not end with a colon', async (
  language, said, fix,
) => {
  const told = await explain('error=weird_thing&error_description=Bad+thing', language)
  expect(told).toContain(said)
  expect(told.split('\n').filter(line => line.includes(fix) && /Bad thing|[:：]$/.test(line))).toEqual([])
  expect((await explain('error=weird_thing', language)).split('\n').filter(line => /[:：]$/.test(line.trim()))).toEqual([])
})
