import { expect, test } from 'vitest'
import { Failure, type FailureCode } from '../../src/codes/failure.ts'
import { login, loginWith } from '../../src/messages/again.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import type { ThisRun } from '../../src/messages/way.ts'
import { describeFailure } from '../../src/render/failure.ts'
import { asItIs } from '../../src/secrets/mask.ts'
import { command } from '../../src/text/shell.ts'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'

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

test.each([en, zh])('what was shown decoded is written down next, not shown once more ($language)', async ({ language }) => {
  const words = ['login', 'sandbox', '--auto', '--port', '0', '--misbehave', 'invalid-iss', '--explain', '--lang', language]
  const { status, stderr } = await startInside(words, { home: freshHome() }).ended
  expect(status).toBe(4)
  const [, typed = ''] = /oauth-walk (login sandbox [^]*)$/.exec(stderr) ?? []
  expect(typed.replace(/\s+/g, ' ')).toContain('--html walk.html')
  expect(typed).not.toContain('--explain')
})

test.each([
  [en, 'the next command shows the answer', 'its answer stands above'],
  [zh, '下一步的命令会显示返回的内容', '返回的内容见上文'],
])('no sentence speaks of a next command where there is none', (catalogue, next, above) => {
  const told = (again: Partial<ThisRun>) => {
    const details = { url: 'https://op.example/userinfo', fault: 'html', status: 200, command: again.name, again }
    return describeFailure(asItIs(new Failure('unreadable-answer', details)), catalogue)
  }
  const ofSession = (isVerbose: boolean) =>
    told({ login: [['mine']], session: [], played: [], isLogin: false, name: 'userinfo', isVerbose })
  const shown = ofSession(true)
  expect([shown.advice.join(' '), shown.next]).toEqual([expect.stringContaining(above), []])
  const unseen = ofSession(false)
  expect([unseen.advice.join(' '), unseen.next]).toEqual([expect.stringContaining(next), ['oauth-walk userinfo -v']])
  const other = told({ login: [], session: [], played: [], isLogin: false, name: 'api' })
  expect(other.next).toEqual([])
  expect(other.advice.join(' ')).not.toContain(next)
  expect(other.advice.join(' ')).not.toContain(above)
})
