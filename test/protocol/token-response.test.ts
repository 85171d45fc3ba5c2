import { describe, expect, test } from 'vitest'
import {
  checkTokenResponse, compareScopes, noteForm, readTokenResponse, type TokenResponse,
} from '../../src/protocol/token-response.ts'
import type { WireResponse } from '../../src/wire.ts'

const good = { access_token: 'an-access-token', token_type: 'Bearer' }
const url = 'https://op.example/token'

function answering(body: unknown, change: Partial<WireResponse> = {}): { url: string, answer: WireResponse } {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { url, answer: { status: 200, headers: { 'content-type': 'application/json' }, body: text, ...change } }
}

async function read(body: unknown, change: Partial<WireResponse> = {}): Promise<TokenResponse> {
  return readTokenResponse(answering(body, change), 'token-refused')
}

const codes = (findings: { code: string }[]) => findings.map(({ code }) => code)

describe('expires_in', () => {
  test.each([
    { given: 3600, seconds: 3600, findings: [] },
    { given: 0, seconds: 0, findings: [] },
    { given: 0.5, seconds: 0.5, findings: [] },
    { given: 315_360_000, seconds: 315_360_000, findings: [] },
    { given: '3600', seconds: 3600, findings: ['expires-in-string'] },
    { given: '0', seconds: 0, findings: ['expires-in-string'] },
    { given: undefined, seconds: undefined, findings: [] },
    ...[
      '3600abc', '', ' 60', '0x10', '1e3', '-1', '60.5', -1, 1e308, 315_360_001, null, [60], { seconds: 60 }, true,
      '99999999999',
    ]
      .map(given => ({ given, seconds: undefined, findings: ['expires-in-unusable'] })),
  ])('$given is read as $seconds', async ({ given, seconds, findings }) => {
    const tokens = await read({ ...good, expires_in: given })
    expect(tokens.expires_in).toBe(seconds)
    expect(codes(tokens.findings)).toEqual(findings)
    const mended = JSON.parse(tokens.mended.body) as Record<string, unknown>
    expect(mended['expires_in']).toBe(seconds)
  })

  test.each(['1e999', '-1e999', 'NaN'])('%s in the text of the answer never becomes a date', async (text) => {
    const body = `{"access_token":"t","token_type":"Bearer","expires_in":${text}}`
    if (text === 'NaN') await expect(read(body)).rejects.toThrow(expect.objectContaining({ code: 'unreadable-answer' }))
    else await expect(read(body)).resolves.toMatchObject({
      expires_in: undefined, findings: [{ code: 'expires-in-unusable' }],
    })
  })
})

describe('scope', () => {
  test.each([
    { given: 'a b', scope: ['a', 'b'], findings: [] },
    { given: 'a  b ', scope: ['a', 'b'], findings: [] },
    { given: '', scope: [], findings: [] },
    { given: undefined, scope: undefined, findings: [] },
    { given: null, scope: undefined, findings: [] },
    { given: 'a,b', scope: ['a', 'b'], findings: ['scope-format'] },
    { given: ['a', 'b'], scope: ['a', 'b'], findings: ['scope-format'] },
  ])('$given is read as $scope', async ({ given, scope, findings }) => {
    const tokens = await read({ ...good, scope: given })
    expect(tokens.scope).toEqual(scope)
    expect(codes(tokens.findings)).toEqual(findings)
  })

  test.each([
    { asked: ['a', 'b'], granted: ['b', 'a'], findings: [] },
    { asked: ['a', 'b'], granted: ['a'], findings: [{ code: 'scope-narrower', details: { missing: ['b'] } }] },
    { asked: ['a'], granted: ['a', 'b'], findings: [{ code: 'scope-wider', details: { extra: ['b'] } }] },
    {
      asked: ['a'], granted: ['b'],
      findings: [
        { code: 'scope-narrower', details: { missing: ['a'] } }, { code: 'scope-wider', details: { extra: ['b'] } },
      ],
    },
    { asked: [], granted: ['a'], findings: [] },
  ])('$asked asked and $granted granted', ({ asked, granted, findings }) => {
    expect(compareScopes(asked, granted)).toEqual(findings)
  })

  test.each([
    { granted: [], came: { id_token: 'x' }, missing: ['api'] },
    { granted: ['api'], came: { id_token: 'x' }, missing: ['profile'] },
    { granted: [], came: {}, missing: ['openid', 'profile', 'api'] },
  ])('an ID token shows what $granted does not say', ({ granted, came, missing }) => {
    expect(compareScopes(['openid', 'profile', 'api'], granted, came)).toEqual([
      { code: 'scope-narrower', details: { missing } },
    ])
  })
})

describe('the form of an answer', () => {
  test.each([
    { type: 'application/json', findings: [] },
    { type: 'Application/JSON ;charset=utf-8', findings: [] },
    { type: 'application/jsonp', findings: ['content-type'] },
    { type: 'text/html', findings: ['content-type'] },
    { type: '', findings: ['content-type'] },
  ])('JSON as "$type"', ({ type, findings }) => {
    expect(codes(noteForm(answering(good, { headers: { 'content-type': type } })))).toEqual(findings)
  })

  test('a form is read like JSON, and noted', async () => {
    const answer = answering('access_token=a%2Bb&token_type=bearer&expires_in=60', {
      headers: { 'content-type': 'text/plain' },
    })
    expect(codes(noteForm(answer))).toEqual(['form-encoded-answer'])
    expect(await readTokenResponse(answer, 'token-refused')).toMatchObject({
      access_token: 'a+b', token_type: 'bearer', expires_in: 60,
    })
  })

  test('a web page whose links look like a form is no form', async () => {
    const page = '<a href="/login?x=1&error=sorry&access_token=stolen">again</a>'
    await expect(read(page, { headers: { 'content-type': 'text/html' } })).rejects.toThrow(
      expect.objectContaining({ code: 'unreadable-answer' }),
    )
  })

  test.each([
    { status: 400, findings: [] }, { status: 401, findings: [] }, { status: 200, findings: ['status-of-error'] },
    { status: 500, findings: ['status-of-error'] },
  ])('an error with status $status', ({ status, findings }) => {
    expect(codes(noteForm(answering({ error: 'invalid_grant' }, { status })))).toEqual(findings)
  })
})

test.each([
  { name: 'no token_type', body: { access_token: 't' }, token_type: 'Bearer', findings: ['token-type-missing'] },
  { name: 'an empty refresh token', body: { ...good, refresh_token: '' }, refresh_token: undefined, findings: [] },
  {
    name: 'a refresh token that is null', body: { ...good, refresh_token: null }, refresh_token: undefined,
    findings: [],
  },
  { name: 'an ID token that is null', body: { ...good, id_token: null }, id_token: undefined, findings: [] },
  { name: 'an error beside a token', body: { ...good, error: '' }, access_token: good.access_token, findings: [] },
])('$name is mended', async ({ name, body, findings, ...expected }) => {
  const tokens = await read(body)
  expect(tokens, name).toMatchObject(expected)
  expect(codes(tokens.findings)).toEqual(findings)
})

test.each([
  {
    name: 'an error', body: { error: 'invalid_grant', error_description: 'spent' }, status: 400, code: 'token-refused',
    provider: { error: 'invalid_grant', error_description: 'spent', status: 400 },
  },
  {
    name: 'an error with status 200', body: { error: 'invalid_grant' }, status: 200, code: 'token-refused',
    provider: { error: 'invalid_grant', status: 200 },
  },
  { name: 'tokens with status 500', body: good, status: 500, code: 'token-refused', provider: { status: 500 } },
  {
    name: 'a page with status 404', body: '<title>Not here</title>', status: 404, code: 'token-refused',
    provider: { error_description: 'Not here', status: 404 },
  },
  {
    name: 'a page with status 200', body: '<title>Hello</title>', status: 200, code: 'unreadable-answer',
    provider: undefined,
  },
  { name: 'a list', body: [good], status: 200, code: 'unreadable-answer', provider: undefined },
  { name: 'nothing', body: '', status: 200, code: 'unreadable-answer', provider: undefined },
  { name: 'null', body: 'null', status: 200, code: 'unreadable-answer', provider: undefined },
])('$name is refused', async ({ body, status, code, provider }) => {
  const found = await refusalOf(read(body, { status }))
  expect(found.code).toBe(code)
  expect(found.details['provider']).toEqual(provider)
})

test.each([
  { name: 'good', change: {}, failed: [] },
  { name: 'no access token', change: { access_token: undefined }, failed: ['access-token-characters'] },
  { name: 'an empty one', change: { access_token: '' }, failed: ['access-token-characters'] },
  { name: 'a list of them', change: { access_token: ['t'] }, failed: ['access-token-characters'] },
  { name: 'a line break', change: { access_token: 'a\nb' }, failed: ['access-token-characters'] },
  { name: 'an escape', change: { access_token: 'a\u001b[2J' }, failed: ['access-token-characters'] },
  { name: 'an umlaut', change: { access_token: 'ä' }, failed: ['access-token-characters'] },
  { name: 'D48: 16 KiB', change: { access_token: 'a'.repeat(16_384), refresh_token: 'r'.repeat(16_384) }, failed: [] },
  { name: 'D48: more', change: { access_token: 'a'.repeat(16_385) }, failed: ['access-token-characters'] },
  { name: 'D48: a longer refresh token', change: { refresh_token: 'r'.repeat(16_385) }, failed: ['access-token-characters'] },
  { name: 'a number', change: { access_token: 123 }, failed: ['access-token-characters'] },
  { name: 'a refresh token with a NUL', change: { refresh_token: 'a\0' }, failed: ['access-token-characters'] },
  { name: 'token_type BEARER', change: { token_type: 'BEARER' }, failed: [] },
  { name: 'token_type DPoP', change: { token_type: 'DPoP' }, failed: ['token-type'] },
  { name: 'token_type null', change: { token_type: null }, failed: [] },
])('the checks of a response with $name', async ({ change, failed }) => {
  const checks = checkTokenResponse(await read({ ...good, ...change }))
  expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(failed)
  expect(checks).toHaveLength(2)
})

async function refusalOf(reading: Promise<unknown>): Promise<{ code: string, details: Record<string, unknown> }> {
  const refused: unknown = await reading.then(() => undefined, (error: unknown) => error)
  if (refused === undefined) throw new Error('nothing was refused')
  return refused as { code: string, details: Record<string, unknown> }
}

test.each([
  'callback( {"error":"invalid_grant","error_description":"code is reused error"} );',
  ')]}\',\n{"error":"invalid_grant","error_description":"code is reused error"}',
  'error=invalid_grant&error_description=code+is+reused+error',
])('a refusal with status 200 is one, and its words are kept: %s', async (body) => {
  const { code, details } = await refusalOf(read(body, { headers: { 'content-type': 'text/html' } }))
  expect([code, details['provider']]).toEqual([
    'token-refused', { error: 'invalid_grant', error_description: 'code is reused error', status: 200 },
  ])
})

test('a function around an object is not called JSON', async () => {
  const { code, details } = await refusalOf(read('callback({"hello":1})'))
  expect([code, details['fault']]).toEqual(['unreadable-answer', 'not-json'])
})
