import { expect, test } from 'vitest'
import { scriptedBrowser } from '../support/browser.ts'
import { freshHome, start } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { leaksIn, secretsOf } from '../support/secrets-seen.ts'
import { allSteps, documentOf, eventsOf, expectSignedIn, storedSessions, type Json } from '../support/walks.ts'

const person = { sub: '123456', name: '张三', preferred_username: 'zhangsan', email: 'zhangsan@oauth-walk.example' }

test('with --auto the sandbox’s user walks the six steps alone', async () => {
  const home = freshHome()
  const ended = await runInside(['login', 'sandbox', '--auto', '--port', '0'], { home })
  const userinfo = JSON.parse(ended.stdout) as Json
  expect(userinfo).toMatchObject(person)
  const { session } = await expectSignedIn(ended, home, { userinfo, profile: 'sandbox' })
  expect(session).toMatchObject({
    subject: '123456', client_id: 'oauth-walk', scope: ['openid', 'profile', 'email', 'offline_access'],
  })
  expect(ended.stderr).toContain('signs in by himself')
})

test('a browser of its own goes through the sandbox’s pages', async () => {
  const home = freshHome()
  const browser = scriptedBrowser()
  const ended = await runInside(['login', 'sandbox', '--port', '0', '--browser', browser.command], { home })
  const seen = await browser.report()
  await expectSignedIn(ended, home, { userinfo: JSON.parse(ended.stdout) as Json, profile: 'sandbox' })
  expect(ended.stderr).toContain(`   ${seen.address}\n`)
  expect(seen.words.at(-1)).toBe(seen.address)
  expect(seen.visited.filter(address => /\/interaction\//.test(address)).length).toBeGreaterThanOrEqual(4)
  expect(seen.final).toMatchObject({ status: 200, page: expect.stringContaining('You are signed in') as string })
  expect(
    leaksIn(ended.stdout + ended.stderr, secretsOf([], { ...tokensIn(home), code: codeIn(seen.callbacks[0]?.url) })),
  ).toEqual([])
})

test('a denial on the sandbox’s consent page ends the walk with exit 3', async () => {
  const home = freshHome()
  const browser = scriptedBrowser({ deny: true })
  const ended = await runInside(['login', 'sandbox', '--port', '0', '--json', '--browser', browser.command], { home })
  expect(ended.status, ended.stderr).toBe(3)
  expect(documentOf(ended)).toMatchObject({
    ok: false,
    error: {
      code: 'access-denied', step: 'callback', exit_code: 3,
      provider: { error: 'access_denied', error_description: 'the user did not allow it', status: null },
    },
  })
  expect(storedSessions(home)).toEqual([])
  expect((await browser.report()).final?.page).toContain('The login did not succeed')
})

test('--json prints one document of the contract’s shape', async () => {
  const home = freshHome()
  const before = Date.now()
  const document = documentOf(await runInside(['login', 'sandbox', '--auto', '--port', '0', '--json'], { home }))
  const { userinfo, steps, findings, expires_at, issuer, ...rest } = document
  expect(rest).toEqual({
    ok: true, profile: 'sandbox', client_id: 'oauth-walk', subject: '123456',
    scope: ['openid', 'profile', 'email', 'offline_access'],
    token_type: 'Bearer', refreshable: true,
  })
  expect(issuer).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(userinfo).toMatchObject(person)
  expect(findings).toEqual([])
  expect(expires_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  expect(Date.parse(expires_at as string) - before).toBeGreaterThan(3_590_000)
  expect(Date.parse(expires_at as string) - before).toBeLessThan(3_660_000)
  expect((steps as Json[]).map(({ n, id }) => `${String(n)} ${String(id)}`))
    .toEqual(['1 start', '2 redirect', '3 consent', '4 callback', '5 token', '6 userinfo'])
  expect((steps as Json[]).every(step => Object.keys(step).length === 3 && Number(step['ms']) >= 0)).toBe(true)
})

test('--json says the same as the last event of --events', async () => {
  const home = freshHome()
  const events = eventsOf(await runInside(['login', 'sandbox', '--auto', '--port', '0', '--events'], { home }))
  const { document, type } = events.at(-1) as { document: Json, type: string }
  expect(type).toBe('walk-finished')
  expect(Object.keys(document).sort()).toEqual([
    'client_id', 'expires_at', 'findings', 'issuer', 'ok', 'profile', 'refreshable', 'scope', 'steps', 'subject',
    'token_type', 'userinfo',
  ])
})

test('--no-save stores no session and leaves the active profile alone', async () => {
  const home = freshHome()
  const ended = await runInside(['login', 'sandbox', '--auto', '--port', '0', '--no-save'], { home })
  expect(ended.status).toBe(0)
  expect(JSON.parse(ended.stdout)).toMatchObject(person)
  expect(storedSessions(home)).toEqual([])
  expect(documentOf(await runInside(['profile', 'list', '--json'], { home }))).toMatchObject({ profiles: [] })
})

test('two walks of one home at the same time get a listener and a session each', async () => {
  const home = freshHome()
  const walks = await Promise.all(['one', 'two'].map(async profile =>
    start(['login', 'sandbox', '--auto', '--port', '0', '--profile', profile], { home }).ended))
  expect(walks.map(({ status, stderr }) => status === 0 ? 0 : stderr)).toEqual([0, 0])
  expect(storedSessions(home).map(({ session }) => session['profile']).sort()).toEqual(['one', 'two'])
  expect(new Set(walks.map(({ stderr }) => /Waiting at (\S+)/.exec(stderr)?.[1])).size).toBe(2)
})

test('the story names the six steps in Chinese too', async () => {
  const home = freshHome()
  const { status, stderr } = await runInside(['login', 'sandbox', '--auto', '--port', '0', '--lang', 'zh'], { home })
  expect(status).toBe(0)
  const headings = ['用户发起', '重定向到授权服务器', '登录并授权', '带授权码重定向回来', '授权码换令牌', '用令牌访问资源']
  expect([...stderr.matchAll(/^(\d) {2}(\S+)/gm)].map(([, n, title]) => [n, title]))
    .toEqual(headings.map((title, index) => [`${index + 1}`, title]))
  expect(headings.length).toBe(allSteps.length)
})

function tokensIn(home: string): Record<string, string> {
  const session = storedSessions(home)[0]?.session ?? {}
  const named = ['access_token', 'refresh_token', 'id_token', 'client_secret'].map(name => [name, session[name]])
  expect(named.every(([, value]) => typeof value === 'string')).toBe(true)
  return Object.fromEntries(named) as Record<string, string>
}

function codeIn(url: string | undefined): string {
  const code = new URL(url ?? '').searchParams.get('code')
  expect(code).toMatch(/^[\w-]{20,}$/)
  return code ?? ''
}
