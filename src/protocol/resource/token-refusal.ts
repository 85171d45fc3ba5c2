import { Failure } from '../../codes/failure.ts'
import { challengedError } from '../answer/refusal.ts'
import { isObject, parseJson } from '../answer/json.ts'
import type { WireResponse } from '../../wire.ts'

/** A refusal is short: no more of a body is looked at. */
const mostCharacters = 8192

/** How an error speaks of a token; a JSON-RPC code does not tell, since -32001 stands for other things too. */
const sayings = new RegExp([
  'invalid[_ -]?token', String.raw`token(?: \w+){0,2} (?:expired|invalid|revoked)`,
  String.raw`(?:expired|invalid)(?: \w+)? token`,
  'unauthori[sz]ed', 'unauthenticated', 'not authenticated', 'authentication (?:required|failed)',
].join('|'), 'i')

/**
 * Tells whether a resource refuses the token by what its answer says, whatever the status is: an OAuth error
 * `invalid_token`, a text under `error`, or a JSON-RPC error, in such words. It should be a 401 with a challenge (RFC
 * 6750, section 3.1); real servers answer 200, 400 and 403. A 401 is one by its status alone.
 */
export function refusesToken(answer: WireResponse): boolean {
  const { status, body } = answer
  if (status === 401) return true
  if (status >= 300 && status !== 400 && status !== 403) return false
  if (['bearer', 'dpop'].some(scheme => challengedError(answer, scheme) === 'insufficient_scope')) return false
  const messages = body.length <= mostCharacters ? messagesIn(body) : []
  // Beside a result, an error in a stream is about something else.
  return messages.some(saysSo) && !messages.some(message => isObject(message) && isObject(message['result']))
}

/** Tells whether a resource's refusal is about the token itself, so that a new one of the same scope may help. */
export function isTokenRefusal(error: unknown): error is Failure {
  if (!(error instanceof Failure) || error.code !== 'resource-refused') return false
  const { about_token: isAboutToken, provider } = error.details
  return isAboutToken === true && (provider as { error?: unknown } | undefined)?.error !== 'insufficient_scope'
}

/** A body as JSON, or as events that hold some. */
function messagesIn(body: string): unknown[] {
  const whole = parseJson(body)
  return whole === undefined ? [...body.matchAll(/^data: ?(.+)$/gm)].map(([, data = '']) => parseJson(data)) : [whole]
}

function saysSo(message: unknown): boolean {
  if (!isObject(message)) return false
  const { error, jsonrpc } = message
  if (typeof error === 'string') return sayings.test(error)
  return jsonrpc !== undefined
    && isObject(error)
    && sayings.test([error['message'], JSON.stringify(error['data'] ?? '')].join(' '))
}
