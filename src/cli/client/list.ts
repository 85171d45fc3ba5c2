import { secretExpiresAt } from '../../protocol/registration/judge.ts'
import type { StoredClient } from '../../session/client-record.ts'
import type { Run } from '../run.ts'
import { formatTable } from '../terminal/table.ts'
import { openClients } from './stored.ts'

/**
 * `oauth-walk client list`: the registered clients. Nobody is asked for a passphrase, so of those that are sealed only
 * the issuer is told.
 */
export async function list(run: Run): Promise<void> {
  const { client: words } = run.catalogue
  const listed = openClients(run).list()
  const clients = listed.map(({ issuer, keptAs, client }) => ({
    issuer, store: keptAs, client_id: client?.client_id ?? null, created_at: client?.created_at ?? null,
    secret_expires_at: client ? expiryOf(client) ?? null : null,
  }))
  if (clients.length === 0) run.tell(words.none)
  run.result(
    { ok: true, clients },
    formatTable(clients.map(({ issuer, store, client_id, created_at, secret_expires_at: expires }) => {
      return client_id === null
        ? [issuer, words.sealed(store), '', '']
        : [issuer, client_id, created_at ?? '', expires ?? words.never]
    }), run.context),
  )
}

/** When the client's secret expires; nothing where it never does, or there is none, or no date is as late as that. */
export function expiryOf({ registration }: StoredClient): string | undefined {
  const at = secretExpiresAt(registration)
  return at !== undefined && at < 8.64e12 ? new Date(at * 1000).toISOString() : undefined
}
