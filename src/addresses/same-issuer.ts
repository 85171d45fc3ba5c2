import { parseAddress } from './loopback.ts'
import { issuerOfDocument } from './metadata-document.ts'

/**
 * Whether two addresses name one issuer, however they are spelt: a slash at the end, upper case in the host, the port
 * of the scheme and the address of its metadata make no other one (RFC 3986, section 6.2.3).
 */
export function isSameIssuer(one: string, other: string): boolean {
  return spelt(one) === spelt(other)
}

function spelt(address: string): string {
  const issuer = issuerOfDocument(address) ?? address
  return (parseAddress(issuer)?.href ?? issuer).replace(/\/$/, '')
}
