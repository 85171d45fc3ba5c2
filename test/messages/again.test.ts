import { expect, test } from 'vitest'
import { Failure, type FailureCode } from '../../src/codes/failure.ts'
import { login, loginWith } from '../../src/messages/again.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import type { ThisRun } from '../../src/messages/way.ts'
import { describeFailure } from '../../src/render/failure.ts'
import { asItIs } from '../../src/secrets/mask.ts'
import { command } from '../../src/text/shell.ts'

const run = (...words: string[][]): ThisRun => ({
  login: [['sandbox'], ...words], session: [], played: [], isLogin: true,
})
const registering = run(['--register'], ['--initial-access-token-file', 'FILE'], ['--scope', 'openid'])

test('whoever names a client registers none, and the other way round', () => {
  expect(login`--client-id ID`(registering)).toBe('oauth-walk login sandbox --scope openid --client-id ID')
  expect(login`--client-secret-file -`(registering)).toBe(
    'oauth-walk login sandbox --scope openid --client-secret-file -',
  )
  expect(login`-v`(registering)).toContain('--register')
  expect(loginWith(command`--register`)(run(['--client-id', 'app']))).toBe('oauth-walk login sandbox --register')
})

const purposes = [
  'discovery', 'jwks', 'token', 'refresh', 'userinfo', 'revocation', 'push', 'sts', 'device', 'poll', 'introspection',
  'grant', 'exchange', 'register', 'registration', 'client-document', 'workload', undefined,
]
const refusals: FailureCode[] = [
  'token-refused', 'push-refused', 'registration-refused', 'client-document-refused', 'device-refused', 'grant-refused',
  'workload-token-refused', 'authorization-refused', 'mcp-refused',
]

test.each([en, zh])('an advice names whole flags', (catalogue) => {
  const told = (code: FailureCode, details: Record<string, unknown>) => {
    const url = 'https://op.example/x'
    return JSON.stringify(describeFailure(asItIs(new Failure(code, { url, status: 302, ...details })), catalogue))
  }
  const all = [
    ...purposes.map(purpose => told('redirect-refused', { purpose, location: 'https://b.example/' })),
    ...refusals.map(code =>
      told(code, { provider: { status: 404 }, obstacle: { kind: 'nothing-there', status: 404 } })),
  ]
  expect(all.filter(one => /…-|--(?: |…|$)/.test(one))).toEqual([])
  expect(told('redirect-refused', { purpose: 'push' })).toContain('--pushed-authorization-request-endpoint')
  expect(told('redirect-refused', { purpose: 'jwks' })).toContain('--jwks-uri')
})
