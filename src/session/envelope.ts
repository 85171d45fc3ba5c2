import { Failure } from '../codes/failure.ts'
import { isRecord } from './read.ts'
import type { StoreRecord } from './read.ts'

/** How a record lies on the disk: as it is, or sealed with a key from the OS keyring or from a passphrase. */
export type KeptAs = 'file' | SealKind
export type SealKind = 'keyring' | 'passphrase'

/** What stands in a file instead of its secrets; which members there are depends on the kind. */
export interface Sealed extends Record<string, unknown> {
  kind: SealKind
}

/**
 * Seals what is written into a file and opens what is read from it; `name` is the file's, and is bound into the seal.
 */
export interface Envelope {
  /**
   * `previous` is what the file holds until now, if it is of this kind: its key or salt is used again. Raises
   * keyring-unavailable, person-needed.
   */
  seal(record: StoreRecord, name: string, previous: Sealed | undefined): Promise<Sealed>
  /**
   * Raises store-sealed {reason} for a wrong key or a record that is not what was sealed for this file, and what `seal`
   * raises.
   */
  open(sealed: Sealed, name: string): Promise<StoreRecord>
  /**
   * Makes sure that `seal` will work, before anything is sent that could not be stored then; asks a person where that
   * must be.
   */
  prepare(sealed: Sealed | undefined, name: string): Promise<void>
  /** Destroys the key of a file that is gone; raises keyring-unavailable. */
  forget(sealed: Sealed): Promise<void>
}

/** Loads the envelope of a kind when it is needed: plain files pay for no cryptography. */
export type Envelopes = (kind: SealKind) => Promise<Envelope>

/**
 * The sealed part of what was read; undefined for a plain record. `header` are the members that tell whose it is, which
 * stand beside the sealed part. Raises store-corrupt {path, field} for one of no kind that is known.
 */
export function sealedPart(
  path: string, record: StoreRecord | undefined, header: readonly string[],
): Sealed | undefined {
  const envelope = record?.['envelope']
  if (envelope === undefined) return undefined
  const broken = ['v', ...header].find(field =>
    field === 'v' ? record?.['v'] !== 1 : typeof record?.[field] !== 'string')
  if (broken !== undefined) throw new Failure('store-corrupt', { path, field: broken })
  if (isRecord(envelope) && (envelope['kind'] === 'keyring' || envelope['kind'] === 'passphrase'))
    return envelope as Sealed
  throw new Failure('store-corrupt', { path, field: 'envelope' })
}

/** The record of a file whose content is sealed. */
export function sealedRecord(header: StoreRecord, envelope: Sealed): StoreRecord {
  return { v: 1, ...header, envelope }
}
