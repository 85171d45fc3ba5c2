import { Failure } from '../../codes/failure.ts'
import type { JsonObject } from '../answer/json.ts'
import { authenticationMethods, type AuthenticationMethod } from '../authentication/methods.ts'
import type { Finding } from '../../codes/finding.ts'
import { isRegistered, type ClientMetadata } from './client-metadata.ts'

/** Members whose values the provider may replace (RFC 7591, section 3.2.1), and which change what the client may do. */
const compared = [
  'application_type', 'redirect_uris', 'token_endpoint_auth_method', 'grant_types', 'response_types', 'scope',
  'id_token_signed_response_alg', 'post_logout_redirect_uris',
] as const

/** Notes each member that the provider registered with another value than was asked for. */
export function compareRegistration(asked: ClientMetadata, registered: JsonObject): Finding[] {
  return compared.flatMap((member) => {
    const [wanted, came] = [asked[member], registered[member]]
    if (wanted === undefined || came === undefined || wordsOf(wanted) === wordsOf(came)) return []
    return [{ code: 'registration-changed', details: { member, asked: written(wanted), came: written(came) } }]
  })
}

/** Lists and scopes are sets. */
function wordsOf(value: unknown): string {
  const words = typeof value === 'string' ? value.split(' ') : value
  return JSON.stringify(Array.isArray(words) ? [...words as unknown[]].sort() : words)
}

function written(value: unknown): string {
  return [value].flat().map(item => typeof item === 'string' ? item : JSON.stringify(item)).join(' ')
}

/** The needs of a walk that its registration must meet. */
export interface Needed {
  /** Where this login's code comes back; nothing where none does. */
  redirectUri: string | undefined
  hasKey: boolean
}

/**
 * The authentication method of a registered client; members that the provider left out are as they were asked for.
 * Raises `registration-unusable` for a registration with which no login succeeds: without our redirect URI, the grant
 * or the response type of the code, or with a method that this client has no means for.
 */
export function requireUsable(
  asked: ClientMetadata, registered: JsonObject, { redirectUri, hasKey }: Needed,
): AuthenticationMethod {
  const refuse = (member: string, wanted: unknown) =>
    new Failure('registration-unusable', { member, asked: written(wanted), came: written(registered[member] ?? '') })
  const listOf = (member: keyof ClientMetadata) =>
    Array.isArray(registered[member]) ? registered[member] as string[] : asked[member] as string[]
  if (redirectUri !== undefined && !isRegistered(redirectUri, listOf('redirect_uris')))
    throw refuse('redirect_uris', redirectUri)
  if (redirectUri !== undefined && !listOf('grant_types').includes('authorization_code'))
    throw refuse('grant_types', 'authorization_code')
  if (redirectUri !== undefined && !listOf('response_types').includes('code')) throw refuse('response_types', 'code')
  const method = methodOf(asked, registered)
  const has = {
    secret: typeof registered['client_secret'] === 'string' && registered['client_secret'] !== '', key: hasKey,
  }
  if (method?.startsWith('client_secret_') && !has.secret)
    throw new Failure('registration-unusable', { member: 'client_secret', method })
  if (method === undefined || !canProve(method, has))
    throw refuse('token_endpoint_auth_method', asked.token_endpoint_auth_method)
  return method
}

/** A secret without a method is for the default (RFC 7591, section 2). */
function methodOf(
  { token_endpoint_auth_method: asked }: ClientMetadata, registered: JsonObject,
): AuthenticationMethod | undefined {
  const said = registered['token_endpoint_auth_method']
  if (said !== undefined) return authenticationMethods.find(method => method === said)
  return asked === 'none' && typeof registered['client_secret'] === 'string' ? 'client_secret_basic' : asked
}

function canProve(method: AuthenticationMethod, has: { secret: boolean, key: boolean }): boolean {
  if (method.startsWith('client_secret_')) return has.secret
  return method !== 'private_key_jwt' || has.key
}

/**
 * When a registered client's secret expires, in seconds since 1970; nothing where it never does, or there is none (RFC
 * 7591, section 3.2.1).
 */
export function secretExpiresAt(registered: JsonObject): number | undefined {
  const at = registered['client_secret_expires_at']
  return typeof registered['client_secret'] === 'string' && typeof at === 'number' && at > 0 ? at : undefined
}

/** Tells whether a registered client's secret has expired; `now` in milliseconds (RFC 7591, section 3.2.1). */
export function hasExpired(registered: JsonObject, now: number): boolean {
  const at = secretExpiresAt(registered)
  return at !== undefined && at * 1000 <= now
}

/**
 * The scopes that a client may ask for, of those that it wants; where it was registered for none by name, it may ask
 * for all.
 */
export function scopesAllowed(registered: JsonObject, wanted: readonly string[]): string[] {
  const { scope } = registered
  if (typeof scope !== 'string' || scope === '') return [...wanted]
  const known = new Set(scope.split(' '))
  return wanted.filter(word => known.has(word))
}
