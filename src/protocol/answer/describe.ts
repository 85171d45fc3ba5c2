import { cutText, limits } from '../../limits.ts'
import { Failure } from '../../codes/failure.ts'
import type { WireResponse } from '../../wire.ts'
import { decodeAnswer } from './decode.ts'
import { isObject, nestsTooDeep, parseJson, parseJsonObject } from './json.ts'
import { kindOf, type JsonKind } from './kind.ts'
import { findObstacle } from './obstacle.ts'
import { titleOf } from './xml.ts'

/**
 * Why an answer is of no use: one sentence each. `broken-json`: it begins as JSON does; `incomplete`: it is a JSON
 * object, but lacks what was asked for; `member`: a member has another type; `other-id`: it answers another
 * request of JSON-RPC; `stream-ended`: a stream of JSON ended without the answer; `jwt`: it is one, and is labelled
 * otherwise; `not-jwt`: the reverse; `not-credentials`: it is not the XML of a security token service; `ended`: its
 * credentials are over by this machine's clock.
 */
export type AnswerFault = 'empty' | 'charset' | 'not-json' | 'broken-json' | 'not-object' | 'too-deep' | 'status'
  | 'incomplete' | 'member' | 'other-id' | 'stream-ended' | 'jwt' | 'not-jwt' | 'not-credentials' | 'ended'

/** The JSON object of an answer; raises `unreadable-answer` with the facts about it. */
export function readJsonObject(response: WireResponse, url: string): Record<string, unknown> {
  const value = parseJsonObject(response.body)
  if (!value) throw new Failure('unreadable-answer', describeAnswer(response, url))
  return value
}

/**
 * Facts about an answer that was not understood: `{url, status, content_type, fault, kind?, charset?, title?,
 * obstacle?}`.
 */
export function describeAnswer(response: WireResponse, url: string): Record<string, unknown> {
  const status = response.cameAs ?? response.status
  const title = titleOf(response.body)
  const obstacle = findObstacle(response)
  return {
    url, status, content_type: cutText(response.headers['content-type'] ?? '', limits.contentType),
    ...findFault(response, status),
    ...title === undefined ? {} : { title: cutText(title, limits.title) },
    ...obstacle === undefined ? {} : { obstacle },
  }
}

/**
 * An answer in which a member is not what it must be: `unreadable-answer` that names it, what it is and what it must
 * be.
 */
export function wrongMember(
  response: WireResponse, url: string, member: string, value: unknown, wanted: JsonKind | 'printable' | 'time',
): Failure {
  return new Failure('unreadable-answer', {
    ...describeAnswer(response, url), fault: 'member' satisfies AnswerFault, member,
    kind: value === '' ? 'empty' : kindOf(value), wanted,
  })
}

function findFault(
  { body, bytes, headers, oddities = [] }: WireResponse, status: number,
): { fault: AnswerFault, kind?: string, charset?: unknown } {
  if (body.trim() === '' && !bytes?.length) return { fault: [200, 204].includes(status) ? 'empty' : 'status' }
  if (/^\s{0,100}[[{]/.test(body) && nestsTooDeep(body)) return { fault: 'too-deep' }
  const { value } = decodeAnswer(body)
  const charset
    = oddities.find(({ code }) => code === 'charset-unknown' || code === 'charset-wrong')?.details['charset']
  if (isJwt(typeof value === 'string' ? value : body) && !isLabelledJwt(headers)) return { fault: 'jwt' }
  if (value === undefined && charset === undefined && isLabelledJwt(headers)) return { fault: 'not-jwt' }
  if (value === undefined && charset === undefined)
    return { fault: /^\s{0,100}[[{]/.test(body) ? 'broken-json' : 'not-json' }
  if (value === undefined) return { fault: 'charset', charset }
  if (!isObject(value)) return { fault: 'not-object', kind: kindOf(value) }
  if (status !== 200) return { fault: 'status' }
  return { fault: parseJson(body) === undefined ? 'not-json' : 'incomplete' }
}

/** Tells whether a text has the form of a JWT: signed, or encrypted (RFC 7515, section 7.1; RFC 7516, section 7.1). */
function isJwt(text: string): boolean {
  return /^eyJ[\w-]+\.[\w-]*\.[\w-]*(?:\.[\w-]+\.[\w-]*)?$/.test(text.trim())
}

/** Tells whether an answer is labelled as a JWT: `application/jwt`, or a type of its own that ends in `+jwt`. */
function isLabelledJwt(headers: WireResponse['headers']): boolean {
  return /^application\/(?:[\w.-]+\+)?jwt\b/i.test(headers['content-type'] ?? '')
}
