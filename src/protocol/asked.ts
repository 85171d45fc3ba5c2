import { isDeepStrictEqual } from 'node:util'
import { parseJsonObject } from './answer/json.ts'
import type { Finding } from '../codes/finding.ts'
import { decodeIdToken } from './id-token.ts'

/**
 * Notes that the sign-in was of another class than any that was asked for (OpenID Connect Core 1.0, section 3.1.2.1,
 * `acr_values`): `asked` is the parameter, `body` a token response. The ID token is not proven yet.
 */
export function noteAcr(asked: string | undefined, body: string): Finding[] {
  if (asked === undefined) return []
  const claims = claimsOf(parseJsonObject(body)?.['id_token'])
  const came = claims?.['acr']
  if (claims === undefined || (typeof came === 'string' && asked.split(' ').includes(came))) return []
  return [{ code: 'acr-differs', details: { asked, came: came ?? null } }]
}

/**
 * Notes resources that an access token is not for, where it can be read (RFC 8707, section 2.2; RFC 9068, section 3).
 */
export function noteResources(asked: readonly string[], body: string): Finding[] {
  const claims = asked.length === 0 ? undefined : claimsOf(parseJsonObject(body)?.['access_token'])
  if (claims === undefined) return []
  const audience = [claims['aud'] ?? []].flat()
  const missing = asked.filter(resource => !audience.includes(resource))
  return missing.length === 0 ? [] : [{ code: 'resource-ignored', details: { resources: missing, audience } }]
}

/** Notes that other details were granted than those asked for, or none (RFC 9396, section 7). */
export function noteDetails(asked: unknown, body: string): Finding[] {
  if (asked === undefined) return []
  const granted = parseJsonObject(body)?.['authorization_details']
  if (granted !== undefined && isDeepStrictEqual(granted, asked)) return []
  return [{ code: 'details-differ', details: { granted: granted === undefined ? null : JSON.stringify(granted) } }]
}

function claimsOf(token: unknown): Record<string, unknown> | undefined {
  const decoded = typeof token === 'string' ? decodeIdToken(token) : undefined
  return decoded === undefined || 'name' in decoded ? undefined : decoded.claims
}
