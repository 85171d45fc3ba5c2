import { createHash } from 'node:crypto'

const members: Readonly<Record<string, readonly string[]>> = {
  RSA: ['e', 'kty', 'n'], EC: ['crv', 'kty', 'x', 'y'], OKP: ['crv', 'kty', 'x'],
}

/** The thumbprint of a public key (RFC 7638, section 3); undefined where it is no whole key. */
export function thumbprintOf(key: unknown): string | undefined {
  if (typeof key !== 'object' || key === null) return undefined
  const { kty } = key as { kty?: unknown }
  const names = typeof kty === 'string' && Object.hasOwn(members, kty) ? members[kty] : undefined
  const values = names?.map(name => [name, (key as Record<string, unknown>)[name]] as const)
  if (!values?.every(([, value]) => typeof value === 'string')) return undefined
  return createHash('sha256').update(JSON.stringify(Object.fromEntries(values))).digest('base64url')
}
