import { Failure } from '../codes/failure.ts'
import type { JsonObject } from '../protocol/answer/json.ts'
import { methodNotFound } from './reply.ts'

/** Requests of a server that are answered while one of ours is open, at most. */
const mostAnswered = 100

/** Answers what a server asks for itself while it works on a request. */
export interface Answering {
  /** Hears each message of the server, and sends what it wants to hear, without waiting for it. */
  hear: (message: JsonObject, headers: Record<string, string>) => void
  /**
   * Sends nothing more, and waits for what is under way. Whether that arrives says nothing: our own request tells how
   * the server is.
   */
  finish: () => Promise<void>
}

/**
 * Answers the requests of a server: a ping by an empty result, at once (MCP 2025-11-25, basic/utilities/ping), and
 * whatever else it asks for by the error of JSON-RPC for a method that is not there: no capability was declared. `send`
 * gets the message, and the header fields of the answer in which the request came.
 */
export function openAnswering(
  send: (message: JsonObject, headers: Record<string, string>) => Promise<unknown>,
): Answering {
  let [count, isOver, bug] = [0, false, undefined as unknown]
  // One after the other: a server that asks a hundred times at once gets no hundred connections.
  let queue = Promise.resolve()
  return {
    hear: (message, headers) => {
      const answer = answerTo(message)
      if (answer === undefined || (count += 1) > mostAnswered) return
      queue = queue.then(async () => {
        if (!isOver) await send(answer, headers)
      }).catch((error: unknown) => {
        if (!(error instanceof Failure)) bug = error
      })
    },
    finish: async () => {
      isOver = true
      await queue
      if (bug !== undefined) throw bug as Error
    },
  }
}

/** A request has a method and an id, which is a string or a number (JSON-RPC 2.0, section 4; MCP, basic). */
function answerTo({ id, method }: JsonObject): JsonObject | undefined {
  // A number beyond all that can be kept would go back as null.
  if (typeof method !== 'string' || !(typeof id === 'string' || Number.isFinite(id))) return undefined
  return {
    jsonrpc: '2.0', id,
    ...method === 'ping' ? { result: {} } : { error: { code: methodNotFound, message: 'Method not found' } },
  }
}
