import { sandboxHost } from './host.ts'
import type { ClientMetadata } from 'oidc-provider'
import { SandboxError } from './errors.ts'
import type { Lock } from './locks/names.ts'
import { canPass, lockedMetadata, methodOf, type ClientRegistration } from './locks/registration.ts'
import { tokenExchangeGrant } from './token-exchange.ts'
import { user } from './user.ts'
import type { SandboxState } from './storage/state.ts'

/** A client that is registered with the sandbox, as shown to the person who wants to use it. */
export interface SandboxClient {
  client_id: string
  client_secret?: string
  token_endpoint_auth_method: string
  redirect_uris: string[]
  purpose: string
}

/** What a client needs to know about the sandbox. */
export interface SandboxFacts {
  issuer: string
  clients: SandboxClient[]
  user: { username: string, password: string, sub: '123456', name: '张三' }
}

interface Kind { client_id: string, method: string, type: 'native' | 'web', purpose: string }

// A native client may use any loopback port (RFC 8252 section 7.3), a web client any host and scheme, but to the
// letter.
const kinds: Kind[] = [
  {
    client_id: 'oauth-walk', method: 'client_secret_basic', type: 'native',
    purpose: 'confidential client, any loopback port',
  },
  {
    client_id: 'oauth-walk-public', method: 'none', type: 'native',
    purpose: 'public client (PKCE required), any loopback port',
  },
  {
    client_id: 'oauth-walk-post', method: 'client_secret_post', type: 'native',
    purpose: 'confidential client, secret in the body',
  },
  {
    client_id: 'oauth-walk-web', method: 'client_secret_basic', type: 'web',
    purpose: 'confidential client, other redirect URIs',
  },
  {
    client_id: 'oauth-walk-web-public', method: 'none', type: 'web',
    purpose: 'public client (PKCE required), other redirect URIs',
  },
]

const unusableSchemes = [
  'javascript:', 'data:', 'file:', 'blob:', 'about:', 'vbscript:', 'mailto:', 'ftp:', 'ws:', 'wss:',
]
export const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]']

/** Ids of the clients that have a secret. */
export const confidentialClients: readonly string[] = kinds.filter(kind => kind.method !== 'none').map(kind =>
  kind.client_id)

/** The address that identifies the sandbox on `port`. */
export function issuerOf(port: number): string {
  const host = sandboxHost()
  return `http://${host === '::1' ? '[::1]' : host}:${port}`
}

/**
 * What `state` says about issuer, clients and user. Web clients are listed only if there are redirect URIs for them.
 */
export function factsOf(state: SandboxState, locks: ReadonlySet<Lock> = new Set()): SandboxFacts {
  return { issuer: issuerOf(state.port), clients: clientsOf(state, locks), user: { ...user } }
}

function clientsOf(state: SandboxState, locks: ReadonlySet<Lock>): SandboxClient[] {
  return kinds.filter(({ method }) => canPass(locks, method)).map((kind) => {
    const secret = state.client_secrets[kind.client_id]
    return {
      client_id: kind.client_id,
      ...secret !== undefined && kind.method !== 'none' && { client_secret: secret },
      token_endpoint_auth_method: methodOf(locks, kind.method, registrationOf(kind, state)),
      redirect_uris: redirectUrisOf(kind, state.redirect_uris),
      purpose: kind.purpose,
    }
  }).filter(client => client.redirect_uris.length > 0)
}

/** The client that a login is says itself how it authenticates; for the others that is settled. */
function registrationOf({ client_id }: Kind, { client }: SandboxState): ClientRegistration | undefined {
  return client_id === 'oauth-walk' ? client : undefined
}

/** The registrations (OpenID Connect Dynamic Client Registration 1.0, section 2) that oidc-provider is started with. */
export function clientMetadataOf(state: SandboxState, locks: ReadonlySet<Lock>): ClientMetadata[] {
  return clientsOf(state, locks).map(({ client_id, client_secret, token_endpoint_auth_method, redirect_uris }) => ({
    client_id,
    client_name: client_id,
    ...client_secret !== undefined && { client_secret },
    token_endpoint_auth_method: token_endpoint_auth_method as NonNullable<ClientMetadata['token_endpoint_auth_method']>,
    redirect_uris,
    post_logout_redirect_uris:
      loopbackHosts.flatMap(host => [`http://${host}/signed-out`, `http://${host}/logged-out`]),
    application_type: kinds.find(kind => kind.client_id === client_id)?.type ?? 'native',
    grant_types: grantTypesOf(token_endpoint_auth_method),
    response_types: ['code'],
    id_token_signed_response_alg: 'ES256',
    ...lockedMetadata(locks, client_secret === undefined ? undefined : state.client?.jwks, token_endpoint_auth_method),
  }))
}

/** A client that proves nothing gets no token of its own. */
function grantTypesOf(method: string): string[] {
  const usual = ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code']
  return method === 'none' ? usual : [...usual, 'client_credentials', tokenExchangeGrant]
}

function redirectUrisOf(kind: Kind, extra: string[]): string[] {
  if (kind.type === 'native')
    return [...loopbackHosts.map(host => `http://${host}/callback`), ...extra.filter(isForNative)]
  return extra.some(uri => !isForNative(uri)) ? extra.filter(uri => /^https?:/.test(uri)) : []
}

/** Whether a native client may have this redirect URI. */
// oidc-provider refuses a native client with plain http elsewhere, or with https on the loopback interface.
export function isForNative(uri: string): boolean {
  const { protocol, hostname } = new URL(uri)
  const isLoopback = loopbackHosts.includes(hostname)
  return protocol === 'http:' ? isLoopback : !isLoopback
}

/**
 * Raises `redirect-uri-invalid` for the first of `uris` that is not absolute, has a fragment (RFC 6749 section 3.1.2)
 * or runs in the browser.
 */
export function assertRedirectUris(uris: readonly string[]): void {
  for (const redirectUri of uris) {
    const usable = URL.canParse(redirectUri)
      && !redirectUri.includes('#')
      && !unusableSchemes.includes(new URL(redirectUri).protocol)
    if (!usable) throw new SandboxError('redirect-uri-invalid', { redirectUri })
  }
}
