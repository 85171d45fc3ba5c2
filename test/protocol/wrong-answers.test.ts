import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose'
import * as oauth from 'oauth4webapi'
import { beforeAll, describe, expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { checkIdToken, type DecodedIdToken } from '../../src/protocol/id-token.ts'
import { noteNonce, nonceIn } from '../../src/protocol/dpop-nonce.ts'
import { requestDeviceAuthorization } from '../../src/protocol/device.ts'
import { pushAuthorizationRequest } from '../../src/protocol/pushed-request.ts'
import { readRegistration } from '../../src/protocol/registration/register.ts'
import { checkSignedResponse } from '../../src/protocol/signed-response.ts'
import { checkTokenResponse, readTokenResponse } from '../../src/protocol/token-response.ts'
import { describeFailure } from '../../src/render/failure.ts'
import type { Masked } from '../../src/secrets/masked.ts'
import type { Send, WireResponse } from '../../src/wire.ts'

const url = 'https://op.example/endpoint'
const written = (body: unknown) => typeof body === 'string' ? body : JSON.stringify(body)
const answered = (body: unknown, status = 200): WireResponse => ({
  status, headers: { 'content-type': 'application/json' }, body: written(body),
})

/** What is told of a failure, in both languages. */
function told(error: unknown): [code: string, english: string, chinese: string] {
  if (!(error instanceof Failure)) throw error
  const [english = '', chinese = ''] = [en, zh].map((catalogue) => {
    const { message, cause } = describeFailure(error as Masked<Failure>, catalogue)
    return `${message}. ${cause}`
  })
  return [error.code, english, chinese]
}

/** What is told of the first check that failed. */
function toldOf(checks: Awaited<ReturnType<typeof checkSignedResponse>>): ReturnType<typeof told> {
  const failed = checks.find(({ ok }) => !ok)
  if (!failed) throw new Error('none failed')
  return told(new Failure(failed.name, { ...failed }))
}

const thrown = async (run: () => unknown) =>
  Promise.resolve().then(run).then(() => Promise.reject(new Error('nothing was raised')), told)

describe('a registration', () => {
  test.each<[unknown, RegExp, RegExp]>([
    [
      { client_secret: 'x' }, /client_id is missing \(status 201, application\/json\)/,
      /client_id 缺失（状态码 201，application\/json）/,
    ],
    [
      { client_id: ['a'] }, /client_id is a list \(status 201, application\/json\).*must be a text of printable/,
      /client_id 是一个列表/,
    ],
    [{ client_id: 7 }, /client_id is a number/, /是一个数字/], [{ client_id: '' }, /client_id is empty/, /client_id 为空/],
    [
      { client_id: 'a', client_secret: { a: 1 } },
      /client_secret is an object \(status 201, application\/json\).*client_secret must be a text/,
      /client_secret 是一个对象/,
    ],
  ])('that is %j is told as that', async (body, english, chinese) => {
    const [code, said, saidInChinese] = await thrown(() => readRegistration({ url, answer: answered(body, 201) }, 201))
    expect([code, said, saidInChinese]).toEqual([
      'unreadable-answer', expect.stringMatching(english), expect.stringMatching(chinese),
    ])
    expect(said).not.toMatch(/no content type/)
  })
})

const party = (answer: WireResponse) => ({
  send: (async () => answer) as Send, client: { client_id: 'me' }, authentication: oauth.None(),
  server: {
    issuer: 'https://op.example', pushed_authorization_request_endpoint: url, device_authorization_endpoint: url,
  },
}) as never

describe('a pushed request', () => {
  test.each<[WireResponse, string, RegExp]>([
    [answered({ request_uri: { a: 1 } }, 201), 'unreadable-answer', /request_uri is an object \(status 201/],
    [answered({ expires_in: 60 }, 201), 'unreadable-answer', /request_uri is missing/],
    [
      answered({ request_uri: 'urn:x', expires_in: 60 }), 'unreadable-answer',
      /status 200, where 201 with what was asked for is wanted/,
    ],
    [answered([], 201), 'unreadable-answer', /not an object: a list/],
    [answered('<title>Hello</title>', 201), 'unreadable-answer', /not JSON.*Hello/],
    [
      answered({ error: 'invalid_request' }, 201), 'push-refused',
      /refused the pushed authorization request.*invalid_request/,
    ], [answered({}, 400), 'push-refused', /refused/],
  ])('answered by %j is refused where that says so', async (answer, code, english) => {
    expect(await thrown(async () => pushAuthorizationRequest(party(answer), []))).toEqual([
      code, expect.stringMatching(english), expect.any(String),
    ])
  })
})

describe('a device code', () => {
  const good = { device_code: 'd', user_code: 'U', verification_uri: 'https://op.example/d' }
  test.each<[unknown, string, RegExp]>([
    [{ ...good, device_code: ['d'] }, 'unreadable-answer', /device_code is a list/],
    [{ ...good, user_code: 123 }, 'unreadable-answer', /user_code is a number/],
    [{ ...good, verification_uri: undefined }, 'unreadable-answer', /verification_uri is missing/],
    [
      { ...good, verification_uri: undefined, verification_url: {} }, 'unreadable-answer',
      /verification_url is an object/,
    ],
    [{ ...good, device_code: '', error: 'access_denied' }, 'device-refused', /no device code/],
    [{ errcode: 40001, errmsg: 'bad' }, 'device-refused', /no device code/],
  ])('%j is told as it came', async (body, code, english) => {
    const failure = await thrown(async () => requestDeviceAuthorization(party(answered(body)), []))
    expect(failure).toEqual([code, expect.stringMatching(english), expect.any(String)])
  })
})

describe('tokens', () => {
  test.each<[object, RegExp, RegExp]>([
    [{}, /access_token must be a text there, and is missing/, /access_token 在这里应当是字符串，却没有给出/],
    [{ access_token: null }, /and is null/, /实际却是null/],
    [{ access_token: '' }, /access_token must be a text there, and is empty/, /却是空的/],
    [{ access_token: ['a'] }, /is a list/, /一个列表/],
    [
      { access_token: 'a', refresh_token: ['a'] }, /refresh_token must be a text there, and is a list/,
      /refresh_token.*一个列表/,
    ], [{ access_token: 'a', id_token: { a: 1 } }, /id_token must be a text there, and is an object/, /一个对象/],
  ])('that are %j are told as that, and not as other characters', async (body, english, chinese) => {
    const tokens = await readTokenResponse(
      { url, answer: answered({ token_type: 'Bearer', ...body }) }, 'token-refused',
    )
    const [code, said, saidInChinese] = toldOf(checkTokenResponse(tokens))
    expect([code, said, saidInChinese]).toEqual([
      'access-token-characters', expect.stringMatching(english), expect.stringMatching(chinese),
    ])
    expect(said).not.toMatch(/a object|characters/)
  })

  test('with an empty refresh token are as good as without one', async () => {
    const tokens = await readTokenResponse(
      { url, answer: answered({ token_type: 'Bearer', access_token: 'a', refresh_token: '', id_token: null }) },
      'token-refused',
    )
    expect(checkTokenResponse(tokens).filter(({ ok }) => !ok)).toEqual([])
  })
})

describe('a signature', () => {
  const server = {
    issuer: 'https://op.example', jwks_uri: 'https://op.example/jwks',
    authorization_signing_alg_values_supported: ['RS256'],
  }
  const now = 1_800_000_000
  const claims = { iss: server.issuer, aud: 'me', exp: now + 60, code: 'c', state: 's' }
  let key: CryptoKey
  let send: Send
  beforeAll(async () => {
    const pair = await generateKeyPair('ES256', { extractable: true })
    key = pair.privateKey
    const published = { ...await exportJWK(pair.publicKey), kid: 'one', alg: 'ES256' }
    send = async () => answered({ keys: [published] })
  })
  const sign = async (header: object = {}) => new SignJWT(claims).setProtectedHeader({
    alg: 'ES256', kid: 'one', ...header,
  }).sign(key, { crit: { 'urn:x': true } })
  const forged = (header: object) =>
    `${[header, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.AAAA`

  test('by an algorithm that the metadata does not name is told as that', async () => {
    const [code, english, chinese] = toldOf(
      await checkSignedResponse(await sign(), send, { server, clientId: 'me', now }),
    )
    expect(code).toBe('response-algorithm')
    expect(english)
      .toMatch(/signed with ES256\. That is safe, but this login takes only RS256\./)
    expect(english).not.toMatch(/HMAC/)
    expect(chinese).toMatch(/签名算法是 ES256/)
  })

  test('whose header demands an extension is told as that, and by no word of a key', async () => {
    const { authorization_signing_alg_values_supported: _all, ...any } = server
    const [code, english, chinese] = toldOf(await checkSignedResponse(
      await sign({ crit: ['urn:x'], 'urn:x': 1 }), send, { server: any, clientId: 'me', now },
    ))
    expect(code).toBe('response-algorithm')
    expect(english).toMatch(/crit: urn:x.*RFC 7515 4\.1\.11/)
    expect(english).not.toMatch(/can’t be read|another key/)
    expect(chinese).toMatch(/crit：urn:x/)
  })

  test.each<[object, RegExp]>([
    [{ alg: 'HS256' }, /none and HMAC are never accepted/], [{ alg: 'none' }, /none and HMAC are never accepted/],
    [{ alg: 'ES256K' }, /ES256K, which oauth-walk can’t verify/],
    [{ kid: 'one' }, /names no algorithm/], [{ alg: 'PS512' }, /PS512\. That is safe/],
    [{ alg: 'RS256', crit: ['b64'], b64: true }, /crit: b64/],
  ])('of the header %j is told as that, for an answer and for an ID token', async (header, english) => {
    const forged64 = forged(header)
    const answer = (await checkSignedResponse(forged64, send, { server, clientId: 'me', now })).filter(({ ok }) => !ok)
    const expected = {
      issuer: server.issuer, clientId: 'me', nonce: undefined, algorithms: ['RS256'], now, maxAge: undefined,
      accessToken: 'a',
    }
    const idToken = checkIdToken({ header, claims } as DecodedIdToken, expected).filter(({ ok }) => !ok)
    expect(toldOf(answer)[1]).toMatch(english)
    expect(toldOf(idToken)).toEqual(['id-token-algorithm', expect.stringMatching(english), expect.any(String)])
  })
})

test.each([
  ['a"b', 1], ['a b', 1], ['', 1], ['good-nonce', 0],
])('the nonce %j for proofs is noted where it can’t be used', (nonce, count) => {
  const answer = { ...answered({}), headers: { 'dpop-nonce': nonce } }
  expect(noteNonce(answer).map(({ code }) => code)).toEqual(count === 0 ? [] : ['dpop-nonce-unusable'])
  expect(nonceIn(answer)).toBe(count === 0 ? nonce : undefined)
  expect(JSON.stringify(noteNonce(answer))).not.toContain('a"b')
})
