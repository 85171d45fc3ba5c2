import { Failure } from '../failure.ts'
import { isRecord } from './read.ts'
import type { StoreRecord } from './read.ts'
import type { SessionKey } from './session-record.ts'

/** How a session lies on the disk: as it is, or sealed with a key from the OS keyring or from a passphrase. */
export type KeptAs = 'file' | SealKind
export type SealKind = 'keyring' | 'passphrase'

/** What stands in a session's file instead of its tokens; which members there are depends on the kind. */
export interface Sealed extends Record<string, unknown> {
  kind: SealKind
}

/** Seals what is written into a session's file and opens what is read from it; `name` is the file's, and is bound into the seal. */
export interface Envelope {
  /** `previous` is what the file holds until now, if it is of this kind: its key or salt is used again. Raises keyring-unavailable, person-needed. */
  seal(record: StoreRecord, name: string, previous: Sealed | undefined): Promise<Sealed>
  /** Raises store-sealed {reason} for a wrong key or a record that is not what was sealed for this file, and what `seal` raises. */
  open(sealed: Sealed, name: string): Promise<StoreRecord>
  /** Makes sure that `seal` will work, before anything is sent that could not be stored then; asks a person where that must be. */
  prepare(sealed: Sealed | undefined, name: string): Promise<void>
  /** Destroys the key of a file that is gone; raises keyring-unavailable. */
  forget(sealed: Sealed): Promise<void>
}

/** Loads the envelope of a kind when it is needed: plain files pay for no cryptography. */
export type Envelopes = (kind: SealKind) => Promise<Envelope>

/** Who the sealed record belongs to is not secret, and is needed to find it. */
export const headerFields = ['issuer', 'client_id', 'profile'] as const

/** The sealed part of what was read; undefined for a plain record. Raises store-corrupt {path, field} for one of no kind that is known. */
export function sealedPart(path: string, record: StoreRecord | undefined): Sealed | undefined {
  const envelope = record?.['envelope']
  if (envelope === undefined) return undefined
  const broken = ['v', ...headerFields].find(field => field === 'v' ? record?.['v'] !== 1 : typeof record?.[field] !== 'string')
  if (broken !== undefined) throw new Failure('store-corrupt', { path, field: broken })
  if (isRecord(envelope) && (envelope['kind'] === 'keyring' || envelope['kind'] === 'passphrase')) return envelope as Sealed
  throw new Failure('store-corrupt', { path, field: 'envelope' })
}

/** The record of a file whose content is sealed. */
export function sealedRecord({ issuer, client_id, profile }: SessionKey, envelope: Sealed): StoreRecord {
  return { v: 1, issuer, client_id, profile, envelope }
}
