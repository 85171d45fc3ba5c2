import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

/** Connections that may say nothing: that many at any age, and that many at all. */
const mostSilent = 16
const mostNew = 1024

/** Milliseconds for which a connection is new: a browser may take that long to send its request. */
const newFor = 100

/**
 * Connections that came in one turn of the event loop; once the turn after it is over, all that they had sent by then
 * was read.
 */
interface Batch { read: boolean }

/** The connections of a server, as they come and go. */
export interface Connections {
  all: ReadonlySet<Socket>
  /** Something has come from there. */
  heard: (socket: Socket) => void
}

interface Silent { socket: Socket, since: number, batch: Batch }

/**
 * Drops the oldest connections that have sent nothing when there are too many, rather than refusing the newest: the
 * newest may be the user's browser, while someone who only holds connections gets nothing out of them. None is dropped
 * before what it has already sent could be read: a burst of connections is accepted at once, each with its request.
 */
export function limitConnections(server: Server): Connections {
  const all = new Set<Socket>()
  const silent = new Map<string, Silent>()
  const currentBatch = batches()
  server.prependListener('connection', (socket: Socket) => {
    const peer = peerOf(socket)
    all.add(socket)
    silent.set(peer, { socket, since: performance.now(), batch: currentBatch() })
    socket.on('error', () => undefined).once('close', () => {
      all.delete(socket)
      silent.delete(peer)
    })
    dropOldest(silent)
  })
  const heard = (socket: Socket) => void silent.delete(peerOf(socket))
  for (const event of ['request', 'checkExpectation', 'connect']) server.on(event, ({ socket }: IncomingMessage) =>
    heard(socket))
  return { all, heard }
}

function batches(): () => Batch {
  let current: Batch | undefined
  return () => {
    if (current) return current
    const batch = { read: false }
    current = batch
    setImmediate(() => {
      current = undefined
      setImmediate(() => {
        batch.read = true
      })
    })
    return batch
  }
}

function dropOldest(silent: ReadonlyMap<string, Silent>): void {
  let many = silent.size
  for (const { socket, since, batch } of silent.values()) {
    if (many <= mostSilent || !batch.read || (many <= mostNew && performance.now() - since < newFor)) return
    many -= 1
    socket.destroy()
  }
}

/** With TLS, the request's socket is another object than the connection's; the peer is the same. */
function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress ?? ''} ${remotePort ?? ''}`
}

/**
 * How many connections within how many milliseconds are a crowd, and for how long after that they are expected to go
 * on.
 */
const crowd = { size: 24, within: 100, lasts: 1000 }

/** Who looks at the beginning of a request in a crowd. */
export interface Glance {
  /**
   * Tells whether a request may be the one that is waited for. It is not let in by that: the door judges it like any
   * other.
   */
  mayBring: (head: string) => boolean
  /** Hears of each that is sent away; gives the status to send it away with. */
  sendAway: (head: string) => number
}

/**
 * Looks at a request before it is parsed, while very many come: thousands cost so little then that the true one, which
 * waits among them, is looked at soon. What is no GET, not whole yet, or followed by another request, is parsed as
 * ever.
 */
export function glanceInCrowds(
  server: Server, { heard }: Pick<Connections, 'heard'>, glance: Glance, isCrowd: () => boolean = watchCrowd(),
): void {
  const [serve] = server.listeners('connection').slice(-1) as [(this: Server, socket: Socket) => void]
  server.off('connection', serve)
  server.on('connection', (socket: Socket) => {
    if (!isCrowd()) {
      serve.call(server, socket)
      return
    }
    socket.once('data', (chunk: Buffer) => {
      heard(socket)
      const head = chunk.toString('latin1')
      if (isOneGet(head) && !glance.mayBring(head)) {
        socket.end(`HTTP/1.1 ${glance.sendAway(head)} Ignored\r\ncache-control: no-store\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
        return
      }
      socket.pause().unshift(chunk)
      serve.call(server, socket)
      socket.resume()
    })
  })
}

function isOneGet(head: string): boolean {
  return head.startsWith('GET ') && head.indexOf('\r\n\r\n') === head.length - 4
}

/** Counts the connections; tells with each whether it is one of a crowd. */
function watchCrowd(): () => boolean {
  let [began, count, until] = [0, 0, 0]
  return () => {
    const now = performance.now()
    if (now - began > crowd.within) [began, count] = [now, 0]
    count += 1
    if (count > crowd.size) until = now + crowd.lasts
    return now < until
  }
}
