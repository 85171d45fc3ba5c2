import type { AdapterPayload } from 'oidc-provider'
import { aliasOf, type Alias, type ModelRecords } from '../adapter.ts'
import { recordName, seal, unseal } from './sealing.ts'
import type { StoredRecord } from './state.ts'
import type { RecordStore } from './store.ts'

/** The records of one model in the store; ids are hashed, contents sealed. */
export function sealedRecords(model: string, store: RecordStore): ModelRecords {
  const nameOf = (id: string) => recordName(model, id)
  const nameOfAlias = ({ kind, id }: Alias) => recordName(`${model}-${kind}`, id)
  return {
    put: (id, payload, expiresAt) => {
      const expiry = expiresAt === undefined ? {} : { expires_at: expiresAt }
      const grant = payload.grantId === undefined ? {} : { grant: recordName('Grant', payload.grantId) }
      const alias = aliasOf(payload)
      store.remove(nameOf(id))
      if (alias) store.set(nameOfAlias(alias), { sealed: seal(alias.id, payload), ...expiry, alias: nameOf(id) })
      store.set(nameOf(id), {
        sealed: seal(id, payload), ...expiry, ...grant, ...alias && { alias: nameOfAlias(alias) },
      })
    },
    get: id => open(id, store.get(nameOf(id))),
    byAlias: alias => open(alias.id, store.get(nameOfAlias(alias))),
    consume: (id, at) => {
      const record = store.get(nameOf(id))
      if (record) store.set(nameOf(id), { ...record, consumed_at: at })
    },
    remove: id => store.remove(nameOf(id)),
    removeGrant: (grantId) => {
      const grant = recordName('Grant', grantId)
      store.removeWhere((name, record) => record.grant === grant && name.startsWith(`${model}:`))
    },
  }
}

function open(id: string, record: StoredRecord | undefined): AdapterPayload | undefined {
  const payload = record && unseal(id, record.sealed)
  return payload && { ...payload, ...record.consumed_at !== undefined && { consumed: record.consumed_at } }
}
