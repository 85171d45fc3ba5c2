import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runTo, serveSandbox, type Json } from '../cli/support.ts'
import { chromiumPath, withoutChromium } from './chromium.ts'

const script = fileURLToPath(new URL('../../examples/playwright/sign-in.mjs', import.meta.url))

describe.skipIf(chromiumPath === undefined)(`the example with Playwright${withoutChromium}`, () => {
  test('signs in at the sandbox without a person', async () => {
    const home = freshHome()
    const { facts } = await serveSandbox(home)
    const { username, password } = facts['user'] as { username: string, password: string }
    const environment = { CHROMIUM: chromiumPath, SIGN_IN_USER: username, SIGN_IN_PASSWORD: password }
    const words = [
      'login', String(facts['issuer']), '--client-id', 'oauth-walk-public', '--port', '0', '--browser',
      `'${process.execPath}' '${script}'`, '--json',
    ]
    const { stdout } = await runTo(0, words, { home, environment })
    expect(JSON.parse(stdout) as Json).toMatchObject({ ok: true, subject: '123456' })
  })
})
