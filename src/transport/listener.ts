import type { IncomingMessage, ServerResponse } from 'node:http'
import { Failure } from '../failure.ts'
import { addressesOfLoopback } from '../loopback.ts'
import { createArrivals, type Arrivals } from './arrivals.ts'
import { bindLoopback, closeServer, isAbsent, loopbackAddresses, portOf, type Bound, type TlsIdentity } from './bind.ts'
import { receiveRequest, type CallbackRequest, type Door, type TabPage } from './callback-request.ts'

/** Waits at the redirect URI for the browser to come back. */
export interface Listener {
  /** The redirect URI with the port that is really listened on. */
  redirectUri: string
  /** The requests in the order in which they came, also those that came before anyone asked; ends by raising the signal's reason. */
  requests(signal: AbortSignal): AsyncIterable<CallbackRequest>
  close(): Promise<void>
}

/** Where to listen: a redirect URI that means this machine, and ports to try in order instead of the URI's own (0 = any free one). */
export interface ListenerOptions {
  redirectUri: string
  ports: readonly number[]
  responseMode: 'query' | 'form_post'
  /** The loopback addresses that the redirect URI's name means, where it is none of `localhost`, 127.0.0.1 and [::1]. */
  addresses?: readonly string[] | undefined
  /** What an https redirect URI is answered with. */
  tls?: TlsIdentity | undefined
  /** What a request gets that comes when nobody waits any more: the same address opened twice, a reload. */
  latePage: TabPage
}

/** Opens the listener on loopback and nowhere else (RFC 8252, section 7.3). Raises `port-in-use` with the ports that were tried. */
export async function openListener(options: ListenerOptions, arrivals: Arrivals = createLateArrivals(options.latePage)): Promise<Listener> {
  const { redirectUri, responseMode, latePage } = options
  const wanted = new URL(redirectUri)
  const bound = await bindFirst(wanted, options)
  const port = portOf(bound)
  const door: Door = { hosts: hostsOf(wanted, port), path: wanted.pathname, responseMode }
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const received = await receiveRequest(door, request, response)
    if (!arrivals.add(received)) await received.answer(latePage)
  }
  for (const { server } of bound) server.on('request', (request, response) => void handle(request, response).catch(() => response.destroy()))
  return {
    redirectUri: withPort(redirectUri, port),
    requests: signal => arrivals.take(signal),
    close: async () => {
      await Promise.all(bound.map(closeServer))
    },
  }
}

/** A queue of requests; whoever is still in it when nobody waits any more gets this page. */
export function createLateArrivals(latePage: TabPage): Arrivals {
  return createArrivals(request => void request.answer(latePage))
}

/** A browser leaves the scheme's own port out. */
function hostsOf({ protocol, hostname }: URL, port: number): string[] {
  return port === defaultPort(protocol) ? [`${hostname}:${port}`, hostname] : [`${hostname}:${port}`]
}

function defaultPort(protocol: string): number {
  return protocol === 'https:' ? 443 : 80
}

async function bindFirst(wanted: URL, { ports, addresses, tls }: ListenerOptions): Promise<Bound[]> {
  const candidates = ports.length > 0 ? ports : [Number(wanted.port || defaultPort(wanted.protocol))]
  let reason = ''
  for (const port of candidates) {
    const bound = await bindLoopback({ addresses: addresses ?? addressesOfLoopback(wanted.hostname), port, tls })
    if (typeof bound !== 'string') return bound
    reason = bound
  }
  if (isAbsent(reason)) throw absence(wanted)
  throw new Failure('port-in-use', { ports: candidates, host: wanted.hostname, reason })
}

/** What this machine has instead, and the redirect URI at which it could listen. */
function absence(wanted: URL): Failure {
  const has = loopbackAddresses()
  const [instead] = has.filter(address => address === '::1' || address.startsWith('127.'))
  const host = instead?.includes(':') ? `[${instead}]` : instead
  const port = wanted.port === '' ? '' : `:${wanted.port}`
  return new Failure('loopback-missing', { host: wanted.hostname, has, ...host === undefined ? {} : { other: `${wanted.protocol}//${host}${port}${wanted.pathname}` } })
}

/** The redirect URI as the user wrote it, but for the port: providers compare it character by character. */
export function withPort(redirectUri: string, port: number): string {
  const { protocol, port: written } = new URL(redirectUri)
  if (Number(written || defaultPort(protocol)) === port) return redirectUri
  return redirectUri.replace(/^(https?:\/\/(?:\[[^\]]*\]|[^/:?#]+))(?::\d*)?/i, `$1:${port}`)
}
