import { readlinkSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { dirname, isAbsolute, parse, sep } from 'node:path'
import { describeBy } from '../codes/described.ts'
import type { Account } from './account.ts'
import { kindOf, lookAt, modeText, unsafe } from './inspect.ts'

/** Where a path leads: to a folder, or to the first thing on the way that is none or is not there. */
export interface Followed {
  /** Without any link in it. */
  path: string
  stats: Stats | undefined
  /** The way ends here, though the path goes on. */
  isShort: boolean
}

/**
 * What the folders on the way must be: closed, so that nobody else can change their content, or only owned by the user
 * or the system.
 */
export type Demand = 'closed' | 'owned'

const mostLinks = 40

/**
 * Follows an absolute path from the root down, one name at a time. Each folder and each link on the way must belong to
 * the user or to the system; a folder that others can write must be sticky, so that only its owner can exchange
 * something in it. Each is judged before its content is looked at, so nobody else can change it afterwards. The last
 * name is not judged, and may be no link. Raises store-unsafe {path, expected, came}, store-unreadable {path, errno}.
 */
export function follow(path: string, account: Account, demand: Demand = 'closed'): Followed {
  if (account.uid === undefined) return { path, stats: lookAt(path), isShort: false }
  const root = rootOf(path)
  const rootStats = lookAt(root)
  const trusted = [account.uid, ...account.systemUids, ...rootStats === undefined ? [] : [rootStats.uid]]
  let [at, stats, links] = [root, rootStats, 0]
  for (let names = namesOf(path); names.length > 0;) {
    const [name = '', ...rest] = names
    if (stats === undefined || !stats.isDirectory()) return { path: at, stats, isShort: true }
    requireTrusted(at, stats, account, trusted, demand)
    const next = name === '..' ? dirname(at) : at === root ? `${at}${name}` : `${at}${sep}${name}`
    stats = lookAt(next)
    if (stats?.isSymbolicLink() !== true) {
      [at, names] = [next, rest]
      continue
    }
    if (rest.length === 0 || ++links > mostLinks) throw unsafe(next, describeBy('folder'), describeBy('link'))
    requireOwner(next, stats, account.uid, trusted)
    const target = readlinkSync(next)
    if (isAbsolute(target)) at = root
    stats = lookAt(at)
    names = [...namesOf(target), ...rest]
  }
  return { path: at, stats, isShort: false }
}

/** Every start follows a path: what takes addresses of all platforms apart takes longer than all of that. */
function rootOf(path: string): string {
  return sep === '/' ? path.slice(0, Number(path.startsWith(sep))) : parse(path).root
}

function namesOf(path: string): string[] {
  return path.slice(rootOf(path).length).split(sep).filter(name => name !== '' && name !== '.')
}

function requireTrusted(
  path: string, stats: Stats, account: Account, trusted: readonly number[], demand: Demand,
): void {
  requireOwner(path, stats, account.uid, trusted)
  if (demand === 'closed' && canOthersWrite(stats, account) && !isSticky(stats)) refuseOpen(path, stats)
}

function requireOwner(path: string, { uid }: Stats, user: number | undefined, trusted: readonly number[]): void {
  if (!trusted.includes(uid)) throw unsafe(path, describeBy('user-id', user ?? 0), describeBy('user-id', uid))
}

/** Raises store-unsafe for what others can write. */
export function refuseOpen(path: string, stats: Stats): never {
  throw unsafe(path, describeBy('closed-to-others', kindOf(stats)), describeBy('mode', modeText(stats)))
}

/** Tells whether somebody else may write there; the user's own group is nobody else. */
export function canOthersWrite({ mode, gid }: Stats, { uid, isOwnGroup }: Account): boolean {
  return uid !== undefined && ((mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && !isOwnGroup(gid)))
}

const isSticky = ({ mode }: Stats) => (mode & 0o1000) !== 0
