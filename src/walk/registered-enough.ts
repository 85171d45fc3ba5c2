import { deviceGrant, isRegistered, type ClientMetadata } from '../protocol/registration/client-metadata.ts'
import { scopesAllowed } from '../protocol/registration/judge.ts'
import type { AskedOfProvider, RegisteredClient } from '../protocol/registration/registered-client.ts'
import type { Registering } from './context.ts'

/** Tells whether the registration is enough for this login, which asks for `scope`. */
export function isEnough(
  metadata: ClientMetadata, client: RegisteredClient, registering: Registering, scope: readonly string[],
): boolean {
  const { redirect_uris: uris, token_endpoint_auth_method: method } = client.registration
  const { redirectUri, isMethodAsked } = registering
  const isUriRegistered = redirectUri === undefined
    || !Array.isArray(uris)
    || isAnswered(redirectUri, metadata.redirect_uris, uris as string[])
  return isUriRegistered
    && (!isMethodAsked || method === undefined || method === metadata.token_endpoint_auth_method)
    && hasScope(client, scope)
    && hasDeviceGrant(metadata, client)
}

/**
 * Tells whether the code can come back here. A known port is compared too, since not every provider takes any port of
 * this machine (RFC 8252, section 7.3).
 */
function isAnswered(redirectUri: string, wanted: readonly string[], registered: readonly string[]): boolean {
  return wanted.filter(uri => isRegistered(uri, [redirectUri])).some(uri =>
    new URL(uri).port === '' ? isRegistered(uri, registered) : registered.includes(uri))
}

/** A scope that the provider left out though it was asked for would be left out again. */
function hasScope({ registration, asked }: RegisteredClient, scope: readonly string[]): boolean {
  const allowed = scopesAllowed(registration, scope)
  const before = words(asked?.scope)
  return scope.every(word => allowed.includes(word) || before.includes(word))
}

function hasDeviceGrant({ grant_types: wanted }: ClientMetadata, { registration, asked }: RegisteredClient): boolean {
  const { grant_types: registered } = registration
  return !wanted.includes(deviceGrant)
    || !Array.isArray(registered)
    || [...registered as unknown[], ...asked?.grant_types ?? []].includes(deviceGrant)
}

/**
 * The metadata to register otherwise with: as this login wants it, and with the scopes and the device grant that the
 * client has already, since other profiles of this issuer use the same client.
 */
export function besides(metadata: ClientMetadata, { registration }: RegisteredClient): ClientMetadata {
  const { scope, grant_types: grants } = registration
  const scopes = new Set([...typeof scope === 'string' ? words(scope) : [], ...words(metadata.scope)])
  const hasDevice = Array.isArray(grants) && grants.includes(deviceGrant)
  return {
    ...metadata,
    grant_types: [...new Set([...metadata.grant_types, ...hasDevice ? [deviceGrant] : []])],
    ...scopes.size === 0 ? {} : { scope: [...scopes].join(' ') },
  }
}

/** What is remembered of a registration's request. */
export function askedOf({ scope, grant_types }: ClientMetadata): AskedOfProvider {
  return { grant_types, ...typeof scope === 'string' ? { scope } : {} }
}

function words(scope: unknown): string[] {
  return typeof scope === 'string' ? scope.split(' ').filter(Boolean) : []
}
