import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { freshHome, start, type Running } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { englishIn } from '../support/english.ts'
import { documentOf, storedSessions } from '../support/walks.ts'
import { chromiumPath, openBrowser, withoutChromium } from './chromium.ts'
import { expectGoodLooks } from './looks.ts'
import { sampled, wide } from '../support/wide.ts'

interface Login extends Pick<Running, 'ended'> {
  page: Page
  home: string
  /** How often the sandbox was asked for tokens. */
  tokenRequests: () => number
}

const words = {
  en: { submit: 'Sign in', allow: 'Allow', deny: 'Deny', username: 'Username', password: 'Password', tab: en.tab },
  zh: { submit: '登录', allow: '允许', deny: '拒绝', username: '用户名', password: '密码', tab: zh.tab },
}

describe.skipIf(chromiumPath === undefined)(`a person with a browser${withoutChromium}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(async () => browser.close())

  /** A login of the sandbox, whose address a browser in that language has just opened. */
  async function begin(language: 'en' | 'zh', options: { javaScriptEnabled?: boolean } = {}): Promise<Login> {
    const home = freshHome()
    const log = join(home, 'requests')
    // The pages are looked at, not the process; a browser without JavaScript is sent by one.
    const running = (options.javaScriptEnabled === false ? start : startInside)(
      ['login', 'sandbox', '--no-open', '--port', '0', '--json', '--lang', language],
      { home, environment: { OAUTH_WALK_SANDBOX_REQUESTS: log } },
    )
    const context = await browser.newContext({
      locale: language === 'zh' ? 'zh-CN' : 'en-US', bypassCSP: true, ...options,
    })
    onTestFinished(async () => context.close())
    const page = await context.newPage()
    const [, address = ''] = await running.sees('stderr', /^ *(https?:\/\/\S+\?\S+)$/m)
    await page.goto(address)
    return {
      page, home, ended: running.ended,
      tokenRequests: () => existsSync(log) ? readFileSync(log, 'utf8').match(/^token /gm)?.length ?? 0 : 0,
    }
  }

  /** Signs in with the keyboard alone; the page puts the cursor into the first field. */
  async function signIn(page: Page, language: 'en' | 'zh', password = 'walk-123456'): Promise<void> {
    await page.getByLabel(words[language].username).fill('')
    await page.keyboard.type('zhangsan')
    await page.keyboard.press('Tab')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
  }

  /** What the page says itself: parameters, claims and addresses stand in elements of their own. */
  const proseOf = async (page: Page) => page.evaluate<string>(`(() => {
    const copy = document.body.cloneNode(true)
    copy.querySelectorAll('code, script').forEach(element => element.remove())
    return copy.textContent
  })()`)

  const marks = async (page: Page) => page.evaluate('[...document.querySelectorAll("li")].map(row => row.className)')

  test.each([
    ['a text that is wider than the page', '<p style="width:400px">wide</p>', /320/],
    [
      'texts over each other',
      '<p style="position:absolute;top:200px">one</p><p style="position:absolute;top:200px">other</p>', /one \| other/,
    ],
    ['a text that can hardly be read', '<p style="color:#bbb;background:#fff">pale</p>', /color-contrast/],
    ['a field without a label', '<input type="text">', /label/],
  ])('is shown nothing like %s: the measure finds it', async (_name, content, found) => {
    const page = await browser.newPage()
    onTestFinished(async () => page.close())
    await page.setContent(
      `<!doctype html><html lang="en"><title>Title</title><main><h1>Heading</h1>${content}</main></html>`,
    )
    await expect(expectGoodLooks(page, 'bad')).rejects.toThrow(found)
  })

  test.each(
    sampled(['en', 'zh'] as const, 2),
  )('signs in and consents in %s, and ends on the tab, which can be reloaded without harm', { timeout:
    90_000 }, async (language) => {
    const { page, home, ended, tokenRequests } = await begin(language)
    await expectGoodLooks(page, `sign-in-${language}`)
    if (language === 'zh') expect(englishIn(await proseOf(page))).toEqual([])
    await signIn(page, language, 'wrong')
    await page.getByRole('alert').waitFor()
    await expectGoodLooks(page, `sign-in-again-${language}`)
    await signIn(page, language)
    await page.getByRole('button', { name: words[language].allow }).waitFor()
    await expectGoodLooks(page, `consent-${language}`)
    if (language === 'zh') expect(englishIn(await proseOf(page))).toEqual([])
    await page.getByRole('button', { name: words[language].allow }).press('Enter')
    await page.getByRole('heading', { name: words[language].tab.doneTitle }).waitFor()
    expect(await marks(page)).toEqual(['done', 'done', 'done', 'done', 'done', 'done'])
    await expectGoodLooks(page, `tab-success-${language}`)
    if (language === 'zh') expect(englishIn(await proseOf(page))).toEqual([])
    expect(new URL(page.url())).toMatchObject({ pathname: '/done', search: '' })
    const { status, stdout } = await ended
    expect(status).toBe(0)
    expect(documentOf({ stdout })).toMatchObject({ ok: true, subject: '123456' })
    await page.reload().catch(() => undefined)
    await page.goBack().catch(() => undefined)
    expect(tokenRequests()).toBe(1)
    expect(storedSessions(home)).toHaveLength(1)
  })

  test.each(sampled([
    'en', 'zh',
  ] as const, 2))('denies in %s, and the tab says at which step it ended', { timeout: 60_000 }, async (language) => {
    const { page, home, ended, tokenRequests } = await begin(language)
    await signIn(page, language)
    await page.getByRole('button', { name: words[language].deny }).click()
    await page.getByRole('heading', { name: words[language].tab.failedTitle }).waitFor()
    expect(await marks(page)).toEqual(['done', 'done', 'done', 'failed', 'open', 'open'])
    await expectGoodLooks(page, `tab-failure-${language}`)
    const { status, stdout } = await ended
    expect(status).toBe(3)
    expect(documentOf({ stdout })).toMatchObject({ ok: false, error: { code: 'access-denied', step: 'callback' } })
    expect([tokenRequests(), storedSessions(home)]).toEqual([0, []])
  })

  test('goes back from the consent page and forward again, and still signs in', { timeout: 60_000 }, async () => {
    const { page, ended, tokenRequests } = await begin('en')
    await signIn(page, 'en')
    await page.getByRole('button', { name: 'Allow' }).waitFor()
    await page.goBack()
    await expectGoodLooks(page, 'gone-back-en')
    await page.goForward()
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.getByRole('heading', { name: en.tab.doneTitle }).waitFor()
    expect((await ended).status).toBe(0)
    expect(tokenRequests()).toBe(1)
  })

  // The pages' forms are sent without a script by every login of the other tests.
  test.runIf(wide)('signs in with JavaScript off', { timeout: 60_000 }, async () => {
    const { page, ended } = await begin('en', { javaScriptEnabled: false })
    await signIn(page, 'en')
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.getByRole('heading', { name: en.tab.doneTitle }).waitFor()
    expect(await marks(page)).toHaveLength(6)
    expect((await ended).status).toBe(0)
  })
})
