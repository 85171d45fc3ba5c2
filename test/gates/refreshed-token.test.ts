import { expect, test } from 'vitest'
import { checkRefreshedIdToken } from '../../src/protocol/refresh.ts'

const user = { issuer: 'https://op.example', clientId: 'cli', subject: 'alice', authTime: undefined }
const claims = { iss: 'https://op.example', sub: 'alice', aud: ['cli', 'api'] }
const failed = (first: { azp?: unknown, nonce?: unknown } | undefined, change: Record<string, unknown>) =>
  checkRefreshedIdToken({ header: { alg: 'RS256' }, claims: { ...claims, ...change } }, { ...user, first })
    .filter(({ ok }) => !ok).map(({ name }) => name)

test.each<[string, { azp?: unknown, nonce?: unknown } | undefined, Record<string, unknown>, string[]]>([
  ['the same azp and nonce', { azp: 'cli', nonce: 'n-1' }, { azp: 'cli', nonce: 'n-1' }, []],
  ['the nonce left out, as most do', { azp: 'cli', nonce: 'n-1' }, { azp: 'cli' }, []],
  ['neither, where there was neither', {}, {}, []],
  ['nothing is known of the first', undefined, { azp: 'other', nonce: 'n' }, []],
  ['another azp', { azp: 'cli' }, { azp: 'other' }, ['refreshed-authorized-party']],
  ['no azp any more', { azp: 'cli' }, {}, ['refreshed-authorized-party']],
  ['an azp that the first had not', {}, { azp: 'cli' }, ['refreshed-authorized-party']],
  ['another nonce', { nonce: 'n-1' }, { nonce: 'n-2' }, ['refreshed-nonce']],
  ['a nonce that was never sent', {}, { nonce: 'n-2' }, ['refreshed-nonce']],
  ['a nonce that is a list', { nonce: 'n-1' }, { nonce: ['n-1'] }, ['refreshed-nonce']],
])('refreshed ID token: %s', (_what, first, change, names) => {
  expect(failed(first, change)).toEqual(names)
})
