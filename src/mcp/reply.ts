import type { AnswerFault } from '../protocol/answer/describe.ts'
import { isObject, parseJson, type JsonObject } from '../protocol/answer/json.ts'
import type { WireResponse } from '../wire.ts'
import { createEventReader, readEvents, type StreamEvent } from './event-stream.ts'

/** An error of JSON-RPC 2.0 (section 5.1). */
export interface RpcError {
  code: number
  message: string
  data?: unknown
}

/** What a server's answer says to one request; neither `result` nor `error` where it is no JSON-RPC. */
export interface Reply {
  answer: WireResponse
  /** Where no result has the id that was sent, the id that one has. */
  ids?: { sent: number, came: unknown }
  /** What is wrong with a stream that has no answer in it, though all of it is JSON. */
  fault?: AnswerFault
  /** What stands in place of a result's object. */
  oddResult?: unknown
  result?: JsonObject
  error?: RpcError
  /** The server knows neither the session nor the one that was opened in its place. */
  hasNoSession?: true
}

/** The code of JSON-RPC 2.0 for a method that is not there (section 5.1). */
export const methodNotFound = -32601

/** UTF-16 units of other events in a stream, at most: a server may tell of its progress, but not for ever. */
export const mostOfOthers = 1024 * 1024

/**
 * Reads the answer to the request with this id out of JSON or an event stream; a batch may hold it too (MCP 2025-03-26,
 * basic/transports).
 */
export function readReply(answer: WireResponse, id: number): Reply {
  const found = isEventStream(answer) ? findInStream(answer.body, id) : findInJson(answer.body, id)
  if (found === undefined) return { answer, ...findOther(answer, id) }
  const { result, error } = found
  if (isObject(error))
    return {
      answer, error: { code: Number(error['code'] ?? 0), message: textOf(error['message']), data: error['data'] },
    }
  if (isObject(result)) return { answer, result }
  if (result !== undefined) return { answer, oddResult: result }
  return { answer, ...isEventStream(answer) && { fault: 'incomplete' } }
}

/** A result alone answers a request: what has a method asks for something itself (JSON-RPC 2.0, section 5). */
function findOther(answer: WireResponse, sent: number): Pick<Reply, 'ids' | 'fault'> {
  const isStream = isEventStream(answer)
  const texts = isStream ? readEvents(answer.body).map(({ data }) => data) : [answer.body]
  const other = texts.flatMap(messagesIn).find(({ result, method }) => isObject(result) && method === undefined)
  if (other !== undefined) return { ids: { sent, came: other['id'] } }
  const isJson = texts.every(one => parseJson(one) !== undefined)
  return isStream && isJson && answer.body !== '' ? { fault: 'stream-ended' } : {}
}

function findInStream(body: string, id: number): JsonObject | undefined {
  const search = searchFor(id)
  const events = readEvents(body)
  const found = events.map(search).find(one => one !== undefined)
  if (found === 'too-many') return undefined
  return found ?? events.flatMap(({ data }) => messagesIn(data)).find(isOfNobody)
}

/** A server that could not read the request does not know its id (JSON-RPC 2.0, section 5). */
function isOfNobody({ id, error }: JsonObject): boolean {
  return isObject(error) && (id === null || id === undefined)
}

function findInJson(body: string, id: number): JsonObject | undefined {
  const messages = messagesIn(body)
  // A server that could not read the request does not know its id.
  return messages.find(message => isAnswer(message, id)) ?? messages.find(message => isObject(message['error']))
}

/**
 * Reads a stream until the answer to this request came, or more than `mostOfOthers` beside it. `hear` gets each message
 * as soon as it is there.
 */
export function untilAnswer(id: number, hear?: (message: JsonObject) => void): (piece: string) => boolean {
  const read = createEventReader()
  const search = searchFor(id, hear)
  return piece => read(piece).some(event => search(event) !== undefined)
}

/**
 * Makes a search through events one by one, so that it does not matter in which pieces they come. It finds the answer,
 * or that too much else came before it.
 */
function searchFor(
  id: number, hear?: (message: JsonObject) => void,
): (event: StreamEvent) => JsonObject | 'too-many' | undefined {
  let others = 0
  return ({ data }) => {
    const messages = messagesIn(data)
    if (hear) messages.forEach(hear)
    const answer = messages.find(message => isAnswer(message, id))
    if (answer) return answer
    // With the name of its field and the line's end, as it came.
    others += data.length + 'data:\n'.length
    return others > mostOfOthers ? 'too-many' : undefined
  }
}

/** Tells whether a body is a stream of events, by its content type. */
export function isEventStream({ headers }: WireResponse): boolean {
  return /^\s*text\/event-stream\b/i.test(headers['content-type'] ?? '')
}

function messagesIn(text: string): JsonObject[] {
  return [parseJson(text)].flat().filter(isObject)
}

function isAnswer(message: JsonObject, id: number): boolean {
  return String(message['id']) === String(id) && message['method'] === undefined
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
