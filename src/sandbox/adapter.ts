import type { Adapter, AdapterPayload } from 'oidc-provider'

/** What a record is found by besides its id: a session by its `uid`, a device by its `user_code`. */
export interface Alias { kind: 'uid' | 'user-code', id: string }

/** The records of one of oidc-provider's models (`AccessToken`, `Session`, …), wherever they are kept. */
export interface ModelRecords {
  /**
   * Adds a record, or puts it in place of the one with this id; `expiresAt` in milliseconds since 1970, undefined for
   * never.
   */
  put: (id: string, payload: AdapterPayload, expiresAt: number | undefined) => void
  get: (id: string) => AdapterPayload | undefined
  byAlias: (alias: Alias) => AdapterPayload | undefined
  /** Marks a record as used up, in seconds since 1970; one that is not there stays so. */
  consume: (id: string, at: number) => void
  remove: (id: string) => void
  /** Removes all that belong to this grant. */
  removeGrant: (grantId: string) => void
}

/** oidc-provider's door to the records of one model. */
export function adapterOf(records: ModelRecords): Adapter {
  return {
    upsert: async (id, payload, expiresIn?: number) =>
      records.put(id, payload, expiresIn === undefined ? undefined : Date.now() + expiresIn * 1000),
    find: async id => records.get(id),
    findByUid: async id => records.byAlias({ kind: 'uid', id }),
    findByUserCode: async id => records.byAlias({ kind: 'user-code', id }),
    consume: async id => records.consume(id, Math.floor(Date.now() / 1000)),
    destroy: async id => records.remove(id),
    revokeByGrantId: async grantId => records.removeGrant(grantId),
  }
}

/** What a payload is to be found by besides its id. */
export function aliasOf({ uid, userCode }: AdapterPayload): Alias | undefined {
  if (userCode !== undefined) return { kind: 'user-code', id: userCode }
  return uid === undefined ? undefined : { kind: 'uid', id: uid }
}
