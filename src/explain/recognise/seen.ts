import type { Seen, SeenKind, SeenRequest, SeenResponse } from '../record.ts'
import { documentOf } from './documents.ts'
import { kindOfRequest, stepOf } from './kinds.ts'
import { kindByAnswer, kindOfResponse } from './kinds-of-answers.ts'
import { toRequest, type RawRequest } from './request.ts'
import { toResponse, type RawResponse } from './response.ts'

/** A message as an input has it. */
export interface RawMessage {
  request?: RawRequest | undefined
  response?: RawResponse | undefined
  failure?: string | undefined
  at?: number | undefined
  place?: string | undefined
  via?: Seen['via']
}

const kinds = { metadata: 'metadata-request', keys: 'keys-request' } as const

/**
 * Tells by the request alone whether a message is one of the protocol's: most of a recording is not, and its answers
 * need not be read for that.
 */
export function isOfProtocol({ request }: RawMessage): boolean {
  return request !== undefined && kindOfRequest(toRequest(request)) !== 'other'
}

/** Makes a message of what stands in the input, and tells what it is. */
export function toSeen({ request, response, failure, at, place, via }: RawMessage): Seen {
  const asked = request && toRequest(request)
  const answered = response && toResponse(response)
  const kind = kindOf(asked, answered)
  return {
    kind, step: stepOf(kind), at, request: asked, response: answered, ...failure === undefined ? {} : { failure },
    place, ...via && { via },
  }
}

function kindOf(asked: SeenRequest | undefined, answered: SeenResponse | undefined): SeenKind {
  const published = answered?.members && documentOf(answered.members)
  if (published && published.kind !== 'claims') return kinds[published.kind]
  if (asked) return (answered && kindByAnswer(answered)) ?? kindOfRequest(asked)
  return answered ? kindOfResponse(answered) : 'other'
}

/** How many characters a message has. */
export function sizeOf({ request, response }: RawMessage): number {
  const fields = [...request?.headers ?? [], ...request?.form ?? [], ...response?.headers ?? []]
  const texts = [request?.url, request?.body, response?.body, ...fields.flat()]
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0)
}
