import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { visit } from './user-agent.mjs'
import type { Browser } from './user-agent.d.mts'

/**
 * A browser for BROWSER that only notes the address it is opened at: a test goes there itself, with cookies of its own.
 */
export interface NotingBrowser {
  command: string
  /** The address, as soon as the browser was opened. */
  opened(): Promise<string>
}

export function notingBrowser(): NotingBrowser {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-noting-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  chmodSync(folder, 0o755)
  const [script, note] = [join(folder, 'browser.sh'), join(folder, 'opened')]
  writeFileSync(script, `#!/bin/sh\nprintf '%s' "$1" > '${note}.part' && mv '${note}.part' '${note}'\n`, {
    mode: 0o755,
  })
  return {
    command: script,
    opened: async () => vi.waitFor(() => readFileSync(note, 'utf8'), { timeout: 20_000, interval: 10 }),
  }
}

/** Comes by the start address as a browser does; gives its cookies, and the address that it was sent on to. */
export async function comeBy(start: string): Promise<{ browser: Browser, location: string, cookie: string }> {
  const browser: Browser = { cookies: [], visited: [] }
  const { status, location = '', headers } = await visit(browser, { url: start })
  if (status !== 303) throw new Error(`the start address answered ${status}`)
  return { browser, location, cookie: String(headers['set-cookie']) }
}
