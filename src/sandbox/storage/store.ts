import { replaceState } from './file.ts'
import type { StateFolder } from './folder.ts'
import { appendToJournal, dropJournal, readJournal, type Change } from './journal.ts'
import type { SandboxState, StoredRecord } from './state.ts'

// Enough for hundreds of sign-ins; beyond that the oldest are forgotten, so that the file stays small for ever.
const mostRecords = 2000
/** As long as a state with that many records: each of them is then written twice at most. */
const longestJournal = 1024 * 1024
/** What has expired stays on the disk no longer than this, if anybody asks. */
const tidyMilliseconds = 2000

/**
 * The records of one hosted sandbox: in memory while it runs, in the folder before any answer leaves (`save`). What an
 * answer changed goes to a journal; the state with all records is written when that has grown, and at the end.
 */
export class RecordStore {
  readonly #folder: StateFolder
  readonly #state: SandboxState
  readonly #records: Map<string, StoredRecord>
  readonly #changed = new Set<string>()
  #journalLength = 0
  #tidiedAt = 0
  #closed = false

  constructor(folder: StateFolder, state: SandboxState) {
    this.#folder = folder
    this.#state = state
    this.#records = new Map(Object.entries(state.records))
    // The last host was killed: what it said last is there alone.
    for (const [name, record] of readJournal(folder)) {
      this.#records.delete(name)
      if (record) this.#records.set(name, record)
      this.#changed.add(name)
    }
    if (this.#changed.size > 0) this.#journalLength = longestJournal
  }

  /** The record of this name, expired or not. */
  get(name: string): StoredRecord | undefined {
    return this.#records.get(name)
  }

  /** Adds or replaces a record. */
  set(name: string, record: StoredRecord): void {
    this.#records.set(name, record)
    this.#changed.add(name)
  }

  /** Removes a record, and its alias unless that belongs to a younger record by now. */
  remove(name: string): void {
    const alias = this.#records.get(name)?.alias
    if (alias !== undefined && this.#records.get(alias)?.alias === name) this.#delete(alias)
    this.#delete(name)
  }

  /** Removes every record that `matches`. */
  removeWhere(matches: (name: string, record: StoredRecord) => boolean): void {
    for (const [name, record] of this.#records) {
      if (matches(name, record)) this.remove(name)
    }
  }

  /** Writes what changed since the last time. Synchronous on purpose. */
  save(): void {
    if (this.#changed.size === 0 || this.#closed) return
    if (this.#journalLength >= longestJournal || this.#isUntidy(Date.now())) this.#writeAll()
    else this.#writeChanges([...this.#changed].map((name): Change => [name, this.#records.get(name) ?? null]))
    this.#changed.clear()
  }

  #writeChanges(changes: Change[]): void {
    const before = this.#journalLength
    // A line that is not whole would end the journal for whoever reads it: if this fails, all is written the next time.
    this.#journalLength = longestJournal
    this.#journalLength = before + appendToJournal(this.#folder, changes)
  }

  /**
   * Writes the state with all records but those that have expired, and has the journal begin again: whoever reads both
   * finds the same.
   */
  #writeAll(): void {
    this.#forget()
    replaceState(this.#folder, { ...this.#state, records: Object.fromEntries(this.#records) })
    dropJournal(this.#folder)
    this.#journalLength = 0
    this.#tidiedAt = Date.now()
  }

  #isUntidy(now: number): boolean {
    if (now - this.#tidiedAt < tidyMilliseconds) return false
    return [...this.#records.values()].some(record => isOver(record, now))
  }

  #delete(name: string): void {
    if (this.#records.delete(name)) this.#changed.add(name)
  }

  #forget(): void {
    const now = Date.now()
    this.removeWhere((_name, record) => isOver(record, now))
    for (const name of [...this.#records.keys()].slice(0, -mostRecords)) this.remove(name)
  }

  /** Puts all in one file while requests may still come, so that `close` takes no time in which one would be lost. */
  gather(): void {
    if (this.#closed || (this.#changed.size === 0 && this.#journalLength === 0)) return
    this.#writeAll()
    this.#changed.clear()
  }

  /** Saves for the last time, all in one file: from here on it may be the next host's. */
  close(): void {
    this.gather()
    this.#closed = true
  }
}

function isOver({ expires_at: end }: StoredRecord, now: number): boolean {
  return end !== undefined && end <= now
}
