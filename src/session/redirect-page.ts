import { pathToFileURL } from 'node:url'
import { createFile, discard } from '../place/files.ts'
import { openFolder, pathIn } from '../place/folder.ts'
import { unwritable } from '../place/inspect.ts'
import type { Machine, Warn } from './machine.ts'

/** A page on the disk that sends a browser on, and how to be rid of it. */
export interface RedirectPage {
  /** Its file: address, which says nothing of where it leads. */
  address: string
  remove: () => void
}

/**
 * Writes a page that only this user can read and that leads to `target`. Other users of this machine see the words with
 * which a browser is started, but not this file. Left by a killed process, it is swept with the litter. Raises what
 * `openFolder` raises, `store-unwritable`.
 */
export function writeRedirectPage(folder: string, target: string, machine: Machine, warn: Warn): RedirectPage {
  const path = pathIn(openFolder(folder, machine, warn), `open-${machine.randomId()}.html`)
  try {
    createFile(path, pageTo(target))
  } catch (error) {
    throw unwritable(path, error)
  }
  return { address: pathToFileURL(path).href, remove: () => discard(path) }
}

function pageTo(target: string): string {
  const escaped = target.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
  return `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer">`
    + `<meta http-equiv="refresh" content="0; url=${escaped}"><title>oauth-walk</title><a href="${escaped}">${escaped}</a>\n`
}
