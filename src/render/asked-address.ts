import { readResourceChallenge } from '../protocol/resource/challenge.ts'
import { clean } from '../text/printable.ts'
import type { WalkEvent } from '../walk/events.ts'

type Exchange = Pick<Extract<WalkEvent, { type: 'http' }>, 'request' | 'response'>

/** An exchange in one line: the status of the answer, and what was asked. */
export function askedAddress({ request, response }: Exchange): string {
  return `${response.status}  ${request.method} ${clean(request.url, 2000)}`
}

/** What a resource's challenge tells a client to go on with: where its metadata stands, and which scope it wants. */
export function challengeTold({ response }: Pick<Exchange, 'response'>): string[] {
  const { metadata, scope } = readResourceChallenge(response)
  return Object.entries({ resource_metadata: metadata, scope }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}="${clean(value, 300)}"`])
}
