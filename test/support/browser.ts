import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished, vi } from 'vitest'
import type { BrowseOptions, Browsed } from './user-agent.d.mts'

const script = fileURLToPath(new URL('scripted-browser.mjs', import.meta.url))

/** What the browser's process saw: the address that it was started with, all its arguments, and its visits. */
export interface BrowserReport extends Browsed {
  address: string
  words: string[]
  error?: string
}

/** A browser of its own process that can be named to the product by `--browser`. */
export interface ScriptedBrowser {
  command: string
  /** Resolves when the browser has ended. */
  report(): Promise<BrowserReport>
}

/** Makes the command of a browser that a script drives; it writes what it saw to a file of its own. */
export function scriptedBrowser(
  { deny = false, send = [] }: Pick<BrowseOptions, 'deny' | 'send'> = {},
): ScriptedBrowser {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-browser '))
  // The browser may still be writing to it.
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
  const file = join(folder, 'report.json')
  const words = [
    process.execPath, script, '--report', file, ...deny ? ['--deny'] : [],
    ...send.length > 0 ? ['--send', send.join(',')] : [],
  ]
  return {
    command: words.map(word => `'${word}'`).join(' '),
    report: async () =>
      vi.waitFor(() => JSON.parse(readFileSync(file, 'utf8')) as BrowserReport, { timeout: 60_000, interval: 20 }),
  }
}
