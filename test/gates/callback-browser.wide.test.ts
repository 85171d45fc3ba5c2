import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Browser as Chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { chromiumPath, openBrowser, withoutChromium } from '../browser/chromium.ts'
import { freshHome, start, type CliOptions, type Running } from '../support/cli.ts'
import { startAtDoor } from '../support/door.ts'
import { comeBy, notingBrowser } from '../support/start-browser.ts'
import type { Stub } from '../support/stub-provider.ts'
import { visit } from '../support/user-agent.mjs'
import type { Browser, Page } from '../support/user-agent.d.mts'
import { freshStub } from '../support/waiting-walk.ts'
import { documentOf, storedSessions } from '../support/walks.ts'
import { serve } from '../transport/support.ts'
import { sampled } from '../support/wide.ts'

interface Opened { running: Pick<Running, 'ended'>, home: string, start: string, stub: Stub }

/** A login whose browser was opened, and has not come by yet; with `--browser` at the end, that names the browser. */
async function open(...words: string[]): Promise<Opened> {
  return openBy(startAtDoor, words)
}

async function openBy<Began extends Opened['running']>(
  begin: (words: string[], options: CliOptions) => Began, words: string[] = [],
): Promise<Opened & { running: Began }> {
  const stub = await freshStub()
  const [home, noting] = [freshHome(), notingBrowser()]
  const running = begin(
    [
      'login', stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--json', ...words,
      ...words.at(-1) === '--browser' ? [noting.command] : [],
    ],
    {
      home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret, BROWSER: noting.command },
    },
  )
  return { running, home, stub, start: await noting.opened() }
}

const stranger = (): Browser => ({ cookies: [], visited: [] })

/**
 * Signs in at the stub with the browser that was sent there, and gives the address or form that it is to bring back.
 */
async function signIn(location: string): Promise<{ url: string, form?: string }> {
  const page = await visit(stranger(), { url: location })
  if (page.location !== undefined) return { url: page.location }
  const fields = [...page.page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']): [
    string, string,
  ] => [name, value])
  return { url: new URL(location).searchParams.get('redirect_uri') ?? '', form: new URLSearchParams(fields).toString() }
}

/** Goes where it is sent on, as a browser does. */
async function follow(browser: Browser, navigation: { url: string, form?: string }): Promise<Page> {
  const page = await visit(browser, navigation)
  return page.location === undefined ? page : visit(browser, { url: page.location })
}

const failureIn = async ({ running, home }: Opened) => {
  const ended = await running.ended
  expect(storedSessions(home)).toEqual([])
  return { status: ended.status, ...documentOf(ended)['error'] as Record<string, unknown> }
}

describe('the browser that left', () => {
  test('is sent on by 303 with a cookie of this login, brings it back, may reload, and what only fetched ahead consumed nothing', async () => {
    const opened = await open()
    expect(opened.start).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}$/)
    const ahead = await new Promise<number>((resolve) => {
      void fetch(opened.start, { headers: { 'sec-purpose': 'prefetch' } }).then(async (answer) => {
        await answer.text()
        resolve(answer.status)
      })
    })
    const head = await fetch(opened.start, { method: 'HEAD' })
    expect([ahead, head.status]).toEqual([503, 405])
    const { browser, location, cookie } = await comeBy(opened.start)
    expect(cookie).toMatch(
      /^oauth-walk-[\w-]{12}=[\w-]{43}; Path=\/callback; Max-Age=300; HttpOnly; SameSite=Lax(?=,oauth-walk-)/,
    )
    expect(location).toMatch(new RegExp(`^${opened.stub.issuer}/authorize\\?.*state=`))
    expect((browser.cookies as { path: string }[]).map(({ path }) => path)).toEqual([
      '/callback', new URL(opened.start).pathname,
    ])
    expect(await visit(browser, { url: opened.start })).toMatchObject({ status: 303, location })
    expect(await visit(browser, await signIn(location))).toMatchObject({
      status: 200, page: expect.stringContaining('You are signed in') as string,
    })
    const { status, stderr } = await opened.running.ended
    expect([status, stderr]).toEqual([0, expect.stringContaining('forwards it (303 See Other)')])
    expect(stderr).toMatch(/✓ \d+ checks: browser,/)
  })

  test('is the only one whose answer counts: another with the right state ends the login, and its code is not sent', async () => {
    const opened = await open()
    const { location } = await comeBy(opened.start)
    await visit(stranger(), await signIn(location))
    expect(await failureIn(opened)).toMatchObject({
      status: 4, code: 'same-browser', step: 'callback', expected: 'the browser that was opened',
      came: 'another browser', hint: expect.stringContaining('--no-open') as string,
    })
    expect(opened.stub.counts.token).toBe(0)
  })

  test('is not the only one: a second at the start address ends the login, whichever was the user’s', async () => {
    const opened = await open()
    await comeBy(opened.start)
    await expect(comeBy(opened.start)).rejects.toThrow('200')
    expect(await failureIn(opened)).toMatchObject({
      status: 4, code: 'start-address', step: 'redirect', came: 'a second browser',
    })
  })

  test('may come late: a second at the start address while the code is exchanged keeps the tokens out of the store', async () => {
    const opened = await open()
    const { browser, location } = await comeBy(opened.start)
    const good = opened.stub.good.token
    opened.stub.reset({
      token: async (asked, stub) => {
        await comeBy(opened.start).catch(() => undefined)
        return good(asked, stub)
      },
    })
    await visit(browser, await signIn(location)).catch(() => undefined)
    expect(await failureIn(opened)).toMatchObject({ status: 4, code: 'start-address' })
  })

  test('brings its cookie with a form by one more visit; without the cookie the form does not count', async () => {
    const [honest, robbed] = await Promise.all([
      open('--response-mode', 'form_post'), open('--response-mode', 'form_post'),
    ])
    const first = await comeBy(honest.start)
    // Lax cookies do not go with a form of another site.
    const form = await signIn(first.location)
    const sentOn = await visit(stranger(), form)
    expect(sentOn).toMatchObject({ status: 303, location: expect.stringMatching(/\/callback\/[\w-]{32}$/) as string })
    await visit(first.browser, { url: sentOn.location ?? '' })
    expect((await honest.running.ended).status).toBe(0)
    const second = await comeBy(robbed.start)
    await follow(stranger(), await signIn(second.location))
    expect(await failureIn(robbed)).toMatchObject({ status: 4, code: 'same-browser', came: 'another browser' })
  })

  test.runIf(
    process.getuid?.() === 0 && process.platform === 'linux',
  )('is one of this user: another user at the start address, or with the right state, ends the login', async () => {
    const asAnother = (address: string) => {
      const script
        = `require('http').get(${JSON.stringify(address)}, answer => answer.resume()).on('error', () => undefined)`
      const child = spawn(
        process.execPath, ['-e', script], { uid: 4002, gid: 4002, env: {}, cwd: '/', stdio: 'ignore' },
      )
      onTestFinished(() => void child.kill())
    }
    const [byStart, byAddress] = await Promise.all([open(), open('--browser')])
    asAnother(byStart.start)
    expect(await failureIn(byStart)).toMatchObject({
      status: 4, code: 'start-address', came: 'a program of another user',
    })
    expect(byAddress.start).toContain('state=')
    asAnother((await signIn(byAddress.start)).url)
    expect(await failureIn(byAddress)).toMatchObject({
      status: 4, code: 'same-browser', came: 'a program of another user',
    })
    expect(byAddress.stub.counts.token).toBe(0)
  })

  test('names nothing of the authorization request in the words with which it is started', async () => {
    const opened = await openBy(start)
    const { location } = await comeBy(opened.start)
    for (const [, value] of new URL(location).searchParams) if (value.length > 8)
      expect(opened.start).not.toContain(value)
    expect(readFileSync(`/proc/${opened.running.child.pid ?? 0}/cmdline`, 'utf8')).not.toContain(
      new URL(location).searchParams.get('state'),
    )
    opened.running.child.kill()
  })
})

describe.skipIf(chromiumPath === undefined)(`the browser that left, in Chromium${withoutChromium}`, () => {
  let chromium: Chromium
  beforeAll(async () => {
    chromium = await openBrowser()
  })
  afterAll(async () => chromium.close())

  test('may open the address again, and is sent on as before', { timeout: 90_000 }, async () => {
    const context = await chromium.newContext()
    onTestFinished(async () => context.close())
    const seen: string[] = []
    // The person must sign in first, and goes back to where they began.
    const provider = await serve((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://x')
      if (pathname === '/favicon.ico') return void response.writeHead(404).end()
      seen.push(pathname)
      response.setHeader('content-type', pathname === '/authorize' ? 'text/html' : 'application/json')
      if (pathname !== '/authorize') response.end(
        JSON.stringify({ access_token: 'the-access-token', token_type: 'Bearer', expires_in: 60, sub: 'me' }),
      )
      else if (seen.filter(path => path === '/authorize').length < 3) response.end('<title>Sign in</title>')
      else {
        const answer = new URLSearchParams({ code: 'the-code-of-chromium', state: searchParams.get('state') ?? '' })
        response.writeHead(302, { location: `${searchParams.get('redirect_uri') ?? ''}?${answer.toString()}` }).end()
      }
    })
    const noting = notingBrowser()
    const endpoints = [
      '--authorization-endpoint', `${provider.url}/authorize`, '--token-endpoint', `${provider.url}/token`,
      '--userinfo-endpoint', `${provider.url}/me`,
    ]
    const running = startAtDoor(
      ['login', ...endpoints, '--client-id', 'c', '--port', '0', '--json'],
      { home: freshHome(), environment: { BROWSER: noting.command } },
    )
    const page = await context.newPage()
    const address = await noting.opened()
    await page.goto(address)
    await page.goto(address)
    expect([await page.title(), seen]).toEqual(['Sign in', ['/authorize', '/authorize']])
    await page.goto(address)
    const ended = await running.ended
    expect(ended.status, ended.stderr).toBe(0)
  })

  test.each(sampled([
    ['a form of another site', ['--response-mode', 'form_post']], ['a query', []],
    ['a query to localhost', ['--redirect-uri', 'http://localhost/own/cb']],
    ['a query to the root', ['--redirect-uri', 'http://127.0.0.1/']],
  ], 4))('brings its cookie with %s', { timeout: 90_000 }, async (_what, words) => {
    // By another name of this machine: for cookies, that is another site.
    const provider = await serve((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://x')
      const back = new URL(searchParams.get('redirect_uri') ?? 'http://x')
      const answer = { code: 'the-code-of-chromium', state: searchParams.get('state') ?? '' }
      response.setHeader('content-type', pathname === '/authorize' ? 'text/html' : 'application/json')
      if (pathname !== '/authorize') response.end(
        JSON.stringify({ access_token: 'the-access-token', token_type: 'Bearer', expires_in: 60, sub: 'me' }),
      )
      else if (searchParams.get('response_mode') === 'form_post') {
        const fields = Object.entries(answer).map(([name, value]) => `<input name="${name}" value="${value}">`).join('')
        response.end(
          `<form method="post" action="${back.href}">${fields}</form><script>document.forms[0].submit()</script>`,
        )
      } else response.writeHead(302, { location: `${back.href}?${new URLSearchParams(answer).toString()}` }).end()
    })
    const there = provider.url.replace(
      '127.0.0.1', words.some(word => word.includes('localhost')) ? '127.0.0.1' : 'localhost',
    )
    // A context has cookies of its own, as another browser has.
    const [home, noting, context] = [freshHome(), notingBrowser(), await chromium.newContext()]
    onTestFinished(async () => context.close())
    const endpoints = [
      '--authorization-endpoint', `${there}/authorize`, '--token-endpoint', `${provider.url}/token`,
      '--userinfo-endpoint', `${provider.url}/me`,
    ]
    const running = startAtDoor(
      ['login', ...endpoints, '--client-id', 'c', '--port', '0', '--json', ...words],
      { home, environment: { BROWSER: noting.command } },
    )
    const page = await context.newPage()
    await page.goto(await noting.opened())
    const ended = await running.ended
    expect(ended.status, ended.stderr).toBe(0)
    expect(ended.stderr).toMatch(/✓ \d+ checks: browser,/)
  })
})
