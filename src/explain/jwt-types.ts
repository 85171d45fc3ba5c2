import type { JwtRole } from './record.ts'

const byType: Readonly<Record<string, JwtRole>> = {
  'at+jwt': 'access_token', 'logout+jwt': 'logout_token', 'dpop+jwt': 'dpop_proof',
  'oauth-authz-req+jwt': 'request_object', 'token-introspection+jwt': 'introspection',
  'client-authentication+jwt': 'client_assertion', 'client-assertion+jwt': 'client_assertion', 'sd-jwt': 'sd_jwt',
  'vc+sd-jwt': 'sd_jwt', 'dc+sd-jwt': 'sd_jwt',
}

/** What a header's `typ` is without the prefix that may be left out (RFC 7515, section 4.1.9). */
export function plainType(typ: string): string {
  return typ.toLowerCase().replace(/^application\//, '')
}

/** What a JWT is by its plain type (RFC 9068 2.1, RFC 9449 4.2 …); undefined where the type says nothing of it. */
export function roleByType(type: string | undefined): JwtRole | undefined {
  return type !== undefined && Object.hasOwn(byType, type) ? byType[type] : undefined
}

/** Tells whether a type is that of another standard's token: of a security event, or a proof for a wallet. */
export function isForeignType(type: string | undefined): boolean {
  return type?.endsWith('+jwt') === true && roleByType(type) === undefined
}
