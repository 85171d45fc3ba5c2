import { Failure } from '../../src/codes/failure.ts'
import type { Keyring } from '../../src/session/keyring-envelope.ts'

/** A keyring in memory that counts what it is asked, and fails when told to. */
export function makeKeyring() {
  const keys = new Map<string, Uint8Array>()
  const calls = { probe: 0, read: 0, write: 0, remove: 0 }
  const state = { isAvailable: true }
  const count = (call: keyof typeof calls) => {
    calls[call] += 1
    if (!state.isAvailable) throw new Failure('keyring-unavailable', { reason: 'no-answer', seconds: 3 })
  }
  const keyring: Keyring = {
    probe: async () => count('probe'),
    read: async (account) => {
      count('read')
      return keys.get(account)
    },
    write: async (account, key) => {
      count('write')
      keys.set(account, key)
    },
    remove: async (account) => {
      count('remove')
      keys.delete(account)
    },
  }
  return { keyring, keys, calls, state }
}
