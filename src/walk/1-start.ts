import type { Client, ClientAuth } from 'oauth4webapi'
import { describeBy } from '../codes/described.ts'
import { Failure, type FailureDetails } from '../codes/failure.ts'
import type { Finding } from '../codes/finding.ts'
import { authenticate, chooseAuthentication } from '../protocol/authentication/index.ts'
import { acceptedAlgorithms, checkAlgorithms, libraryClient } from '../protocol/client.ts'
import { hasNamedUserinfo, speaksOfOpenid, type AuthorizationServer } from '../protocol/metadata.ts'
import type { Secret } from '../secrets/secret.ts'
import type { ClientSettings, Walk } from './context.ts'
import { findProviderOfTarget, raiseWithGuess, scopeFor, type Found } from './behind-resource.ts'
import { findClient } from './find-client.ts'
import { report, tell, verify } from './observe.ts'

/** The result of step 1: all that is settled before the browser gets anything. */
export interface Started {
  server: AuthorizationServer
  /** The resource at which the walk began; undefined where the user named the provider. */
  resource: Found['resource']
  /** The client as this provider knows it, also one that registered itself. */
  credentials: ClientSettings
  client: Client
  authentication: ClientAuth
  scope: string[]
  /** The provider publishes keys, so an ID token can be verified. One that can't be is not used. */
  verifiable: boolean
  /**
   * The user's identity was asked for, so an ID token must come. Where only a resource wants `openid`, it may be
   * missing.
   */
  wantsIdentity: boolean
  /**
   * Proves that the answer belongs to this walk; 32 random bytes, hexadecimal since some providers take nothing else
   * (RFC 6749, section 10.12).
   */
  state: Secret
  /** Binds the ID token to this walk; sent when `openid` is asked for (OpenID Connect Core 1.0, section 3.1.2.1). */
  nonce: Secret | undefined
  /** Proves that whoever redeems the code also asked for it; 32 random bytes (RFC 7636, section 4.1). */
  codeVerifier: Secret | undefined
}

/**
 * Step 1, user → client: the user wants to sign in. Finds the provider's endpoints, settles scope and client
 * authentication, and draws the three random values that protect the way through a browser; where no code comes back
 * that way (RFC 8628), there is nothing for them to protect. Raises discovery failures, `endpoints-missing`,
 * `issuer-identical`, `endpoints-safe`, `jwks-missing`, `id-token-algorithm`, `setting-invalid`,
 * `authentication-unsupported`, and what finding the client raises.
 */
export async function start(walk: Walk, way: 'code' | 'device' | 'grant' = 'code'): Promise<Started> {
  await tell(walk, {
    name: 'start', from: 'user', to: 'client', channel: 'person',
    parameters: {
      target: walk.login.target, ...walk.client.clientId === '' ? {} : { client_id: walk.client.clientId },
    },
  })
  for (const { remarks = [] } of walk.extensions) await report(walk, [...remarks])
  const found = await findProviderOfTarget(walk)
  const { server, resource } = found
  if (way === 'code') requireAuthorizationEndpoint(walk, found)
  const wanted = walk.login.scope ?? (resource ? scopeFor(resource, server, way) : defaultScope(server))
  const openid = way !== 'grant'
    && wanted.includes('openid')
    && walk.extensions.every(({ idTokens }) => idTokens !== false)
  const wantsIdentity = openid && (walk.login.scope !== undefined || resource === undefined)
  const verifiable = canVerify(server, wantsIdentity)
  if (wantsIdentity && verifiable && acceptedAlgorithms(server).length === 0)
    await verify(walk, [checkAlgorithms(server)])
  if (openid && way === 'code') requireTie(walk)
  await report(walk, [
    ...way === 'code' ? noteProtection(walk, server) : [],
    ...wantsIdentity && !verifiable ? [{ code: 'keys-unknown' as const, details: {} }] : [],
    ...walk.login.scope === undefined && !openid ? noteNoOpenid(server) : [],
  ])
  const { credentials, scope } = await findClient(walk, server, wanted, resource?.known)
    .catch(raiseWithGuess(walk, found))
  const method = chooseAuthentication(credentials.authentication, credentials, server)
  return {
    server, resource, scope, verifiable, credentials,
    wantsIdentity: wantsIdentity && scope.includes('openid'),
    client: libraryClient(credentials.clientId, server, clockSkewSeconds(walk)),
    authentication: authenticate(method, credentials, server),
    ...drawProtection(walk, {
      nonce: openid && scope.includes('openid') && way === 'code' && walk.login.nonce,
      codeVerifier: way === 'code' && usesPkce(walk),
    }),
  }
}

/**
 * Tells whether an ID token can be verified. Raises `jwks-missing` where one is wanted and the provider publishes
 * metadata without keys.
 */
function canVerify(server: AuthorizationServer, isWanted: boolean): boolean {
  if (isWanted && server.jwks_uri === undefined && server.response_types_supported)
    throw new Failure('jwks-missing', { issuer: server.issuer })
  return server.jwks_uri !== undefined && (isWanted || acceptedAlgorithms(server).length > 0)
}

/** The random values of one authorization request; the next one has its own. */
export function drawProtection(
  walk: Walk, wanted: { nonce: boolean, codeVerifier: boolean },
): Pick<Started, 'state' | 'nonce' | 'codeVerifier'> {
  return {
    state: walk.secrets.keep('state', Buffer.from(walk.random(32)).toString('hex')),
    nonce: wanted.nonce ? draw(walk, 'nonce') : undefined,
    codeVerifier: wanted.codeVerifier ? draw(walk, 'code_verifier') : undefined,
  }
}

/** A provider that has the device flow only needs no such endpoint (RFC 8414, section 2; RFC 8628, section 4). */
function requireAuthorizationEndpoint({ provider }: Walk, { server, resource }: Found): void {
  if (server.authorization_endpoint) return
  const by_device = server.device_authorization_endpoint !== undefined
  const issuer = resource?.issuer ?? provider.issuer
  throw new Failure('endpoints-missing', {
    given: Object.keys(provider.endpoints), ...issuer === undefined ? {} : { issuer }, by_device,
  })
}

/** A provider that is known not to take PKCE may refuse a request that has it. */
function usesPkce(walk: Walk): boolean {
  return walk.login.pkce && !walk.extensions.some(extension => extension.pkce === 'off')
}

function draw(walk: Walk, kind: string): Secret {
  return walk.secrets.keep(kind, Buffer.from(walk.random(32)).toString('base64url'))
}

/**
 * The scope to ask for where the user named none: openid, profile and email at an OpenID provider, nothing at a plain
 * OAuth server. Without metadata, an endpoint called userinfo counts as OpenID Connect's.
 */
export function defaultScope(server: AuthorizationServer): string[] {
  const supported = server.scopes_supported
  if (!server.response_types_supported && hasNamedUserinfo(server)) return ['openid']
  if (!speaksOfOpenid(server) || whyNotOpenid(server)) return []
  return ['openid', 'profile', 'email'].filter(scope => !supported || supported.includes(scope))
}

/** Why the ID tokens of an OpenID provider could not be verified, or would not come. */
function whyNotOpenid(server: AuthorizationServer): FailureDetails | undefined {
  const { id_token_signing_alg_values_supported: algorithms, scopes_supported: scopes, jwks_uri: keys } = server
  if (!keys) return { lacks: 'jwks_uri' }
  if (acceptedAlgorithms(server).length === 0) return { algorithms }
  return scopes && !scopes.includes('openid') ? { scopes } : undefined
}

/**
 * Without nonce and PKCE, a code or an ID token of somebody else's login would pass for ours (RFC 9700, section 2.1.1).
 * Raises `setting-invalid`.
 */
function requireTie(walk: Walk): void {
  if (!walk.login.nonce && !usesPkce(walk))
    throw new Failure('setting-invalid', { setting: '--no-nonce', expected: describeBy('with-pkce') })
}

/** Notes that `openid` is not asked for at a provider that signs ID tokens, or speaks of OpenID, and why. */
export function noteNoOpenid(server: AuthorizationServer): Finding[] {
  const isOpenid = speaksOfOpenid(server) || server.id_token_signing_alg_values_supported !== undefined
  const why = isOpenid ? whyNotOpenid(server) : undefined
  return why ? [{ code: 'openid-not-asked', details: why }] : []
}

/** The library reads the real clock; this is how far the walk's clock is from it. */
export function clockSkewSeconds(walk: { now: () => number }): number {
  return Math.round((walk.now() - Date.now()) / 1000)
}

function noteProtection(walk: Walk, server: AuthorizationServer): Finding[] {
  if (!walk.login.nonce && usesPkce(walk)) return [{ code: 'nonce-off', details: {} }, ...notePkce(walk, server)]
  return notePkce(walk, server)
}

function notePkce(walk: Walk, server: AuthorizationServer): Finding[] {
  if (!walk.login.pkce) return [{ code: 'pkce-off', details: {} }]
  if (!usesPkce(walk)) return [{ code: 'pkce-unsupported', details: {} }]
  if (walk.extensions.some(extension => extension.pkce === 'on') && !server.code_challenge_methods_supported) return []
  const methods = server.code_challenge_methods_supported
  return methods?.includes('S256') ? [] : [{ code: 'pkce-not-advertised', details: { methods: methods ?? [] } }]
}
