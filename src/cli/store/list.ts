import { isShared, placeOf, type StoreKind } from '../../addresses/store-address.ts'
import { Failure } from '../../codes/failure.ts'
import type { ListedSession } from '../../session/session-store.ts'
import type { Run } from '../run.ts'
import { formatTable } from '../terminal/table.ts'
import { storeOfCommand } from './asked.ts'

/** One store that a list is made of. */
interface Listed {
  kind: StoreKind | undefined
  place: string
  sessions: ListedSession[]
  /** Why it could not be read. */
  failed?: string
}

/**
 * `oauth-walk store list`: whose sessions are stored: in the store of `--store`, otherwise in all that this machine
 * knows of. None is opened, so nobody is asked for a passphrase, and no user is named.
 */
export async function list(run: Run): Promise<void> {
  const { context, catalogue } = run
  const listed: Listed[] = []
  for (const kind of storesOf(run)) listed.push(await listOne(run, kind))
  const sessions = listed.flatMap(({ kind, place, sessions }) => sessions.map((
    { profile, issuer, client_id, store, savedAt },
  ) => ({
    profile, issuer, client_id, store, ...isShared(kind) ? { place } : {},
    saved_at: savedAt === undefined ? null : new Date(savedAt).toISOString(),
  })))
  context.signal.throwIfAborted()
  const unread = listed.flatMap(({ place, failed }) => failed === undefined ? [] : [{ place, code: failed }])
  for (const { place, code } of unread) run.tell(`! ${catalogue.store.notListed(place, code)}`)
  if (sessions.length === 0)
    run.tell(catalogue.store.noneIn(listed.filter(({ failed }) => failed === undefined).map(({ place }) => place)))
  const rows = sessions.map(({ profile, issuer, client_id, store, place, saved_at }) => [
    profile, issuer, client_id, place ?? store, saved_at ?? '',
  ])
  run.result({ ok: true, sessions, ...unread.length === 0 ? {} : { unread } }, formatTable(rows, run.context))
}

/**
 * The store that was named; otherwise the folder of this machine, and every database that the variable or a profile
 * names.
 */
function storesOf(run: Run): (StoreKind | undefined)[] {
  const asked = storeOfCommand(run)
  if (run.options['store'] !== undefined || asked === 'none') return [asked]
  const named = [asked, ...run.profiles.list().map(({ settings }) => settings['store'])].filter(kind => isShared(kind))
  return [undefined, ...new Map(named.map(kind => [placeOf(kind), kind])).values()]
}

/**
 * One database that is away does not hide what is in the others. Where it was asked for, that it is away is the answer.
 */
async function listOne(run: Run, kind: StoreKind | undefined): Promise<Listed> {
  const store = run.openSessions(kind)
  const found = { kind, place: store.place }
  try {
    return { ...found, sessions: await store.list() }
  } catch (error) {
    run.context.signal.throwIfAborted()
    if (!(error instanceof Failure) || kind === storeOfCommand(run)) throw error
    return { ...found, sessions: [], failed: error.code }
  }
}
