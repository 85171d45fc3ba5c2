import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshHome, run } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { documentOf, type Json } from '../support/walks.ts'
import { harOf, type Entry } from './har.ts'
import { jwt } from './samples.ts'

const issuer = 'https://id.example.com'
const at = '2026-11-28T10:00:30Z'
const time = Date.parse(at) / 1000

const authorize = (state: string, more = '') =>
  `${issuer}/authorize?response_type=code&client_id=web&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb&scope=openid%20profile&state=${state}&nonce=nonce-of-${state}&code_challenge=MSc1rx_v_IkkVtaKLS5uRlOtukVrnSSZPU_FW0KfJHs&code_challenge_method=S256${more}`
const callback = (state: string) => `https://app.example.com/cb?code=code-of-${state}&state=${state}`
const idToken = (state: string) =>
  jwt({ iss: issuer, sub: 'ada', aud: 'web', iat: time - 20, exp: time + 3000, nonce: `nonce-of-${state}` })

const sentOff = (state: string, more = ''): Entry => ({
  url: authorize(state, more), answer: { status: 302, headers: { Location: callback(state) } },
})
const landed = (state: string): Entry => ({ url: callback(state), answer: { status: 302, headers: { Location: '/' } } })
const redeemed = (state: string): Entry => ({
  method: 'POST', url: `${issuer}/token`,
  form: {
    grant_type: 'authorization_code', client_id: 'web', code: `code-of-${state}`,
    redirect_uri: 'https://app.example.com/cb', code_verifier: 'v'.repeat(43),
  },
  answer: {
    status: 200, headers: { 'Content-Type': 'application/json' },
    json: {
      access_token: `access-of-${state}`, token_type: 'Bearer', expires_in: 300, refresh_token: `refresh-of-${state}`,
      id_token: idToken(state), scope: 'openid profile',
    },
  },
})
const userinfo = (state: string): Entry => ({
  url: `${issuer}/userinfo`, headers: { Authorization: `Bearer access-of-${state}` },
  answer: { status: 200, json: { sub: 'ada', name: 'Ada' } },
})

interface Told {
  number: number
  count: number
  steps: { step: string, recorded: boolean }[]
  error: string | null
  checks: { name: string, ok: boolean }[]
}

async function tell(
  entries: readonly Entry[], ...flags: string[]
): Promise<{ login: Told, messages: { kind: string }[], home: string }> {
  const home = freshHome()
  const file = join(home, 'login.har')
  writeFileSync(file, harOf(entries))
  const ended = await runInside(['explain', file, '--json', '--at', at, ...flags], { home })
  expect(ended.status, ended.stderr).toBe(0)
  return { ...documentOf(ended) as unknown as { login: Told, messages: { kind: string }[] }, home }
}

const recorded = ({ steps }: Told) => steps.filter(one => one.recorded).map(({ step }) => step)

test('an application in the browser has all six steps in its recording', async () => {
  const { login } = await tell([
    sentOff('s1-abcdefgh'), landed('s1-abcdefgh'), redeemed('s1-abcdefgh'), userinfo('s1-abcdefgh'),
  ])
  expect(recorded(login)).toEqual(['start', 'redirect', 'consent', 'callback', 'token', 'userinfo'])
  expect(login).toMatchObject({ number: 1, count: 1, error: null })
  expect(login.checks.filter(({ ok }) => !ok)).toEqual([])
  expect(login.checks.map(({ name }) => name))
    .toEqual(expect.arrayContaining(['state', 'id-token-nonce', 'id-token-audience', 'userinfo-subject']))
})

test('one on a server redeems its code out of sight, which is said; diff does not take that for a difference', async () => {
  const home = freshHome()
  const [server, browser] = [join(home, 'server.har'), join(home, 'browser.har')]
  writeFileSync(server, harOf([sentOff('s1-abcdefgh'), landed('s1-abcdefgh')]))
  writeFileSync(
    browser, harOf([sentOff('s2-abcdefgh'), landed('s2-abcdefgh'), redeemed('s2-abcdefgh'), userinfo('s2-abcdefgh')]),
  )
  const [a, b] = [join(home, 'a.json'), join(home, 'b.json')]
  const told = await runInside(['explain', server, '--save', a, '--at', at], { home })
  expect(told.stdout).toContain('5  The code becomes tokens')
  expect(told.stdout).toMatch(/This step is not in this recording: it happened server to server/)
  await runInside(['explain', browser, '--save', b, '--at', at], { home })
  const report = await runInside(['report', a], { home })
  expect(report.status, report.stderr).toBe(0)
  expect(report.stdout).toMatch(/server to server/)
  const { messages } = documentOf(await runInside(['diff', a, b, '--json'], { home })) as { messages: {
    name: string
    only?: string
  }[] }
  expect(messages.filter(({ only }) => only)).toEqual([])
  expect((await runInside(['diff', a, b], { home })).stdout).toMatch(/does not hold it: The code becomes tokens/)
})

test('several logins are told apart, and one of them is chosen', async () => {
  const entries = [
    sentOff('s1-abcdefgh', '&prompt=none'), sentOff('s2-abcdefgh'), landed('s2-abcdefgh'), sentOff('s3-abcdefgh'),
    landed('s3-abcdefgh'), redeemed('s2-abcdefgh'), redeemed('s3-abcdefgh'),
  ]
  expect((await tell(entries)).login).toMatchObject({ number: 2, count: 3 })
  const third = await tell(entries, '--login', '3')
  expect(third.login).toMatchObject({ number: 3, count: 3 })
  expect(third.login.checks.every(({ ok }) => ok)).toBe(true)
  expect(third.messages.map(({ kind }) => kind)).toEqual([
    'authorization-request', 'authorization-response', 'token-request',
  ])
  const home = freshHome()
  const ended = await run(['explain', '-', '--login', '4'], { home, input: harOf(entries) })
  expect(ended).toMatchObject({ status: 2 })
  expect(ended.stderr).toMatch(/--login must be .*there are 3/)
})

test('a provider that sends the browser on within itself has one login', async () => {
  const { login } = await tell([
    { url: authorize('s1-abcdefgh'), answer: { status: 302, headers: { Location: '/login' } } },
    { url: authorize('s1-abcdefgh').replace('/authorize', '/consent'), answer: { status: 200 } }, landed('s1-abcdefgh'),
  ])
  expect(login.count).toBe(1)
})

test('what ended a login is its end: a refusal, a wrong state, a recording that stops', async () => {
  const refused = { url: 'https://app.example.com/cb?error=access_denied&state=s1-abcdefgh', answer: { status: 200 } }
  expect((await tell([{ ...sentOff('s1-abcdefgh'), answer: { status: 302 } }, refused])).login.error)
    .toBe('access-denied')
  const elsewhere = { url: callback('s1-abcdefgh').replace('state=s1', 'state=s9'), answer: { status: 200 } }
  expect((await tell([{ ...sentOff('s1-abcdefgh'), answer: { status: 302 } }, elsewhere])).login.error).toBe('state')
  const twice = { ...redeemed('s1-abcdefgh'), answer: { status: 400, json: { error: 'invalid_grant' } } }
  expect((await tell([sentOff('s1-abcdefgh'), landed('s1-abcdefgh'), twice])).login.error).toBe('token-refused')
})

test('a recording that stops before anything came back is no login that went well', async () => {
  const home = freshHome()
  const saved = join(home, 'walk.json')
  const ended = await run(
    ['explain', '-', '--save', saved, '--at', at],
    { home, input: harOf([{ url: authorize('s1-abcdefgh'), answer: { status: 200 } }]) },
  )
  expect(ended.status, ended.stderr).toBe(0)
  expect((JSON.parse(readFileSync(saved, 'utf8')) as { failure: Json }).failure).toMatchObject({
    code: 'recording-ends', step: 'consent',
  })
  const report = await runInside(['report', saved], { home })
  expect(report.stdout).toMatch(/The recording ends before anything came back/)
})

test('renewals and the logout belong to the login whose tokens they send', async () => {
  const renewed: Entry = {
    method: 'POST', url: `${issuer}/token`,
    form: { grant_type: 'refresh_token', client_id: 'web', refresh_token: 'refresh-of-s1-abcdefgh' },
    answer: { status: 200, json: { access_token: 'second-of-s1', token_type: 'Bearer' } },
  }
  const left: Entry = {
    url:
      `${issuer}/logout?id_token_hint=${idToken('s1-abcdefgh')}&post_logout_redirect_uri=https%3A%2F%2Fapp.example.com`,
    answer: { status: 302 },
  }
  const entries = [
    sentOff('s1-abcdefgh'), landed('s1-abcdefgh'), redeemed('s1-abcdefgh'), sentOff('s2-abcdefgh'),
    landed('s2-abcdefgh'), redeemed('s2-abcdefgh'), renewed, left,
  ]
  const { messages } = await tell(entries, '--login', '1')
  expect(messages.map(({ kind }) => kind)).toEqual([
    'authorization-request', 'authorization-response', 'token-request', 'refresh-request', 'logout-request',
  ])
})

test('an empty scope beside an ID token is shown as empty, and nothing is said to be refused', async () => {
  const [home, token] = [freshHome(), redeemed('s1-abcdefgh')]
  const file = join(home, 'login.har')
  writeFileSync(
    file,
    harOf([
      sentOff('s1-abcdefgh'), landed('s1-abcdefgh'),
      { ...token, answer: { ...token.answer, json: { ...token.answer.json as object, scope: '' } } },
    ]),
  )
  const { stdout } = await runInside(['explain', file, '--at', at], { home })
  expect(stdout).toMatch(/ scope ""$/m)
  expect(stdout).not.toContain('Not granted')
})
