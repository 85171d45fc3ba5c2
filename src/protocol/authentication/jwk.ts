import { useOf } from '../encryption/algorithms.ts'

/** A key as JSON (RFC 7517). */
export type Jwk = Readonly<Record<string, unknown>>

const publicMembers = ['kty', 'crv', 'x', 'y', 'n', 'e']
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi']

/** The members that make the key itself (RFC 7518, section 6; RFC 8037, section 2), without what is said about it. */
export function bareJwk(jwk: Jwk): Record<string, unknown> {
  return only(jwk, [...publicMembers, ...privateMembers])
}

/** The members that anybody may know (RFC 7518, section 6; RFC 8037, section 2), without what is said about the key. */
export function barePublicJwk(jwk: Jwk): Record<string, unknown> {
  return only(jwk, publicMembers)
}

/**
 * The public part of a key pair, as a provider wants it registered: `use`, `alg` and `kid` say what it is for (RFC
 * 7517, section 4).
 */
export function toPublicJwk(jwk: Jwk, { kid, alg }: { kid: string | undefined, alg: string }): Record<string, unknown> {
  return { ...barePublicJwk(jwk), use: useOf(alg), alg, kid }
}

/** The secret members of a key pair, or of a symmetric key (RFC 7518, section 6.4). */
export function secretsIn(jwk: Jwk): string[] {
  return [...privateMembers, 'k'].map(name => jwk[name]).filter(value => typeof value === 'string')
}

function only(jwk: Jwk, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.flatMap(name => jwk[name] === undefined ? [] : [[name, jwk[name]]]))
}
