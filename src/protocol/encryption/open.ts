import { isUtf8 } from 'node:buffer'
import { compactDecrypt, type JWEHeaderParameters } from 'jose'
import { describeBy, type Cause } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { cutText } from '../../limits.ts'
import { holds, type Check } from '../checks.ts'
import {
  contentEncryptionAlgorithms, isContentEncryption, isKeyManagement, keyManagementAlgorithms,
} from './algorithms.ts'
import type { DecryptionKey } from './decryption-key.ts'
import { readJweHeader } from './jwe-header.ts'

/** What comes encrypted to a client. */
export type Encrypted = 'id_token' | 'userinfo' | 'authorization_response' | 'introspection'

/** The plaintext, and the check that tells how it was encrypted. No plaintext where the check failed. */
export interface Opened {
  plaintext: string | undefined
  check: Check
}

const rule = 'RFC 7516 5.2'
const longestShown = 100

/**
 * Opens a JWE (RFC 7516, section 5.2) with the client's own key: the one that its `kid` names, otherwise any that fits
 * its `alg`. An algorithm that wants a shared secret or is known to be weak, compression and a failed decryption fail
 * the check `decryption`. Raises `decryption-key-missing` where the client has no key for it.
 */
export async function openJwe(jwe: string, what: Encrypted, keys: readonly DecryptionKey[]): Promise<Opened> {
  const header = readJweHeader(jwe) ?? {}
  const refusal = refuse(header)
  if (refusal) return { plaintext: undefined, check: refusal }
  const fitting = keys.filter(key => fits(key, header))
  if (fitting.length === 0)
    throw new Failure('decryption-key-missing', { what, ...asked(header), keys: keys.map(describeKey) })
  for (const key of fitting) {
    const plaintext = await decrypt(jwe, key)
    if (plaintext !== undefined) return { plaintext, check: checkOpened(header, true) }
  }
  return { plaintext: undefined, check: checkOpened(header, false) }
}

/**
 * Fails the check before any key is used: for unknown or weak algorithms, and for compression, which betrays content by
 * its length and may be huge (RFC 8725, section 3.6).
 */
function refuse(header: JWEHeaderParameters): Check | undefined {
  const { alg, enc, zip } = header
  const fail = (expected: string, actual: unknown, because: Cause) =>
    holds('decryption', rule, expected, brief(actual), false, because)
  if (!isKeyManagement(alg))
    return fail(describeBy('one-of', ...keyManagementAlgorithms), alg, {
      code: 'encryption-algorithm', facts: [brief(alg)],
    })
  if (!isContentEncryption(enc))
    return fail(describeBy('one-of', ...contentEncryptionAlgorithms), enc, {
      code: 'encryption-algorithm', facts: [brief(enc)],
    })
  return zip === undefined
    ? undefined
    : fail(describeBy('opened-by-client'), `zip=${brief(zip)}`, { code: 'compressed', facts: [] })
}

/**
 * Tells whether to try a key: it has the `kid` of the header, or one of both has none, as a PEM file's key (RFC 7516,
 * section 4.1.6).
 */
function fits({ kid, algorithms }: DecryptionKey, header: JWEHeaderParameters): boolean {
  const isNamed = header.kid === undefined || kid === undefined || kid === header.kid
  return isNamed && algorithms.some(name => name === header.alg)
}

function checkOpened(header: JWEHeaderParameters, ok: boolean): Check {
  const { alg, enc, kid } = asked(header)
  const how = [alg, enc, ...kid === undefined ? [] : [`kid=${kid}`]].join(' ')
  return holds('decryption', rule, describeBy('opened-by-client'), how, ok, { code: 'decryption-failed', facts: [] })
}

function asked({ alg, enc, kid }: JWEHeaderParameters): { alg: string, enc: string, kid?: string } {
  return { alg: brief(alg), enc: brief(enc), ...kid === undefined ? {} : { kid: brief(kid) } }
}

function brief(value: unknown): string {
  return cutText(typeof value === 'string' ? value : JSON.stringify(value ?? null), longestShown)
}

function describeKey({ kid, algorithms }: DecryptionKey): string {
  const [only] = algorithms
  const kind = algorithms.length === 1 ? only ?? '' : algorithms.some(name => name.startsWith('RSA')) ? 'RSA' : 'EC'
  return kid === undefined ? kind : `${kind} (${kid})`
}

/** Gives undefined for whatever goes wrong: what exactly it was, no stranger may learn (RFC 7516, section 11.5). */
async function decrypt(jwe: string, { privateKey }: DecryptionKey): Promise<string | undefined> {
  try {
    const { plaintext } = await compactDecrypt(jwe, privateKey, {
      keyManagementAlgorithms: [...keyManagementAlgorithms],
      contentEncryptionAlgorithms: [...contentEncryptionAlgorithms],
    })
    return isUtf8(plaintext) ? Buffer.from(plaintext).toString('utf8') : undefined
  } catch {
    return undefined
  }
}
