import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { basename, dirname, isAbsolute, join, sep } from 'node:path'
import { accountOf, type Account, type Host } from './account.ts'
import { canOthersWrite, follow } from './follow.ts'
import { cacheFolder } from './home.ts'
import { makeWithParents } from './make.ts'
import { withoutLinks, withoutWaiting } from './open-flags.ts'

// Code comes only from places where nobody else can put anything. Elsewhere everything here gives undefined or raises,
// and the program does without.

const readOnce = constants.O_RDONLY | withoutLinks | withoutWaiting

/**
 * Makes and proves the folder for V8's compiled code, in which nothing else lies: one in the folder that
 * NODE_COMPILE_CACHE names, otherwise one in the user's folder for caches. A relative path does not count: it would be
 * another folder in every working directory, also in one from somebody's archive. Raises where there is none, and where
 * others can write there or on the way, or have put something there.
 */
export function openCompiledFolder(host: Host & Pick<NodeJS.Process, 'env'>): string {
  const account = accountOf(host)
  const base = cacheFolder(host.env, host.platform)
  const named = host.env['NODE_COMPILE_CACHE']
  const folder = named ? `${named}${sep}oauth-walk` : base && `${base}${sep}compiled`
  if (folder === undefined || !isAbsolute(folder)) throw new Error('no folder for caches')
  requireOwnFolder(makeWithParents(folder, account), account)
  return folder
}

function requireOwnFolder(stats: Stats, account: Account): void {
  if (!stats.isDirectory() || !isOwn(stats, account)) throw new Error('others can write here')
}

function isOwn(stats: Stats, account: Account): boolean {
  return account.uid === undefined || (stats.uid === account.uid && !canOthersWrite(stats, account))
}

/**
 * Reads a file of code from a proven folder: opened once, judged by its descriptor. Undefined if it is not there, not
 * whole, or not the user's alone. The bytes lie in what `roomFor` gives for their number.
 */
export function readCode(path: string, host: Host, roomFor: (bytes: number) => Buffer): Buffer | undefined {
  const descriptor = openIfThere(path)
  if (descriptor === undefined) return undefined
  try {
    const stats = fstatSync(descriptor)
    if (!stats.isFile() || stats.nlink > 1 || !isOwn(stats, accountOf(host))) return undefined
    const room = roomFor(stats.size)
    return readSync(descriptor, room, 0, stats.size, 0) === stats.size ? room.subarray(0, stats.size) : undefined
  } finally {
    closeSync(descriptor)
  }
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, readOnce)
  } catch {
    return undefined
  }
}

/** A library's folder, or that somebody else could exchange it. */
export interface FoundLibrary {
  folder?: string
  /** There is one, but in a place where others can write. */
  isOpen: boolean
}

/** Whoever looks for a library has this file alone. */
export { accountOf }

/**
 * Where a user's own copy of a library may lie: our own dependencies, the `node_modules` that holds this package, and
 * npm's for global packages.
 */
export function installationsAround(
  own: string, { execPath, platform }: Pick<NodeJS.Process, 'execPath' | 'platform'>,
): string[] {
  const around = basename(dirname(own)) === 'node_modules' ? [dirname(own)] : []
  const ofNode = dirname(execPath)
  const global = join(ofNode, platform === 'win32' ? 'node_modules' : '../lib/node_modules')
  return [join(own, 'node_modules'), ...around, global]
}

/**
 * Looks for a library in exactly these folders, each the `node_modules` of an installation, and in no other: never by
 * walking up from where we lie. It counts where the user or the system owns it, all the way from the root and all that
 * lies in it, and nobody else can write there.
 */
export function findLibrary(name: string, folders: readonly string[], account: Account): FoundLibrary {
  let isOpen = false
  for (const folder of folders) {
    try {
      const { path, stats, isShort } = follow(join(folder, name, 'package.json'), account)
      if (stats === undefined || isShort) continue
      requireUnchangeable(dirname(path), account)
      return { folder: dirname(path), isOpen: false }
    } catch {
      isOpen = true
    }
  }
  return { isOpen }
}

/** The library's neighbours are judged too: it loads its part for this platform from there. */
function requireUnchangeable(library: string, account: Account): void {
  for (const folder of [dirname(library), library]) {
    requireTrusted(lstatSync(folder), account)
    for (const name of readdirSync(folder)) requireTrusted(lstatSync(join(folder, name)), account)
  }
}

function requireTrusted(stats: Stats, account: Account): void {
  const { uid, systemUids } = account
  if (uid === undefined) return
  const isTrusted = (stats.uid === uid || systemUids.includes(stats.uid))
    && (stats.isSymbolicLink() || !canOthersWrite(stats, account))
  if (!isTrusted) throw new Error('others can write here')
}
