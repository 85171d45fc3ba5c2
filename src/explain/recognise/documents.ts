import { isObject, type JsonObject } from '../../protocol/answer/json.ts'

/** A document that stands by itself: what it is. */
export interface KnownDocument { kind: 'metadata' | 'keys' | 'claims' }

/** What a JSON object is that a provider publishes, or that somebody took out of a JWT; nothing where it is neither. */
export function documentOf(value: JsonObject): KnownDocument | undefined {
  const has = (...names: string[]) => names.some(name => Object.hasOwn(value, name))
  if (Array.isArray(value['keys']) || (has('kty') && has('n', 'x', 'k', 'crv'))) return { kind: 'keys' }
  if (has('authorization_endpoint', 'token_endpoint', 'jwks_uri') || (has('authorization_servers') && has('resource')))
    return { kind: 'metadata' }
  const isTaken = isObject(value['header']) && isObject(value['payload'])
  const isClaims = has('iss') && has('exp', 'iat', 'nbf') && !has('active', 'access_token', 'error')
  return isTaken || isClaims ? { kind: 'claims' } : undefined
}
