import { isIPv4, isIPv6 } from 'node:net'
import { isLoopbackHost } from './loopback.ts'

/** Every address of a machine: of IPv4, and of both families. */
const everyIpv4 = '0.0.0.0'
const every = '::'

/**
 * Reads where a port is to be listened on, by the rule of `kubectl port-forward --address`: IP addresses and
 * `localhost` with commas between, no other name and no zone. Raises what `refuse` makes for whatever else, such as an
 * IPv4 address in the form of IPv6.
 */
export function readListenAddresses(texts: readonly string[], refuse: () => Error): string[] {
  return [...new Set(texts.flatMap(text => text.split(',')).map((text) => {
    const address = readAddress(text.trim())
    if (address === undefined) throw refuse()
    return address
  }))]
}

/** An IPv6 address in its shortest form. */
function readAddress(address: string): string | undefined {
  if (address === 'localhost' || isIPv4(address)) return address
  if (!isIPv6(address) || address.includes('%')) return undefined
  const shortest = new URL(`http://[${address}]/`).hostname.slice(1, -1)
  return shortest.startsWith('::ffff:') ? undefined : shortest
}

/** The addresses among these that other machines may reach. */
export function exposedAmong(addresses: readonly string[]): string[] {
  return addresses.filter(address => !isLoopbackHost(address))
}

/** The addresses to bind: the listener's own ones and those that the user named, none of them twice. */
export function withListenAddresses(own: readonly string[], named: readonly string[]): string[] {
  if (named.includes(every)) return [every]
  const all = [...own, ...named.filter(address => address !== 'localhost')]
  return [...new Set(named.includes(everyIpv4) ? [everyIpv4, ...all.filter(isIPv6)] : all)]
}
