import type { RawMessage } from './seen.ts'

/** Fields that an answer has; the others that may stand alone are a request's. */
const ofAnswer = /^(?:www-authenticate|location|set-cookie|dpop-nonce|access-control-[\w-]+|retry-after)$/
const ofRequest = /^(?:authorization|cookie|dpop|origin|referer)$/

type Side = 'request' | 'response'

const most = 500

/** Header fields of one side of a message that stand one below the other, without the message's first line. */
export interface StandingFields {
  readonly side: Side
  readonly message: RawMessage
  readonly headers: (readonly [string, string])[]
}

/** Whose field it is by its name; undefined where it is none that a message of ours has. */
export function sideOfField(name: string): Side | undefined {
  return ofAnswer.test(name) ? 'response' : ofRequest.test(name) ? 'request' : undefined
}

/** A message of fields alone, as yet without any. */
export function standingFields(side: Side, place: string): StandingFields {
  const headers: StandingFields['headers'] = []
  return { side, message: { [side]: { headers }, place }, headers }
}

/** Adds one field; false where there are too many. */
export function addTo({ headers }: StandingFields, field: readonly [string, string]): boolean {
  return headers.length < most && headers.push(field) > 0
}
