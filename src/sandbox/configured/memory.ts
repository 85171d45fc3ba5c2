import type { AdapterPayload } from 'oidc-provider'
import { aliasOf, type Alias, type ModelRecords } from '../adapter.ts'

/** A record of one of oidc-provider's models (`AccessToken`, `Session`, …). */
export interface MemoryRecord { model: string, id: string, payload: AdapterPayload, expiresAt: number }

// About two thousand logins. Beyond that the oldest are forgotten, so that a sandbox that serves for days does not
// grow.
const mostRecords = 10_000

/** All that a sandbox without a folder knows of its logins. */
export class Memory {
  readonly #records = new Map<string, MemoryRecord>()
  /** By a session's `uid` or a device's `user_code`. */
  readonly #aliases = new Map<string, string>()
  /** The records of a grant, so that it is revoked without looking at all others. */
  readonly #grants = new Map<string, Set<string>>()

  get size(): number {
    return this.#records.size
  }

  set(record: MemoryRecord): void {
    const name = nameOf(record.model, record.id)
    this.remove(name)
    this.#records.set(name, record)
    const alias = aliasOf(record.payload)
    if (alias) this.#aliases.set(nameOfAlias(record.model, alias), name)
    const { grantId } = record.payload
    if (grantId !== undefined) this.#ofGrant(grantId).add(name)
    if (this.#records.size > mostRecords) this.#forgetOldest()
  }

  get(model: string, id: string): MemoryRecord | undefined {
    return this.#living(nameOf(model, id))
  }

  byAlias(model: string, alias: Alias): MemoryRecord | undefined {
    return this.#living(this.#aliases.get(nameOfAlias(model, alias)) ?? '')
  }

  /** Every record that is alive. */
  * all(): Generator<MemoryRecord> {
    for (const name of [...this.#records.keys()]) {
      const record = this.#living(name)
      if (record) yield record
    }
  }

  delete({ model, id }: Pick<MemoryRecord, 'model' | 'id'>): void {
    this.remove(nameOf(model, id))
  }

  remove(name: string): void {
    const record = this.#records.get(name)
    if (!record) return
    this.#records.delete(name)
    const alias = aliasOf(record.payload)
    const nameOfIt = alias && nameOfAlias(record.model, alias)
    if (nameOfIt !== undefined && this.#aliases.get(nameOfIt) === name) this.#aliases.delete(nameOfIt)
    const { grantId } = record.payload
    if (grantId === undefined) return
    const members = this.#ofGrant(grantId)
    members.delete(name)
    if (members.size === 0) this.#grants.delete(grantId)
  }

  removeGrant(model: string, grantId: string): void {
    for (const name of [...this.#grants.get(grantId) ?? []]) if (this.#records.get(name)?.model === model)
      this.remove(name)
  }

  #ofGrant(grantId: string): Set<string> {
    const known = this.#grants.get(grantId) ?? new Set()
    this.#grants.set(grantId, known)
    return known
  }

  #living(name: string): MemoryRecord | undefined {
    const record = this.#records.get(name)
    if (record === undefined || record.expiresAt > Date.now()) return record
    this.remove(name)
    return undefined
  }

  #forgetOldest(): void {
    for (const name of this.#records.keys()) {
      this.remove(name)
      return
    }
  }
}

function nameOf(model: string, id: string): string {
  return `${model}:${id}`
}

function nameOfAlias(model: string, { kind, id }: Alias): string {
  return nameOf(`${model}-${kind}`, id)
}

/** The records of one model in the memory. */
export function recordsIn(memory: Memory, model: string): ModelRecords {
  return {
    put: (id, payload, expiresAt = Infinity) => memory.set({ model, id, payload, expiresAt }),
    get: id => memory.get(model, id)?.payload,
    byAlias: alias => memory.byAlias(model, alias)?.payload,
    consume: (id, at) => {
      const record = memory.get(model, id)
      if (record) record.payload = { ...record.payload, consumed: at }
    },
    remove: id => memory.delete({ model, id }),
    removeGrant: grantId => memory.removeGrant(model, grantId),
  }
}
