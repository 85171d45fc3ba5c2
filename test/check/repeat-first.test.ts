import { expect, test } from 'vitest'
import type { Evidence, Exchange } from '../../src/check/verdict.ts'
import type { SightCode } from '../../src/codes/exam.ts'
import { evidenceText } from '../../src/render/check/evidence.ts'
import { repetitionOf } from '../../src/render/check/repeat.ts'
import { evidenceOf, examinedAll, exchange, wordingOf } from './made-up.ts'

const address = 'https://op.example/auth?response_type=code&client_id=app&state=<state#85d3>&prompt=none&code_challenge=abc&state=made-up-state'
const userinfo = {
  ...exchange, purpose: 'userinfo',
  request: {
    purpose: 'userinfo', method: 'GET', url: 'https://op.example/me',
    headers: { authorization: 'Bearer <access_token#0001>' },
  },
} as Exchange
const sightOf = (code: SightCode, more: Partial<Evidence>, details = {}): Evidence => ({
  fact: { kind: 'sight', code, details }, exchange: undefined, subject: undefined, ...more,
})

/** How a rule is told to be repeated, for what was seen of it. */
async function told(id: string, seen: Evidence, language: 'en' | 'zh' = 'en') {
  const wording = {
    ...await wordingOf(language),
    askedBefore: {
      address: ({ request }: Exchange) => request.body?.includes('code=') ? address : undefined,
      pushed: () => undefined, sender: () => undefined,
    },
  }
  const probe = examinedAll().find(one => one.probe.id === id)?.probe
  const { comments = [], command = [] } = probe ? repetitionOf(probe, [seen], wording) ?? {} : {}
  return { comments, command, repeats: wording.ofProvider?.repeats }
}

test.each(
  ['en', 'zh'] as const,
)('what a browser was sent is printed, to be opened where somebody has signed in: %s', async (language) => {
  const { comments, command, repeats } = await told(
    'C15', sightOf('code-issued', { opened: address }, { to: 'http://127.0.0.1:1/callback' }), language,
  )
  expect(command).toEqual([
    `echo 'https://op.example/auth?response_type=code&client_id=app&state='"$STATE"'&code_challenge=abc&state=made-up-state'`,
  ])
  expect(comments.at(-1)).toBe(repeats?.open)
})

test('nobody can open a request that was signed, or pushed by a message that is not known', async () => {
  const { command } = await told(
    'C15', sightOf('code-issued', { opened: 'https://op.example/auth?client_id=app&request_uri=urn:x' }),
  )
  expect(command).toEqual([])
})

test('a token that lives on is shown by one request, which says what came before', async () => {
  const { comments, command, repeats } = await told('C27', sightOf('token-lives', { exchange: userinfo }))
  expect([command.filter(line => line.startsWith('curl')).length, comments.at(-1)]).toEqual([
    1, repeats?.sights['token-lives'],
  ])
  expect(comments.join()).not.toContain('CODE_VERIFIER')
})

test.each(
  [['C35', 'refresh-reuse', 2], ['C37', 'revocation', 1]] as const,
)('%s says which refresh token is sent, and how often', async (id, name, count) => {
  const { comments, command, repeats } = await told(id, evidenceOf())
  expect([comments.at(-1), command.filter(line => line.startsWith('curl')).length]).toEqual([
    repeats?.rules[name], count,
  ])
})

test('the newest refresh token is sent once, after the one that it replaced', async () => {
  const { comments, command, repeats } = await told('C35', sightOf('family-lives', { exchange }))
  expect([comments.at(-1), command.filter(line => line.startsWith('curl')).length]).toEqual([
    repeats?.sights['family-lives'], 1,
  ])
})

test('of metadata no message is told that was sent for something else', async () => {
  const published = {
    ...exchange, purpose: 'discovery',
    request: { purpose: 'discovery', method: 'GET', url: 'https://op.example/.well-known/x', headers: {} },
  } as Exchange
  const { comments, command } = await told('C04', sightOf('member-missing', { exchange: published }, { member: 'iss' }))
  expect([comments, command.join(' ')]).toEqual([[], 'curl -i \\   --url \'https://op.example/.well-known/x\''])
})

test('nor of the usual login, whose answer is judged', async () => {
  const { comments, repeats } = await told(
    'C04', sightOf('parameter-missing', { opened: address }, { parameter: 'iss' }),
  )
  expect(comments).toEqual([expect.stringContaining('$STATE'), repeats?.open])
})

test.each([
  ['en', 'tokens-issued', { seconds: 61 }, 'Tokens were issued for a code that was 61 s old'],
  ['en', 'parameter-missing', { parameter: 'iss' }, 'The answer has no iss'],
  ['zh', 'parameter-missing', { parameter: 'iss' }, '响应中没有 iss'],
  [
    'en', 'refused-otherwise', { error: 'invalid_grant', expected: 'invalid_dpop_proof', proof: 'jti' },
    'Refused with invalid_grant, and not with invalid_dpop_proof, for a proof that was sent before (jti)',
  ],
  ['zh', 'tokens-issued', { seconds: 61 }, '授权码已签发 61 秒，仍然颁发了令牌'],
  [
    'zh', 'refused-otherwise', { error: 'invalid_grant', expected: 'invalid_dpop_proof', proof: 'jti' },
    '证明已发送过一次（jti）：拒绝时返回 invalid_grant，应为 invalid_dpop_proof',
  ],
] as const)('what was wrong with a message is told, where it may be several things: %s %s', async (
  language, code, details, text,
) => {
  expect(evidenceText(sightOf(code, {}, details).fact, await wordingOf(language))).toBe(text)
})
