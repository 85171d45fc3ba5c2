import { parseAddress } from '../../../addresses/loopback.ts'
import { addressOf } from '../../addresses.ts'
import { parameterOf } from '../../parameters.ts'
import type { Reader } from '../../reading.ts'
import { found } from '../../found.ts'
import { textClaim } from '../../facts/jwt.ts'

/** A token that a server calls inactive, and the name under which it was issued (RFC 7662, section 2.2). */
export const readInactive: Reader = record => record.seen.flatMap((each) => {
  if (each.response?.members?.['active'] !== false) return []
  const token = parameterOf(each, 'token')
  const jwt = record.jwts.find(one => one.token === token)
  const issuer = jwt && textClaim(jwt, 'iss')
  const [asked, wrote] = [addressOf(each)?.host ?? '', parseAddress(issuer ?? '')?.host ?? '']
  const isElsewhere = asked !== '' && wrote !== '' && asked !== wrote
  return [
    found(
      isElsewhere ? 'token-inactive-elsewhere' : 'token-inactive', isElsewhere ? 'broken' : 'note', 'RFC 7662 2.2',
      { host: asked, issuer: issuer ?? '' }, { in: each, step: 'userinfo' },
    ),
  ]
}).slice(0, 1)
