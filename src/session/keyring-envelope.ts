import { randomBytes, randomUUID } from 'node:crypto'
import { Failure } from '../codes/failure.ts'
import { decrypt, encrypt } from './cipher.ts'
import type { Envelope, Sealed } from './envelope.ts'

/**
 * The keys of the OS keyring that are ours, by account. Every call raises keyring-unavailable {reason} within seconds,
 * whatever the keyring does.
 */
export interface Keyring {
  /** Proves that a key can be written and read back. */
  probe(): Promise<void>
  read(account: string): Promise<Uint8Array | undefined>
  write(account: string, key: Uint8Array): Promise<void>
  remove(account: string): Promise<void>
}

/**
 * Seals with a random key for each file, which lies in the keyring under a random name that the file tells: two homes
 * never share a key, a home can be moved, and a key dies with its file. Each key is asked for once in a process.
 */
export function createKeyringEnvelope(keyring: Keyring): Envelope {
  const known = new Map<string, Uint8Array>()
  const read = async (account: string) => {
    const key = known.get(account) ?? await keyring.read(account)
    if (key?.length === keyLength) known.set(account, key)
    return key?.length === keyLength ? key : undefined
  }
  const make = async (): Promise<[string, Uint8Array]> => {
    const [account, key] = [randomUUID(), randomBytes(keyLength)]
    await keyring.write(account, key)
    known.set(account, key)
    return [account, key]
  }
  return {
    seal: async (record, name, previous) => {
      const before = previous && accountOf(previous)
      const kept = before === undefined ? undefined : await read(before)
      const [account, key] = before !== undefined && kept !== undefined ? [before, kept] : await make()
      return { kind: 'keyring', key: account, ...encrypt(record, key, bound(name, account)) }
    },
    open: async (sealed, name) => {
      const account = accountOf(sealed)
      if (account === undefined) throw new Failure('store-sealed', { reason: 'does-not-open' })
      const key = await read(account)
      if (key === undefined) throw new Failure('store-sealed', { reason: 'key-missing' })
      const { iv, data, tag } = sealed
      return decrypt({ iv, data, tag }, key, bound(name, account))
    },
    prepare: async () => keyring.probe(),
    forget: async (sealed) => {
      const account = accountOf(sealed)
      if (account !== undefined) await keyring.remove(account)
    },
  }
}

const keyLength = 32
const bound = (name: string, account: string) => [name, 'v1', 'keyring', account]

/** The name of the key; the keyring is never asked for anything that doesn't look like one. */
function accountOf({ key }: Sealed): string | undefined {
  return typeof key === 'string' && /^[0-9a-f-]{36}$/.test(key) ? key : undefined
}
