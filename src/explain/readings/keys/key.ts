import type { SeenDocument, WalkRecord } from '../../record.ts'

export type Key = Readonly<Record<string, unknown>>
export type KeySet = SeenDocument<{ keys: readonly Key[] }>

/** A key by which it can be found: its kid, otherwise its place. */
export function nameOf(key: Key, index: number): string {
  return typeof key['kid'] === 'string' ? key['kid'] : `#${index + 1}`
}

/** A member of a key that is a text. */
export function textOf(key: Key, name: string): string | undefined {
  const value = key[name]
  return typeof value === 'string' ? value : undefined
}

/** The kids of all keys in the input. */
export function kidsOf(record: WalkRecord): string[] {
  return record.keySets.flatMap(({ content }) =>
    content.keys.map(key => textOf(key, 'kid')).filter(kid => kid !== undefined))
}

/** The kind of key and the curve that an algorithm wants (RFC 7518, section 3.1; RFC 8037). */
export const kinds: ReadonlyMap<string, { kty: string, crv?: string }> = new Map(Object.entries({
  RS256: { kty: 'RSA' }, RS384: { kty: 'RSA' }, RS512: { kty: 'RSA' }, PS256: { kty: 'RSA' }, PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' }, ES384: { kty: 'EC', crv: 'P-384' }, ES512: { kty: 'EC', crv: 'P-521' },
  ES256K: { kty: 'EC', crv: 'secp256k1' },
  EdDSA: { kty: 'OKP' }, Ed25519: { kty: 'OKP', crv: 'Ed25519' },
}))
