import type { Clause } from '../probe.ts'

/** A section of an RFC, by its number. */
export function rfc(number: number, section: string): Clause {
  return { document: `RFC ${number}`, section }
}

/** A section of one of OpenID Connect's documents. */
export function openid(page: 'Core 1.0' | 'Discovery 1.0' | 'RP-Initiated Logout 1.0', section: string): Clause {
  return { document: `OpenID Connect ${page}`, section }
}
