import type { ClientMetadata } from 'oidc-provider'
import { isForNative, loopbackHosts } from '../clients.ts'
import { tokenExchangeGrant } from '../token-exchange.ts'
import type { SandboxClient, SandboxSettings } from './settings.ts'

const callbacks = loopbackHosts.map(host => `http://${host}/callback`)

/** The clients of a sandbox that was told of none. */
export const usualClients: readonly SandboxClient[] = [
  { client_id: 'app', client_secret: 'secret', redirect_uris: callbacks },
  { client_id: 'app-public', redirect_uris: callbacks },
]

/**
 * The clients of these settings as they are registered with oidc-provider: what a client does not say is chosen so that
 * it can sign in.
 */
export function registrationsOf({ clients = [...usualClients] }: SandboxSettings): ClientMetadata[] {
  return clients.map((given) => {
    const { misbehave: _misbehave, ...client } = given
    const { client_secret: secret, redirect_uris: uris = [] } = client
    const method = client['token_endpoint_auth_method']
      ?? (secret === undefined && client['jwks'] === undefined ? 'none' : usualMethod(client))
    return {
      application_type: uris.length > 0 && uris.every(isForNativeUri) ? 'native' : 'web',
      grant_types: grantTypesOf(method, uris),
      response_types: uris.length > 0 ? ['code'] : [],
      client_name: client.client_id,
      ...client, redirect_uris: uris, token_endpoint_auth_method: method,
    } as unknown as ClientMetadata
  })
}

function usualMethod({ client_secret: secret }: SandboxClient): string {
  return secret === undefined ? 'private_key_jwt' : 'client_secret_basic'
}

function grantTypesOf(method: unknown, uris: readonly string[]): string[] {
  const ofUsers = uris.length > 0 ? ['authorization_code', 'refresh_token'] : []
  const ofAll = [...ofUsers, 'urn:ietf:params:oauth:grant-type:device_code']
  return method === 'none' ? ofAll : [...ofAll, 'client_credentials', tokenExchangeGrant]
}

function isForNativeUri(uri: string): boolean {
  // An https address may be a native application's too, but here it is taken for a website's.
  return URL.canParse(uri) && isForNative(uri) && new URL(uri).protocol !== 'https:'
}
