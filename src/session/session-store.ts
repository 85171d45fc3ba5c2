import type { StoreKind } from '../addresses/store-address.ts'
import type { LockOptions } from './lock.ts'
import type { RecordFile } from './record-file.ts'
import type { Session, SessionKey } from './session-record.ts'

/** One session in the hands of the process that holds its lock. What is saved is durable once the promise resolves. */
export interface SessionFile extends RecordFile<Session> {
  /**
   * Saves that a request is about to be sent whose answer will have to be saved, and proves by it that this can be
   * done; the lock is held on. Raises what saving raises, and then nothing may be sent.
   */
  intend(session: Session): Promise<void>
}

/** A session as a list tells it, without its envelope being opened. */
export interface ListedSession extends SessionKey {
  /** `postgres` for every store that is a database. */
  store: Exclude<StoreKind, `postgres${string}`> | 'postgres'
  /** When it was last written, in milliseconds since 1970; undefined where that is not known. */
  savedAt?: number
}

/** What a shared store knows of a profile, for a machine that has none of this name. */
export interface SharedProfile {
  key: SessionKey
  settings: Record<string, unknown>
}

/** A kind of store for sessions: whoever has one asks nothing else about where they are kept. */
export interface SessionStore {
  /** Where its sessions lie: two stores of one place hold the same ones, perhaps sealed in another way. */
  readonly place: string
  /** Other machines use it too: what it holds of a profile's name may be another's. */
  readonly isShared: boolean
  /**
   * The stored session, or undefined; never waits for the lock. Raises store-unsafe if it is bound to another key,
   * store-differs if it is kept in another way than the store's, and what opening its envelope raises.
   */
  read(key: SessionKey): Promise<Session | undefined>
  /**
   * Tells whether sessions could be kept there, or first a table must be made for them; nothing is written. Raises what
   * reading raises, and store-refused where writing is not allowed.
   */
  probe(signal?: AbortSignal): Promise<'ready' | 'no-table'>
  /**
   * Makes sure that this session could be sealed and written now, before a request is sent whose answer must be stored.
   */
  prepare(key: SessionKey): Promise<void>
  /**
   * Stores a session (of a login) under its lock, so that a refresh under way cannot overwrite it. One that a provider
   * has just answered is nowhere else: where it was prepared for, a store that can't be reached any more keeps it on
   * this machine, and says so. Tells whether it has taken the place of a session that machines share; raises
   * store-sealed where that is sealed with another key.
   */
  write(session: Session, options?: Partial<LockOptions> & { isAnswer?: boolean }): Promise<boolean>
  /**
   * Removes a session and all copies of it, readable or not; tells whether there was one. Where machines share it, one
   * that is sealed with another key is theirs: store-sealed.
   */
  remove(key: SessionKey, options?: Partial<LockOptions>): Promise<boolean>
  /** Runs a section that nobody else's write, removal or refresh of this session can interleave with. */
  exclusively<T>(key: SessionKey, options: LockOptions, section: (file: SessionFile) => Promise<T>): Promise<T>
  /**
   * Which sessions of this machine a profile has, also of issuers and clients that it was used with earlier; opens no
   * envelope.
   */
  keysOf(profile: string): Promise<SessionKey[]>
  /** Every session, sorted by profile; opens no envelope, and passes over what can't be read with a warning. */
  list(): Promise<ListedSession[]>
  /**
   * The profile of this name as the login that stored its session knew it; undefined where profiles are each machine's
   * own. Raises profile-ambiguous where several sessions have this name, and issuer and client are not told.
   */
  profileOf(name: string, wanted?: Partial<SessionKey>): Promise<SharedProfile | undefined>
}

/** In the order of profile, issuer and client. */
export function inOrder(listed: ListedSession[]): ListedSession[] {
  const words = ({ profile, issuer, client_id }: ListedSession) => JSON.stringify([profile, issuer, client_id])
  return listed.sort((one, other) => words(one) < words(other) ? -1 : 1)
}
