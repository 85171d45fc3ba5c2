import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import type { Account } from './account.ts'

import type { PrivatePath } from './folder.ts'
import { requireOneName, requireOurs } from './inspect.ts'
import { withoutLinks, withoutWaiting } from './open-flags.ts'
import { writeWhole } from './write.ts'

const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | withoutLinks | withoutWaiting

/**
 * Adds to the end of a file of ours, which is made where there is none: opened once and judged by its descriptor.
 * Raises store-unsafe (another owner, a second name), otherwise what the system says.
 */
export function appendPrivately(path: PrivatePath, text: string, account: Account): void {
  const descriptor = openSync(path, flags, 0o600)
  try {
    const stats = fstatSync(descriptor)
    requireOurs(path, stats, 'file', account)
    requireOneName(path, stats)
    writeWhole(descriptor, text)
  } finally {
    closeSync(descriptor)
  }
}
