import { Failure } from '../codes/failure.ts'
import { checkEndpoints, checkReach, type AuthorizationServer } from '../protocol/metadata.ts'
import type { ClientMetadata } from '../protocol/registration/client-metadata.ts'
import { compareRegistration, hasExpired, requireUsable, scopesAllowed } from '../protocol/registration/judge.ts'
import {
  changeClient, managedElsewhere, managementOf, readClient, renewed, type Managed, type Managing,
} from '../protocol/registration/manage.ts'
import { isAboutScope, requestRegistration, type Registration } from '../protocol/registration/register.ts'
import type { RegisteredClient } from '../protocol/registration/registered-client.ts'
import { backChannel } from './back-channel.ts'
import type { Registering, Walk } from './context.ts'
import type { FoundClient } from './find-client.ts'
import { report, verify } from './observe.ts'
import { askedOf, besides, isEnough } from './registered-enough.ts'
import { isRefusal } from './try-address.ts'

/**
 * The client that is registered at this provider already, or registers itself now; what it may ask for is what it is
 * registered for, unless the user said what to ask for. Raises `registration-endpoint-missing`, `registration-refused`,
 * `registration-unusable`, `endpoints-safe`, `unreadable-answer`, what sending raises, and what keeping it raises.
 */
export async function takeRegistered(
  walk: Walk, registering: Registering, server: AuthorizationServer,
  { scope, later }: { scope: string[], later: readonly string[] },
): Promise<FoundClient> {
  const metadata = registering.metadata(server, [...new Set([...scope, ...later])])
  const kept = await registering.read(server.issuer)
  const known = kept
    && await knownClient(walk, registering, kept, { metadata, scope }).catch(nameWayOut(server))
  const client = known?.client ?? await register(walk, registering, server, known?.anew ?? metadata)
  const { registration, client_id: clientId } = client
  const { client_secret: secret } = registration
  await registering.keep(client)
  const place = { redirectUri: registering.redirectUri, hasKey: (walk.client.keys ?? []).length > 0 }
  const judge = async () => requireUsable(metadata, registration, place)
  const authentication = await judge().catch(nameWayOut(server))
  return {
    credentials: {
      ...walk.client, clientId, authentication, isRegistered: true,
      clientSecret: typeof secret === 'string' ? walk.secrets.keep('client_secret', secret) : undefined,
    },
    scope: walk.login.scope ? scope : await allowed(walk, client, scope, known?.client !== undefined),
  }
}

/** What a registration leaves of a scope is told when it is made, and here when it is used again. */
async function allowed(
  walk: Walk, { registration, issuer }: RegisteredClient, scope: string[], isKept: boolean,
): Promise<string[]> {
  const left = scopesAllowed(registration, scope)
  const dropped = scope.filter(word => !left.includes(word))
  const details = { scope: dropped.join(' '), issuer }
  await report(walk, isKept && dropped.length > 0 ? [{ code: 'scope-not-registered', details }] : [])
  return left
}

/**
 * For `catch`: raises the error again. A kept client that can't be used stops every login, so the failure tells how to
 * be rid of it.
 */
function nameWayOut({ issuer }: AuthorizationServer): (error: unknown) => never {
  return (error) => {
    throw error instanceof Failure && error.code === 'registration-unusable'
      ? error.with(undefined, { issuer, is_kept: true })
      : error
  }
}

/**
 * The kept client, as the provider knows it now; where a new one is needed, that is said with the reason, and it is
 * registered `anew` with this metadata.
 */
async function knownClient(
  walk: Walk, registering: Registering, kept: RegisteredClient,
  { metadata, scope }: { metadata: ClientMetadata, scope: readonly string[] },
): Promise<{ client?: RegisteredClient, anew?: ClientMetadata }> {
  const wider = besides(metadata, kept)
  const again = async (reason: string, anew: ClientMetadata, said?: string) => {
    await report(walk, [{ code: 'client-renewed', details: { client_id: kept.client_id, reason, said } }])
    return { anew }
  }
  if (hasExpired(kept.registration, walk.now())) return again('expired', wider)
  const read = await readKept(walk, kept)
  if (read === undefined) return again('forgotten', metadata)
  if (isEnough(metadata, read, registering, scope)) return { client: read }
  const after = await changed(walk, read, besides(metadata, read))
  return typeof after === 'object' ? { client: after } : again('redirect-uri', wider, after)
}

/**
 * The kept client as the provider knows it, or as it was where the provider does not say; nothing where it is gone
 * there.
 */
async function readKept(walk: Walk, kept: RegisteredClient): Promise<RegisteredClient | undefined> {
  const management = managementOf(kept)
  if (management === undefined) return kept
  return accept(walk, kept, await readClient(backChannel(walk), management).catch(orUnread))
}

/** A provider that answers this with something else has not said that the client is gone: it is used as it was. */
function orUnread(error: unknown): Managed {
  if (!isRefusal(error)) throw error
  const { status, location } = error.details
  return {
    refused: [`status ${String(status)}`, location].filter(word => word !== undefined && word !== '').join(': '),
  }
}

/**
 * Has the registration changed for another redirect URI, method or scope. Gives what the provider said where it
 * refused; undefined where nothing can be changed.
 */
async function changed(
  walk: Walk, kept: RegisteredClient, metadata: ClientMetadata,
): Promise<RegisteredClient | string | undefined> {
  const management = managementOf(kept)
  if (management === undefined) return undefined
  const answered = await changeClient(backChannel(walk), management, kept.registration, metadata)
  return typeof answered === 'object' && 'refused' in answered
    ? answered.refused
    : accept(walk, { ...kept, asked: askedOf(metadata) }, answered)
}

async function accept(walk: Walk, kept: RegisteredClient, answered: Managed): Promise<RegisteredClient | undefined> {
  if (answered === 'forgotten') return undefined
  if ('refused' in answered) {
    await report(walk, [{ code: 'registration-unread', details: { said: answered.refused } }])
    return kept
  }
  await report(walk, answered.findings)
  return { ...kept, registration: renewed(kept.registration, answered) }
}

/**
 * Registers the client (RFC 7591), a second time without a scope where that is what the provider refused. Raises
 * `registration-endpoint-missing`.
 */
async function register(
  walk: Walk, { initialAccessToken }: Registering, server: AuthorizationServer, metadata: ClientMetadata,
): Promise<RegisteredClient> {
  const endpoint = ['registration_endpoint']
  if (server.registration_endpoint === undefined)
    throw new Failure('registration-endpoint-missing', { issuer: server.issuer })
  await verify(walk, [checkEndpoints({ ...server }, endpoint), ...checkReach(server.issuer, { ...server }, endpoint)])
  const ask = async (wanted: ClientMetadata) =>
    requestRegistration(backChannel(walk), server, wanted, initialAccessToken?.reveal())
  const { registered, findings } = await ask(metadata).catch(async (error: unknown) =>
    withoutScope(walk, error, metadata, ask))
  await report(walk, [...findings, ...compareRegistration(metadata, registered)])
  const client = {
    issuer: server.issuer, client_id: registered.client_id, created_at: new Date(walk.now()).toISOString(),
    registration: registered, registered_at: server.registration_endpoint, asked: askedOf(metadata),
  }
  await report(walk, noteManagement(client))
  return client
}

async function withoutScope(
  walk: Walk, error: unknown, { scope, ...others }: ClientMetadata,
  ask: (metadata: ClientMetadata) => Promise<Registration>,
): Promise<Registration> {
  if (scope === undefined || !isAboutScope(error)) throw error
  await report(walk, [{ code: 'registration-without-scope', details: { scope } }])
  return ask(others)
}

/** Notes a management address that is not safe, or not where the client was registered, and so is not used. */
function noteManagement(client: Managing) {
  const { registration: { registration_client_uri: uri, registration_access_token: token }, registered_at } = client
  const place = managedElsewhere(client) === undefined ? {} : { registered_at }
  return uri !== undefined && token !== undefined && managementOf(client) === undefined
    ? [{ code: 'registration-uri-unsafe' as const, details: { uri, ...place } }]
    : []
}
