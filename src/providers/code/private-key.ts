import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto'
import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import type { Secret } from '../../secrets/secret.ts'

/** Which key is wanted, and how a failure names it. */
export interface WantedKey {
  fits: (key: KeyObject) => boolean
  expected: string
}

/** Characters of PEM or bare base64 that are read: a key of 16,384 bits is shorter. */
const longestKey = 65_536

/**
 * The private key that the user gave as client secret: PKCS#8, PKCS#1 or SEC 1, as PEM (RFC 7468) or as base64 alone,
 * whatever its label says and however its lines are broken, in quotes or with `\n` written out, as tools and
 * environment variables have it. Raises `setting-invalid` for anything else and for a key of another kind, with what it
 * is; the failure carries no part of it.
 */
export function readPrivateKey(secret: Secret | undefined, { fits, expected }: WantedKey): KeyObject {
  const given = (secret?.reveal() ?? '').slice(0, longestKey)
  const { label, headers, der } = unwrap(given)
  const key = (['pkcs8', 'pkcs1', 'sec1'] as const).map(type =>
    attempt(() => createPrivateKey({ key: der, format: 'der', type }))).find(Boolean)
  if (key && fits(key)) return key
  const found = key ? describeBy('found-key', key.asymmetricKeyType ?? '') : describeBy(whatElse(label, headers, der))
  throw new Failure('setting-invalid', {
    setting: 'client-secret', expected, ...given.trim() === '' ? { missing: true } : { found },
  })
}

interface Unwrapped { label: string, headers: string, der: Buffer }

/** The bytes in PEM or in base64 alone, without any blank, quote or mark around them. */
function unwrap(given: string): Unwrapped {
  const text = given.replace(/\\r|\\n/g, '\n').replace(/^[\s"'\ufeff]+|[\s"']+$/g, '')
  const [before = '', label = ''] = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(text) ?? []
  const inner = text.slice(before === '' ? 0 : text.indexOf(before) + before.length).split('-----END')[0] ?? ''
  const lines = inner.split(/\r\n|\r|\n/)
  // RFC 1421, section 4.6: "Proc-Type: 4,ENCRYPTED" stands before the bytes.
  const headers = lines.filter(line => line.includes(':'))
  const base64 = lines.filter(line => !line.includes(':')).join('').replace(/\s/g, '')
  const isBase64 = /^[A-Za-z0-9+/_-]*={0,2}$/.test(base64)
  return { label, headers: headers.join('\n'), der: isBase64 ? Buffer.from(base64, 'base64') : Buffer.alloc(0) }
}

/** Tells what was given instead of a private key. */
function whatElse(
  label: string, headers: string, der: Buffer,
): 'found-encrypted-key' | 'found-certificate' | 'found-public-key' | 'found-no-key' {
  if (label === 'ENCRYPTED PRIVATE KEY' || headers.includes('ENCRYPTED') || isEncryptedPkcs8(der))
    return 'found-encrypted-key'
  if (label.endsWith('CERTIFICATE') || attempt(() => new X509Certificate(der))) return 'found-certificate'
  const isPublic = label.endsWith('PUBLIC KEY')
    || (['spki', 'pkcs1'] as const).some(type => attempt(() => createPublicKey({ key: der, format: 'der', type })))
  return isPublic ? 'found-public-key' : 'found-no-key'
}

/**
 * PKCS#8 with a password (RFC 5958, section 3) begins with an algorithm of PKCS#5 or PKCS#12 (1.2.840.113549.1.5 or
 * .12).
 */
function isEncryptedPkcs8(der: Buffer): boolean {
  const identifier = der.subarray(0, 24).toString('hex')
  return /06(?:09|0a)2a864886f70d01(?:05|0c)/.test(identifier)
}

function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
