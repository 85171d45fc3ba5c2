import { readFileSync, rmSync, unlinkSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Failure } from '../failure.ts'
import { syncFolder } from './folder.ts'
import { errnoOf, unwritable } from './inspect.ts'
import type { Machine, Warn } from './machine.ts'
import { readStoreFile } from './read.ts'
import type { StoreRecord } from './read.ts'
import { putInPlace, writeBeside } from './write-beside.ts'

/**
 * Replaces one store file (`NAME.json`) through conf, whole or not at all, durable when the promise resolves; a file that says the same already
 * is left alone. Raises what reading it raises (a corrupt or unsafe file is never overwritten) or store-unwritable {path, errno}.
 */
export async function writeStoreFile(path: string, record: StoreRecord, machine: Machine, warn: Warn): Promise<void> {
  if (isDeepStrictEqual(readStoreFile(path, machine, warn), record)) return
  const spare = writeSpare(path, record, machine)
  try {
    const store = await openStore(path)
    machine.dropSnap()
    replaceContent(store, record, spare)
    syncFolder(dirname(path))
  } finally {
    rmSync(spare, { force: true })
  }
}

// A nearly full disk takes the beginning of a file without any error, and conf would put that torn file in place.
// A spare copy, written to its last byte first, proves that there is room and takes over if conf's copy is torn.
function writeSpare(path: string, record: StoreRecord, machine: Machine): string {
  return writeTemporary(path, JSON.stringify(record, undefined, '\t'), machine)
}

/** As much as a session with three long tokens. */
const usualSize = 8192

/** Proves, and leaves no trace of it, that there is room for a store file at this path. Raises store-unwritable {path, errno}. */
export function proveWritable(path: string, machine: Machine): void {
  rmSync(writeTemporary(path, ' '.repeat(usualSize), machine), { force: true })
}

function writeTemporary(path: string, text: string, machine: Machine): string {
  try {
    return writeBeside(path, text, () => machine.randomId())
  } catch (error) {
    throw unwritable(path, error)
  }
}

// conf is loaded here and nowhere else, late: commands that only read do not pay for it.
const loadConf = async () => (await import('conf')).default

/** Loads what writing needs, for whoever has the time before it is needed. */
export async function readyToWrite(): Promise<void> {
  await loadConf()
}

async function openStore(path: string) {
  const Conf = await loadConf()
  try {
    return new Conf<StoreRecord>({
      cwd: dirname(path),
      configName: basename(path, '.json'),
      fileExtension: 'json',
      projectName: 'oauth-walk',
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: false,
      configFileMode: 0o600,
    })
  } catch {
    throw new Failure('store-corrupt', { path, expected: 'JSON' })
  }
}

function replaceContent(store: { path: string, store: StoreRecord }, record: StoreRecord, spare: string): void {
  try {
    store.store = record
    JSON.parse(readFileSync(store.path, 'utf8'))
  } catch (error) {
    placeSpare(spare, store.path, error)
  }
}

function placeSpare(spare: string, path: string, error: unknown): void {
  try {
    putInPlace(spare, path)
  } catch {
    throw unwritable(path, error)
  }
}

/** Removes one store file for good, readable or not; tells whether there was one. Raises store-unwritable {path, errno}. */
export function removeStoreFile(path: string): boolean {
  try {
    unlinkSync(path)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw unwritable(path, error)
  }
  syncFolder(dirname(path))
  return true
}
