import { lstatSync, statSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import type { Account } from './account.ts'

const othersMode = 0o077

/** Something unsafe that was put right; `mode` is octal text such as `0644`. */
export interface PlaceWarning {
  code: 'folder-was-open' | 'file-was-readable'
  path: string
  mode: string
}

/** Gives the system's name of an error, such as `ENOSPC`, or `unknown`. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
}

/** Makes an error that carries a code as the system's own do, which `errnoOf` gives back. */
export function refusal(code: string): Error {
  return Object.assign(new Error(code), { code })
}

/** The size of a file in octets; undefined for whatever has none by itself, such as a pipe. */
export function sizeOf(path: string): number | undefined {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats?.isFile() ? stats.size : undefined
}

/** Makes the failure of a write: {path, errno}. */
export function unwritable(path: string, error: unknown): Failure {
  return new Failure('store-unwritable', { path, errno: errnoOf(error) }, { cause: error })
}

/** Makes the failure of a file or folder that is not what a store may trust: {path, expected, came}. */
export function unsafe(path: string, expected: string, came: string): Failure {
  return new Failure('store-unsafe', { path, expected, came })
}

/** Makes the failure of a read: {path, errno}. */
export function unreadable(path: string, error: unknown): Failure {
  return new Failure('store-unreadable', { path, errno: errnoOf(error) }, { cause: error })
}

/** Tells whether an error says that nothing is there. */
export function isMissing(errno: string): boolean {
  return errno === 'ENOENT' || errno === 'ENOTDIR'
}

/** Looks at a path without following a link there; undefined if nothing is there. Raises store-unreadable. */
export function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path)
  } catch (error) {
    if (isMissing(errnoOf(error))) return undefined
    throw unreadable(path, error)
  }
}

/** The kind of a thing: file, folder, link or other. */
export function kindOf(stats: Stats): 'file' | 'folder' | 'link' | 'other' {
  if (stats.isFile()) return 'file'
  if (stats.isDirectory()) return 'folder'
  return stats.isSymbolicLink() ? 'link' : 'other'
}

/** Refuses (store-unsafe) what is of another kind or belongs to another user. */
export function requireOurs(path: string, stats: Stats, kind: 'file' | 'folder', { uid }: Pick<Account, 'uid'>): void {
  const came = kindOf(stats)
  if (came !== kind) throw unsafe(path, describeBy(kind), describeBy(came))
  if (uid !== undefined && stats.uid !== uid)
    throw unsafe(path, describeBy('user-id', uid), describeBy('user-id', stats.uid))
}

/** Refuses (store-unsafe) a file with a second name, under which somebody else may reach it. */
export function requireOneName(path: string, { nlink }: Stats): void {
  if (nlink > 1) throw unsafe(path, describeBy('one-name'), describeBy('names', nlink))
}

/** Tells whether others than the owner may do anything with it; always false where modes mean nothing. */
export function isOpenToOthers(stats: Stats, { uid }: Pick<Account, 'uid'>): boolean {
  return uid !== undefined && (stats.mode & othersMode) !== 0
}

/** Writes a mode the way people do, such as `0644`. */
export function modeText(stats: Stats): string {
  return (stats.mode & 0o7777).toString(8).padStart(4, '0')
}
