import { pick } from '../text.ts'

const kinds: Record<string, string> = {
  id_token: 'ID token', access_token: 'access token', refresh_token: 'refresh token', client_assertion: 'client assertion', request_object: 'request object', logout_token: 'logout token',
  dpop_proof: 'DPoP proof', assertion: 'assertion', authorization_response: 'signed authorization response', userinfo: 'signed userinfo', introspection: 'signed introspection answer', sd_jwt: 'SD-JWT',
}

/** What a JWT is called in a sentence. */
export function enTokenKind(name: unknown): string {
  return pick(kinds, name) ?? 'token'
}
