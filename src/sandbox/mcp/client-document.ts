import type { ClientMetadata } from 'oidc-provider'
import type { Careless } from './facts.ts'

/**
 * The id of a client that is the address of its document. Nothing is at that address: the sandbox, which reaches
 * nobody, has the document itself.
 */
export const documentedClientId = 'https://sandbox.oauth-walk.example/client.json'

/** Where the document is, below the issuer. */
export const clientDocumentPath = '/client.json'

/** The document of that client (draft-ietf-oauth-client-id-metadata-document, section 4). */
export function clientDocument({ port }: Careless = {}): Record<string, unknown> {
  return {
    client_id: documentedClientId, client_name: 'oauth-walk',
    redirect_uris: port ? ['http://127.0.0.1:3000/callback'] : ['http://127.0.0.1/callback'],
    grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], token_endpoint_auth_method: 'none',
  }
}

/**
 * The client as the provider takes it from there. A native one may use any port on this machine (RFC 8252, section
 * 7.3).
 */
export function documentedClient(careless?: Careless): ClientMetadata {
  return {
    ...clientDocument(careless), client_id: documentedClientId, application_type: careless?.port ? 'web' : 'native',
    id_token_signed_response_alg: 'ES256',
  }
}
