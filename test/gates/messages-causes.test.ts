import { expect, test } from 'vitest'
import { Failure, type CheckName } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import type { Check } from '../../src/protocol/checks.ts'
import { checkSigningAlgorithm } from '../../src/protocol/compact-signature.ts'
import { checkIdToken, decodeIdToken } from '../../src/protocol/id-token.ts'
import { checkEndpoints } from '../../src/protocol/metadata.ts'
import { checkNamedAddress } from '../../src/protocol/resource/metadata.ts'
import { checkTokenResponse, readTokenResponse } from '../../src/protocol/token-response.ts'
import { describeFailure } from '../../src/render/failure.ts'
import { asItIs } from '../../src/secrets/mask.ts'

const now = 1_800_000_000
const good = { iss: 'https://op.example', aud: 'client', sub: 'user', iat: now, exp: now + 300, nonce: 'nonce' }

function claiming(change: object, header: object = {}): Check[] {
  return checkIdToken({ header: { alg: 'RS256', ...header }, claims: { ...good, ...change } }, {
    issuer: good.iss, clientId: 'client', nonce: 'nonce', algorithms: ['RS256'], now, ahead: 0, maxAge: undefined,
    accessToken: 'a',
  })
}

async function answering(change: object): Promise<Check[]> {
  const body = JSON.stringify({ access_token: 'an-access-token', token_type: 'Bearer', ...change })
  const answer = { status: 200, headers: { 'content-type': 'application/json' }, body }
  return checkTokenResponse(await readTokenResponse({ url: 'https://op.example/token', answer }, 'token-refused'))
}

function reading(token: string): Check[] {
  const decoded = decodeIdToken(token)
  return 'name' in decoded ? [decoded] : []
}

const at = (address: string) => [checkEndpoints({ token_endpoint: address }, ['token_endpoint'])]
const named = (name: string, address: string) => checkNamedAddress('https://api.example/mcp', name, address)
const critical = { crit: ['exp'] }

/** What is refused, and what both languages must name of it. */
const refused: [name: string, code: CheckName, checks: Check[] | Promise<Check[]>, says: RegExp][] = [
  [
    'a line end in one token', 'access-token-characters', answering({ refresh_token: 'r\n' }),
    /refresh_token.*U\+000A/s,
  ],
  [
    'another letter in one token', 'access-token-characters', answering({ access_token: '令' }),
    /access_token.*U\+4EE4/s,
  ],
  ['an escape in sub', 'id-token-subject', claiming({ sub: 'a\u001b[31m' }), /sub.*U\+001B/s],
  ['a sub that is too long', 'id-token-subject', claiming({ sub: 'a'.repeat(256) }), /256.*255/s],
  ['an empty sub', 'id-token-subject', claiming({ sub: '' }), /sub.*(?:empty|空)/s],
  ['no sub', 'id-token-subject', claiming({ sub: undefined }), /sub.*(?:missing|没有给出)/s],
  ['the nonce in a list', 'id-token-nonce', claiming({ nonce: ['nonce'] }), /a list|列表/],
  ['the issuer in a list', 'id-token-issuer', claiming({ iss: [good.iss] }), /a list|列表/],
  ['an audience that is a number', 'id-token-audience', claiming({ aud: 42 }), /a number|数字/],
  ['iat in milliseconds', 'id-token-issued-at', claiming({ iat: now * 1000, exp: now * 1000 + 9 }), /millisec|毫秒/],
  ['nbf in milliseconds', 'id-token-not-before', claiming({ nbf: now * 1000 }), /millisec|毫秒/],
  ['exp before iat', 'id-token-expiry', claiming({ exp: now - 31 }), /exp.*iat/s],
  ['crit', 'id-token-algorithm', claiming({}, critical), /crit.*RFC 7515 4\.1\.11/s],
  [
    'crit elsewhere', 'userinfo-algorithm',
    [checkSigningAlgorithm('userinfo-algorithm', '', { header: { alg: 'ES256', ...critical }, claims: {} }, [])],
    /crit.*RFC 7515 4\.1\.11/s,
  ],
  ['a line end behind the ID token', 'id-token-readable', reading('e30.e30.AA\n'), /base64url.*U\+000A/s],
  ['padding in the ID token', 'id-token-readable', reading('e30.e30.AA=='), /U\+003D \(=\)/],
  ['a fragment', 'endpoints-safe', at('https://op.example/token#x'), /token_endpoint.*#/s],
  ['a user name', 'endpoints-safe', at('https://me@op.example/token'), /token_endpoint.*(?:user name|用户名)/s],
  [
    'a file in the challenge', 'endpoints-safe', named('resource_metadata', 'file:///etc/passwd'),
    /RFC 9728 5\.1.*challenge|质询/s,
  ],
  [
    'a private address in the challenge', 'endpoints-safe', named('resource_metadata', 'https://10.0.0.1/'),
    /(?:challenge|质询).*resource_metadata/s,
  ],
  [
    'http in the metadata', 'endpoints-safe', named('authorization_servers', 'http://op.example'),
    /authorization_servers/,
  ],
]

test.each(refused)('%s: named, and never by what it fulfils', async (_, code, judged, says) => {
  const checks = await judged
  const failed = checks.filter(({ ok }) => !ok)
  expect(failed.map(({ name }) => name)).toEqual([code])
  const [{ ok: _ok, name: _name, ...details }] = failed as [Check]
  for (const catalogue of [en, zh]) {
    const told = describeFailure(asItIs(new Failure(code, details)), catalogue)
    expect(told.came).not.toBe(told.expected)
    expect([told.came, told.rule, told.cause, ...told.advice].join('\n')).toMatch(says)
    expect(told.cause).not.toMatch(/replay|重放|clocks agree|时钟一致|encrypted|加密/)
  }
})

test('nobody is sent to look at a path that is not there', () => {
  for (const catalogue of [en, zh]) {
    const nextAfter = (code: 'file-unwritable' | 'store-unwritable', reason: string) =>
      describeFailure(asItIs(new Failure(code, { path: '/a/b/walk.html', reason, errno: reason })), catalogue).next
    expect(nextAfter('file-unwritable', 'ENOENT')).toEqual(['mkdir -p /a/b/'])
    expect(nextAfter('file-unwritable', 'EACCES')).toEqual(['ls -ld /a/b/walk.html'])
    expect(nextAfter('store-unwritable', 'ENOENT')).toEqual(['export OAUTH_WALK_HOME=FOLDER'])
  }
})

test('a code is told as spent by what its provider said alone', () => {
  const details = { provider: { status: 400, error: '', title: undefined } }
  expect(en.failures['token-refused'](details).cause).toMatch(/The code may be spent\.$/)
  expect(zh.failures['token-refused'](details).cause).toMatch(/授权码可能已经作废。$/)
})
