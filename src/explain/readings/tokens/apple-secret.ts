import { audienceOf, numberClaim, spanOf, textClaim, textHeader } from '../../facts/jwt.ts'
import { sentAs } from '../../facts/messages.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'
import { isForApple } from './client-assertion.ts'

const apple = 'https://appleid.apple.com'
/** Six months, as Apple counts them, in seconds. */
const longest = 15_777_000
const rule = 'developer.apple.com, Creating a client secret'

/** The client secret of Sign in with Apple: a JWT that the client signs itself. */
export function readAppleSecrets(record: WalkRecord): Reading[] {
  return record.jwts.filter(jwt => jwt.claims !== undefined && isForApple(jwt)).flatMap(readOne)
}

function readOne(jwt: SeenJwt): Reading[] {
  const [exp, iat] = [numberClaim(jwt, 'exp'), numberClaim(jwt, 'iat')]
  const client = sentAs(jwt.in?.request, 'client_id')
  const sub = textClaim(jwt, 'sub')
  return [
    ...only(
      (audienceOf(jwt)[0] !== apple || audienceOf(jwt).length !== 1)
      && found('apple-audience', 'broken', rule, { audience: audienceOf(jwt) }, { jwt }),
    ),
    ...only(
      exp !== undefined
      && iat !== undefined
      && exp - iat > longest
      && exp < 1e11
      && found('apple-lifetime', 'broken', rule, { lives: spanOf(exp - iat) }, { jwt }),
    ),
    ...only(
      textHeader(jwt, 'alg') !== 'ES256'
      && found('apple-algorithm', 'broken', rule, { alg: textHeader(jwt, 'alg') ?? '' }, { jwt }),
    ),
    ...only(textHeader(jwt, 'kid') === undefined && found('apple-key-id', 'broken', rule, {}, { jwt })),
    ...only(
      !/^[A-Z0-9]{10}$/.test(textClaim(jwt, 'iss') ?? '')
      && found('apple-team', 'broken', rule, { iss: textClaim(jwt, 'iss') ?? '' }, { jwt }),
    ),
    ...only(
      client !== undefined
      && sub !== client
      && found('apple-client-differs', 'broken', rule, { sub: sub ?? '', client }, { jwt }),
    ),
  ]
}
