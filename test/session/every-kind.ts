import { onTestFinished } from 'vitest'
import { createMemorySessions } from '../../src/session/memory-sessions.ts'
import { createPostgresSessions } from '../../src/session/postgres/sessions.ts'
import type { StoreWarning } from '../../src/session/machine.ts'
import type { SessionStore } from '../../src/session/session-store.ts'
import { parseStoreAddress } from '../../src/addresses/store-address.ts'
import { freshDatabase, whyNoPostgres } from '../support/postgres.ts'
import { makeMachine } from './real-machine.ts'
import { makeProcess } from './sealed.ts'

/** A world with one place for sessions, and the way in which each process of it opens them. */
export interface World {
  open: () => SessionStore
  warnings: StoreWarning[]
  /** Of what another process with another passphrase or none sees. */
  folder: string
  url?: `postgres://${string}`
}

type Make = () => Promise<World>

const inFiles = (kind: 'file' | 'keyring' | 'passphrase'): Make => async () => {
  const { open, folder, warnings } = makeProcess()
  return { open: () => open(kind), folder, warnings }
}

async function inMemory(): Promise<World> {
  const sessions = createMemorySessions()
  const { folder, warnings } = makeProcess()
  return { open: () => sessions, folder, warnings }
}

/** A machine with a folder of its own that shares a database with others. */
export async function inPostgres(
  { url, passphrase = 'hunter2' }: { url?: `postgres://${string}`, passphrase?: string } = {},
): Promise<World> {
  const found = url ?? (await freshDatabase()).url
  const { folder, envelopes, warnings } = makeProcess({ passphrase })
  const open = () => {
    const store = createPostgresSessions({
      access: { address: parseStoreAddress(found), password: async () => undefined, rootCertificate: () => undefined },
      folder, machine: makeMachine(), warn: warning => warnings.push(warning), envelopes,
    })
    onTestFinished(store.close)
    return store
  }
  return { open, folder, warnings, url: found }
}

/** Every kind of store there is, by its name; a database only where a server is. */
export const kinds: [name: string, make: Make, skip: string | undefined][] = [
  ['file', inFiles('file'), undefined], ['keyring', inFiles('keyring'), undefined],
  ['passphrase', inFiles('passphrase'), undefined],
  ['none', inMemory, undefined], ['postgres', inPostgres, whyNoPostgres],
]
