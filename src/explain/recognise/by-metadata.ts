import type { Seen, SeenDocument, SeenKind } from '../record.ts'
import type { JsonObject } from '../../protocol/answer/json.ts'
import { stepOf } from './kinds.ts'

/** What is asked at the endpoints that metadata name (RFC 8414, section 2; OpenID Connect Discovery 1.0, section 3). */
const kinds: readonly (readonly [member: string, kind: SeenKind])[] = [
  ['userinfo_endpoint', 'userinfo-request'], ['end_session_endpoint', 'logout-request'],
  ['revocation_endpoint', 'revocation-request'],
  ['introspection_endpoint', 'introspection-request'], ['pushed_authorization_request_endpoint', 'pushed-request'],
  ['device_authorization_endpoint', 'device-request'], ['token_endpoint', 'token-request'],
  ['jwks_uri', 'keys-request'],
]

/** What a message may be called as long as nothing in it says more: whoever bears a token asks some API. */
const open: ReadonlySet<SeenKind> = new Set<SeenKind>(['other', 'resource-request', 'page'])

/**
 * Names what is asked at an address that the metadata in the same input give: no path says by itself that it is the
 * userinfo endpoint's.
 */
export function nameByMetadata(messages: readonly Seen[], metadata: readonly SeenDocument<JsonObject>[]): Seen[] {
  const named = new Map<string, SeenKind>(metadata.flatMap(({ content }) => kinds.flatMap(([member, kind]) => {
    const address = content[member]
    return typeof address === 'string' ? [[address, kind] as const] : []
  })))
  return messages.map((seen) => {
    const kind = named.get(seen.request?.url?.split(/[?#]/, 1)[0] ?? '')
    return kind === undefined || !isOpen(seen) ? seen : { ...seen, kind, step: stepOf(kind) }
  })
}

/**
 * What is posted looks like an authorization request at several endpoints, which take the same parameters (RFC 8628,
 * section 3.1; RFC 9126, section 2.1).
 */
function isOpen({ kind, request }: Seen): boolean {
  return request?.method !== 'OPTIONS'
    && (open.has(kind) || (kind === 'authorization-request' && request?.method === 'POST'))
}
