import type { JwtRole, SeenJwt } from '../record.ts'
import { authorizationOf, isAtResource, memberOf, sentAs } from './messages.ts'

/** As what a JWT was sent or taken, by the place where it stands; undefined where it stands by itself. */
export function usedAs(jwt: SeenJwt): JwtRole | undefined {
  const seen = jwt.in
  if (!seen) return undefined
  const members = (['id_token', 'access_token', 'refresh_token'] as const).find(name =>
    memberOf(seen, name) === jwt.token)
  if (members) return members
  if (authorizationOf(seen.request)?.credential === jwt.token) return isAtResource(seen) ? 'access_token' : undefined
  const parameters = (['id_token', 'access_token', 'client_assertion', 'logout_token', 'assertion'] as const)
    .find(name => sentAs(seen.request, name) === jwt.token)
  return parameters ?? (sentAs(seen.request, 'request') === jwt.token ? 'request_object' : undefined)
}
