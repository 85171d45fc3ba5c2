import type { Adapter, AdapterPayload } from 'oidc-provider'
import { recordName, seal, unseal } from './sealing.ts'
import type { StoredRecord } from './state.ts'
import type { RecordStore } from './store.ts'

/** oidc-provider's door to the store, one for each of its models (`AccessToken`, `Session`, …); ids are hashed, contents sealed. */
export class SealedAdapter implements Adapter {
  readonly #model: string
  readonly #store: RecordStore

  constructor(model: string, store: RecordStore) {
    this.#model = model
    this.#store = store
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const expiry = expiresIn === undefined ? {} : { expires_at: Date.now() + expiresIn * 1000 }
    const grant = payload.grantId === undefined ? {} : { grant: recordName('Grant', payload.grantId) }
    const alias = this.#aliasOf(payload)
    this.#store.remove(this.#nameOf(id))
    if (alias) this.#store.set(alias.name, { sealed: seal(alias.id, payload), ...expiry, alias: this.#nameOf(id) })
    this.#store.set(this.#nameOf(id), { sealed: seal(id, payload), ...expiry, ...grant, ...alias && { alias: alias.name } })
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return open(id, this.#store.get(this.#nameOf(id)))
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return open(uid, this.#store.get(this.#aliasName('uid', uid)))
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return open(userCode, this.#store.get(this.#aliasName('user-code', userCode)))
  }

  async consume(id: string): Promise<void> {
    const record = this.#store.get(this.#nameOf(id))
    if (record) this.#store.set(this.#nameOf(id), { ...record, consumed_at: Math.floor(Date.now() / 1000) })
  }

  async destroy(id: string): Promise<void> {
    this.#store.remove(this.#nameOf(id))
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    const grant = recordName('Grant', grantId)
    this.#store.removeWhere((name, record) => record.grant === grant && name.startsWith(`${this.#model}:`))
  }

  #nameOf(id: string): string {
    return recordName(this.#model, id)
  }

  #aliasName(kind: 'uid' | 'user-code', id: string): string {
    return recordName(`${this.#model}-${kind}`, id)
  }

  #aliasOf(payload: AdapterPayload): { id: string, name: string } | undefined {
    if (payload.userCode !== undefined) return { id: payload.userCode, name: this.#aliasName('user-code', payload.userCode) }
    if (payload.uid !== undefined) return { id: payload.uid, name: this.#aliasName('uid', payload.uid) }
    return undefined
  }
}

function open(id: string, record: StoredRecord | undefined): AdapterPayload | undefined {
  const payload = record && unseal(id, record.sealed)
  return payload && { ...payload, ...record.consumed_at !== undefined && { consumed: record.consumed_at } }
}
