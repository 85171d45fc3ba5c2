import { isLoopbackHost, parseAddress } from '../../addresses/loopback.ts'

/** How two addresses differ that should be one, by the part that differs first. */
export const differences = [
  'slash', 'scheme', 'case', 'loopback', 'www', 'port', 'host', 'path', 'query', 'blank', 'other',
] as const
export type Difference = typeof differences[number]

/** In which part two addresses differ; undefined where they are the same text. */
export function differenceOf(one: string, other: string): Difference | undefined {
  if (one === other) return undefined
  if (one.trim() === other.trim()) return 'blank'
  if (withoutSlash(one) === withoutSlash(other)) return 'slash'
  if (one.toLowerCase() === other.toLowerCase()) return 'case'
  const [first, second] = [parseAddress(one), parseAddress(other)]
  if (!first || !second) return 'other'
  return differenceOfParts(first, second)
}

function differenceOfParts(one: URL, other: URL): Difference {
  if (one.hostname !== other.hostname) {
    if (isLoopbackHost(one.hostname) && isLoopbackHost(other.hostname)) return 'loopback'
    return one.hostname.replace(/^www\./, '') === other.hostname.replace(/^www\./, '') ? 'www' : 'host'
  }
  if (one.protocol !== other.protocol) return 'scheme'
  if (one.port !== other.port) return 'port'
  if (withoutSlash(one.pathname) !== withoutSlash(other.pathname)) return 'path'
  return one.search === other.search ? 'slash' : 'query'
}

function withoutSlash(text: string): string {
  return text.endsWith('/') ? text.slice(0, -1) : text
}

/** The host of an address with its port; undefined where it is no absolute address. */
export function hostOf(address: string | undefined): string | undefined {
  const host = address === undefined ? undefined : parseAddress(address)?.host
  return host === '' ? undefined : host
}

/** A host of this machine, of a container or of a private network: others can't reach it. */
export function isInternalHost(address: string): boolean {
  const name = parseAddress(address)?.hostname ?? ''
  return isLoopbackHost(name)
    || /^[\w-]+$/.test(name)
    || /\.(?:internal|local|svc|cluster\.local|localhost|lan|docker)$/.test(name)
    || /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(name)
}
