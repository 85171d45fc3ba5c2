import { createHmac, sign as signBytes, type KeyObject } from 'node:crypto'
import { CompactSign } from 'jose'
import type { IdToken, Json } from './hooks.ts'
import type { SigningKey } from './keys.ts'

/** Takes a compact JWT apart without looking at its signature. */
export function decode(jwt: string, key: SigningKey): IdToken {
  const [header = '', claims = ''] = jwt.split('.').map(part => Buffer.from(part, 'base64url').toString('utf8'))
  return { header: JSON.parse(header) as Json, claims: JSON.parse(claims) as Json, key }
}

/** Signs the token with its key; `payload` stands in for its claims where no JSON value can express them. */
export async function sign({ header, claims, key }: IdToken, payload = JSON.stringify(claims)): Promise<string> {
  return new CompactSign(Buffer.from(payload)).setProtectedHeader({ ...header, alg: key.alg }).sign(key.privateKey)
}

/** The token signed with another key, under that key's name. */
export async function signWith({ header, claims }: IdToken, key: SigningKey, payload?: string): Promise<string> {
  return sign({ header: { ...header, kid: key.kid }, claims, key }, payload)
}

/** Header and claims as they are signed: base64url, with a dot between. */
export function signingInput(header: unknown, claims: unknown): string {
  return [header, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
}

/** The token with an algorithm and a signature that no library would make. */
export function forge(
  { header, claims }: IdToken, alg: unknown, signature: (input: string) => Buffer | string,
): string {
  const input = signingInput({ ...header, alg }, claims)
  const made = signature(input)
  return `${input}.${typeof made === 'string' ? made : made.toString('base64url')}`
}

/** An HMAC with SHA-256 over the signing input (RFC 7518, section 3.2). */
export function hmac(secret: string | Buffer): (input: string) => Buffer {
  return input => createHmac('sha256', secret).update(input).digest()
}

/** A signature by the key alone, whatever jose thinks of its size or form. */
export function rawSignature(
  key: KeyObject, dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363',
): (input: string) => Buffer {
  return input => signBytes('sha256', Buffer.from(input), { key, dsaEncoding })
}

/** The JWT with one bit of its signature turned over. */
export function tamper(jwt: string): string {
  const [header = '', claims = '', signature = ''] = jwt.split('.')
  const bytes = Buffer.from(signature, 'base64url')
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1)
  return `${header}.${claims}.${bytes.toString('base64url')}`
}

/** The text of a JSON object with one more member, nested 100 000 deep. */
export function deeply(json: string): string {
  return `${json.slice(0, -1)},"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
}
