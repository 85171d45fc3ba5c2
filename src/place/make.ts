import { mkdirSync } from 'node:fs'
import type { Stats } from 'node:fs'
import type { Account } from './account.ts'
import { follow, type Followed } from './follow.ts'
import { errnoOf, unwritable } from './inspect.ts'

/**
 * More tries than a path has names. It ends the loop where the system refuses to make a folder because it is there, and
 * does not show it.
 */
const mostTries = 1000

/**
 * Makes a folder and those above it (mode 0700), and gives its facts, not judged yet. Makes each by its own name alone,
 * below a proven one; a folder that somebody else made meanwhile is judged like any other. Raises store-unwritable, and
 * what `follow` raises.
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
    // Where a file stands in the way, making the path raises ENOTDIR. Where files have no owner, nothing was followed,
    // so parents are made too.
    mkdirSync(stats === undefined ? missing : path, { mode: 0o700, recursive: uid === undefined })
  } catch (error) {
    if (stats !== undefined || errnoOf(error) !== 'EEXIST') throw unwritable(path, error)
  }
}
