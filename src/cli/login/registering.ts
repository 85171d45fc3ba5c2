import type { ClientKey } from '../../protocol/authentication/client-key.ts'
import type { AuthenticationMethod } from '../../protocol/authentication/methods.ts'
import { toPublicJwk } from '../../protocol/authentication/jwk.ts'
import type { Finding } from '../../codes/finding.ts'
import {
  buildClientMetadata, redirectUrisToRegister, type WantedClient,
} from '../../protocol/registration/client-metadata.ts'
import type { RegisteredClient } from '../../protocol/registration/registered-client.ts'
import type { Layer } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { ClientSettings, LoginSettings, Registering } from '../../walk/context.ts'
import { createForgottenClient } from '../../extensions/forgotten-client.ts'
import type { Extension } from '../../walk/extension.ts'
import { keptHere } from '../../addresses/store-address.ts'
import { clean } from '../../text/printable.ts'
import { openClients, readStoredClient } from '../client/stored.ts'
import { readInitialAccessToken } from '../client-authentication/initial-access-token.ts'
import type { Run } from '../run.ts'
import { tellAside } from '../terminal/screen.ts'
import { grantOf } from './grant.ts'
import type { StoreKind } from '../../addresses/store-address.ts'

/** What a login's registration came to, once step 1 is over. */
export interface OwnRegistering extends Registering {
  came: { client?: RegisteredClient | undefined, isNew: boolean }
  /** Has the client registered anew where the provider turns out to have forgotten it. */
  extension: Extension
}

/** A login as far as its registration needs it. */
export interface ToRegister {
  resolved: Resolved
  login: LoginSettings
  keys: readonly ClientKey[]
  store: StoreKind | undefined
  byDevice: boolean
}

/**
 * Whether the client of this login registers itself: asked for, or at a resource, whose provider nobody may know; and
 * no client id that the user gave, or the profile has from elsewhere. A grant without a browser is for clients that an
 * administrator has set up.
 */
export function registersItself(resolved: Resolved, kept: Layer): boolean {
  const { source, value } = resolved['client-id'] ?? {}
  const isDocument = source === 'preset' && String(value).startsWith('https://')
  const isNamed = source === 'flag'
    || source === 'environment'
    || isDocument
    || (source === 'profile' && kept.register !== true)
  return (resolved.register?.value === true || resolved['protected-resource'] !== undefined)
    && !isNamed
    && grantOf(resolved) === undefined
}

/** That `--register` was typed where a client id is known. */
export function noteUnneeded({ register, 'client-id': id }: Resolved): Finding[] {
  const isTyped = register?.value === true && register.source !== 'profile' && id !== undefined
  return isTyped ? [{ code: 'register-unneeded', details: { client_id: id.value, source: id.source } }] : []
}

/**
 * The settings of a login whose client is not known yet: what the profile says of it comes from its last registration.
 */
export function withoutClient(resolved: Resolved): Resolved {
  const { 'client-id': _id, 'auth-method': method, ...others } = resolved
  return {
    ...others, ...method?.source === 'flag' || method?.source === 'environment' ? { 'auth-method': method } : {},
  }
}

/**
 * How the client of this login registers itself, and where it is kept. Raises what reading the initial access token
 * raises.
 */
export function planRegistering(run: Run, { resolved, login, keys, store, byDevice }: ToRegister): OwnRegistering {
  const wanted = wantedClient(resolved, login, keys, byDevice)
  const came: OwnRegistering['came'] = { isNew: true }
  // A walk that starts again may end at another provider, which knows its client.
  const forgottenAt = new Set<string | undefined>()
  const forget = () => void forgottenAt.add(came.client?.issuer)
  return {
    came,
    extension: createForgottenClient({ id: () => came.isNew ? undefined : came.client?.client_id, forget }),
    metadata: (server, scope) => buildClientMetadata(wanted, server, scope),
    isMethodAsked: wanted.authentication !== undefined,
    redirectUri: byDevice ? undefined : login.redirectUri,
    initialAccessToken: readInitialAccessToken(run, resolved),
    read: async (issuer) => {
      if (store === 'none' || forgottenAt.has(issuer)) return undefined
      await openClients(run, keptHere(store)).prepare(issuer)
      return came.client = await readStoredClient(run, issuer)
    },
    keep: async (client) => {
      const before = came.client
      came.isNew = before?.client_id !== client.client_id
      came.client = client
      await keepClient(run, client, { before, store, profile: login.profile })
    },
  }
}

function wantedClient(
  resolved: Resolved, { redirectUri, ports }: LoginSettings, keys: readonly ClientKey[], byDevice: boolean,
): WantedClient {
  const redirectUris = redirectUrisToRegister(redirectUri, ports)
  const returns = redirectUris.map(uri => uri.replace(/^(https?:\/\/[^/?#]+).*$/i, '$1/logged-out'))
  return {
    redirectUris, byDevice,
    postLogoutRedirectUris: [...new Set(returns)],
    authentication: resolved['auth-method']?.value as AuthenticationMethod | undefined,
    jwks: keys.map(({ publicJwk, kid, algorithm }) => toPublicJwk(publicJwk, { kid, alg: algorithm })),
  }
}

/** Before the browser opens: nobody should sign in to a client, or for tokens, that then can't be stored. */
async function keepClient(
  run: Run, client: RegisteredClient,
  { before, store, profile }: { before: RegisteredClient | undefined, store: StoreKind | undefined, profile: string },
): Promise<void> {
  const { context, catalogue } = run
  if (store === 'none') {
    await tellAside(run, `! ${catalogue.client.notKept(clean(client.client_id))}`)
    return
  }
  const state = (one: RegisteredClient | undefined) => JSON.stringify([one?.registration, one?.asked])
  const isSame = before !== undefined && state(before) === state(client)
  if (!isSame) await context.defer(async () => openClients(run, keptHere(store)).write({ v: 1, ...client }))
  if (before?.client_id !== client.client_id)
    run.tell(`   ${catalogue.client.kept(clean(client.client_id), clean(client.issuer))}`)
  await run.openSessions(store).prepare({ issuer: client.issuer, client_id: client.client_id, profile })
}

/** What the profile keeps of a client that registered itself, so that the next commands are the same one. */
export function registeredSettings({ clientId, authentication }: ClientSettings): Record<string, unknown> {
  return {
    register: true, 'client-id': clientId, ...authentication === undefined ? {} : { 'auth-method': authentication },
  }
}
