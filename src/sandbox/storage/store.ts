import { replaceState } from './file.ts'
import type { StateFolder } from './folder.ts'
import type { SandboxState, StoredRecord } from './state.ts'

// Enough for hundreds of sign-ins; beyond that the oldest are forgotten, so that the file stays small for ever.
const mostRecords = 2000

/** The records of one hosted sandbox: in memory while it runs, in the file before any answer leaves (`save`). */
export class RecordStore {
  readonly #folder: StateFolder
  readonly #state: SandboxState
  readonly #records: Map<string, StoredRecord>
  #changed = false
  #closed = false

  constructor(folder: StateFolder, state: SandboxState) {
    this.#folder = folder
    this.#state = state
    this.#records = new Map(Object.entries(state.records))
  }

  /** The record of this name, expired or not. */
  get(name: string): StoredRecord | undefined {
    return this.#records.get(name)
  }

  /** Adds or replaces a record. */
  set(name: string, record: StoredRecord): void {
    this.#records.set(name, record)
    this.#changed = true
  }

  /** Removes a record, and its alias unless that belongs to a younger record by now. */
  remove(name: string): void {
    const alias = this.#records.get(name)?.alias
    if (alias !== undefined && this.#records.get(alias)?.alias === name) this.#records.delete(alias)
    if (this.#records.delete(name)) this.#changed = true
  }

  /** Removes every record that `matches`. */
  removeWhere(matches: (name: string, record: StoredRecord) => boolean): void {
    for (const [name, record] of this.#records) {
      if (matches(name, record)) this.remove(name)
    }
  }

  /** Writes the file if anything changed since the last time, without what has expired. Synchronous on purpose. */
  save(): void {
    if (!this.#changed || this.#closed) return
    this.#forget()
    replaceState(this.#folder, { ...this.#state, records: Object.fromEntries(this.#records) })
    this.#changed = false
  }

  #forget(): void {
    const now = Date.now()
    this.removeWhere((_name, record) => record.expires_at !== undefined && record.expires_at <= now)
    for (const name of [...this.#records.keys()].slice(0, -mostRecords)) this.remove(name)
  }

  /** Saves for the last time: from here on the file may be the next host's. */
  close(): void {
    this.save()
    this.#closed = true
  }
}
