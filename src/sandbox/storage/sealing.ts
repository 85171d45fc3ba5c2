import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/**
 * The name of a record in the file: its model and the SHA-256 of its id (base64url). Codes, tokens and session ids are
 * bearer secrets, so the file only knows them the way a real server does: hashed.
 */
export function recordName(model: string, id: string): string {
  return `${model}:${createHash('sha256').update(`${model}:${id}`).digest('base64url')}`
}

/**
 * `payload` encrypted under a key derived from `id` (base64url), as payloads too hold session ids and references to
 * others.
 */
export function seal(id: string, payload: object): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, keyOf(id), nonce)
  const text = Buffer.concat([cipher.update(JSON.stringify(payload), 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')
}

/**
 * What `seal` made of a payload, opened again with the same `id`; undefined if it was not made with it or was changed
 * since.
 */
export function unseal(id: string, sealed: string): Record<string, unknown> | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  try {
    const decipher = createDecipheriv(algorithm, keyOf(id), bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
    const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()])
    return JSON.parse(text.toString('utf8')) as Record<string, unknown>
  } catch {
    return undefined
  }
}

function keyOf(id: string): Buffer {
  return createHmac('sha256', id).update('oauth-walk sandbox record').digest()
}
