import type { StateFolder } from './folder.ts'
import { isRecord, type StoredRecord } from './state.ts'

// What has changed since the state was written, a line for each record: whoever answers many logins would otherwise
// write all records each time.
const fileName = 'sandbox.journal'

/** A record as it is now; null where it is gone. */
export type Change = [name: string, record: StoredRecord | null]

/** Adds changes to the journal of `folder`, in one write, and tells how many characters that were. */
export function appendToJournal(folder: StateFolder, changes: readonly Change[]): number {
  const text = changes.map(change => `${JSON.stringify(change)}\n`).join('')
  folder.append(fileName, text)
  return text.length
}

/** The changes in the journal of `folder`, the oldest first; a line that a killed process left unfinished ends them. */
export function readJournal(folder: StateFolder): Change[] {
  const changes: Change[] = []
  for (const line of (folder.read(fileName) ?? '').split('\n')) {
    const change = parse(line)
    if (!change) break
    changes.push(change)
  }
  return changes
}

/** Removes the journal, once the state holds what it says. */
export function dropJournal(folder: StateFolder): void {
  if (folder.read(fileName) !== undefined) folder.remove(fileName)
}

function parse(line: string): Change | undefined {
  try {
    const [name, record] = JSON.parse(line) as unknown[]
    return typeof name === 'string' && (record === null || isRecord(record))
      ? [name, record as StoredRecord | null]
      : undefined
  } catch {
    return undefined
  }
}
