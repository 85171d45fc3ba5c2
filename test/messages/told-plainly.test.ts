import { describe, expect, test } from 'vitest'
import { Failure, type FailureCode } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { checkIdToken } from '../../src/protocol/id-token.ts'
import { describeFailure } from '../../src/render/failure.ts'
import { makeTabPages } from '../../src/render/tab.ts'
import { asItIs } from '../../src/secrets/mask.ts'

const told = (code: FailureCode, details: Record<string, unknown>) =>
  [en, zh].map(catalogue => describeFailure(asItIs(new Failure(code, details)), catalogue))

describe('nobody is said to have come only where nobody came', () => {
  const messages = (ignored: unknown) => told('nobody-came', {
    redirect_uri: 'http://127.0.0.1:8765/callback', seconds: 6, ignored,
  }).map(({ message }) => message)

  test.each([
    [[], 'Nobody came back within 6 s', '等待 6 秒后仍没有收到授权响应'],
    [[{ reason: 'other-path', path: '/favicon.ico' }], 'Nobody came back within 6 s', '等待 6 秒后仍没有收到授权响应'],
    [[{ reason: 'wrong-state' }], 'Only an answer with the state of another login came within 6 s', '等待 6 秒，只收到 state 不属于本次登录的响应'],
    [[{ reason: 'missing-state' }], 'No answer that counts came within 6 s', '等待 6 秒，没有收到可以采用的响应'],
  ])('%j', (ignored, ...expected) => expect(messages(ignored)).toEqual(expected))
})

test('an issuer that differs by its last slash is told as that, and no other difference is', () => {
  const causeOf = (iss: string) => checkIdToken(
    { header: { alg: 'RS256' }, claims: { iss } },
    { issuer: 'https://op.example', clientId: 'a', nonce: 'b', algorithms: ['RS256'], now: 0, maxAge: undefined, accessToken: 'a' },
  ).find(({ name }) => name === 'id-token-issuer')?.because
  expect(causeOf('https://op.example/')).toEqual({ code: 'issuer-slash', facts: [] })
  expect(causeOf('https://op.example//')).toBeUndefined()
  expect(told('id-token-issuer', { because: { code: 'issuer-slash', facts: [] } }).map(({ cause }) => cause)).toEqual([
    expect.stringMatching(/slash at the end alone/), expect.stringMatching(/只差末尾的斜杠/),
  ])
})

test('a redirect speaks of a slash only where one is all, and of the issuer’s own as what helps nothing', () => {
  const cause = (url: string, location: string, purpose = 'jwks') =>
    told('redirect-refused', { url, location, purpose, status: 301 }).map(one => one.cause)
  const keys = 'https://op.example/keys'
  expect(cause(keys, `${keys}/`)).toEqual([expect.stringMatching(/slash.* is missing/), expect.stringMatching(/少了/)])
  expect(cause(`${keys}/`, keys)).toEqual([expect.stringMatching(/slash.* too much/), expect.stringMatching(/多了/)])
  for (const one of cause(keys, 'https://other.example/')) expect(one).not.toMatch(/slash|斜杠/)
  const metadata = 'https://op.example/.well-known/openid-configuration'
  expect(cause(metadata, `${metadata}/`, 'discovery')).toEqual([
    expect.stringMatching(/issuer changes nothing/), expect.stringMatching(/issuer 末尾.*不会改变/),
  ])
})

test('a page in place of metadata or an answer: what it means comes before its title', () => {
  expect(told('discovery-refused', { status: 404, title: 'Not found' })[0]?.cause)
    .toMatch(/^This address is no issuer.* web page: "Not found"/)
  expect(told('unreadable-answer', { fault: 'not-json', title: 'Sign in' })[0]?.cause)
    .toMatch(/^This is the address of a page, or a proxy wants a sign-in first\..*"Sign in"/)
})

test('the tab of a login whose session is saved does not say that the login failed', () => {
  const page = (saved: Record<string, unknown>) =>
    makeTabPages(en).finished({ ok: false, failure: new Failure('userinfo-refused', saved) }).html
  expect(page({ session_saved: true })).toContain('<h1 class="bad">You are signed in; only step 6 failed</h1>')
  expect(page({})).toContain(`<h1 class="bad">${en.tab.failedTitle}</h1>`)
})
