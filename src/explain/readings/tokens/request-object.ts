import { audienceOf, numberClaim, spanOf, textClaim } from '../../facts/jwt.ts'
import { sentAs } from '../../facts/messages.ts'
import { kindOf } from '../../facts/token-kind.ts'
import { usedAs } from '../../facts/use.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'

/** A signed authorization request (RFC 9101, section 4; OpenID Connect Core 1.0, section 6.1). */
export function readRequestObjects(record: WalkRecord): Reading[] {
  const isRequest = (jwt: SeenJwt) =>
    jwt.claims !== undefined && (kindOf(jwt) === 'request_object' || usedAs(jwt) === 'request_object')
  return record.jwts.filter(isRequest).flatMap(readOne)
}

function readOne(jwt: SeenJwt): Reading[] {
  const claims = jwt.claims ?? {}
  const beside = sentAs(jwt.in?.request, 'client_id')
  const client = textClaim(jwt, 'client_id')
  const nested = ['request', 'request_uri'].filter(name => claims[name] !== undefined)
  const [exp, nbf] = [numberClaim(jwt, 'exp'), numberClaim(jwt, 'nbf') ?? numberClaim(jwt, 'iat')]
  const differing = differingBeside(jwt)
  return [
    ...only(nested.length > 0 && found('request-nested', 'broken', 'RFC 9101 4', { nested }, { jwt })),
    ...only(client === undefined && found('request-client-missing', 'broken', 'RFC 9101 4', {}, { jwt })),
    ...only(
      beside !== undefined
      && client !== undefined
      && beside !== client
      && found('request-client-differs', 'broken', 'RFC 9101 5', { beside, client }, { jwt }),
    ),
    ...only(
      textClaim(jwt, 'iss') !== undefined
      && client !== undefined
      && textClaim(jwt, 'iss') !== client
      && found(
        'request-issuer', 'broken', 'RFC 9101 10.2; OIDC Core 6.1', { iss: textClaim(jwt, 'iss') ?? '', client },
        { jwt },
      ),
    ),
    ...only(audienceOf(jwt).length === 0 && found('request-audience-missing', 'weak', 'RFC 9101 4', {}, { jwt })),
    ...only(
      claims['sub'] !== undefined
      && textClaim(jwt, 'sub') === client
      && found('request-as-assertion', 'weak', 'RFC 9101 10.8', { client: client ?? '' }, { jwt }),
    ),
    ...only(
      exp !== undefined
      && nbf !== undefined
      && exp - nbf > 3600
      && found('request-long-lived', 'weak', 'FAPI 1.0 Advanced 5.2.2(13)', { lives: spanOf(exp - nbf) }, { jwt }),
    ),
    ...only(
      differing.length > 0 && found('request-beside-ignored', 'weak', 'RFC 9101 6.3', { names: differing }, { jwt }),
    ),
  ]
}

/** Parameters that say something else outside: only those within count. */
function differingBeside({ claims, in: seen }: SeenJwt): string[] {
  return (seen?.request?.query ?? []).filter(([name, value]) =>
    name !== 'client_id' && typeof claims?.[name] === 'string' && claims[name] !== value).map(([name]) => name)
}
