import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

/** The browser of the system, such as Debian's chromium; nothing is downloaded for the tests. */
export const chromiumPath = process.env['CHROMIUM'] ?? (process.env['PATH'] ?? '').split(delimiter)
  .flatMap(folder => ['chromium', 'chromium-browser', 'google-chrome'].map(name => join(folder, name))).find(path =>
    existsSync(path))

/** Why the tests of pages are left out, where they are. */
export const withoutChromium = chromiumPath === undefined
  ? ' (skipped: no Chromium here; on Debian: apt-get install chromium)'
  : ''

/** Root may not use the browser's own sandbox. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath ?? '', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
}

/**
 * Shows a page to a function, with the network cut off, and gives what went wrong in it: errors, requests, violations
 * of its policy.
 */
export async function visitOffline(
  browser: Browser, address: string, options: BrowserContextOptions, look: (page: Page) => Promise<void>,
): Promise<string[]> {
  const context = await browser.newContext({ offline: true, ...options })
  const page = await context.newPage()
  const wrong: string[] = []
  page.on('pageerror', error => wrong.push(error.message))
  page.on('console', message => wrong.push(message.text()))
  page.on('request', request => request.url().split('#')[0] === address ? undefined : wrong.push(request.url()))
  await page.goto(address)
  await look(page)
  await context.close()
  return wrong
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What axe finds in a page; it is brought in beside the page's policy, which would not let it run. */
export async function judgeByAxe(page: Page): Promise<string[]> {
  // Half a megabyte, once for each page.
  if (!await page.evaluate<boolean>('"axe" in window')) await page.addScriptTag({ path: axePath })
  const { violations } = await page.evaluate<{ violations: { id: string, nodes: { html: string }[] }[] }>('axe.run()')
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
