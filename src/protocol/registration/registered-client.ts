import type { JsonObject } from '../answer/json.ts'

/** The members of a registration's request that the provider may narrow. */
export interface AskedOfProvider {
  scope?: string
  grant_types?: string[]
}

/** A client that registered itself, as the provider answered: with its secrets. It is good at this issuer alone. */
export interface RegisteredClient {
  issuer: string
  client_id: string
  /** ISO 8601, UTC. */
  created_at: string
  registration: JsonObject
  /** The registration endpoint that took it; nothing in older records, where the issuer counts. */
  registered_at?: string | undefined
  /** What the provider was asked for when the registration was last made or changed; nothing in older records. */
  asked?: AskedOfProvider | undefined
}
