import { isSpecialPurpose } from '../../addresses/special-purpose.ts'
import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { isSafeOrigin } from '../../addresses/host.ts'
import { parseAddress } from '../../addresses/loopback.ts'
import { isEndpointUnusable, isForbidden } from '../../protocol/library.ts'
import type { ProviderSettings } from '../../walk/context.ts'
import type { Send } from '../../wire.ts'
import type { Examinee } from './examinee.ts'
import { placeOnly } from './headless.ts'

/**
 * Tells whether an address is one that no login would ask: the rules about endpoints refuse it, and so nothing is sent
 * there.
 */
export type Refuses = (url: string) => boolean

/**
 * An address given by hand is the user's own affair; one that is published may lead into the network of whoever asks
 * (RFC 9700, section 4.4).
 */
export function refusing({ issuer, endpoints }: ProviderSettings): Refuses {
  const home = hostOf(issuer ?? '')
  const given = new Set(Object.values(endpoints).map(hostOf))
  const isAnywhere = issuer === undefined || isSpecialPurpose(home)
  return (url) => {
    const address = parseAddress(url)
    if (!address || !isSafeOrigin(address)) return true
    return !isAnywhere && !given.has(address.hostname) && isSpecialPurpose(address.hostname)
  }
}

/** Sends nothing to an address that is refused. Raises `endpoints-safe`. */
export function keepSafe(send: Send, refuses: Refuses): Send {
  return async (request) => {
    // Whether an https address answers over http too is asked by HEAD, without anything that is secret.
    const asked = request.method === 'HEAD' ? request.url.replace(/^http:/, 'https:') : request.url
    if (!refuses(asked)) return send(request)
    throw unasked(request.url)
  }
}

/** Sends nothing to what is no address at all, whatever the metadata has in its place. Raises `endpoints-safe`. */
export function keepToAddresses(send: Send): Send {
  return async (request) => {
    if (parseAddress(request.url) === undefined) throw unasked(request.url)
    return send(request)
  }
}

/** What came of the metadata may be of any kind, whatever its type says. */
function unasked(url: unknown): Failure {
  return new Failure('endpoints-safe', {
    expected: describeBy('https-addresses'), actual: placeOnly(String(url)), rule: 'RFC 6749 3.1', unasked: true,
  })
}

/** Tells whether a member of the metadata is an address that is refused. */
export function isRefused({ server, refuses }: Pick<Examinee, 'server' | 'refuses'>, member: string): boolean {
  const address = server[member]
  return typeof address === 'string' && refuses(address)
}

/** Tells whether nothing was sent because the address is refused, by us or by the library. */
export function isUnasked(error: unknown): boolean {
  return isForbidden(error)
    || isEndpointUnusable(error)
    || (error instanceof Failure && error.code === 'endpoints-safe' && error.details['unasked'] === true)
}

function hostOf(address: string): string {
  return parseAddress(address)?.hostname ?? ''
}
