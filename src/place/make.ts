import { mkdirSync } from 'node:fs'
import type { Stats } from 'node:fs'
import type { Account } from './account.ts'
import { follow, type Followed } from './follow.ts'
import { errnoOf, unwritable } from './inspect.ts'

/**
 * As many tries as no path has names: an end also where the system says of what it refuses to make that it is there
 * already.
 */
const mostTries = 1000

/**
 * Makes a folder and those above it (mode 0700) and gives what is there then, not yet judged itself. Each is made with
 * its own name alone, below one that is proven; what somebody else made in between is judged like any other. Raises
 * store-unwritable, and what `follow` raises.
 */
export function makeWithParents(path: string, account: Account): Stats {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const followed = follow(path, account)
    if (followed.stats !== undefined && !followed.isShort) return followed.stats
    make(path, followed, account)
  }
  throw unwritable(path, new Error('a folder that is neither there nor can be made'))
}

function make(path: string, { path: missing, stats }: Followed, { uid }: Account): void {
  try {
    // What is no folder says so itself. Where nobody owns anything, nothing on the way was followed.
    mkdirSync(stats === undefined ? missing : path, { mode: 0o700, recursive: uid === undefined })
  } catch (error) {
    if (stats !== undefined || errnoOf(error) !== 'EEXIST') throw unwritable(path, error)
  }
}
