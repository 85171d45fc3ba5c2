import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Failure } from '../failure.ts'
import { createArrivals } from './arrivals.ts'
import { bindLoopback, closeServer, portOf } from './bind.ts'
import { receiveRequest, type CallbackRequest, type Door, type TabPage } from './callback-request.ts'

/** Waits at the redirect URI for the browser to come back. */
export interface Listener {
  /** The redirect URI with the port that is really listened on. */
  redirectUri: string
  /** The requests in the order in which they came, also those that came before anyone asked; ends by raising the signal's reason. */
  requests(signal: AbortSignal): AsyncIterable<CallbackRequest>
  close(): Promise<void>
}

/** Where to listen: a loopback redirect URI, and ports to try in order instead of the URI's own (0 = any free one). */
export interface ListenerOptions {
  redirectUri: string
  ports: readonly number[]
  responseMode: 'query' | 'form_post'
  /** What a request gets that comes when nobody waits any more: the same address opened twice, a reload. */
  latePage: TabPage
}

/** Opens the listener on loopback and nowhere else (RFC 8252, section 7.3). Raises `port-in-use` with the ports that were tried. */
export async function openListener({ redirectUri, ports, responseMode, latePage }: ListenerOptions): Promise<Listener> {
  const wanted = new URL(redirectUri)
  const servers = await bindFirst(wanted, ports)
  const port = portOf(servers)
  const door: Door = { hosts: port === 80 ? [`${wanted.hostname}:80`, wanted.hostname] : [`${wanted.hostname}:${port}`], path: wanted.pathname, responseMode }
  const arrivals = createArrivals(request => void request.answer(latePage))
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const received = await receiveRequest(door, request, response)
    if (!arrivals.add(received)) await received.answer(latePage)
  }
  for (const server of servers) server.on('request', (request, response) => void handle(request, response).catch(() => response.destroy()))
  return {
    redirectUri: withPort(redirectUri, wanted, port),
    requests: signal => arrivals.take(signal),
    close: async () => {
      await Promise.all(servers.map(closeServer))
    },
  }
}

async function bindFirst(wanted: URL, ports: readonly number[]): Promise<Server[]> {
  const candidates = ports.length > 0 ? ports : [Number(wanted.port || 80)]
  let reason = ''
  for (const port of candidates) {
    const bound = await bindLoopback(wanted.hostname, port)
    if (typeof bound !== 'string') return bound
    reason = bound
  }
  throw new Failure('port-in-use', { ports: candidates, host: wanted.hostname, reason })
}

/** The redirect URI as the user wrote it, but for the port: providers compare it character by character. */
function withPort(redirectUri: string, wanted: URL, port: number): string {
  if ((wanted.port || '80') === String(port)) return redirectUri
  return redirectUri.replace(/^(http:\/\/(?:\[[^\]]*\]|[^/:?#]+))(?::\d*)?/i, `$1:${port}`)
}
