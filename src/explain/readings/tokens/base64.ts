import { signsOfPlainBase64 } from '../../facts/jwt.ts'
import { kindOf } from '../../facts/token-kind.ts'
import { isWithheld } from '../../facts/withheld.ts'
import { found } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { WalkRecord } from '../../record.ts'

/** A JWT in plain base64, or with padding: explain decodes it, and nobody else need do so (RFC 7515, section 2). */
export function readPlainBase64(record: WalkRecord): Reading[] {
  return record.jwts.filter(({ token }) => !isWithheld(token)).flatMap((jwt) => {
    const signs = signsOfPlainBase64(jwt.token)
    return signs.length === 0
      ? []
      : [found('token-not-base64url', 'broken', 'RFC 7515 2', { signs, kind: kindOf(jwt) }, { jwt })]
  })
}
