import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { lookAtClock } from '../../src/cli/doctor/target/clock.ts'
import type { AtProvider } from '../../src/cli/doctor/target/visit.ts'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import type { Json } from '../support/walks.ts'
import { metadata, startStub, type Said } from './stub-provider.ts'
import { rsaPair } from '../support/key-pairs.ts'

interface Line { part: string, state: string, code: string, message: string, ways?: string[] }

interface Lie {
  metadata?: object
  /** In the place of the metadata. */
  body?: string
  keys?: Said
  answer?: (asked: URLSearchParams) => Said
  headers?: Record<string, string>
  flags?: string[]
}

/** The lines of `doctor` at a provider whose metadata, keys and authorization endpoint say this. */
async function look(lie: Lie) {
  const stub = await startStub({ '/jwks': () => lie.keys ?? { body: { keys: [] } } })
  stub.endpoints['/.well-known/openid-configuration'] = () => ({
    headers: { 'content-type': 'application/json', ...lie.headers },
    body: lie.body
      ?? JSON.parse(JSON.stringify({
        ...metadata(stub.issuer), ...lie.keys ? { jwks_uri: `${stub.issuer}/jwks` } : {}, ...lie.metadata,
      }).replace('"@/"', `"${stub.issuer}/"`)) as Json,
  })
  stub.endpoints['/authorize'] = ({ query = '' }) => lie.answer?.(new URLSearchParams(query)) ?? { status: 400 }
  const doctor = async (...flags: string[]) => startInside(
    ['doctor', stub.issuer, '--client-id', 'app', '--port', '0', ...flags, ...lie.flags ?? []], { home: freshHome() },
  ).ended
  const { status, stdout, stderr } = await doctor('--json')
  expect(stdout, stderr).not.toBe('')
  const { provider, error } = JSON.parse(stdout) as { provider: Line[], error?: { exit_code: number } }
  return {
    status, error, stderr, about: (part: string) => provider.filter(line => line.part === part), issuer: stub.issuer,
    /** What it says for reading, in one line. */
    told: async () => (await doctor()).stdout.replace(/\s+/g, ' '),
  }
}

const rsa = (bits: number, more = {}) => ({
  ...rsaPair(1, bits).publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig',
  alg: 'RS256', ...more,
})
const elliptic = {
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }), kid: 'e', use: 'sig',
  alg: 'ES256',
}

/** It knows the redirect URI, and nobody is signed in. */
const knowsIt = (asked: URLSearchParams): Said => ({
  status: 302,
  headers: { location: `${asked.get('redirect_uri') ?? ''}?error=login_required&state=${asked.get('state') ?? ''}` },
})

describe('doctor at a provider with odd documents', () => {
  test('takes what is no object for no key', async () => {
    const { about } = await look({ keys: { body: { keys: [null, 1, 'x', [], rsa(2048)] } } })
    expect(about('keys')).toEqual([
      expect.objectContaining({ state: 'good', message: expect.stringContaining('1 key (RS256)') as string }),
    ])
  })

  test.each<[string, object[], string[]]>([
    ['there is no key', [], []], ['the key is cut', [{ kty: 'RSA', kid: 'k' }], ['key-members-missing']],
    ['the key is short', [rsa(1024)], ['key-short']],
    ['all keys are to encrypt with', [rsa(2048, { use: 'enc' })], []],
    ['the key is for another algorithm', [elliptic], []],
  ])('no ID token can be verified where %s, and what is wrong with keys stands under keys', async (_, keys, notes) => {
    const { status, error, about, issuer } = await look({ keys: { body: { keys } } })
    const [wrong, ...others] = about('keys')
    expect([status, error?.exit_code, wrong?.state, wrong?.code]).toEqual([4, 4, 'bad', 'id-token-signature'])
    expect(wrong?.message).toMatch(new RegExp(`^No ID token can be verified with the keys at ${issuer}/jwks: .+`))
    expect(others.map(({ state, code }) => [state, code])).toEqual(notes.map(code => ['note', code]))
    expect(about('endpoints').map(({ code }) => code).filter(code => code.startsWith('key'))).toEqual([])
  })

  test('an empty key set keeps no login from working that asks for no ID token', async () => {
    const { about } = await look({ keys: { body: { keys: [] } }, flags: ['--scope', 'read'] })
    expect(about('keys').map(({ state, code }) => [state, code])).toEqual([['good', 'keys'], ['note', 'key-set-empty']])
    expect(about('keys')[0]?.message).toMatch(/^no key at http/)
  })

  test.each([
    ['en', 'none proves who signs in', 'Nothing was found that keeps a login from working; no ID token proves who signs in.'],
    ['zh', '无法证明是谁登录的', '没有发现妨碍登录的问题，但没有 ID 令牌可以证明是谁登录的。'],
  ])('a provider of OpenID without keys is no good news, and the end says so too (%s)', async (lang, said, end) => {
    const openid = {
      scopes_supported: ['openid'], id_token_signing_alg_values_supported: ['RS256'], response_types_supported: ['code'],
    }
    const { status, about, told } = await look({ metadata: openid, flags: ['--lang', lang], answer: knowsIt })
    expect([status, about('keys')]).toEqual([
      0, [expect.objectContaining({ state: 'note', message: expect.stringContaining(said) as string })],
    ])
    expect(await told()).toContain(end)
    const asked = await look({ metadata: openid, flags: ['--scope', 'openid'] })
    expect([asked.status, asked.about('keys')[0]?.code]).toEqual([2, 'jwks-missing'])
    const plain = await look({ metadata: { scopes_supported: ['read'] } })
    expect(plain.about('keys').map(({ state }) => state)).toEqual(['good'])
  })

  test('any of several algorithms and keys will do', async () => {
    const { about } = await look({
      keys: { body: { keys: [rsa(2048, { use: 'enc' }), elliptic] } },
      metadata: { id_token_signing_alg_values_supported: ['RS256', 'ES256'] },
    })
    expect(about('keys').map(({ state }) => state)).toEqual(['good'])
  })

  test('JSON that ends too early is not taken for another address', async () => {
    const { about } = await look({ body: '{"issuer":"http://127.0.0.1","token_' })
    expect(about('metadata')[0]?.message)
      .toMatch(/JSON that can’t be read to its end \(status 200, application\/json\): It was cut off/)
  })
})

describe('doctor tells as much as a login', () => {
  const form = /(?:^|[ /])(?:ISSUER|URI|URL|ID)(?:$|[ /])/

  test.each<[string, Lie, string, RegExp, RegExp]>([
    [
      'another issuer by a slash', { metadata: { issuer: '@/' } }, 'metadata',
      /\(came @\/, expected @\): The provider writes its own name differently/,
      /^oauth-walk login @\/ --client-id app --port 0$/,
    ],
    [
      'another issuer', { metadata: { issuer: 'https://other.example' } }, 'metadata',
      /\(came https:\/\/other\.example, expected @\)/,
      /^With your own value in place of ISSUER: oauth-walk login ISSUER --client-id app/,
    ],
    [
      'an address that is not safe', { metadata: { token_endpoint: 'http://op.internal/token' } }, 'endpoints',
      /\(came token_endpoint=http:\/\/op\.internal\/token, expected https:/, /--token-endpoint$/,
    ],
    [
      'no authorization endpoint', { metadata: { authorization_endpoint: undefined } }, 'redirect-uri',
      /names no authorization endpoint/, /in place of URL: oauth-walk login @ .*--authorization-endpoint URL$/,
    ],
  ])('%s: by its values, and with no command that can’t be pasted', async (_, lie, part, message, way) => {
    const { about, issuer } = await look(lie)
    const wrong = about(part).find(({ state }) => state === 'bad')
    const anonymous = (text = '') => text.replaceAll(issuer, '@')
    expect([anonymous(wrong?.message), anonymous(wrong?.ways?.at(-1))]).toEqual([
      expect.stringMatching(message), expect.stringMatching(way),
    ])
    expect(
      wrong?.ways?.filter(one => one.startsWith('oauth-walk ') && (form.test(one) || one.includes('--help'))),
    ).toEqual(
      [],
    )
  })

  test('-v shows each message with its answer', async () => {
    const { stderr } = await look({ body: '{"cut', flags: ['-v'] })
    expect(stderr).toMatch(/> GET http\S+\/openid-configuration\n[^]*< 200[^]*< \{"cut/)
  })
})

describe('doctor at a provider with odd metadata', () => {
  test('an issuer that is no text is told as that, and no endpoint as elsewhere', async () => {
    const { status, about } = await look({ metadata: { issuer: 1 } })
    expect([status, about('metadata').map(({ code }) => code)]).toEqual([4, ['issuer-identical']])
    const told = about('endpoints').find(({ code }) => code === 'metadata-issuer-missing')
    expect(told?.message).toContain('The issuer in the metadata is no text')
  })

  test('an address without a host is on no other host', async () => {
    const { status, about } = await look({ metadata: { authorization_endpoint: 'javascript:alert(1)' } })
    expect([status, about('metadata').map(({ code }) => code)]).toEqual([4, []])
    expect(about('endpoints')[0]).toMatchObject({ state: 'bad', code: 'endpoints-safe' })
  })
})

describe('doctor compares the clocks', () => {
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toUTCString()

  test.each<[string, () => Record<string, string>, string]>([
    ['by the Date and the Age of a cached answer', () => ({ date: ago(3600), age: '3600' }), 'clock'],
    ['and tells where they differ beside the Age', () => ({ date: ago(7200), age: '3600' }), 'id-token-expiry'],
    ['where an Age is none', () => ({ date: ago(3600), age: 'x' }), 'id-token-expiry'],
  ])('%s', async (_, headers, code) => {
    const { about } = await look({ headers: headers() })
    expect(about('clock').map(line => line.code)).toEqual([code])
  })

  test('not by the time that an answer takes', async () => {
    const [sentAt, cameAt] = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2026-01-01T00:01:00Z')]
    const clockBy = async (date: string) => lookAtClock(
      {
        answers: [{ response: { status: 200, headers: { date }, body: '' }, sentAt, cameAt }],
      } as unknown as AtProvider,
    )
    expect(await clockBy('Thu, 01 Jan 2026 00:00:05 GMT')).toMatchObject([{ state: 'good', details: { seconds: 0 } }])
    expect(await clockBy('Thu, 01 Jan 2026 00:02:00 GMT')).toMatchObject([
      { state: 'note', finding: { details: { seconds: -60 } } },
    ])
    expect(await clockBy('Wed, 31 Dec 2025 23:59:00 GMT')).toMatchObject([
      { state: 'note', finding: { details: { seconds: 59 } } },
    ])
  })
})

describe('doctor reads what comes to the redirect URI as a login does', () => {
  const back = (parameters: string, mark = '?') => (asked: URLSearchParams): Said => ({
    status: 302,
    headers: {
      location: `${asked.get('redirect_uri') ?? ''}${mark}${parameters.replace('STATE', asked.get('state') ?? '')}`,
    },
  })

  test.each<[string, (asked: URLSearchParams) => Said, string, string, string, number]>([
    [
      'a token behind the #', back('access_token=tok_1234567890&state=STATE', '#'), 'redirect-uri', 'bad',
      'no-token-in-front-channel', 4,
    ],
    ['neither code nor error', back('state=STATE'), 'redirect-uri', 'bad', 'code-or-error', 4],
    [
      'another issuer', back('error=login_required&state=STATE&iss=https%3A%2F%2Fevil.example'), 'redirect-uri', 'bad',
      'response-issuer', 4,
    ],
    ['another state', back('error=login_required&state=other'), 'redirect-uri', 'bad', 'state', 4],
    ['two states', back('error=login_required&state=STATE&state=STATE'), 'redirect-uri', 'bad', 'parameters-once', 4],
    ['a code without state', back('code=c-1234567890'), 'redirect-uri', 'bad', 'state', 4],
    ['an error without state', back('error=login_required'), 'redirect-uri', 'note', 'state-missing', 0],
    [
      'a client that may not', back('error=unauthorized_client&state=STATE'), 'client', 'bad', 'authorization-refused',
      3,
    ],
    [
      'a kind of answer that there is not', back('error=unsupported_response_type&state=STATE'), 'client', 'bad',
      'authorization-refused', 3,
    ],
    ['an error of its own', back('error=x%20foo&state=STATE'), 'redirect-uri', 'note', 'redirect-other-error', 0],
    ['somebody must sign in', back('error=login_required&state=STATE'), 'redirect-uri', 'good', 'redirect-accepted', 0],
    [
      'a scope of the login that it does not take', back('error=invalid_scope&state=STATE'), 'client', 'bad',
      'authorization-refused', 3,
    ],
    [
      'too many requests', () => ({ status: 429, headers: { 'retry-after': '60' } }), 'redirect-uri', 'note',
      'redirect-unavailable', 0,
    ],
    [
      'itself', asked => ({ status: 302, headers: { location: `/authorize?${asked.toString()}` } }), 'redirect-uri',
      'note', 'redirect-unclear', 0,
    ],
    ['an empty page', () => ({ status: 200 }), 'redirect-uri', 'note', 'redirect-unclear', 0],
  ])('%s', async (_, answer, part, state, code, exit) => {
    const { status, about } = await look({ answer })
    const [line] = about(part).filter(({ code }) => code !== 'secret-missing')
    expect([status, line?.state, line?.code]).toEqual([exit, state, code])
    expect(line?.message).not.toContain('shows a page')
    expect(JSON.stringify(line)).not.toMatch(/tok_1234567890|c-1234567890/)
  })

  test.each(['en', 'zh'])('a refused scope is named as it was sent, though none was set: %s', async (language) => {
    const { about } = await look({ answer: back('error=invalid_scope&state=STATE'), flags: ['--lang', language] })
    const told = JSON.stringify(about('client'))
    expect([/\\"openid\\"|“openid”/.test(told), /\\"\\"|“”/.test(told)]).toEqual([true, false])
  })

  test('a refused scope is as expected without OpenID: none has the one that was asked for', async () => {
    const { status, about }
      = await look({ answer: back('error=invalid_scope&state=STATE'), flags: ['--scope', 'read'] })
    expect([status, about('redirect-uri')[0]?.code]).toEqual([0, 'redirect-accepted'])
  })
})
