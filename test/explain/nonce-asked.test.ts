import { expect, test } from 'vitest'
import { loginsIn } from '../../src/explain/story/logins.ts'
import { asked, brought, provider, readingsOf, recordOf, redeemed, tokens, type Entry } from './recording.ts'

const proof = { dpop: 'opaque-proof', 'content-type': 'application/x-www-form-urlencoded' }
const field = { 'content-type': 'application/json', 'dpop-nonce': 'eyJ7S_zG.eyJH0-Z' }
const body = (description: string) => ({ error: 'use_dpop_nonce', error_description: description })
const bound = { ...tokens, token_type: 'DPoP' }

const exchange = (own: Partial<Entry> = {}) => redeemed({ headers: proof, body: bound, ...own })
const pushed = (own: Partial<Entry> = {}): Entry => ({
  method: 'POST', url: `${provider}/par`, headers: proof,
  form: Object.fromEntries(new URL(asked().url).searchParams), status: 201, answer: { 'content-type': 'application/json' },
  body: { request_uri: 'urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c', expires_in: 60 }, ...own,
})
const userinfo = (own: Partial<Entry> = {}): Entry => ({
  url: `${provider}/userinfo`, headers: { authorization: `DPoP ${tokens.access_token}`, dpop: 'opaque-proof' },
  answer: { 'content-type': 'application/json' }, body: { sub: 'alice' }, ...own,
})
const challenge = 'DPoP error="use_dpop_nonce", error_description="Resource server requires nonce in DPoP proof"'

/** Each endpoint as it asks for its nonce, in the words of the standard and of a server, and then goes on. */
const places: [string, Entry[]][] = [
  ['nonce is required in the DPoP proof', 'Authorization server requires nonce in DPoP proof', ''].map(
    (words): [string, Entry[]] => [
      `the token endpoint (${words})`,
      [asked(), brought(), exchange({ status: 400, answer: field, body: body(words) }), exchange(), userinfo()],
    ],
  ),
  [
    [
      'the endpoint of pushed requests', [
        pushed({ status: 400, answer: field, body: body('nonce is required in the DPoP proof') }), pushed(), asked(),
        brought(), exchange(), userinfo(),
      ],
    ],
    [
      'the resource server', [
        asked(), brought(), exchange(),
        userinfo({ status: 401, answer: { ...field, 'www-authenticate': challenge }, body: '' }), userinfo(),
      ],
    ],
    [
      'the resource server, in its body', [
        asked(), brought(), exchange(),
        userinfo({ status: 401, answer: field, body: body('nonce is required in the DPoP proof') }), userinfo(),
      ],
    ],
  ] satisfies [string, Entry[]][],
].flat()

test.each(places)('%s may ask for its nonce: nothing was judged, and the request comes again', async (_, entries) => {
  expect(await readingsOf(entries)).toEqual(['note:dpop-nonce-answered'])
  const [login] = loginsIn(recordOf(entries))
  expect([login?.tokens.map(({ response }) => response?.status), login?.userinfo?.response?.status]).toEqual([
    [200], 200,
  ])
})

test('a code that is sent again after its nonce was taken is redeemed twice', async () => {
  const wanted = exchange({ status: 400, answer: field, body: body('nonce is required in the DPoP proof') })
  const again = exchange({ status: 400, body: { error: 'invalid_grant' } })
  expect(await readingsOf([asked(), brought(), wanted, exchange(), again])).toContain('broken:code-redeemed-twice-apart')
})

test('a nonce that an ID token is to have is still one of the request', async () => {
  const refused = brought({ error: 'invalid_request', error_description: 'nonce is required' })
  expect(await readingsOf([asked({ nonce: undefined }), refused])).toContain('broken:demanded')
})

test('each server that asks for its nonce is told, once for all its answers', async () => {
  const wanted = exchange({ status: 400, answer: field, body: body('nonce is required in the DPoP proof') })
  const refused = userinfo({ status: 401, answer: { ...field, 'www-authenticate': challenge }, body: '' })
  expect(await readingsOf([asked(), brought(), wanted, exchange(), refused])).toEqual([
    'broken:dpop-nonce-wanted', 'note:dpop-nonce-answered',
  ])
  expect(await readingsOf([asked(), brought(), exchange(), refused, userinfo(), refused, userinfo()])).toEqual([
    'note:dpop-nonce-answered',
  ])
})
