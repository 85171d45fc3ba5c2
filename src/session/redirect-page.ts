import { rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openFolder } from './folder.ts'
import { unwritable } from './inspect.ts'
import type { Machine, Warn } from './machine.ts'

/** A page on the disk that sends a browser on, and how to be rid of it. */
export interface RedirectPage {
  /** Its file: address, which says nothing of where it leads. */
  address: string
  remove: () => void
}

/**
 * Writes a page that only this user can read and that leads to `target`. Other users of this machine see the words with which a browser is
 * started, but not this file. Left by a killed process, it is swept with the litter. Raises what `openFolder` raises, `store-unwritable`.
 */
export function writeRedirectPage(folder: string, target: string, machine: Machine, warn: Warn): RedirectPage {
  openFolder(folder, machine, warn)
  const path = resolve(join(folder, `open-${machine.randomId()}.html`))
  try {
    writeFileSync(path, pageTo(target), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    throw unwritable(path, error)
  }
  return { address: pathToFileURL(path).href, remove: () => rmSync(path, { force: true }) }
}

function pageTo(target: string): string {
  const escaped = target.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
  return `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer">`
    + `<meta http-equiv="refresh" content="0; url=${escaped}"><title>oauth-walk</title><a href="${escaped}">${escaped}</a>\n`
}
