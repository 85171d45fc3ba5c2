import { expect, test } from 'vitest'
import { checkRefreshedIdToken } from '../../src/protocol/refresh.ts'

const now = 1_800_000_000
const expected = { algorithms: ['RS256'], now, accessToken: 'refreshed' }
const user = { issuer: 'https://op.example', clientId: 'cli', subject: 'alice', authTime: undefined }
const claims = { iss: 'https://op.example', sub: 'alice', aud: 'cli', iat: now, exp: now + 300 }
const checksOf = (change: Record<string, unknown>, first: { azp?: unknown } | undefined, alg = 'RS256') =>
  checkRefreshedIdToken({ header: { alg }, claims: { ...claims, ...change } }, { ...user, first }, expected)
const failed = (first: { azp?: unknown, nonce?: unknown } | undefined, change: Record<string, unknown>) =>
  checksOf(change, first).filter(({ ok }) => !ok).map(({ name }) => name)

test.each<[string, { azp?: unknown, nonce?: unknown } | undefined, Record<string, unknown>, string[]]>([
  ['the same azp and nonce', { azp: 'cli', nonce: 'n-1' }, { azp: 'cli', nonce: 'n-1' }, []],
  ['the nonce left out, as most do', { azp: 'cli', nonce: 'n-1' }, { azp: 'cli' }, []],
  ['neither, where there was neither', {}, {}, []],
  ['nothing is known of the first', undefined, { azp: 'cli', nonce: 'n' }, []],
  ['another azp, where nothing is known of the first', undefined, { azp: 'other' }, ['id-token-authorized-party']],
  ['another azp', { azp: 'cli' }, { azp: 'other' }, ['refreshed-authorized-party']],
  ['no azp any more', { azp: 'cli' }, {}, ['refreshed-authorized-party']],
  ['an azp that the first had not', {}, { azp: 'cli' }, ['refreshed-authorized-party']],
  ['another nonce', { nonce: 'n-1' }, { nonce: 'n-2' }, ['refreshed-nonce']],
  ['a nonce that was never sent', {}, { nonce: 'n-2' }, ['refreshed-nonce']],
  ['a nonce that is a list', { nonce: 'n-1' }, { nonce: ['n-1'] }, ['refreshed-nonce']],
])('refreshed ID token: %s', (_what, first, change, names) => {
  expect(failed(first, change)).toEqual(names)
})

test.each<[string, Record<string, unknown>, string[]]>([
  ['at_hash of another access token', { at_hash: 'AAAA' }, ['id-token-access-token-hash']],
  ['an iat of tomorrow', { iat: now + 90_000, exp: now + 100_000 }, ['id-token-issued-at']],
  ['an iat within the clocks’ tolerance', { iat: now + 60 }, []],
  ['an iat of yesterday: the window of minutes is one of the sign-in', { iat: now - 90_000 }, []],
  ['no iat', { iat: undefined }, ['id-token-issued-at']],
  ['an end in the past', { exp: now - 31 }, ['id-token-expiry']],
  ['no end', { exp: undefined }, ['id-token-expiry']],
  ['a beginning that lies ahead', { nbf: now + 9000 }, ['id-token-not-before']],
  ['a second audience without azp', { aud: ['cli', 'api'] }, ['refreshed-audience']],
])('D55 D57 a refreshed ID token is checked as at sign-in: %s', (_what, change, names) => {
  expect(failed(undefined, change)).toEqual(names)
})

test('HS256 is refused of a refreshed ID token, with what was expected and what came', () => {
  expect(checksOf({}, undefined, 'HS256').find(({ ok }) => !ok)).toMatchObject({
    name: 'id-token-algorithm', expected: '(one-of RS256)', actual: 'HS256',
  })
})

test('an azp that is this client, and new, is told as ours', () => {
  expect(checksOf({ azp: 'cli' }, {}).find(({ ok }) => !ok)).toMatchObject({
    name: 'refreshed-authorized-party', because: { code: 'party-added', facts: ['cli'] },
  })
})
