import type { Adapter, AdapterPayload } from 'oidc-provider'

/** A record of one of oidc-provider's models (`AccessToken`, `Session`, …). */
export interface MemoryRecord { model: string, id: string, payload: AdapterPayload, expiresAt: number }

// About two thousand logins. Beyond that the oldest are forgotten, so that a sandbox that serves for days does not grow.
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
    for (const alias of aliasesOf(record)) this.#aliases.set(alias, name)
    const { grantId } = record.payload
    if (grantId !== undefined) this.#ofGrant(grantId).add(name)
    if (this.#records.size > mostRecords) this.#forgetOldest()
  }

  get(model: string, id: string): MemoryRecord | undefined {
    return this.#living(nameOf(model, id))
  }

  byAlias(model: string, alias: string): MemoryRecord | undefined {
    return this.#living(this.#aliases.get(nameOf(model, alias)) ?? '')
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
    for (const alias of aliasesOf(record)) if (this.#aliases.get(alias) === name) this.#aliases.delete(alias)
    const { grantId } = record.payload
    if (grantId === undefined) return
    const members = this.#ofGrant(grantId)
    members.delete(name)
    if (members.size === 0) this.#grants.delete(grantId)
  }

  removeGrant(model: string, grantId: string): void {
    for (const name of [...this.#grants.get(grantId) ?? []]) if (this.#records.get(name)?.model === model) this.remove(name)
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

function aliasesOf({ model, payload: { uid, userCode } }: MemoryRecord): string[] {
  return [uid, userCode].flatMap(alias => alias === undefined ? [] : [nameOf(model, alias)])
}

/** oidc-provider's door to the memory, one for each of its models. */
export class MemoryAdapter implements Adapter {
  readonly #model: string
  readonly #memory: Memory

  constructor(model: string, memory: Memory) {
    this.#model = model
    this.#memory = memory
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    this.#memory.set({ model: this.#model, id, payload, expiresAt: expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1000 })
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.#memory.get(this.#model, id)?.payload
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#memory.byAlias(this.#model, uid)?.payload
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#memory.byAlias(this.#model, userCode)?.payload
  }

  async consume(id: string): Promise<void> {
    const record = this.#memory.get(this.#model, id)
    if (record) record.payload = { ...record.payload, consumed: Math.floor(Date.now() / 1000) }
  }

  async destroy(id: string): Promise<void> {
    this.#memory.delete({ model: this.#model, id })
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    this.#memory.removeGrant(this.#model, grantId)
  }
}
