import { basename, dirname } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Failure } from '../codes/failure.ts'
import { discard, removeFile, replaceBy, syncFolderOf, writeBeside } from '../place/files.ts'
import type { PrivatePath } from '../place/folder.ts'
import { unwritable } from '../place/inspect.ts'
import { readPrivateFile } from '../place/read.ts'
import type { Machine, Warn } from './machine.ts'
import { readStoreFile } from './read.ts'
import type { StoreRecord } from './read.ts'

/**
 * Replaces one store file (`NAME.json`) through conf, whole or not at all, durable when the promise resolves; a file that says the same already
 * is left alone. Raises what reading it raises (a corrupt or unsafe file is never overwritten) or store-unwritable {path, errno}.
 */
export async function writeStoreFile(path: PrivatePath, record: StoreRecord, machine: Machine, warn: Warn): Promise<void> {
  if (isDeepStrictEqual(readStoreFile(path, machine, warn), record)) return
  const spare = writeSpare(path, record, machine)
  try {
    const store = await openStore(path)
    machine.dropSnap()
    replaceContent(store, record, { spare, path, machine })
    syncFolderOf(path)
  } finally {
    discard(spare)
  }
}

// A nearly full disk takes the beginning of a file without any error, and conf would put that torn file in place.
// A spare copy, written to its last byte first, proves that there is room and takes over if conf's copy is torn.
function writeSpare(path: PrivatePath, record: StoreRecord, machine: Machine): PrivatePath {
  return writeTemporary(path, JSON.stringify(record, undefined, '\t'), machine)
}

/** As much as a session with three long tokens. */
const usualSize = 8192

/** Proves, and leaves no trace of it, that there is room for a store file at this path. Raises store-unwritable {path, errno}. */
export function proveWritable(path: PrivatePath, machine: Machine): void {
  discard(writeTemporary(path, ' '.repeat(usualSize), machine))
}

function writeTemporary(path: PrivatePath, text: string, machine: Machine): PrivatePath {
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

async function openStore(path: PrivatePath) {
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

interface Spare { spare: PrivatePath, path: PrivatePath, machine: Machine }

function replaceContent(store: { store: StoreRecord }, record: StoreRecord, { spare, path, machine }: Spare): void {
  try {
    store.store = record
    JSON.parse(String(readPrivateFile(path, machine, () => undefined)))
  } catch (error) {
    placeSpare(spare, path, error)
  }
}

function placeSpare(spare: PrivatePath, path: PrivatePath, error: unknown): void {
  try {
    replaceBy(spare, path)
  } catch {
    throw unwritable(path, error)
  }
}

/** Removes one store file for good, readable or not; tells whether there was one. Raises store-unwritable {path, errno}. */
export function removeStoreFile(path: PrivatePath): boolean {
  try {
    if (!removeFile(path)) return false
  } catch (error) {
    throw unwritable(path, error)
  }
  syncFolderOf(path)
  return true
}
