import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { judgeSender, pathOf } from './door.ts'
import { refuse, type Reception } from './reception.ts'

/**
 * Hears of the requests that Node would answer or drop by itself: no browser tab sends such a one, and whoever looks
 * for a cause is told of it.
 */
export function receiveOddities(server: Server, reception: Reception): void {
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    socket.destroy()
    const reason = judgeSender(reception.door, request)?.reason ?? 'wrong-method'
    reception.ignore({ reason, way: 'listener', path: pathOf(request) })
  })
  // Its server answers it with 431, and knows no address of it.
  server.on('clientError', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'HPE_HEADER_OVERFLOW') reception.ignore({ reason: 'head-too-large', way: 'listener' })
  })
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    refuse(
      reception, request, response, judgeSender(reception.door, request) ?? { status: 417, reason: 'not-a-navigation' },
    )
  })
}
