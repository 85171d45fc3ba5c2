import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const options = 'size=64k,mode=0700'

/** Why this machine lets us mount no file system, in its own words; nothing where it does. */
export function whyNotMountable(): string | undefined {
  if (process.platform !== 'linux') return `tmpfs is Linux's: this is ${process.platform}`
  const place = mkdtempSync(join(tmpdir(), 'oauth-walk-mount-'))
  const reason = mount(['-t', 'tmpfs', '-o', options, 'tmpfs', place])
  if (reason === undefined) spawnSync('umount', [place])
  rmSync(place, { recursive: true })
  return reason
}

/** A folder that is a file system of 64 KB of its own, for one test. */
export function mountSmall(): string {
  const place = mkdtempSync(join(tmpdir(), 'oauth-walk-small-'))
  const reason = mount(['-t', 'tmpfs', '-o', options, 'tmpfs', place])
  if (reason !== undefined) throw new Error(reason)
  onTestFinished(() => {
    spawnSync('umount', ['-l', place])
    rmSync(place, { recursive: true, force: true })
  })
  return place
}

/** From now on it takes no write. */
export function makeReadOnly(place: string): void {
  const reason = mount(['-o', 'remount,ro', place])
  if (reason !== undefined) throw new Error(reason)
}

/** Fills it but for that many pages of 4 KiB. */
export function fill(place: string, pagesLeft: number): void {
  const descriptor = openSync(join(place, 'filler'), 'w')
  const page = Buffer.alloc(4096, 'x')
  let pages = 0
  try {
    for (;; pages += 1) writeSync(descriptor, page)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(descriptor)
  }
  if (spawnSync('truncate', ['-s', String(4096 * (pages - pagesLeft)), join(place, 'filler')]).status !== 0)
    throw new Error('truncate failed')
}

function mount(words: readonly string[]): string | undefined {
  const { status, stderr, error } = spawnSync('mount', words, { encoding: 'utf8' })
  return status === 0 ? undefined : (error?.message ?? stderr.trim()) || `mount ended with ${status}`
}
