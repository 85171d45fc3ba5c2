import { basename, dirname } from 'node:path'
import { discard, discardBeside, removeFile, rename, replaceBy, syncFolderOf, writeBeside } from '../place/files.ts'
import { findFolder, pathBeside, pathIn, type PrivatePath } from '../place/folder.ts'
import { lookAt, unwritable } from '../place/inspect.ts'
import { proveMakeable } from '../place/make.ts'
import { readPrivateFile } from '../place/read.ts'
import type { Machine, Warn } from './machine.ts'
import { readStoreFile } from './read.ts'
import type { StoreRecord } from './read.ts'

/**
 * Replaces one store file (`NAME.json`), whole or not at all, durable when the promise resolves; a file that says the
 * same already is left alone. conf writes it, since it tries again while the system is too busy; what it can't write,
 * or writes torn, we write ourselves. Raises what reading it raises (a corrupt or unsafe file is never overwritten) or
 * store-unwritable {path, errno}.
 */
export async function writeStoreFile(
  path: PrivatePath, record: StoreRecord, machine: Machine, warn: Warn,
): Promise<void> {
  if (JSON.stringify(readStoreFile(path, machine, warn)) === JSON.stringify(record)) return
  const beside = pathBeside(path, `.tmp-${machine.randomId()}`)
  try {
    await writeByConf(beside, record, machine)
    rename(beside, path)
  } catch {
    discard(beside)
    // conf removes its temporary file later, when this process may have ended.
    discardBeside(beside, '.tmp-')
    writeByOurselves(path, record, machine)
  }
  syncFolderOf(path)
}

// A nearly full disk takes the beginning of a file without any error, and conf would put that torn file in place. So it
// writes beside the place.
async function writeByConf(beside: PrivatePath, record: StoreRecord, machine: Machine): Promise<void> {
  // conf would make it again, and open to others.
  if (lookAt(dirname(beside)) === undefined) throw new Error('the folder has gone')
  const store = await openStore(beside)
  machine.dropSnap()
  store.store = record
  JSON.parse(String(readPrivateFile(beside, machine, () => undefined)))
}

/** Writes every byte, or raises what the system says. On a full disk there is room again where conf's file was. */
function writeByOurselves(path: PrivatePath, record: StoreRecord, machine: Machine): void {
  const beside = writeTemporary(path, JSON.stringify(record, undefined, '\t'), machine)
  try {
    replaceBy(beside, path)
  } catch (error) {
    discard(beside)
    throw unwritable(path, error)
  }
}

/** As much as a session with three long tokens. */
const usualSize = 8192

/**
 * Proves, and leaves no trace of it, that there is room for a store file at this path. Raises store-unwritable {path,
 * errno}.
 */
export function proveWritable(path: PrivatePath, machine: Machine): void {
  discard(writeTemporary(path, ' '.repeat(usualSize), machine))
}

/**
 * Proves the same of a folder of ours, which may not be there yet. Raises store-unwritable, and what `findFolder`
 * raises.
 */
export function proveRoomIn(folder: string, machine: Machine): void {
  const found = findFolder(folder, machine, () => undefined)
  if (found) proveWritable(pathIn(found, 'room'), machine)
  else proveMakeable(folder, machine, () => machine.randomId())
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
  return new Conf<StoreRecord>({
    cwd: dirname(path),
    configName: basename(path),
    fileExtension: '',
    projectName: 'oauth-walk',
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: false,
    configFileMode: 0o600,
  })
}

/**
 * Removes one store file for good, readable or not; tells whether there was one. Raises store-unwritable {path, errno}.
 */
export function removeStoreFile(path: PrivatePath): boolean {
  try {
    if (!removeFile(path)) return false
  } catch (error) {
    throw unwritable(path, error)
  }
  syncFolderOf(path)
  return true
}
