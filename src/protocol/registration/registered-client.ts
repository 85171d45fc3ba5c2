import type { JsonObject } from '../answer/json.ts'

/** A client that registered itself, as the provider answered: with its secrets. It is good at this issuer alone. */
export interface RegisteredClient {
  issuer: string
  client_id: string
  /** ISO 8601, UTC. */
  created_at: string
  registration: JsonObject
}
