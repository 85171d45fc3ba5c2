import { Agent, type ClientRequestArgs } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { connect, isIP, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'

/** Gives a connection to the host of a request, on which nothing was said yet. */
export type Open = (target: ClientRequestArgs) => Promise<Socket>

/** The client's TLS material in PEM. */
export interface TlsMaterial {
  ca?: string | undefined
  certificate?: string | undefined
  key?: string | undefined
}

/**
 * One connection a host, which rests while the user signs in (in milliseconds), but not longer than the server says
 * that it may.
 */
const settings = { keepAlive: true, keepAliveMsecs: 60_000, maxSockets: 1, timeout: 120_000 }

/** What a connection of TLS stands on. */
const beneath = new WeakMap<Socket, Socket>()

/** The socket that can be reset: a connection of TLS can't, but what it stands on can. */
export function socketBeneath(socket: Socket): Socket {
  return beneath.get(socket) ?? socket
}

/** Makes what keeps connections for `http:` or `https:`, on those of TCP that `open` gives. */
export function createAgent(protocol: string, { ca, certificate, key }: TlsMaterial, open: Open): Agent {
  if (protocol !== 'https:') return connectingBy(open, new Agent(settings))
  const shown = certificate && key ? { cert: certificate, key } : {}
  const agent = new SecureAgent({ ...settings, ALPNProtocols: ['http/1.1'], ...ca ? { ca } : {}, ...shown })
  return connectingBy(speakTlsOn(open, agent.createConnection.bind(agent)), agent)
}

function connectingBy(open: Open, agent: Agent): Agent {
  agent.createConnection = (target, callback) => {
    open(target).then(
      // Between two requests nobody else listens, and the next request finds out by itself.
      socket => callback?.(null, socket.on('error', () => undefined).ref()),
      // Node's type has no way to say that there is an error and no socket.
      (error: unknown) => callback?.(error as Error, undefined as never),
    )
    return undefined
  }
  return agent
}

/** A connection of TCP; before it has a request, it does not keep the program from ending. */
export const openTcp: Open = async ({ host, port }) => new Promise((resolve, reject) => {
  const socket = connect({ host: host ?? '', port: Number(port) }).unref()
  socket.once('error', reject).once('connect', () => resolve(socket))
})

/**
 * TLS on TCP sockets of our own, with the sessions that the agent keeps. Nothing is written before it is secure: what
 * the server says against the certificate would be lost behind the error of what could not be sent.
 */
function speakTlsOn(open: Open, speak: SecureAgent['createConnection']): Open {
  return async (target) => {
    const socket = await open(target)
    const servername = isIP(target.host ?? '') === 0 ? target.host ?? '' : ''
    const secure = speak({ ...target, servername, socket } as typeof target) as TLSSocket
    beneath.set(secure, socket)
    return new Promise((resolve, reject) => {
      secure.once('error', reject).once('secureConnect', () => resolve(secure))
    })
  }
}
