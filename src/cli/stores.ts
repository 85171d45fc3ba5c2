import type { Resolved } from '../providers/resolve.ts'
import type { Envelopes, KeptAs } from '../session/envelope.ts'
import type { Machine, Warn } from '../session/machine.ts'
import { createSessionStore, type SessionStore } from '../session/sessions.ts'
import { createMemorySessions } from '../session/memory-sessions.ts'
import type { Run } from './run.ts'

/** What `--store` may say. */
export type StoreKind = KeptAs | 'none'

/** How flag, environment or profile want the session kept; undefined where none of them says: as it is already, otherwise as a plain file. */
export function storeAsked({ store }: Resolved): StoreKind | undefined {
  return store?.value as StoreKind | undefined
}

/** Opens the sessions of a folder, for a command that keeps them so. */
export function openStore(folder: string, machine: Machine, warn: Warn, kind: StoreKind | undefined, envelopes: Envelopes): SessionStore {
  return kind === 'none' ? createMemorySessions() : createSessionStore(folder, machine, warn, { keptAs: kind, envelopes })
}

/** The envelopes of one command: each is made when the first session needs it, and knows its keys to the end. */
export function createEnvelopes(run: Pick<Run, 'context' | 'catalogue'>): Envelopes {
  const made: Partial<Record<string, ReturnType<Envelopes>>> = {}
  return async kind => made[kind] ??= kind === 'keyring' ? makeKeyringEnvelope(run) : makePassphraseEnvelope(run)
}

async function makeKeyringEnvelope({ context }: Pick<Run, 'context'>) {
  const [{ createKeyringEnvelope }, { createKeyring }] = await Promise.all([import('../session/keyring-envelope.ts'), import('./keyring.ts')])
  return createKeyringEnvelope(createKeyring(context))
}

async function makePassphraseEnvelope(run: Pick<Run, 'context' | 'catalogue'>) {
  const [{ createPassphraseEnvelope }, { createPassphraseSource }] = await Promise.all([
    import('../session/passphrase-envelope.ts'), import('./passphrase.ts'),
  ])
  return createPassphraseEnvelope(createPassphraseSource(run))
}
