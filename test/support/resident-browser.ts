import { execFileSync } from 'node:child_process'
import { constants, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { browse } from './user-agent.mjs'

let command: string | undefined

/**
 * Names a browser for `--browser` that does all by itself, as `scriptedBrowser` does, and nobody looks at what it saw.
 * The command only hands the address to this process: a start of Node for each tab costs as much as the login.
 */
export function residentBrowser(): string {
  return command ??= settle()
}

function settle(): string {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-resident-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const [script, pipe] = [join(folder, 'browser.sh'), join(folder, 'addresses')]
  execFileSync('mkfifo', [pipe])
  writeFileSync(script, `#!/bin/sh\nprintf '%s\\n' "$1" > '${pipe}'\n`, { mode: 0o755 })
  // Whoever may write too never sees an end, while one address comes after another.
  const addresses = new Socket({ fd: openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK) }).unref()
  // A walk may end while its tab still loads: that is judged by what the walk says.
  createInterface(addresses).on('line', address => void browse(address).catch(() => undefined))
  return script
}
