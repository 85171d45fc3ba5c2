import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/**
 * Binds one server for each loopback address that the host name means, all on the same port: for `localhost` both 127.0.0.1 and [::1], so
 * that nobody else can take the other one and receive the code (RFC 8252, section 8.3). Gives the system's
 * error code where it can't be done.
 */
export async function bindLoopback(hostname: string, port: number): Promise<Server[] | string> {
  const servers: Server[] = []
  for (const host of addressesOf(hostname)) {
    const server = makeServer()
    const error = await bind(server, host, servers.length > 0 ? portOf(servers) : port)
    if (error === undefined) servers.push(server)
    else if (servers.length === 0 || !isWithoutIpv6(error)) {
      await Promise.all(servers.map(closeServer))
      return error
    }
  }
  return servers
}

/** The port on which these servers listen. */
export function portOf(servers: Server[]): number {
  return (servers[0]?.address() as AddressInfo).port
}

/** Stops listening and drops every connection at once, also half-open ones. */
export async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function addressesOf(hostname: string): string[] {
  return hostname === 'localhost' ? ['127.0.0.1', '::1'] : [hostname.replace(/^\[|\]$/g, '')]
}

/** A machine that has no IPv6 has nobody on it to fear. */
function isWithoutIpv6(error: string): boolean {
  return error === 'EADDRNOTAVAIL' || error === 'EAFNOSUPPORT'
}

function makeServer(): Server {
  const server = createServer({
    headersTimeout: 3000, requestTimeout: 5000, connectionsCheckingInterval: 500, maxHeaderSize: 32_768, keepAlive: false,
  })
  limitConnections(server)
  server.on('clientError', refuseRequest)
  server.on('connect', (_request, socket) => socket.destroy())
  return server
}

/** Answers to what never became a request: too long an address (RFC 6585, section 5), or too slow a body. Whatever else gets none. */
const lastWords: Record<string, string | undefined> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large', ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

function refuseRequest({ code = '' }: NodeJS.ErrnoException, socket: Duplex): void {
  const status = lastWords[code]
  if (status !== undefined && socket.writable) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
  else socket.destroy()
}

/** Connections served at a time. */
const mostConnections = 16

/**
 * Drops the oldest connection that has not sent a request when there are too many, rather than refusing the newest: the newest may be the
 * user's browser, while someone who only holds connections gets nothing out of them.
 */
function limitConnections(server: Server): void {
  const idle = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    idle.add(socket)
    socket.once('close', () => idle.delete(socket))
    const [oldest] = idle
    if (idle.size > mostConnections) oldest?.destroy()
  })
  server.on('request', ({ socket }) => idle.delete(socket))
}

async function bind(server: Server, host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      if (/EADDRINUSE|EACCES|EADDRNOTAVAIL|EAFNOSUPPORT/.test(error.code ?? '')) resolve(error.code)
      else reject(error)
    }
    server.once('error', fail)
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', fail)
      server.on('error', () => undefined)
      resolve(undefined)
    })
  })
}
