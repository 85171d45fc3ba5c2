import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { goodHandlers } from '../support/stub-answers.ts'
import { leaksIn } from '../support/secrets-seen.ts'
import { browse } from '../support/user-agent.mjs'
import type { Page } from '../support/user-agent.d.mts'
import { freshStub, get, startWaiting } from '../support/waiting-walk.ts'
import { storedSessions } from '../support/walks.ts'

const titles = [
  'You start', 'The client sends you to the provider', 'You sign in and consent', 'The code comes back',
  'The code becomes tokens', 'The token opens the resource',
]

/** The six steps as the tab lists them: done, failed or open. */
function stepsIn({ page }: Page): string[] {
  const rows = [...page.matchAll(/<li class="(\w+)">.*?<span>(.*?)<\/span>/g)]
  expect(rows.map(([, , title]) => title)).toEqual(titles)
  return rows.map(([, mark = '']) => mark)
}

/** The policy lets just the page's own style and script run, and nothing else be loaded. */
function expectClosed({ page, headers }: Page): void {
  const policy = String(headers['content-security-policy'])
  for (const tag of ['style', 'script']) {
    const [, inside = ''] = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(page) ?? []
    expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(inside).digest('base64')}'`)
  }
  expect(policy).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/)
  expect(page).not.toMatch(/https?:|src=|href=|@import|url\(/)
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', connection: 'close',
  })
}

test('L80: the tab says success when step 6 is done and the session is stored, not before', async () => {
  const stub = await freshStub()
  const { running, address, home, state } = await startWaiting(stub)
  const order: string[] = []
  stub.reset({
    userinfo: (asked) => {
      order.push(`userinfo, ${storedSessions(home).length} stored`)
      return goodHandlers.userinfo(asked, stub)
    },
  })
  const { callbacks: [callback] } = await browse(address)
  order.push(`tab, ${storedSessions(home).length} stored`)
  expect((await running.ended).status).toBe(0)
  expect(order).toEqual(['userinfo, 0 stored', 'tab, 1 stored'])
  const page = callback?.answer as Page
  expect(page).toMatchObject({ status: 200, page: expect.stringContaining('<title>You are signed in') as string })
  expect(stepsIn(page)).toEqual(['done', 'done', 'done', 'done', 'done', 'done'])
  expectClosed(page)
  expect(leaksIn(page.page, new Map([...stub.secrets, ['state', state]]))).toEqual([])
})

test('L67 D38: after the end the address is dead: a second visit finds nobody', async () => {
  const stub = await freshStub()
  const { running, signIn } = await startWaiting(stub)
  const { url } = await signIn()
  await get(url)
  // The listener is closed before the program ends, but when exactly is the program's business.
  await running.ended
  await expect(get(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  expect(stub.counts.token).toBe(1)
})

test.each([
  { name: 'a denial', query: 'error=access_denied', marks: ['done', 'done', 'done', 'failed', 'open', 'open'] },
  { name: 'a refused code', query: 'code=never-issued', marks: ['done', 'done', 'done', 'done', 'failed', 'open'] },
])('$name is told as a failure, with the step that failed', async ({ query, marks }) => {
  const stub = await freshStub()
  const { running, redirectUri, state } = await startWaiting(stub)
  const page = await get(`${redirectUri}?${query}&state=${state}&iss=${encodeURIComponent(stub.issuer)}`)
  expect((await running.ended).status).toBe(3)
  expect(page.page).toContain('The login did not succeed')
  expect(page.page).not.toContain('You are signed in')
  expect(stepsIn(page)).toEqual(marks)
  expectClosed(page)
})

test('a failed step 6 leaves only that step open', async () => {
  const stub = await freshStub()
  stub.reset({ userinfo: () => ({ status: 503 }) })
  const { running, address } = await startWaiting(stub)
  const { final } = await browse(address)
  expect((await running.ended).status).toBe(3)
  expect(stepsIn(final as Page)).toEqual(['done', 'done', 'done', 'done', 'done', 'failed'])
})

const payloads = [
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '\'-alert(1)-\'', '</style><script>alert(1)</script>',
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>">', '<a href="javascript:alert(1)">', '<body onload=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<math><mtext><style><img src onerror=alert(1)>', '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '<base href="https://attacker.example/">',
  '<link rel=stylesheet href=//attacker.example>', '<form action=//attacker.example><input type=submit>',
  '<object data="data:text/html,alert(1)">',
  '</title><script>alert(1)</script>', '</body></html><script>alert(1)</script>', '\u0000<script>alert(1)</script>',
  '<scr\u0000ipt>alert(1)</script>',
  '\u003cimg src=x onerror=alert(1)\u003e', '${alert(1)}', '`;alert(1);`', '<%= alert(1) %>',
  '{{constructor.constructor("alert(1)")()}}', 'javascript:alert(1)', '&lt;script&gt;', '\u003cscript\u003e', '<!--',
  ']]>', '\u2028alert(1)', '%3Cscript%3E',
]

test('L79: nothing of the request stands in the page, whatever the provider sends back', async () => {
  const stub = await freshStub()
  const { running, redirectUri, state } = await startWaiting(stub)
  const hostile = payloads.join(' canary ')
  const refused = await get(
    `${redirectUri}?${new URLSearchParams({ state: hostile, code: hostile, error: hostile }).toString()}`,
  )
  const failed = await get(`${redirectUri}?${new URLSearchParams({
    state, error: hostile, error_description: hostile, error_uri: hostile, iss: stub.issuer,
  }).toString()}`)
  const { status, stderr } = await running.ended
  expect(status, stderr).toBe(3)
  for (const answer of [refused, failed]) {
    expect(answer.page).not.toMatch(/canary|alert|onerror|&lt;/)
    expectClosed(answer)
  }
  expect(refused.status).toBe(400)
  expect(failed.page).toContain('The login did not succeed')
})

test('the page speaks the user’s language', async () => {
  const stub = await freshStub()
  const { running, address } = await startWaiting(stub, ['--port', '0', '--lang', 'zh'])
  const { callbacks } = await browse(address, { send: ['wrong-state', 'right'] })
  expect((await running.ended).status).toBe(0)
  for (const { answer } of callbacks) {
    expect(answer?.page).toContain('<html lang="zh')
    expect(answer?.page).not.toMatch(/signed in|Nothing was used/)
  }
  for (const title of ['用户发起', '授权码换令牌', '用令牌访问资源']) expect(callbacks[1]?.answer?.page).toContain(title)
})
