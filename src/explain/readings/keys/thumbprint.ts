import { createHash } from 'node:crypto'

const members: Readonly<Record<string, readonly string[]>> = {
  RSA: ['e', 'kty', 'n'], EC: ['crv', 'kty', 'x', 'y'], OKP: ['crv', 'kty', 'x'],
}

/** The members of a public key that make it up (RFC 7638, section 3.2); undefined where it is no whole key. */
export function publicPartOf(key: unknown): Record<string, string> | undefined {
  if (typeof key !== 'object' || key === null) return undefined
  const { kty } = key as { kty?: unknown }
  const names = typeof kty === 'string' && Object.hasOwn(members, kty) ? members[kty] : undefined
  const values = names?.map(name => [name, (key as Record<string, unknown>)[name]] as const)
  const texts = values?.filter((pair): pair is readonly [string, string] => typeof pair[1] === 'string')
  return texts === undefined || texts.length !== values?.length ? undefined : Object.fromEntries(texts)
}

/** The thumbprint of a public key (RFC 7638, section 3); undefined where it is no whole key. */
export function thumbprintOf(key: unknown): string | undefined {
  const part = publicPartOf(key)
  return part && createHash('sha256').update(JSON.stringify(part)).digest('base64url')
}
