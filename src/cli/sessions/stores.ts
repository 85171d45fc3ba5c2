import type { Resolved } from '../../providers/resolved.ts'
import type { Envelopes } from '../../session/envelope.ts'
import type { Warn } from '../../session/machine.ts'
import { createMemorySessions } from '../../session/memory-sessions.ts'
import { createSessionStore, type SessionStore } from '../../session/sessions.ts'
import { isShared, parseStoreAddress, type SharedStore, type StoreKind } from '../../addresses/store-address.ts'
import type { Catalogue } from '../../messages/catalogue.ts'
import type { Options } from '../command-line/options.ts'
import type { Context } from '../context.ts'

/**
 * How flag, environment or profile want the session kept; undefined where none of them says: as it is already,
 * otherwise as a plain file.
 */
export function storeAsked({ store }: Resolved): StoreKind | undefined {
  return store?.value as StoreKind | undefined
}

/** What opening stores needs. */
export interface StoreNeeds {
  context: Context
  catalogue: Catalogue
  envelopes: Envelopes
  folder: () => string
  warn: Warn
}

/**
 * Opens the sessions of each kind of store, for a command that keeps them so; one database is connected to once in a
 * command.
 */
export function createStores(needs: StoreNeeds): (kind: StoreKind | undefined) => SessionStore {
  const shared = new Map<SharedStore, SessionStore>()
  return (kind) => {
    if (kind === 'none') return createMemorySessions()
    if (!isShared(kind))
      return createSessionStore(needs.folder(), needs.context.machine, needs.warn, {
        keptAs: kind, envelopes: needs.envelopes,
      })
    const known = shared.get(kind) ?? openShared(kind, needs)
    shared.set(kind, known)
    return known
  }
}

/** A database's sessions, of which nothing is loaded before it is asked. */
function openShared(store: SharedStore, needs: StoreNeeds): SessionStore {
  const address = parseStoreAddress(store)
  let opened: Promise<SessionStore> | undefined
  const open = async () =>
    opened ??= import('./shared-store.ts').then(({ openSharedStore }) => openSharedStore(address, needs))
  return {
    place: address.text, isShared: true,
    read: async key => (await open()).read(key),
    probe: async signal => (await open()).probe(signal),
    prepare: async key => (await open()).prepare(key),
    write: async (session, options) => (await open()).write(session, options),
    remove: async (key, options) => (await open()).remove(key, options),
    exclusively: async (key, options, section) => (await open()).exclusively(key, options, section),
    keysOf: async profile => (await open()).keysOf(profile),
    list: async () => (await open()).list(),
    profileOf: async (name, wanted) => (await open()).profileOf(name, wanted),
  }
}

/** What asking for a key needs. */
interface Asking {
  context: Context
  catalogue: Catalogue
  options: Options
}

/** The envelopes of one command: each is made when the first session needs it, and knows its keys to the end. */
export function createEnvelopes(run: Asking): Envelopes {
  const made: Partial<Record<string, ReturnType<Envelopes>>> = {}
  return async kind => made[kind] ??= kind === 'keyring' ? makeKeyringEnvelope(run) : makePassphraseEnvelope(run)
}

async function makeKeyringEnvelope({ context }: Pick<Asking, 'context'>) {
  const [{ createKeyringEnvelope }, { createKeyring }] = await Promise.all([
    import('../../session/keyring-envelope.ts'), import('../machine/keyring.ts'),
  ])
  return createKeyringEnvelope(createKeyring(context))
}

async function makePassphraseEnvelope(run: Asking) {
  const [{ createPassphraseEnvelope }, { createPassphraseSource }] = await Promise.all([
    import('../../session/passphrase-envelope.ts'), import('./passphrase.ts'),
  ])
  return createPassphraseEnvelope(createPassphraseSource(run))
}
