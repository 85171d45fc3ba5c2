import { connect as openSocket, type Socket } from 'node:net'

type Undici = typeof import('undici')
export type Connector = ReturnType<Undici['buildConnector']>
type Target = Parameters<Connector>[0]

/** What connects to hosts, and takes back what a host has not received yet. */
export interface Connections {
  connect: Connector
  /** A connection that stands already is the one to this target from now on. */
  keep: (target: Target, socket: Socket) => void
  /**
   * Resets the connection to an origin. If it only ended, the system would go on to deliver what was sent: the refresh
   * token of a request that was given up would arrive once the cable is back, when another process has used it.
   */
  reset: (origin: string) => void
}

/** Makes connections on TCP sockets of our own: a connection of TLS can't be reset by itself. */
export function createConnections(
  { buildConnector }: Undici, options: Parameters<Undici['buildConnector']>[0],
): Connections {
  const connect = buildConnector(options)
  const sockets = new Map<string, Socket>()
  const keep: Connections['keep'] = (target, socket) => void sockets.set(originOf(target), socket)
  const connectTls: Connector = (target, callback) => {
    const httpSocket = target.httpSocket ?? openSocket({ host: target.hostname, port: Number(target.port) || 443 })
    keep(target, httpSocket)
    connect({ ...target, httpSocket }, endingByAlert(callback))
  }
  return {
    keep,
    connect: (target, callback) => target.protocol === 'https:'
      ? connectTls(target, callback)
      : connect(target, (...outcome) => {
          if (outcome[1]) keep(target, outcome[1])
          callback(...outcome)
        }),
    reset: (origin) => {
      const socket = sockets.get(origin)
      // Within the TLS of a proxy there is no socket to reset.
      if (socket && !('encrypted' in socket)) socket.resetAndDestroy()
    },
  }
}

function originOf({ protocol, host, hostname }: Target): string {
  return new URL(`${protocol}//${host ?? hostname}`).origin
}

/**
 * In TLS 1.3 the server judges the client's certificate when the connection stands already: its alert comes as an
 * error of the socket, and the end of the connection right behind it. undici keeps what comes last, so the alert ends
 * the connection here.
 */
function endingByAlert(callback: Parameters<Connector>[1]): Parameters<Connector>[1] {
  return (...outcome) => {
    const [, socket] = outcome
    socket?.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code?.startsWith('ERR_SSL_')) socket.destroy(error)
    })
    callback(...outcome)
  }
}
