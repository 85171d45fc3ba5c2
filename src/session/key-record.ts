import { Failure } from '../codes/failure.ts'
import { hashedName } from './hashed-name.ts'
import { isRecord } from './read.ts'
import type { StoreRecord } from './read.ts'
import type { RecordKind } from './record-kind.ts'

/** How the user calls a client's keys. */
export interface KeyName {
  name: string
}

/** One key pair: its private JWK (RFC 7517) has the public key in it. */
export interface StoredKey {
  kid: string
  alg: string
  /** ISO 8601, UTC. */
  created_at: string
  jwk: Record<string, unknown>
}

/** The key pairs of a name. The first is the newest and signs; the provider may still know the others. */
export interface StoredKeys extends KeyName {
  v: 1
  keys: StoredKey[]
}

/** What the file of a name's keys is called, by the hash of the name. */
export const keyFile = /^k-[0-9a-f]{32}\.json$/

const allowedName = /^[A-Za-z0-9_-]{1,64}$/

/** Gives the name back if it is allowed ([A-Za-z0-9_-]{1,64}), otherwise raises key-name-invalid {name}. */
export function checkKeyName(name: string): string {
  if (!allowedName.test(name)) throw new Failure('key-name-invalid', { name })
  return name
}

/** Keys, each name's in its file. */
export const keyKind: RecordKind<KeyName, StoredKeys> = {
  header: ['name'], fileName: keyFileName, parse: parseKeys, named: ({ name }) => ({ key: name }),
}

// A hash, because names that differ only in case are one file on macOS and Windows.
function keyFileName({ name }: KeyName): string {
  return hashedName('k', checkKeyName(name))
}

function parseKeys(path: string, record: StoreRecord): StoredKeys {
  const { v, name, keys } = record
  if (v !== 1) throw new Failure('store-corrupt', { path, field: 'v' })
  if (typeof name !== 'string' || !allowedName.test(name)) throw new Failure('store-corrupt', { path, field: 'name' })
  if (!Array.isArray(keys) || keys.length === 0 || !keys.every(isStoredKey))
    throw new Failure('store-corrupt', { path, field: 'keys' })
  return { v, name, keys }
}

function isStoredKey(value: unknown): value is StoredKey {
  return isRecord(value)
    && ['kid', 'alg', 'created_at'].every(field => typeof value[field] === 'string')
    && isRecord(value['jwk'])
}
