import { createHmac } from 'node:crypto'
import type { Secret } from './secret.ts'

/** Bytes of the key, which nobody but its owner reads. */
export const fingerprintKeyBytes = 32

/**
 * Fingerprints of secrets, by which two walks are compared. Without the key nobody learns anything from one, or can try
 * a guess.
 */
export interface Fingerprints {
  /** Names the key without giving anything of it away: only what was made with one key can be compared. */
  key: string
  secrets: Record<string, string>
}

/** Makes the fingerprints of these secrets, each bound to what it is. */
export function fingerprint(key: Uint8Array, secrets: Readonly<Record<string, Secret | undefined>>): Fingerprints {
  const made = Object.entries(secrets).flatMap(([kind, secret]) =>
    secret === undefined ? [] : [[kind, keyedHash(key, `secret ${kind}`, secret.reveal())]])
  return { key: keyedHash(key, 'key', ''), secrets: Object.fromEntries(made) as Record<string, string> }
}

/** The use comes first and ends at a NUL, so that no value of one kind has the hash of another kind's. */
function keyedHash(key: Uint8Array, use: string, value: string): string {
  return createHmac('sha256', key).update(`oauth-walk ${use}\0${value}`).digest().subarray(0, 16).toString('base64url')
}
