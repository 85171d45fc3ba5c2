import { parseAddress } from '../../addresses/loopback.ts'
import { isThisMachine } from '../addresses.ts'
import type { AddressDifference } from '../how.ts'
import { decodePercent } from '../parameters.ts'

/**
 * The first difference between two addresses that a reader should hear of; undefined where they are one text (RFC 6749
 * 3.1.2.3, RFC 3986 6.2.1).
 */
export function compareAddresses(one: string, other: string): AddressDifference | undefined {
  if (one === other) return undefined
  if (one.trim() === other.trim()) return 'blank'
  const [first, second] = [parseAddress(one), parseAddress(other)]
  return encodedOtherwise(one, other) ?? (first && second ? compareUrls(first, second, one, other) : 'spelling')
}

function compareUrls(one: URL, other: URL, raw: string, otherRaw: string): AddressDifference {
  if (one.hostname !== other.hostname) return nameHosts(one.hostname, other.hostname)
  if (one.protocol !== other.protocol) return 'scheme'
  if (one.port !== other.port) return 'port'
  if (one.pathname !== other.pathname) return namePaths(one.pathname, other.pathname)
  if (one.search !== other.search) return 'query'
  if (one.hash !== other.hash) return 'fragment'
  return raw.toLowerCase() === otherRaw.toLowerCase()
    ? 'host-case'
    : isSlashOnly(raw, otherRaw)
      ? 'final-slash'
      : 'spelling'
}

function isSlashOnly(one: string, other: string): boolean {
  return one.replace(/\/$/, '') === other.replace(/\/$/, '')
}

function nameHosts(one: string, other: string): AddressDifference {
  if (isThisMachine(one) && isThisMachine(other)) return 'loopback-name'
  return `www.${one}` === other || `www.${other}` === one ? 'www' : 'host'
}

function namePaths(one: string, other: string): AddressDifference {
  if (isSlashOnly(one, other)) return 'final-slash'
  return one.toLowerCase() === other.toLowerCase() ? 'path-case' : 'path'
}

function encodedOtherwise(one: string, other: string): AddressDifference | undefined {
  if (!/%[\da-f]{2}/i.test(one + other)) return undefined
  const [first, second] = [decodePercent(one), decodePercent(other)]
  if (first === other || second === one) return 'encoded-twice'
  return first === second ? 'encoded' : undefined
}
