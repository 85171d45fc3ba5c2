import { parseAddress } from '../../addresses/loopback.ts'
import type { Asked } from './ask.ts'

type Answered = Pick<Asked, 'kind' | 'answer' | 'location'>

/** Tells whether two requests were answered alike: sent to the same place, or shown a page of the same title. */
export function isAlike(one: Answered, other: Answered): boolean {
  if (one.kind !== other.kind || one.answer.status !== other.answer.status) return false
  return one.kind === 'page' ? titleOf(one) === titleOf(other) : shapeOf(one) === shapeOf(other)
}

function titleOf({ answer: { body } }: Answered): string | undefined {
  return /<title\b[^>]{0,200}>([^<]{0,1000})/i.exec(body.slice(0, 100_000))?.[1]?.trim()
}

/** An address without what is drawn for each request: its values, and long parts of its path. */
function shapeOf({ location = '' }: Answered): string {
  const url = parseAddress(location)
  if (!url) return location
  const path = url.pathname.split('/').map(part => part.length > 15 ? '*' : part).join('/')
  return `${url.origin}${path}?${[...new Set(url.searchParams.keys())].toSorted().join('&')}`
}
