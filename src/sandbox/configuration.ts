import type { Adapter, ClientMetadata, Configuration, KoaContextWithOIDC, errors as Errors } from 'oidc-provider'
import type { JsonWebKey } from 'node:crypto'
import { algorithmsFor } from './locks/algorithms.ts'
import { authenticationMethods, lockFeatures } from './locks/features.ts'
import type { Lock } from './locks/names.ts'
import { registrationFeatures, type RegistrationKind } from './locks/self-registration.ts'
import { readScope, resourceOf, writeScope, type Careless } from './mcp/facts.ts'
import { mcpFeatures } from './mcp/features.ts'
import type { Inside } from './misbehave/hooks.ts'
import type { Unasked } from './interactions.ts'
import type { People } from './people.ts'
import { aliasesAt, mutualTls } from './tls/feature.ts'
import { claimsOfScope } from './user.ts'

/** Where the user's browser goes; everything else is between client and provider. */
export const authorizationPath = '/user/authorize'
export const signOutPath = '/user/sign-out'
export const userCodePath = '/user/device'
export const registrationPath = '/register'
export const deviceAuthorizationPath = '/device'

const day = 24 * 60 * 60

/** What the provider is made of. Lifetimes in seconds. */
export interface ProviderSettings {
  issuer: string
  /** Where clients show a certificate, if anywhere. */
  tlsOrigin: string | undefined
  /** Where it keeps what it issues. */
  store: { adapterOf: (model: string) => Adapter, save: () => void }
  /** Who may sign in, and what they are not asked. */
  people: People
  unasked?: Unasked
  clients: ClientMetadata[]
  locks: ReadonlySet<Lock>
  signingKey: JsonWebKey
  cookieKeys: string[]
  codeLifetimeSeconds: number
  accessTokenLifetimeSeconds: number
  /** Whether clients may register themselves, and which. */
  registration: RegistrationKind | undefined
  /** An MCP server stands behind the provider. */
  mcp: boolean
  careless: Careless | undefined
  /** A fault that takes hold inside the provider. */
  inside?: Inside | undefined
}

/** The pages that oidc-provider asks for by itself. */
export interface ProviderPages {
  error: (context: KoaContextWithOIDC, error: { error: string, error_description?: string | undefined }) => void
  signOut: (context: KoaContextWithOIDC, form: string) => void
  signedOut: (context: KoaContextWithOIDC) => void
  enterCode: (context: KoaContextWithOIDC, form: string, problem: 'wrong' | 'refused' | undefined) => void
  confirmCode: (context: KoaContextWithOIDC, form: string, userCode: string) => void
  codeAccepted: (context: KoaContextWithOIDC) => void
}

/** oidc-provider's configuration. Every function it would otherwise fill in with a warning of its own is given here. */
export function providerConfiguration(
  settings: ProviderSettings, pages: ProviderPages, errors: typeof Errors,
): Configuration {
  return {
    adapter: (model: string) => settings.store.adapterOf(model),
    clients: settings.clients,
    clientDefaults: { id_token_signed_response_alg: 'ES256', authorization_signed_response_alg: 'ES256' },
    clientAuthMethods: authenticationMethods(settings.locks, settings.tlsOrigin !== undefined),
    clockTolerance: 0,
    claims: claimsOfScope,
    scopes: ['openid', 'offline_access', ...settings.mcp ? [readScope, writeScope] : []],
    responseTypes: ['code'],
    jwks: { keys: [{ ...settings.signingKey, use: 'sig', alg: 'ES256' }] },
    enabledJWA: algorithmsFor(settings.locks),
    // Cookies know no ports: without a path of its own the session's would go to every client that listens on this
    // host.
    cookies: { keys: settings.cookieKeys, long: { httpOnly: true, sameSite: 'lax', path: '/user' } },
    discovery: {
      ui_locales_supported: ['en', 'zh-CN'], claims_locales_supported: ['zh-CN'],
      ...settings.mcp && { client_id_metadata_document_supported: true },
      ...settings.tlsOrigin !== undefined && { mtls_endpoint_aliases: aliasesAt(settings.tlsOrigin) },
    },
    routes: routes(),
    ttl: lifetimes(settings),
    features: {
      ...features(pages, errors), ...lockFeatures(settings.locks, settings.cookieKeys.join()),
      ...settings.tlsOrigin !== undefined && { mTLS: mutualTls },
      ...settings.registration && registrationFeatures(settings),
      ...settings.mcp && mcpFeatures(settings, errors),
    },
    pkce: {
      required: (_context, client) =>
        (client.clientAuthMethod === 'none' && !settings.careless?.pkce) || settings.locks.has('fapi2'),
    },
    // RFC 9700 section 4.14: a refresh token is used once; a second use revokes all that came from the same consent.
    // The library rotates before it looks at the resource: a refused request would cost the refresh token.
    rotateRefreshToken: ({ oidc }) => {
      const resource = oidc.params?.['resource']
      if (resource !== undefined && !(settings.mcp && resource === resourceOf(settings.issuer, settings.careless)))
        throw new errors.InvalidTarget()
      return true
    },
    clientBasedCORS: (_context, origin, client) =>
      (client.redirectUris ?? []).some(uri => URL.canParse(uri) && new URL(uri).origin === origin),
    findAccount: (_context, sub) => {
      const person = settings.people.withSubject(sub)
      return person && { accountId: sub, claims: () => person.claims }
    },
    renderError: (context, out) => pages.error(context, out),
  }
}

function routes(): Configuration['routes'] {
  return {
    authorization: authorizationPath, token: '/token', userinfo: '/userinfo', jwks: '/jwks', revocation: '/revoke',
    introspection: '/introspect', end_session: signOutPath, pushed_authorization_request: '/par',
    device_authorization: deviceAuthorizationPath, registration: registrationPath, code_verification: userCodePath,
  }
}

function lifetimes(settings: ProviderSettings): Configuration['ttl'] {
  return {
    AuthorizationCode: settings.codeLifetimeSeconds,
    AccessToken: settings.accessTokenLifetimeSeconds,
    ClientCredentials: settings.accessTokenLifetimeSeconds,
    IdToken: 60 * 60,
    DeviceCode: 10 * 60,
    RefreshToken: 14 * day,
    Grant: 14 * day,
    Session: day,
    Interaction: 60 * 60,
  }
}

function features(pages: ProviderPages, errors: typeof Errors): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    claimsParameter: { enabled: true },
    clientCredentials: { enabled: true },
    // RFC 8628: the user enters a code that another device shows.
    deviceFlow: {
      enabled: true,
      userCodeInputSource: (context, form, _out, error) => {
        pages.enterCode(context, form, error?.name === 'AbortedError' ? 'refused' : error && 'wrong')
      },
      userCodeConfirmSource: (context, form, _client, _device, userCode) => pages.confirmCode(context, form, userCode),
      successSource: context => pages.codeAccepted(context),
    },
    introspection: {
      enabled: true,
      allowedPolicy: (_context, client, token) =>
        client.clientAuthMethod !== 'none' || token.clientId === client.clientId,
    },
    revocation: {
      enabled: true,
      allowedPolicy: (_context, client, token) => {
        // RFC 7009 section 2.1: another client's token is left alone and the asker is told.
        if (token.clientId !== client.clientId) throw new errors.InvalidRequest('the token belongs to another client')
        return true
      },
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (context, form) => pages.signOut(context, form),
      postLogoutSuccessSource: context => pages.signedOut(context),
    },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: () => { throw new errors.InvalidTarget() },
    },
  }
}
