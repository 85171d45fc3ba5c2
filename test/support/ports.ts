import { randomInt } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import type { Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'

/** A port that is free now, on both loopback addresses, from below those that the system gives out by itself. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000)
    const taken = [await occupy(port, '127.0.0.1'), hasIpv6() ? await occupy(port, '::1') : undefined]
    await Promise.all(taken.map(async server => server && release(server)))
    if (taken[0] && (taken[1] ?? !hasIpv6())) return port
  }
}

/** Listens there and answers nobody; nothing where it can't. */
export async function occupy(port: number, host: string): Promise<Server | undefined> {
  const server = createServer(socket => socket.destroy())
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined)).listen({ port, host, exclusive: true }, () => resolve(server))
  })
}

/** Gives a port back, with every connection to it. */
export async function release(server: Server | HttpServer): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}

/** Opens a server on a free loopback port and gives its origin. */
export async function listen(server: HttpServer): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export function hasIpv6(): boolean {
  return Object.values(networkInterfaces()).flat().some(address => address?.address === '::1')
}
