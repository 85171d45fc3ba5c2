import { mkdirSync, rmdirSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Account } from './account.ts'
import { follow, type Followed } from './follow.ts'
import { errnoOf, lookAt, unwritable } from './inspect.ts'

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

/**
 * Proves, and leaves no trace of it, that a folder which is not there could be made: one of a name that nobody has is
 * made in the nearest folder above, for a moment. Raises store-unwritable, and what `follow` raises.
 */
export function proveMakeable(path: string, account: Account, randomId: () => string): void {
  const followed = follow(path, account)
  let above = followed.stats === undefined ? dirname(followed.path) : followed.path
  while (lookAt(above) === undefined && dirname(above) !== above) above = dirname(above)
  try {
    const made = join(above, `.oauth-walk-${randomId()}`)
    mkdirSync(made, { mode: 0o700 })
    rmdirSync(made)
  } catch (error) {
    throw unwritable(path, error)
  }
}
