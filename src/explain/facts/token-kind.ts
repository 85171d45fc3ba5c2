import { isForeignType, plainType, roleByType } from '../jwt-types.ts'
import type { JwtRole, SeenJwt } from '../record.ts'
import { textClaim, textHeader } from './jwt.ts'

/** What Keycloak writes as the claim `typ`. */
const byKeycloak: Readonly<Record<string, JwtRole>> = {
  ID: 'id_token', Bearer: 'access_token', DPoP: 'access_token', Refresh: 'refresh_token', Offline: 'refresh_token',
  Logout: 'logout_token',
}
/** What Cognito writes as the claim `token_use`. */
const byCognito: Readonly<Record<string, JwtRole>> = { id: 'id_token', access: 'access_token' }

/** What a header's type is without the prefix that may be left out (RFC 7515, section 4.1.9). */
export function typeOf(jwt: SeenJwt): string | undefined {
  const typ = textHeader(jwt, 'typ')
  return typ === undefined ? undefined : plainType(typ)
}

/** What a JWT says that it is, wherever it was found; undefined where it says nothing of it. */
export function sayKind(jwt: SeenJwt): JwtRole | undefined {
  const type = typeOf(jwt)
  const named = roleByType(type)
    ?? pick(byKeycloak, textClaim(jwt, 'typ'))
    ?? pick(byCognito, textClaim(jwt, 'token_use'))
  if (named !== undefined) return named
  const { events } = jwt.claims ?? {}
  // Other events of security are told in the same claim (RFC 8417).
  if (events !== undefined && /logout/i.test(JSON.stringify(events))) return 'logout_token'
  return isForeignType(type) || events !== undefined ? undefined : byClaims(jwt)
}

/** What a JWT is by the claims that only one kind has. */
function byClaims(jwt: SeenJwt): JwtRole | undefined {
  const has = (...names: string[]) => names.some(name => jwt.claims && name in jwt.claims)
  if (has('htm', 'htu')) return 'dpop_proof'
  if (has('response_type', 'redirect_uri') && has('client_id')) return 'request_object'
  if (has('scope', 'scp', 'scopes', 'cid', 'permissions', 'gty', 'realm_access')) return 'access_token'
  if (has('nonce', 'at_hash', 'c_hash', 'amr', 'auth_time'))
    return has('appid', 'wids', 'client_id') ? 'access_token' : 'id_token'
  if (has('code', 'error') && has('state')) return 'authorization_response'
  const issuer = textClaim(jwt, 'iss')
  if (issuer !== undefined && issuer === textClaim(jwt, 'sub') && has('aud')) return 'client_assertion'
  // Signed userinfo has neither time, nor need it have (OpenID Connect Core 1.0, section 5.3.2).
  const isTimed = has('exp', 'iat')
  return isTimed && has('email', 'given_name', 'preferred_username', 'name') && has('aud') ? 'id_token' : undefined
}

function pick(kinds: Readonly<Record<string, JwtRole>>, name: string | undefined): JwtRole | undefined {
  return name !== undefined && Object.hasOwn(kinds, name) ? kinds[name] : undefined
}

/** What a JWT is taken to be: what it says, otherwise how it was used. */
export function kindOf(jwt: SeenJwt): JwtRole {
  return jwt.role === 'unknown' || jwt.role === 'access_token' || jwt.role === 'id_token'
    ? sayKind(jwt) ?? jwt.role
    : jwt.role
}
