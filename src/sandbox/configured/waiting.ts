import type { KoaContextWithOIDC } from 'oidc-provider'
import { authorizationPath } from '../configuration.ts'
import { SandboxError } from '../errors.ts'
import type { SandboxMiddleware } from '../interactions.ts'
import type { Variant } from '../misbehave/variant.ts'
import { endpointOf } from '../request-log.ts'
import { placesOf, type Place } from './places.ts'
import type { Asking } from './whose.ts'

/** A fault that was queued and not met yet. */
export interface Waiting {
  clientId: string | undefined
  places: Map<Place, number>
  act: SandboxMiddleware
  variant?: Variant
  /** Where a request is meeting it right now. */
  busy: Set<Place>
}

/** What all clients read: a fault there is met by whoever comes. */
export const ofAll: readonly Place[] = ['discovery', 'jwks', 'registration']

/**
 * A client's, an endpoint's and a grant's fault is met by no other; and one that has a name, by one request at a time.
 */
export function isFor({ clientId, places, variant, busy }: Waiting, place: Place, asking: Asking): boolean {
  if (!places.has(place) || (clientId !== undefined && clientId !== asking.clientId)) return false
  if (variant === undefined) return true
  return !busy.has(place)
    && (place !== 'token' || variant.only === undefined || asking.parameters['grant_type'] === variant.only)
}

/** Raises `misbehaviour-unfit` for a fault that no client can meet alone. */
export function assertOfOne(variant: Variant, name: string): void {
  if (placesOf(variant).some(place => ofAll.includes(place)))
    throw new SandboxError('misbehaviour-unfit', { name, why: 'all-clients' })
}

/**
 * Where a request belongs; what the user's browser asks on its way back to the client belongs to the authorization
 * endpoint.
 */
export function placeOf(path: string): Place | undefined {
  return path.startsWith(`${authorizationPath}/`) ? 'authorization' : endpointOf(path)
}

/**
 * At the authorization endpoint a fault is played when the client is answered, and the user's way there are several
 * requests.
 */
export function isPlayed(variant: Variant, context: KoaContextWithOIDC, place: Place): boolean {
  if (place === 'token' && isOfIdToken(variant))
    return typeof (context.body as { id_token?: unknown } | undefined)?.id_token === 'string'
  if (place !== 'authorization') return true
  const location = String(context.res.getHeader('location') ?? '')
  return location !== ''
    ? /^[a-z][a-z0-9+.-]*:/i.test(location) && !location.startsWith(context.origin)
    : context.status === 200
}

/** Whether nothing but the ID token of an answer is changed, which not every grant brings. */
function isOfIdToken({ idToken, tokenResponse, text, headers, answer }: Variant): boolean {
  return idToken !== undefined
    && tokenResponse === undefined
    && [text, headers, answer].every(members => members?.token === undefined)
}
