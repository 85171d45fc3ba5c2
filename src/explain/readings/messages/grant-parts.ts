import { isTokenRequest } from '../../attempts.ts'
import { isGranted, lacks, parameterOf } from '../../parameters.ts'
import type { Reader } from '../../reading.ts'
import { found } from '../../found.ts'

/** What each grant must bring; a code and a refresh token have sentences of their own. */
const parts: Readonly<Record<string, readonly [clause: string, ...names: string[]]>> = {
  password: ['RFC 6749 4.3.2', 'username', 'password'],
  'urn:ietf:params:oauth:grant-type:device_code': ['RFC 8628 3.4', 'device_code'],
  'urn:ietf:params:oauth:grant-type:token-exchange': ['RFC 8693 2.1', 'subject_token', 'subject_token_type'],
  'urn:ietf:params:oauth:grant-type:jwt-bearer': ['RFC 7523 2.1', 'assertion'],
  'urn:ietf:params:oauth:grant-type:saml2-bearer': ['RFC 7522 2.1', 'assertion'],
  'urn:openid:params:grant-type:ciba': ['CIBA 10.1', 'auth_req_id'],
}

/** A token request without what its grant must bring, where the server is not seen to have done without. */
export const readGrantParts: Reader = ({ seen }) => seen.filter(isTokenRequest).flatMap((exchange) => {
  const grant = parameterOf(exchange, 'grant_type') ?? ''
  const [clause, ...needed] = Object.hasOwn(parts, grant) ? parts[grant] ?? [] : []
  const missing = needed.filter(name => lacks(exchange, name))
  return clause === undefined || missing.length === 0 || isGranted(exchange)
    ? []
    : [found('grant-parts-missing', 'broken', clause, { grant_type: grant, names: missing }, { in: exchange })]
})

/** The user's password in the hands of the client (RFC 9700 2.4). */
export const readPasswordGrant: Reader = ({ seen }) =>
  seen.filter(each => isTokenRequest(each) && parameterOf(each, 'grant_type') === 'password').slice(0, 1).map(each =>
    found('grant-password', 'weak', 'RFC 9700 2.4', {}, { in: each }))
