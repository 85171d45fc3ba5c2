import { expect, test } from 'vitest'
import { reminderFor } from '../../src/cli/login/remind.ts'
import { Failure, type FailureCode } from '../../src/codes/failure.ts'
import { login, loginWith } from '../../src/messages/again.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import type { ThisRun } from '../../src/messages/way.ts'
import { describeFailure } from '../../src/render/failure.ts'
import { asItIs } from '../../src/secrets/mask.ts'
import { command } from '../../src/text/shell.ts'
import { startStub } from '../cli/stub-provider.ts'
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

test.each([
  ['en', 'register http://127.0.0.1:8765/callback at the provider and use that port', 'which shows user and password'],
  ['zh', '注册 http://127.0.0.1:8765/callback，并使用这个端口', '页面上给出了用户名和密码'],
] as const)('nobody is told to register a port that is another each time, nor anything at the sandbox (%s)', async (lang, usual, page) => {
  const stub = await startStub()
  const told = async (...words: string[]) => {
    const typed = ['login', ...words, '--no-open', '--timeout', '1', '--port', '0', '--lang', lang]
    const { status, stderr } = await startInside(typed, { home: freshHome() }).ended
    expect(status).toBe(5)
    return stderr.replace(/\s+/g, ' ')
  }
  const provider = await told(stub.issuer, '--client-id', 'app')
  expect(provider).toContain(usual)
  expect(provider).toMatch(/oauth-walk login http:\S+ --client-id app --no-open --port 8765/)
  const sandbox = await told('sandbox')
  expect(sandbox).toContain(page)
  expect(sandbox).toMatch(/oauth-walk login sandbox .*oauth-walk login sandbox .*--auto/)
  expect(sandbox).not.toContain('--timeout 1')
  expect(sandbox.slice(sandbox.search(/Nobody came back|等待 1 秒/))).not.toMatch(/--par|register|注册/)
})

test.each([en, zh])('a reminder says no more than is so ($language)', async (catalogue) => {
  const remind = async (ports: number[], sandbox?: object) => (await reminderFor(
    catalogue, { resolved: {}, login: { ports }, sandbox } as unknown as Parameters<typeof reminderFor>[1],
  )('http://127.0.0.1:40817/callback', 1)).join()
  expect(await remind([40817])).not.toContain('8765')
  expect(await remind([8765, 40817])).not.toContain('8765')
  expect(await remind([0])).toContain('http://127.0.0.1:8765/callback')
  expect(await remind([0], {})).toContain('--auto')
  expect(await remind([0], {})).not.toContain('http')
})
