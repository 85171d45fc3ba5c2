import { expect, test } from 'vitest'
import { maskForeign } from '../../src/secrets/message.ts'
import { sentRule } from '../../src/secrets/names.ts'
import { Secrets } from '../../src/secrets/secrets.ts'
import { maskBody, maskClaim } from '../../src/secrets/text.ts'

const S = 'hunter2-Sommer-Wiese'
const rule = sentRule({})

test.each([
  { error: 'x', params: [{ name: 'client_secret', value: S }] },
  { a: { b: { key: 'client_secret', values: ['short', S] } } },
  { values: [{ value: S, type: 'default', enabled: true, key: 'client_secret' }] },
  { env: [{ name: 'OIDC_CLIENT_SECRET', value: S }] },
  { attributes: [{ key: 'oauth.client_secret', value: { stringValue: S } }] },
  [['client_secret', S], ['scope', 'openid']],
  { header: ['client_secret', S] },
  { params: [{ k: 'password', v: 'sesame' }] },
  { settings: [{ id: 'client_secret', value: S }, { id: '17', displayName: 'Secret', key: 'client_secret', value: S }] },
  { settings: [{ fieldName: 'client_secret', val: S }, { ATTRIBUTE: 'client_secret', VALUE: S }] },
])('a value beside its name is masked, in a text and in its members: %j', (said) => {
  for (const shown of [
    maskBody(new Secrets(), JSON.stringify(said), rule), JSON.stringify(maskForeign(new Secrets(), said)),
  ]) {
    expect(shown).not.toMatch(/hunter2|sesame/)
    expect(shown).toMatch(/<(?:[a-z]+_)?(?:client_secret|password)#[\da-f]{4}>/)
    expect(shown).not.toMatch(/<[^"]*>":/)
  }
})

test.each([
  { params: [{ name: 'scope', value: 'openid' }, { name: 'prompt', value: 'login' }] },
  [{ name: 'client_secret', required: true }, { name: 'scope', value: 'openid' }],
  { response_types_supported: ['code', 'id_token'], grant_types: ['password', 'refresh_token'] },
  [['code', 'token'], ['client_secret_basic', 'client_secret_post']],
  { claims: ['nonce', 'state'], key: 'theme', value: 'dark' },
])('what is no secret stays: %j', (said) => {
  expect(maskBody(new Secrets(), JSON.stringify(said), rule)).toBe(JSON.stringify(said))
  expect(maskForeign(new Secrets(), said)).toEqual(said)
})

test.each([
  'https://x.blob.core.windows.net/c/b?sv=2022-11-02&se=2026&sig=§%3D', 'https://x.example/a?signature=§&x=1',
  'https://b.s3.amazonaws.com/k?X-Amz-Date=2026&X-Amz-Signature=§', 'https://b.storage.googleapis.com/k?X-Goog-Signature=§',
  'https://b.oss-cn-hangzhou.aliyuncs.com/k?Expires=1&Signature=§',
])('what signs an address is masked in any body: %s', (address) => {
  const url = address.replace('§', 'q7Xt2vN9kLm4Rw8ZpB3cYd6H')
  for (const shown of [
    maskBody(new Secrets(), JSON.stringify({ url }), rule), JSON.stringify(maskForeign(new Secrets(), { url })),
  ]) {
    expect(shown).not.toContain('q7Xt2vN9')
    expect(shown).toContain(url.slice(0, 18))
  }
  // A picture of the user is of use only with it.
  expect(url.includes('X-') || maskClaim(new Secrets(), url, () => undefined)).toEqual(url.includes('X-') || url)
})
