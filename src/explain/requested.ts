import { parameterOf } from './parameters.ts'
import type { Seen, WalkRecord } from './record.ts'

/**
 * What an authorization request asks for, wherever it says so: in its request object, in the request that was pushed
 * ahead, or in its address (RFC 9101, section 6.3; RFC 9126, section 4). Undefined where it names a reference that the
 * record does not hold.
 */
export function requestedBy(record: WalkRecord, asked: Seen): ((name: string) => string | undefined) | undefined {
  const uri = parameterOf(asked, 'request_uri')
  const source = uri === undefined ? asked : pushedAs(record, uri)
  const object = source && parameterOf(source, 'request')
  if (source === undefined || object === undefined) return source && (name => parameterOf(source, name))
  const claims = record.jwts.find(({ token }) => token === object)?.claims
  return claims && ((name) => {
    const value = claims[name]
    return typeof value === 'string' ? value : undefined
  })
}

const known = new WeakMap<WalkRecord, ReadonlyMap<unknown, readonly Seen[]>>()

/** The pushed request to whose answer this reference belongs; nothing where several got the same one. */
function pushedAs(record: WalkRecord, uri: string): Seen | undefined {
  const pushed = known.get(record) ?? pushedIn(record)
  known.set(record, pushed)
  const [only, ...others] = pushed.get(uri) ?? []
  return others.length === 0 ? only : undefined
}

/** Found once for all requests of a record, of which there may be thousands. */
function pushedIn({ seen }: WalkRecord): ReadonlyMap<unknown, readonly Seen[]> {
  const pushed = new Map<unknown, Seen[]>()
  for (const each of seen) {
    const uri = each.kind === 'pushed-request' && each.request ? each.response?.members?.['request_uri'] : undefined
    if (uri !== undefined) pushed.set(uri, [...pushed.get(uri) ?? [], each].slice(0, 2))
  }
  return pushed
}
