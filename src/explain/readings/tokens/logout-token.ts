import { audienceOf } from '../../facts/jwt.ts'
import { clientOf } from '../../facts/client.ts'
import { kindOf, sayKind } from '../../facts/token-kind.ts'
import { usedAs } from '../../facts/use.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

const rule = 'OIDC Back-Channel Logout 2.4'
const event = 'http://schemas.openid.net/event/backchannel-logout'

/** A logout token against its own rules (OpenID Connect Back-Channel Logout 1.0, sections 2.4 and 2.6). */
export function readLogoutTokens(record: WalkRecord): Reading[] {
  const isLogout = (jwt: SeenJwt) =>
    jwt.claims !== undefined
    && (kindOf(jwt) === 'logout_token' || usedAs(jwt) === 'logout_token')
    && sayKind(jwt) !== 'id_token'
  return record.jwts.filter(isLogout).flatMap(jwt => readOne(jwt, record))
}

function readOne(jwt: SeenJwt, record: WalkRecord): Reading[] {
  const claims = jwt.claims ?? {}
  const events = claims['events']
  const hasEvent = typeof events === 'object' && events !== null && event in events
  const client = clientOf(record)
  const missing = ['iss', 'aud', 'iat', 'jti'].filter(name => claims[name] === undefined)
  return [
    ...only(claims['nonce'] !== undefined && found('logout-nonce', 'broken', rule, {}, { jwt })),
    ...only(
      !hasEvent
      && found(
        'logout-event-missing', 'broken', rule,
        { event, given: events === undefined ? '' : JSON.stringify(events).slice(0, 200) }, { jwt },
      ),
    ),
    ...only(
      claims['sub'] === undefined && claims['sid'] === undefined && found('logout-nobody', 'broken', rule, {}, { jwt }),
    ),
    ...only(missing.length > 0 && found('logout-claims-missing', 'broken', rule, { missing }, { jwt })),
    ...only(
      client !== undefined
      && claims['aud'] !== undefined
      && !audienceOf(jwt).includes(client)
      && found('logout-audience', 'broken', rule, { audience: audienceOf(jwt), client }, { jwt }),
    ),
    ...only(claims['exp'] === undefined && found('logout-expiry-missing', 'note', rule, {}, { jwt })),
  ]
}
