import { randomBytes } from 'node:crypto'
import { constants, copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SandboxError } from '../errors.ts'
import { isState, type SandboxState } from './state.ts'

const fileName = 'sandbox.json'
const temporaryPrefix = `${fileName}.tmp-`
const staleAfterMilliseconds = 60_000

/** The state kept in `folder`, or undefined if there is none; raises `state-unreadable` if there is one that makes no sense. */
export function readState(folder: string): SandboxState | undefined {
  const file = join(folder, fileName)
  try {
    const state: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (isState(state)) return state
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw new SandboxError('state-unreadable', { file }, error)
  }
  throw new SandboxError('state-unreadable', { file })
}

/** Writes the first state of `folder`. False, and nothing written, if another process was quicker. Raises `state-unwritable`. */
export function createState(folder: string, state: SandboxState): boolean {
  return writingTo(folder, () => create(folder, state))
}

function create(folder: string, state: SandboxState): boolean {
  const temporary = writeTemporary(folder, state)
  try {
    linkIfAbsent(temporary, join(folder, fileName))
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  } finally {
    rmSync(temporary, { force: true })
  }
}

/** Replaces the state of `folder` in one step: a reader sees the old one or the new one, never a part. Raises `state-unwritable`. */
export function replaceState(folder: string, state: SandboxState): void {
  writingTo(folder, () => replace(folder, state))
}

function replace(folder: string, state: SandboxState): void {
  const temporary = writeTemporary(folder, state)
  try {
    renameSync(temporary, join(folder, fileName))
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Makes `folder` (0700) and removes temporary files that a killed process left there more than a minute ago. Raises `state-unwritable`. */
export function prepareFolder(folder: string): void {
  writingTo(folder, () => prepare(folder))
}

function prepare(folder: string): void {
  makeWithParents(folder)
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(temporaryPrefix)) continue
    const written = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? Infinity
    if (Date.now() - written > staleAfterMilliseconds) rmSync(join(folder, name), { force: true })
  }
}

// Node's own recursive way never ends where the system says of an existing folder that it is not there, as /proc does.
function makeWithParents(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return
    if (!hasCode(error, 'ENOENT') || existsSync(dirname(folder))) throw error
    makeWithParents(dirname(folder))
    makeWithParents(folder)
  }
}

function writeTemporary(folder: string, state: SandboxState): string {
  const temporary = join(folder, temporaryPrefix + randomBytes(6).toString('hex'))
  writeFileSync(temporary, JSON.stringify(state) + '\n', { mode: 0o600, flag: 'wx' })
  return temporary
}

function linkIfAbsent(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    // Some file systems know no hard links; an exclusive copy is the next best thing.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].some(code => hasCode(error, code))) throw error
    copyFileSync(from, to, constants.COPYFILE_EXCL)
  }
}

function writingTo<Result>(folder: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw new SandboxError('state-unwritable', { folder }, error)
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
