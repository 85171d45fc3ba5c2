import type { KeptAs } from '../../session/envelope.ts'
import { createClientStore, type ClientStore } from '../../session/client-store.ts'
import type { StoredClient } from '../../session/client-record.ts'
import type { Secrets } from '../../secrets/secrets.ts'
import type { Run } from '../run.ts'

/** The clients that registered themselves; one that is written is kept in this way, undefined leaves it as it is. */
export function openClients({ folder, context, warn, envelopes }: Run, keptAs?: KeptAs): ClientStore {
  return createClientStore(folder, context.machine, warn, { keptAs, envelopes })
}

/** The client of an issuer, with its secrets known to whoever hides them. */
export async function readStoredClient(run: Run, issuer: string): Promise<StoredClient | undefined> {
  const client = await openClients(run).read(issuer)
  if (client !== undefined) rememberClient(run.context.secrets, client)
  return client
}

/** Hides what is secret in a registration wherever it is repeated. */
export function rememberClient(secrets: Secrets, { registration }: StoredClient): void {
  for (const name of ['client_secret', 'registration_access_token']) {
    const value = registration[name]
    if (typeof value === 'string') secrets.remember(name, value)
  }
}
