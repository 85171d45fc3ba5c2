import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { decodeIdToken } from '../../src/protocol/id-token.ts'
import { isNestedTooDeep, parseJsonObject } from '../../src/protocol/answer/json.ts'
import { fetchKeys, notePrivateKeys } from '../../src/protocol/keys.ts'
import { toLibraryResponse } from '../../src/protocol/library.ts'
import { dropUnusableLists } from '../../src/protocol/metadata.ts'
import { checkTokenResponse, readTokenResponse } from '../../src/protocol/token-response.ts'
import { Secrets } from '../../src/secrets/secrets.ts'
import type { WireRequest, WireResponse } from '../../src/wire.ts'

const answer = (body: unknown, status = 200): WireResponse => ({
  status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body),
})
const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

describe('JSON from outside', () => {
  test.each([1, 50, 100])('may have %i levels', (levels) => {
    expect(parseJsonObject(nested(levels))).toBeDefined()
  })

  test.each([101, 5000, 100_000])('is not read with %i levels', (levels) => {
    expect(parseJsonObject(nested(levels))).toBeUndefined()
  })

  test('is measured along its deepest branch, lists too', () => {
    const lists = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels))
    expect(isNestedTooDeep({ a: Array.from({ length: 1000 }, () => ({ b: null })), c: lists(99) })).toBe(false)
    expect(isNestedTooDeep({ a: 1, c: [lists(100)] })).toBe(true)
    expect(isNestedTooDeep('text')).toBe(false)
  })

  test('in an ID token is measured as well', () => {
    const part = (json: string) => Buffer.from(json).toString('base64url')
    expect(decodeIdToken(`${part('{"alg":"ES256"}')}.${part(nested(1000))}.AA`)).toMatchObject({
      name: 'id-token-readable', ok: false, actual: '(nested-too-deep)',
    })
    expect(decodeIdToken(`${part('{"alg":"ES256"}')}.${part(nested(10))}.AA`)).toHaveProperty('claims')
  })
})

describe('lists in the metadata', () => {
  test('are kept where they are lists of strings', () => {
    const metadata = {
      issuer: 'x', scopes_supported: ['openid'], response_types_supported: [], mtls_endpoint_aliases: {},
    }
    expect(dropUnusableLists(metadata)).toEqual({ usable: metadata, findings: [] })
  })

  const findingsOf = (kind: string) => [
    { code: 'metadata-unusable', details: { members: ['scopes_supported'], kinds: [kind] } },
  ]

  test.each([
    ['openid', 'string'], [42, 'number'], [true, 'boolean'], [{}, 'object'], [null, 'null'],
  ])('are as good as missing where they are %j, and noted as a %s', (value, kind) => {
    expect(dropUnusableLists({ issuer: 'x', scopes_supported: value }))
      .toEqual({ usable: { issuer: 'x' }, findings: findingsOf(kind) })
  })

  test.each([
    [{ list: ['openid', null], kept: ['openid'], kind: 'list-of-null' }],
    [{ list: [[]], kept: [], kind: 'list-of-list' }],
  ])('keep the strings among others: %j', ({ list, kept, kind }) => {
    expect(dropUnusableLists({ issuer: 'x', scopes_supported: list })).toEqual({
      usable: { issuer: 'x', scopes_supported: kept }, findings: findingsOf(kind),
    })
  })

  test('are named all together', () => {
    const { findings: several } = dropUnusableLists({
      code_challenge_methods_supported: 1, id_token_signing_alg_values_supported: 2,
    })
    expect(several).toEqual([
      {
        code: 'metadata-unusable',
        details: {
          members: ['id_token_signing_alg_values_supported', 'code_challenge_methods_supported'],
          kinds: ['number', 'number'],
        },
      },
    ])
  })
})

describe('the provider’s keys', () => {
  const request: WireRequest = { purpose: 'jwks', method: 'GET', url: 'https://op.example/jwks', headers: {} }
  const fetched = async (response: WireResponse) => fetchKeys(async () => response)(request)

  test('lose what is private, and what is no key, before the library sees them', async () => {
    const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'one' }
    const { body } = await fetched(answer({ keys: [{ ...key, d: 'secret' }, null, 42] }))
    expect(JSON.parse(body)).toEqual({ keys: [key] })
  })

  test.each([
    [answer('<html><title>Sign in</title>'), { status: 200, title: 'Sign in' }], [answer({}, 404), { status: 404 }],
    [answer({ keys: [] }, 500), { status: 500 }],
    [answer({ keys: {} }), { status: 200 }], [answer({}), { status: 200 }], [answer('[]'), { status: 200 }],
  ])('are unreadable in %j', async (response, details) => {
    await expect(fetched(response)).rejects.toMatchObject({
      code: 'unreadable-answer', details: { url: request.url, ...details },
    })
  })

  test('leave a redirect to whoever refuses it', async () => {
    const redirect = { status: 302, headers: { location: 'https://evil.example' }, body: '' }
    expect(await fetched(redirect)).toBe(redirect)
  })

  test('are noted by name where they are private', () => {
    expect(notePrivateKeys(answer({ keys: [{ kid: 'a' }, { kid: 'b', d: 'x' }, { kid: 3, qi: 'x' }, null] }))).toEqual([
      { code: 'private-key-published', details: { keys: ['b', 'no kid'] } },
    ])
    expect(notePrivateKeys(answer({ keys: [{ kty: 'oct', k: 'x' }] }))).toEqual([])
    expect(notePrivateKeys(answer('not json'))).toEqual([])
  })
})

describe('answers of another kind', () => {
  test.each([
    [100, 200], [199, 200], [204, 204], [404, 404], [599, 599], [600, 599], [999, 599],
  ])('status %i becomes %i for the library', (status, expected) => {
    expect(toLibraryResponse({ status, headers: {}, body: status === 204 ? '' : '{}' }).status).toBe(expected)
  })

  test.each([[['Bearer'], '["Bearer"]'], [42, '42'], [{}, '{}']])('token_type %j is no Bearer', async (type, shown) => {
    const tokens = await readTokenResponse(
      { url: 'x', answer: answer({ access_token: 'a', token_type: type }) }, 'token-refused',
    )
    expect(checkTokenResponse(tokens)[1]).toMatchObject({ name: 'token-type', ok: false, actual: shown })
  })
})

describe('long secrets', () => {
  test.each([200, 300, 10_000, 400_000])('of %i characters are hidden in running text, in every form', (length) => {
    const secrets = new Secrets()
    const value = `a+/${'xy'.repeat(length / 2)}`
    secrets.remember('access_token', value)
    const forms = [
      value, encodeURIComponent(value), Buffer.from(value).toString('base64url'), JSON.stringify(value).slice(1, -1),
    ]
    const hidden = secrets.hide(`before ${forms.join(' between ')} after`)
    expect(hidden.replace(/<access_token#[0-9a-f]{4}>/g, '·')).toBe('before · between · between · between · after')
  })

  test('are hidden as a whole where one holds another', () => {
    const secrets = new Secrets()
    const inner = 'i'.repeat(300)
    secrets.remember('refresh_token', inner)
    secrets.remember('access_token', `outer${inner}`)
    secrets.remember('code', 'short')
    expect(secrets.hide(`outer${inner} ${inner} short`).replace(/#[0-9a-f]{4}/g, ''))
      .toBe('<access_token> <refresh_token> short')
  })

  test('stay hidden when others are remembered later', () => {
    const secrets = new Secrets()
    secrets.remember('access_token', 'a'.repeat(500))
    expect(secrets.hide('a'.repeat(501))).not.toContain('aaa')
    secrets.remember('refresh_token', 'b'.repeat(500))
    expect(secrets.hide(` ${'a'.repeat(500)}${'b'.repeat(500)}`)).not.toMatch(/aaa|bbb/)
  })

  test('may hold half a character', () => {
    const secrets = new Secrets()
    secrets.remember('access_token', 'token\ud800')
    expect(inspect(secrets.hide('token\ud800'))).toContain('<access_token#')
  })
})
