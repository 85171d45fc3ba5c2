import { randomBytes } from 'node:crypto'
import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import { withPort } from '../addresses/as-written.ts'
import { exposedAmong, withListenAddresses } from '../addresses/listen-address.ts'
import { addressesOfLoopback } from '../addresses/loopback.ts'
import { defaultPort, portMeant } from '../addresses/port.ts'
import {
  bindAll, closeServer, isAbsent, loopbackAddresses, ownAddresses, portOf, type Bound, type TlsIdentity, type Unbound,
} from './bind.ts'
import { glanceInCrowds } from './connections.ts'
import type { Door } from './door.ts'
import { receiveOddities } from './oddities.ts'
import { glanceOf, receiveRequest, type Hearer, type Reception } from './reception.ts'
import { createStartAddress } from './start-address.ts'

/** Waits at the redirect URI for the browser to come back. */
export interface Listener {
  /** The redirect URI with the port that is really listened on. */
  redirectUri: string
  /** The address at which the browser may be opened, on the redirect URI's own host, so that its cookie comes back. */
  startAddress: string
  /** Says where the start address leads. */
  leadTo(url: string): void
  close(): Promise<void>
}

/**
 * Where to listen: a redirect URI that means this machine, and ports to try in order instead of the URI's own (0 = any
 * free one).
 */
export interface ListenerOptions extends Hearer {
  redirectUri: string
  ports: readonly number[]
  responseMode: 'query' | 'form_post'
  /**
   * The loopback addresses that the redirect URI's name means, where it is none of `localhost`, 127.0.0.1 and [::1].
   */
  addresses?: readonly string[] | undefined
  /**
   * Addresses besides, each of which must be there. Where other machines may reach one of them, nobody is let in who
   * did not come by the start address.
   */
  besides?: readonly string[] | undefined
  /** What an https redirect URI is answered with. */
  tls?: TlsIdentity | undefined
  /** The user ids whose programs may bring something; where none is named, nobody's is looked up. */
  users?: readonly number[] | undefined
  /** For how many seconds the browser may take. */
  waitSeconds?: number
  random?: (bytes: number) => Uint8Array
}

/**
 * Opens the listener on loopback, and nowhere else unless the user exposes it (RFC 8252, section 7.3). Raises
 * `port-in-use` with the ports that were tried, `loopback-missing`, and `setting-invalid` for an exposed address that
 * this machine does not have.
 */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const wanted = new URL(options.redirectUri)
  const bound = await bindFirst(wanted, options)
  const redirectUri = withPort(options.redirectUri, portOf(bound))
  const reception = createReception(wanted, portOf(bound), options)
  const { start } = reception
  for (const { server, connections } of bound) {
    if (options.tls === undefined) glanceInCrowds(server, connections, glanceOf(reception))
    receiveOddities(server, reception)
    server.on('request', (request, response) =>
      void receiveRequest(reception, request, response).catch(() => response.destroy()))
  }
  return {
    redirectUri,
    startAddress: `${new URL(redirectUri).origin}${start.path}`,
    leadTo: url => start.leadTo(url),
    close: async () => {
      await Promise.all(bound.map(closeServer))
    },
  }
}

function createReception(wanted: URL, port: number, options: ListenerOptions): Reception {
  const { responseMode, users = [], besides = [], waitSeconds = 300, random = randomBytes } = options
  const scheme = wanted.protocol === 'https:' ? 'https' : 'http'
  const door: Door = {
    hosts: hostsOf(wanted, port), scheme, path: wanted.pathname, responseMode,
    isExposed: exposedAmong(besides).length > 0,
  }
  const start = createStartAddress(random, {
    path: wanted.pathname.includes(';') ? '/' : wanted.pathname, secure: scheme === 'https', seconds: waitSeconds,
  })
  const { receive, isOurs, ignore, intrude, over, strange } = options
  return { door, start, users, returns: new Map(), receive, isOurs, ignore, intrude, over, strange }
}

/** A browser leaves the scheme's own port out. */
function hostsOf({ protocol, hostname }: URL, port: number): string[] {
  return port === defaultPort(protocol) ? [`${hostname}:${port}`, hostname] : [`${hostname}:${port}`]
}

async function bindFirst(wanted: URL, options: ListenerOptions): Promise<Bound[]> {
  const { ports, addresses = addressesOfLoopback(wanted.hostname), besides = [], tls } = options
  const candidates = ports.length > 0 ? ports : [portMeant(wanted)]
  let unbound: Unbound = { errno: '', host: '' }
  for (const port of candidates) {
    const bound = await bindAll({ addresses: withListenAddresses(addresses, besides), needed: besides, port, tls })
    if (Array.isArray(bound)) return bound
    unbound = bound
  }
  const { errno: reason, host } = unbound
  const isNamed = besides.includes(host)
  if (isAbsent(reason)) throw isNamed ? notOurs(host) : absence(wanted)
  throw new Failure('port-in-use', { ports: candidates, host: isNamed ? host : wanted.hostname, reason })
}

/** The network that was meant is not this machine's, or not up. */
function notOurs(value: string): Failure {
  return new Failure('setting-invalid', {
    setting: '--listen', value, expected: describeBy('own-address', ...ownAddresses()),
  })
}

/** What this machine has instead, and the redirect URI at which it could listen. */
function absence(wanted: URL): Failure {
  const has = loopbackAddresses()
  const [instead] = has.filter(address => address === '::1' || address.startsWith('127.'))
  const host = instead?.includes(':') ? `[${instead}]` : instead
  const port = wanted.port === '' ? '' : `:${wanted.port}`
  return new Failure('loopback-missing', {
    host: wanted.hostname, has,
    ...host === undefined ? {} : { other: `${wanted.protocol}//${host}${port}${wanted.pathname}` },
  })
}
