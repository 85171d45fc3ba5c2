import type { Run } from '../run.ts'
import { formatTable } from '../terminal/table.ts'
import { storeOfCommand } from './asked.ts'

/** `oauth-walk store list`: whose sessions are in a store. None is opened, so nobody is asked for a passphrase, and no user is named. */
export async function list(run: Run): Promise<void> {
  const { context, catalogue } = run
  const listed = await run.openSessions(storeOfCommand(run)).list()
  const sessions = listed.map(({ profile, issuer, client_id, store, savedAt }) => ({
    profile, issuer, client_id, store, saved_at: savedAt === undefined ? null : new Date(savedAt).toISOString(),
  }))
  context.signal.throwIfAborted()
  if (sessions.length === 0) run.tell(catalogue.store.none)
  run.result({ ok: true, sessions }, formatTable(sessions.map(({ profile, issuer, client_id, store, saved_at }) => [profile, issuer, client_id, store, saved_at ?? ''])))
}
