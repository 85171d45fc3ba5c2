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

/** The pushed request to whose answer this reference belongs; nothing where several got the same one. */
function pushedAs({ seen }: WalkRecord, uri: string): Seen | undefined {
  const pushed = seen.filter(each =>
    each.kind === 'pushed-request' && each.request !== undefined && each.response?.members?.['request_uri'] === uri)
  return pushed.length === 1 ? pushed[0] : undefined
}
