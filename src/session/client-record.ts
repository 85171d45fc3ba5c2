import { Failure } from '../codes/failure.ts'
import { hashedName } from './hashed-name.ts'
import { isRecord } from './read.ts'
import type { StoreRecord } from './read.ts'
import type { RecordKind } from './record-kind.ts'

/** A client is registered at one issuer, and used at no other. */
export interface ClientIssuer {
  issuer: string
}

/** A client that registered itself, as its provider answered: with its secrets. */
export interface StoredClient extends ClientIssuer {
  v: 1
  client_id: string
  /** ISO 8601, UTC. */
  created_at: string
  registration: Record<string, unknown>
  /** The registration endpoint that took it; nothing in older records. */
  registered_at?: string | undefined
  /** What the provider was asked for; nothing in older records. */
  asked?: { scope?: string, grant_types?: string[] } | undefined
}

/** What the file of a client is called, by the hash of its issuer. */
export const clientFile = /^c-[0-9a-f]{32}\.json$/

/** Registered clients, each issuer's in its file. */
export const clientKind: RecordKind<ClientIssuer, StoredClient> = {
  header: ['issuer'], fileName: clientFileName, parse: parseClient, named: ({ issuer }) => ({ issuer }),
}

// A hash, so that nothing in the folder's listing tells where its user has accounts.
function clientFileName({ issuer }: ClientIssuer): string {
  return hashedName('c', issuer)
}

function parseClient(path: string, record: StoreRecord): StoredClient {
  const { v, issuer, client_id, created_at, registration, registered_at, asked } = record
  const wrong = Object.entries({
    v: v === 1, issuer: typeof issuer === 'string', client_id: typeof client_id === 'string' && client_id !== '',
    created_at: typeof created_at === 'string',
    registered_at: registered_at === undefined || typeof registered_at === 'string',
    registration: isRecord(registration), asked: asked === undefined || isAsked(asked),
  }).find(([, isRight]) => !isRight)
  if (wrong) throw new Failure('store-corrupt', { path, field: wrong[0] })
  return {
    v: 1, issuer, client_id, created_at, registration, ...registered_at === undefined ? {} : { registered_at },
    ...asked === undefined ? {} : { asked },
  } as StoredClient
}

function isAsked(asked: unknown): boolean {
  if (!isRecord(asked)) return false
  const { scope, grant_types: grants } = asked
  return (scope === undefined || typeof scope === 'string') && (grants === undefined || Array.isArray(grants))
}
