import { repeatedInJwt, repeatedMembers } from '../../../protocol/answer/repeated.ts'
import { kindOf } from '../../facts/token-kind.ts'
import { found } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { WalkRecord } from '../../record.ts'

/** A longer body is none of the protocol's. */
const longest = 200_000

/** Names that stand twice in a JWT, or in one object of an answer: of such two, two readers may take one each. */
export function readRepeated({ jwts, seen }: WalkRecord): Reading[] {
  return [
    ...jwts.flatMap((jwt) => {
      const names = repeatedInJwt(jwt.token.split('~', 1)[0] ?? '')
      return names.length === 0
        ? []
        : [found('claims-repeated', 'broken', 'RFC 7519 4', { names, kind: kindOf(jwt) }, { jwt })]
    }),
    ...seen.flatMap((each) => {
      const body = each.response?.body ?? ''
      const names = each.kind === 'other' || body.length > longest ? [] : repeatedMembers(body)
      return names.length === 0 ? [] : [found('members-repeated', 'weak', 'RFC 8259 4', { names }, { in: each })]
    }),
  ]
}
