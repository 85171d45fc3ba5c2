import { isUnanswered } from '../codes/failure.ts'
import { createEventReader, readEvents } from './event-stream.ts'
import { ownHeaders, type Client } from './post.ts'
import { isEventStream } from './reply.ts'

/**
 * Statuses with which a server of the transport of 2024-11-05 may answer a POST (MCP 2026-07-28,
 * basic/transports/streamable-http, "HTTP+SSE Transport").
 */
const telling = new Set([400, 404, 405])

/**
 * Tells whether a server that refused a POST speaks the transport of 2024-11-05, HTTP+SSE: a GET opens a stream whose
 * first event is `endpoint`. Gives where that event leads, as it came.
 */
export async function findOldTransport(
  { send, url, authorization }: Client, status: number,
): Promise<string | undefined> {
  if (!telling.has(status)) return undefined
  const until = () => {
    const read = createEventReader()
    return (piece: string) => read(piece).length > 0
  }
  try {
    const answer = await send({
      purpose: 'mcp', method: 'GET', url, headers: { ...ownHeaders(authorization), accept: 'text/event-stream' }, until,
    })
    const [first] = answer.status === 200 && isEventStream(answer) ? readEvents(answer.body) : []
    return first?.name === 'endpoint' ? first.data : undefined
  } catch (error) {
    // A stream without a word is a stream of the newer transport.
    if (isUnanswered(error)) return undefined
    throw error
  }
}
