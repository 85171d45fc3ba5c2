import ipaddr from 'ipaddr.js'
import { isLocalhostName } from './loopback.ts'

/**
 * The part of IPv6 that is given out for the public network (RFC 3513, section 4); the rest is special or not in use.
 * Reading it as a block takes a third of a millisecond, and few logins meet an IPv6 address.
 */
const globalUnicast = '2000::/3'

/**
 * Tells whether a host name of a URL is an address of special purpose: of this machine, of private networks and links,
 * for documentation and tests, of tunnels and translators, or reserved (IANA's registries for IPv4 and IPv6, RFC 6890).
 * A URL has put 127.1, 0x7f000001 and 2130706433 into one form already. A name that leads to such an address is not
 * looked up, but `localhost` is known (RFC 6761, section 6.3).
 */
export function isSpecialPurpose(hostname: string): boolean {
  const address = parse(hostname)
  if (address === undefined) return isLocalhostName(hostname.replace(/\.$/, ''))
  return address.range() !== 'unicast' || (address.kind() === 'ipv6' && !address.match(ipaddr.parseCIDR(globalUnicast)))
}

/**
 * Tells whether a host name of a URL is an address within a block such as `10.0.0.0/8`; false where that is no block.
 */
export function isWithin(hostname: string, block: string): boolean {
  const written = parse(hostname)
  if (written === undefined || !ipaddr.isValidCIDR(block)) return false
  const address = ipaddr.process(written.toString())
  const [network, bits] = ipaddr.parseCIDR(block)
  return network.kind() === address.kind() && address.match(network, bits)
}

function parse(hostname: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return ipaddr.IPv4.isValidFourPartDecimal(bare) || ipaddr.IPv6.isValid(bare) ? ipaddr.parse(bare) : undefined
}
