import { describe, expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { same, type Check } from '../../src/protocol/checks.ts'
import { checkIdToken, type IdTokenExpectation } from '../../src/protocol/id-token.ts'
import { explainKeys } from '../../src/protocol/key-choice.ts'
import { describeFailure } from '../../src/render/failure.ts'
import { asItIs } from '../../src/secrets/mask.ts'
import { reveal } from '../../src/text/printable.ts'
import { rsaPair } from '../support/key-pairs.ts'

const rsa = (place: number, bits?: number) =>
  rsaPair(place, bits).publicKey.export({ format: 'jwk' }) as Record<string, unknown>
const [one, two, short] = [rsa(1), rsa(2), rsa(1, 1024)]
const header = { alg: 'RS256', kid: 'k1' }

describe('signature: one cause for each way in which keys do not tell', () => {
  test.each([
    ['no-keys', header, []],
    ['no-such-kid', header, [{ ...one, kid: 'k2' }]],
    ['no-such-kid', header, [one]],
    ['ambiguous-key', { alg: 'RS256' }, [one, two]],
    ['ambiguous-kid', header, [{ ...one, kid: 'k1' }, { ...two, kid: 'k1' }]],
    ['ambiguous-kid', header, [{ ...one, kid: 'k1' }, { ...one, kid: 'k1' }]],
    ['key-too-short', header, [{ ...short, kid: 'k1' }]],
    ['key-of-another-kind', header, [{ kty: 'EC', crv: 'P-256', kid: 'k1' }]],
    ['key-of-another-kind', header, [{ ...one, kid: 'k1', use: 'enc' }]],
    ['key-of-another-kind', header, [{ ...one, kid: 'k1', alg: 'PS256' }]],
    ['key-of-another-kind', { alg: 'ES384', kid: 'k1' }, [{ kty: 'EC', crv: 'P-256', kid: 'k1' }]],
    ['key-of-another-kind', header, [{ ...one, kid: 'k1', key_ops: ['encrypt'] }]],
    [undefined, header, [{ ...one, kid: 'k1' }]],
    [undefined, { alg: 'RS256' }, [one, { kty: 'EC', crv: 'P-256' }, { ...two, use: 'enc' }]],
  ])('%s', (code, given, keys) => {
    expect(explainKeys(given, keys)?.code).toBe(code)
  })

  test('a modulus with zeros before it is as long as it is', () => {
    const n = Buffer.concat([Buffer.from([0, 0]), Buffer.from(String(short['n']), 'base64url')]).toString('base64url')
    expect(explainKeys(header, [{ ...short, n, kid: 'k1' }])).toEqual({ code: 'key-too-short', facts: [1024, 2048] })
  })

  test('only a wrong signature may mean that somebody else made the token', () => {
    const causeOf = (code: string) => said({ code, facts: ['3', 'k1'] }).map(({ cause }) => cause)
    for (const code of [
      'no-keys', 'no-such-kid', 'ambiguous-key', 'ambiguous-kid', 'key-too-short', 'key-of-another-kind',
      'key-unusable',
    ]) {
      expect(causeOf(code).join()).not.toMatch(/someone else|伪造|trust/)
    }
    expect(causeOf('signature-wrong')).toEqual([expect.stringMatching(/someone else/), expect.stringMatching(/伪造/)])
  })
})

const now = 1_800_000_000
const claims = { iss: 'https://op.example', aud: 'client', sub: 'user', iat: now, exp: now + 300, nonce: 'nonce' }
const expectation: IdTokenExpectation = {
  issuer: 'https://op.example', clientId: 'client', nonce: 'nonce', algorithms: ['RS256'], now, maxAge: undefined,
  accessToken: 'a',
}

function firstFailed(change: Record<string, unknown>, expected: Partial<IdTokenExpectation> = {}): Check | undefined {
  return checkIdToken(
    { header: { alg: 'RS256' }, claims: { ...claims, ...change } }, { ...expectation, ...expected },
  ).find(
    ({ ok }) => !ok,
  )
}

function said(because: unknown, code: Check['name'] = 'id-token-signature', actual = 'x') {
  return [en, zh].map(catalogue =>
    describeFailure(asItIs(new Failure(code, { expected: 'x', actual, because })), catalogue))
}

describe('times: whose clock it is', () => {
  test.each([
    ['issued in the future, by a slow clock here', 'clock-behind', { iat: now + 148 }, -148, /148 s behind/, /慢 148 秒/],
    [
      'issued long ago, by a fast clock here', 'clock-ahead', { iat: now - 4000, exp: now + 60 }, 4000, /4000 s ahead/,
      /快 4000 秒/,
    ],
    [
      'expired, by a fast clock here', 'clock-ahead', { exp: now - 3300, iat: now - 3600 }, 3600, /3600 s ahead/,
      /快 3600 秒/,
    ],
    ['not valid yet, by a slow clock here', 'clock-behind', { nbf: now + 90 }, -90, /90 s behind/, /慢 90 秒/],
    ['expired, and the clocks agree', 'clocks-agree', { iat: now - 500, exp: now - 120 }, 1, /clocks agree/, /一致/],
  ])('%s', (_, code, change, ahead, english, chinese) => {
    const failed = firstFailed(change, { ahead })
    expect(failed?.because?.code).toBe(code)
    const [inEnglish, inChinese] = said(failed?.because, failed?.name)
    expect([inEnglish?.cause, inChinese?.cause]).toEqual([
      expect.stringMatching(english), expect.stringMatching(chinese),
    ])
  })

  test('a difference that does not explain the time is not blamed, nor one that nobody knows', () => {
    expect(firstFailed({ iat: now - 9600, exp: now - 9000 }, { ahead: 60 })?.because).toBeUndefined()
    expect(firstFailed({ iat: now - 9600, exp: now - 9000 })?.because).toBeUndefined()
  })
})

describe('values: why two differ that look alike', () => {
  test('several audiences without azp, and with another one', () => {
    expect(firstFailed({ aud: ['client', 'api'] })?.because).toEqual({ code: 'several-audiences', facts: [2] })
    expect(firstFailed({ aud: ['client', 'api'], azp: 'api' })?.because).toEqual({
      code: 'other-authorized-party', facts: [2, 'api'],
    })
    expect(firstFailed({ aud: ['other', 'api'] })?.because).toBeUndefined()
  })

  test.each([[123, '123'], [true, 'true']])('%s where a text is wanted', (value, expected) => {
    expect(same('id-token-nonce', '', expected, value)).toMatchObject({ ok: false, because: { code: 'other-type' } })
  })

  test.each([
    ['https://op.example\u200b', 'https://op.example⟨U+200B⟩'],
    ['https://op.example\u00a0', 'https://op.example⟨U+00A0⟩'],
    ['https://op.example\n', 'https://op.example⟨U+000A⟩'], ['\ufeffhttps://op.example', '⟨U+FEFF⟩https://op.example'],
    ['https://op.example ', 'https://op.example⟨U+0020⟩'],
    ['https://op\u00ad.example', 'https://op⟨U+00AD⟩.example'],
    ['\u202ehttps://op.example', '⟨U+202E⟩https://op.example'],
  ])('%j is shown as %s', (actual, shown) => {
    const failed = firstFailed({ iss: actual })
    expect(failed?.because?.code).toBe('invisible-characters')
    expect(said(failed?.because, 'id-token-issuer', actual).map(({ came }) => came)).toEqual([shown, shown])
  })

  test('what is seen stays as it is', () => {
    for (const text of [
      'https://op.example/a b', '张三', 'é', '👩‍🚀'.replace('\u200d', ''),
    ]) expect(reveal(text)).toBe(text)
    expect(reveal('a'.repeat(300), 200)).toBe(`${'a'.repeat(200)}…`)
    expect(firstFailed({ iss: 'https://other.example' })?.because).toBeUndefined()
  })
})

describe('the title claims no more than was seen', () => {
  const titles = (because: unknown, code: Check['name'], actual?: string) =>
    said(because, code, actual).map(({ message }) => message)

  test('a signature is wrong only where one was tried', () => {
    expect(titles({ code: 'no-such-kid', facts: [1, 'k1'] }, 'id-token-signature')).toEqual([
      'No published key fits the ID token (kid k1)', '公布的密钥中没有 ID 令牌所用的那一个（kid k1）',
    ])
    expect(titles({ code: 'critical-extension', facts: ['x'] }, 'userinfo-signature')).toEqual([
      'The userinfo’s signature can’t be verified', '无法验证 userinfo 的签名',
    ])
    expect(titles({ code: 'signature-wrong', facts: [] }, 'id-token-signature')).toEqual([
      'The ID token’s signature does not hold', 'ID 令牌的签名无效',
    ])
  })

  test.each([
    [now - 300, 'The ID token has expired', 'ID 令牌已过期'],
    [undefined, 'The ID token does not say until when it is good (exp)', 'ID 令牌没有写明有效到何时（exp）'],
    ['2027', 'The ID token does not say until when it is good (exp)', 'ID 令牌没有写明有效到何时（exp）'],
  ])('exp %s', (exp, ...expected) => {
    const failed = firstFailed({ exp })
    expect(titles(failed?.because, 'id-token-expiry', String(failed?.actual))).toEqual(expected)
  })
})
