import type { Finding } from '../codes/finding.ts'
import type { DecodedIdToken } from './id-token.ts'

const idTokenTypes: readonly string[] = ['jwt', 'id_token+jwt', 'id-token+jwt']

/**
 * Notes a JWT in the place of an ID token that says by `typ` that it is another, or holds the `events` of a security
 * event or logout token (RFC 8725, sections 3.11 and 3.12; OpenID Connect Back-Channel Logout 1.0, section 2.4). A
 * `typ` that names no kind of JWT says nothing.
 */
export function noteOtherKind({ header, claims }: DecodedIdToken): Finding[] {
  const typ = typeof header.typ === 'string' ? header.typ : ''
  const kind = typ.toLowerCase().replace(/^application\//, '')
  return [
    ...kind.endsWith('+jwt') && !idTokenTypes.includes(kind)
      ? [{ code: 'id-token-other-type' as const, details: { typ } }]
      : [],
    ...claims['events'] === undefined ? [] : [{ code: 'id-token-with-events' as const, details: {} }],
  ]
}
