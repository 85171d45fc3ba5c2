import { withHost } from './as-written.ts'
import { isLoopbackHttp, parseAddress } from './loopback.ts'
import { issuerOfDocument } from './metadata-document.ts'

/** Whether two addresses name one issuer, however they are spelt, or by the address of its metadata. */
export function isSameIssuer(one: string, other: string): boolean {
  return isSameAddress(issuerOfDocument(one) ?? one, issuerOfDocument(other) ?? other)
}

/**
 * The same address, however it is spelt: a slash at its end, upper case in the host and the port of the scheme make no
 * other one (RFC 3986, section 6.2.3).
 */
export function isSameAddress(one: string, other: string): boolean {
  return spelt(one) === spelt(other)
}

/** The same address of this machine, by another of its names: `localhost` and 127.0.0.1. */
export function isOtherLoopback(one: string, other: string): boolean {
  return isLoopbackHttp(one)
    && isLoopbackHttp(other)
    && isSameAddress(withHost(one, 'localhost'), withHost(other, 'localhost'))
}

function spelt(address: string): string {
  return (parseAddress(address)?.href ?? address).replace(/\/$/, '')
}
