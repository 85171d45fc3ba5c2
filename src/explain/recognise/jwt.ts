import { isObject, parseJson, type JsonObject } from '../../protocol/answer/json.ts'
import { isForeignType, plainType, roleByType } from '../jwt-types.ts'
import type { JwtRole, SeenJwt, Seen } from '../record.ts'

/**
 * A JWT whose parts are in plain base64, with `+`, `/` or `=` (RFC 4648, section 4): it stands by itself, since those
 * signs have another meaning around a token.
 */
const inPlainBase64 = /(?<![\w+/.-])(?=[\w.-]*[+/=])eyJ[\w+/-]{4,}={0,2}\.[\w+/-]+={0,2}\.[\w+/-]*={0,2}(?:\.[\w+/-]+={0,2}\.[\w+/-]+={0,2})?(?![\w+/=~-]|\.[\w-])/

/**
 * A JWT within a text; of one that is encrypted, five parts; of an SD-JWT, what is behind `~` too. Of one that was cut,
 * two are known; what somebody put in the signature's place belongs to it.
 */
const inBase64url = /(?<![\w-])eyJ[\w-]{4,}\.(?:[\w-]*\.(?:<[\w #-]{1,40}>|\[[\w #-]{1,40}\]|\{\{?[\w #-]{1,40}\}\}?|\*{3,40}|\u2026|[\w-]*)(?:\.[\w-]+\.[\w-]+)?|eyJ[\w-]{4,})(?:~[\w~.-]*)?/

/** A JWT within a text, in whichever of the two base64 its parts are. */
export const jwtsInText = new RegExp(`${inPlainBase64.source}|${inBase64url.source}`, 'g')

/** The longest token that is taken apart. */
const longest = 200_000

/** Takes a compact JWT apart; nothing where its header is no JSON object. */
export function readJwt(token: string, role: JwtRole | undefined, within: Seen | undefined): SeenJwt | undefined {
  const text = token.trim()
  if (!text.startsWith('eyJ') || text.length > longest) return undefined
  const parts = (text.split('~', 1)[0] ?? '').split('.')
  const header = decodePart(parts[0])
  if (!header || parts.length < 2) return undefined
  const claims = parts.length === 5 ? undefined : decodePart(parts[1])
  return {
    role: text.includes('~') ? 'sd_jwt' : role ?? roleOf(header, claims), token: text, header, claims,
    signature: 'unknown', in: within,
  }
}

function decodePart(part: string | undefined): JsonObject | undefined {
  const value = part === undefined || part === ''
    ? undefined
    : parseJson(Buffer.from(part, 'base64url').toString('utf8'))
  return isObject(value) ? value : undefined
}

/** What a JWT is by its type, or else by the claims that one of its kind has. */
export function roleOf(header: JsonObject, claims: JsonObject | undefined): JwtRole {
  const type = typeof header['typ'] === 'string' ? plainType(header['typ']) : undefined
  const named = roleByType(type)
  if (named !== undefined) return named
  if (claims && tellsLogout(claims)) return 'logout_token'
  return claims && !isForeignType(type) ? roleByClaims(claims) : 'unknown'
}

const backChannelLogout = 'http://schemas.openid.net/event/backchannel-logout'

/** Tells whether claims have the event of a logout token (OpenID Connect Back-Channel Logout 1.0, section 2.4). */
function tellsLogout({ events }: JsonObject): boolean {
  return isObject(events) && Object.hasOwn(events, backChannelLogout)
}

function roleByClaims(claims: JsonObject): JwtRole {
  const has = (...names: string[]) => names.some(name => Object.hasOwn(claims, name))
  if (has('htm', 'htu')) return 'dpop_proof'
  if (has('response_type', 'redirect_uri', 'code_challenge')) return 'request_object'
  if (has('redirect_uris', 'software_id')) return 'software_statement'
  if (has('code') && has('state', 'iss')) return 'authorization_response'
  if (has('token_introspection')) return 'introspection'
  if (claims['iss'] !== undefined && claims['iss'] === claims['sub'] && has('aud')) return 'client_assertion'
  // Keycloak says by a claim which of its tokens it is.
  const kind = { ID: 'id_token', Bearer: 'access_token', Refresh: 'refresh_token', Offline: 'refresh_token' } as const
  const typ = claims['typ']
  if (typeof typ === 'string' && Object.hasOwn(kind, typ)) return kind[typ as keyof typeof kind]
  if (has('nonce', 'at_hash', 'c_hash', 's_hash', 'amr', 'email_verified') && !has('scope', 'scp')) return 'id_token'
  // A token for the client that asked for it alone (OpenID Connect Core 1.0, section 2).
  const audience = [claims['aud']].flat()
  if (audience.length === 1
    && claims['azp'] !== undefined
    && audience[0] === claims['azp']
    && !has('scope', 'scp', 'client_id')) return 'id_token'
  if (has('scope', 'scp', 'roles', 'client_id', 'azp', 'appid', 'cid')) return 'access_token'
  return 'unknown'
}
