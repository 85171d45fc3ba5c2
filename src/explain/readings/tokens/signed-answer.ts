import { clientOf } from '../../facts/client.ts'
import { audienceOf } from '../../facts/jwt.ts'
import { kindOf } from '../../facts/token-kind.ts'
import { found } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { WalkRecord } from '../../record.ts'

/** For whom a signed answer was made: a client must refuse that of another one (JARM, section 2.4). */
export function readSignedAnswers(record: WalkRecord): Reading[] {
  const client = clientOf(record)
  if (client === undefined) return []
  return record.jwts.filter(jwt => kindOf(jwt) === 'authorization_response').flatMap((jwt) => {
    const audience = audienceOf(jwt)
    return audience.length === 0 || audience.includes(client)
      ? []
      : [found('answer-not-for-client', 'broken', 'JARM 2.4', { audience, client }, { jwt })]
  })
}
