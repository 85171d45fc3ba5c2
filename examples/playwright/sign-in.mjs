// A browser that signs in by itself: oauth-walk login TARGET --browser 'node examples/playwright/sign-in.mjs'
// The address is the last word. The user stands in SIGN_IN_USER and SIGN_IN_PASSWORD, never in the process list.
// Needs playwright-core and a Chromium.
import { chromium } from 'playwright-core'

const address = process.argv.at(-1)
const { CHROMIUM = '/usr/bin/chromium', SIGN_IN_USER = 'zhangsan', SIGN_IN_PASSWORD = '' } = process.env
// Chromium's own sandbox does not work for root, as in many containers.
const browser = await chromium.launch({
  executablePath: CHROMIUM, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
try {
  const page = await browser.newPage({ locale: 'en-US' })
  await page.goto(address)
  // The sandbox's pages; another provider has other labels.
  await page.getByLabel('Username').fill(SIGN_IN_USER)
  await page.getByLabel('Password').fill(SIGN_IN_PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  // The last page is oauth-walk's own: it comes when all six steps are done.
  await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
} finally {
  await browser.close()
}
