import { kindOf } from '../../facts/token-kind.ts'
import { found } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { Seen, SeenJwt, WalkRecord } from '../../record.ts'

/** Claims that are no texts (OpenID Connect Core 1.0, sections 2 and 5.1). */
const types: Readonly<Record<string, 'boolean' | 'number'>> = {
  email_verified: 'boolean', phone_number_verified: 'boolean', updated_at: 'number', auth_time: 'number',
}

/** Claims about the user that are of another type than the standard gives them: typed languages can't read them. */
export function readClaimTypes(record: WalkRecord): Reading[] {
  const tokens = record.jwts.filter(jwt => ['id_token', 'userinfo'].includes(kindOf(jwt)))
  const answers = record.seen.filter(({ kind }) => kind === 'userinfo-request')
  return [
    ...tokens.flatMap(jwt => readOne(jwt.claims, { jwt })),
    ...answers.flatMap(seen => readOne(seen.response?.members, { in: seen })),
  ]
}

function readOne(claims: SeenJwt['claims'], place: { jwt?: SeenJwt, in?: Seen }): Reading[] {
  const name = Object.keys(types).find(one => typeof claims?.[one] === 'string')
  if (name === undefined) return []
  const details = { name, value: String(claims?.[name]), type: types[name] ?? '' }
  return [found('claim-type', 'note', 'OIDC Core 5.1', details, place)]
}
