import { basename } from 'node:path'
import { pathsIn } from '../place/files.ts'
import { findFolder } from '../place/folder.ts'
import { keyFile, keyKind } from './key-record.ts'
import type { Machine } from './machine.ts'
import { readStoreFile } from './read.ts'

/** The names of all stored keys, sorted, for whoever waits while a word is typed. What can't be read is left out. */
export function listKeyNames(folder: string, machine: Machine): string[] {
  const silent = () => undefined
  return pathsIn(findFolder(folder, machine, silent), keyFile).flatMap((path) => {
    try {
      const name = readStoreFile(path, machine, silent)?.['name']
      return typeof name === 'string' && keyKind.fileName({ name }) === basename(path) ? [name] : []
    } catch {
      return []
    }
  }).sort()
}
