import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Failure } from '../codes/failure.ts'
import { isRecord } from './read.ts'
import type { StoreRecord } from './read.ts'

/** A record under AES-256-GCM; every member is base64url. */
export interface Ciphertext {
  iv: string
  data: string
  tag: string
}

const algorithm = 'aes-256-gcm'
const length = { iv: 12, tag: 16 }

/** Encrypts a record; `bound` are the facts without which (or with others) it can't be decrypted. */
export function encrypt(record: StoreRecord, key: Uint8Array, bound: readonly string[]): Ciphertext {
  const iv = randomBytes(length.iv)
  const cipher = createCipheriv(algorithm, key, iv, { authTagLength: length.tag }).setAAD(join(bound))
  const data = Buffer.concat([cipher.update(JSON.stringify(record), 'utf8'), cipher.final()])
  return {
    iv: iv.toString('base64url'), data: data.toString('base64url'), tag: cipher.getAuthTag().toString('base64url'),
  }
}

/** Decrypts what `encrypt` gave for the same key and facts; raises store-sealed {reason} for everything else. */
export function decrypt(
  { iv, data, tag }: Record<keyof Ciphertext, unknown>, key: Uint8Array, bound: readonly string[],
): StoreRecord {
  const bytes = { iv: toBytes(iv, length.iv), data: toBytes(data), tag: toBytes(tag, length.tag) }
  try {
    const decipher
      = createDecipheriv(algorithm, key, bytes.iv, {
        authTagLength: length.tag,
      }).setAAD(join(bound)).setAuthTag(bytes.tag)
    const record: unknown = JSON.parse(Buffer.concat([decipher.update(bytes.data), decipher.final()]).toString('utf8'))
    if (isRecord(record)) return record
  } catch {
    // Which part does not fit can't be told, and a parser's message would quote the text.
  }
  throw refused()
}

/** Reads base64url written in the one way that there is for these bytes; raises store-sealed. */
export function toBytes(text: unknown, bytes?: number): Buffer {
  if (typeof text !== 'string') throw refused()
  const buffer = Buffer.from(text, 'base64url')
  if (buffer.toString('base64url') !== text || (bytes !== undefined && buffer.length !== bytes)) throw refused()
  return buffer
}

function refused(): Failure {
  return new Failure('store-sealed', { reason: 'does-not-open' })
}

// JSON, so that no two lists of facts are one text.
function join(bound: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify(['oauth-walk', ...bound]))
}
