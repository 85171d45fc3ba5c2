import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os'
import type { Duplex } from 'node:stream'
import { limitConnections, type Connections } from './connections.ts'

/** A server that listens, with every connection that it has. */
export interface Bound {
  server: Server
  connections: Connections
}

/** Where to bind: addresses, all of them on the same port, and what TLS is spoken with, if any. */
export interface Place {
  /** An address of them that this machine does not have is left out. */
  addresses: readonly string[]
  /** Those of them that must be there. */
  needed: readonly string[]
  port: number
  tls: TlsIdentity | undefined
}

/** A certificate with its key, both PEM. */
export interface TlsIdentity {
  certificate: string
  key: string
}

/** Why nothing was bound: the system's error code, and the address. */
export interface Unbound {
  errno: string
  host: string
}

/**
 * Binds one server for each address, all on the same port: for `localhost` both 127.0.0.1 and [::1], so that nobody
 * else can take the other one and receive the code (RFC 8252, section 8.3). Gives what is in the way where it can't be
 * done.
 */
export async function bindAll({ addresses, needed, port, tls }: Place): Promise<Bound[] | Unbound> {
  const bound: Bound[] = []
  let absent: Unbound = { errno: 'EADDRNOTAVAIL', host: addresses[0] ?? '' }
  for (const host of addresses) {
    const made = makeServer(tls)
    const errno = await bind(made.server, host, bound.length > 0 ? portOf(bound) : port)
    if (errno === undefined) bound.push(made)
    else if (isAbsent(errno) && !needed.includes(host)) absent = { errno, host }
    else {
      await Promise.all(bound.map(closeServer))
      return { errno, host }
    }
  }
  return bound.length > 0 ? bound : absent
}

/** The port on which these servers listen. */
export function portOf(bound: Bound[]): number {
  return (bound[0]?.server.address() as AddressInfo).port
}

/** Stops listening and drops every connection at once, also half-open ones. */
export async function closeServer({ server, connections }: Bound): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    for (const connection of connections.all) connection.destroy()
  })
}

/** An address that this machine does not have, as without IPv6 or without IPv4, is one where nobody is to be feared. */
export function isAbsent(error: string): boolean {
  return error === 'EADDRNOTAVAIL' || error === 'EAFNOSUPPORT'
}

/** The loopback addresses that this machine has: often 127.0.0.1 and ::1, sometimes one of them. */
export function loopbackAddresses(): string[] {
  return interfaces().filter(({ internal }) => internal).map(({ address }) => address)
}

/** Every address that this machine has, but for those that mean something only together with an interface. */
export function ownAddresses(): string[] {
  return interfaces().map(({ address }) => address).filter(address => !address.startsWith('fe80:'))
}

function interfaces(): NetworkInterfaceInfo[] {
  return Object.values(networkInterfaces()).flatMap(addresses => addresses ?? [])
}

/** Milliseconds after which someone who only holds a connection loses it. */
const limits = {
  headersTimeout: 3000, requestTimeout: 5000, connectionsCheckingInterval: 500, maxHeaderSize: 32_768, keepAlive: false,
  // The door judges it, and whoever looks for a cause is told.
  requireHostHeader: false,
}

function makeServer(tls: TlsIdentity | undefined): Bound {
  const server = tls
    ? createTlsServer({ ...limits, handshakeTimeout: 3000, cert: tls.certificate, key: tls.key })
    : createServer(limits)
  const connections = limitConnections(server)
  server.on('clientError', refuseRequest)
  return { server, connections }
}

/**
 * Answers to what never became a request: too long an address (RFC 6585, section 5), or too slow a body. Whatever else
 * gets none.
 */
const lastWords: Record<string, string | undefined> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large', ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

function refuseRequest({ code = '' }: NodeJS.ErrnoException, socket: Duplex): void {
  const status = lastWords[code]
  if (status !== undefined && socket.writable) socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
  )
  else socket.destroy()
}

async function bind(server: Server, host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      if (/EADDRINUSE|EACCES|EADDRNOTAVAIL|EAFNOSUPPORT/.test(error.code ?? '')) resolve(error.code)
      else reject(error)
    }
    server.once('error', fail)
    // A burst that the queue can't hold would make a browser wait for a second before it tries again.
    server.listen({ host, port, exclusive: true, backlog: 4096 }, () => {
      server.off('error', fail)
      server.on('error', () => undefined)
      resolve(undefined)
    })
  })
}
