import { moreServers } from './more-servers.ts'
import type { KnownServer } from './known-server.ts'

const keycloak: KnownServer = {
  name: 'Keycloak',
  knownBy: { authorization_endpoint: /\/realms\/[^/]+\/protocol\/openid-connect\/auth$/ },
  // topics/clients/oidc/con-basic-settings, con-advanced-settings; topics/sessions/timeouts; topics/realms/ssl;
  // topics/threat/clickjacking
  source: 'https://www.keycloak.org/docs/latest/server_admin/',
  settings: {
    'https-everywhere': 'Realm settings → General → Require SSL: All requests',
    'iss-sent':
      'Clients → Advanced → OpenID Connect Compatibility Modes → Exclude Issuer From Authentication Response: Off',
    'login-framing': 'Realm settings → Security defenses → X-Frame-Options, Content-Security-Policy',
    'redirect-unregistered': 'Clients → Settings → Valid redirect URIs',
    'redirect-variants': 'Clients → Settings → Valid redirect URIs (without *)',
    'response-type': 'Clients → Settings → Capability config → Implicit flow: Off',
    'pkce-downgrade': 'Clients → Settings → PKCE method: S256',
    'pkce-plain': 'Clients → Settings → PKCE method: S256',
    'pkce-required': 'Clients → Settings → PKCE method: S256',
    'client-auth-wrong': 'Clients → Settings → Capability config → Client authentication: On',
    'code-lifetime': 'Realm settings → Tokens → Client login timeout',
    'refresh-rotation': 'Realm settings → Tokens → Revoke Refresh Token: Enabled',
    'refresh-reuse': 'Realm settings → Tokens → Revoke Refresh Token: Enabled, Refresh Token Max Reuse: 0',
    'dpop-proof': 'Clients → Settings → Capability config → Require DPoP bound tokens: On',
    'request-object-unsigned': 'Clients → Advanced → Request object signature algorithm',
    'logout-redirect': 'Clients → Settings → Valid post logout redirect URIs (without *)',
  },
}

const hydra: KnownServer = {
  name: 'Ory Hydra',
  knownBy: {
    authorization_endpoint: /\/oauth2\/auth$/, token_endpoint: /\/oauth2\/token$/,
    jwks_uri: /\/\.well-known\/jwks\.json$/,
  },
  // internal/config/config.yaml; driver/config/provider.go
  source: 'https://www.ory.sh/docs/hydra/reference/configuration',
  settings: {
    'issuer-exact': 'urls.self.issuer',
    'authorize-cors': 'serve.public.cors.allowed_origins',
    'redirect-unregistered': 'redirect_uris (client)',
    'redirect-variants': 'redirect_uris (client)',
    'response-type': 'response_types: ["code"] (client)',
    'pkce-downgrade': 'oauth2.pkce.enforced: true',
    'pkce-required': 'oauth2.pkce.enforced: true, oauth2.pkce.enforced_for_public_clients: true',
    'code-lifetime': 'ttl.auth_code',
    'refresh-reuse': 'oauth2.grant.refresh_token.rotation_grace_period',
    'logout-redirect': 'post_logout_redirect_uris (client)',
  },
}

const authelia: KnownServer = {
  name: 'Authelia',
  knownBy: { authorization_endpoint: /\/api\/oidc\/authorization$/ },
  // internal/configuration/config.template.yml
  source: 'https://www.authelia.com/configuration/identity-providers/openid-connect/provider/',
  settings: {
    'jwks-hygiene': 'identity_providers.oidc.jwks',
    'authorize-cors': 'identity_providers.oidc.cors.endpoints (without authorization)',
    'redirect-unregistered': 'identity_providers.oidc.clients[].redirect_uris',
    'response-type': 'identity_providers.oidc.clients[].response_types: [code]',
    'pkce-downgrade': 'identity_providers.oidc.enforce_pkce: always',
    'pkce-plain': 'identity_providers.oidc.clients[].pkce_challenge_method: S256',
    'pkce-required': 'identity_providers.oidc.enforce_pkce: public_clients_only, or always',
    'client-auth-wrong': 'identity_providers.oidc.clients[].token_endpoint_auth_method',
    'code-lifetime': 'identity_providers.oidc.lifespans.authorize_code',
    'pushed-request-reuse': 'identity_providers.oidc.clients[].require_pushed_authorization_requests: true',
    'request-object-unsigned': 'identity_providers.oidc.clients[].request_object_signing_alg',
  },
}

const dex: KnownServer = {
  name: 'Dex',
  knownBy: { authorization_endpoint: /\/auth$/, jwks_uri: /\/keys$/, device_authorization_endpoint: /\/device\/code$/ },
  // config.yaml.dist
  source: 'https://github.com/dexidp/dex/blob/master/config.yaml.dist',
  settings: {
    'issuer-exact': 'issuer',
    'https-everywhere': 'web.https, web.tlsCert, web.tlsKey',
    'pkce-advertised': 'oauth2.pkce.codeChallengeMethodsSupported: ["S256"]',
    'dead-flows-advertised': 'oauth2.responseTypes: ["code"], no oauth2.passwordConnector',
    'redirect-unregistered': 'staticClients[].redirectURIs',
    'response-type': 'oauth2.responseTypes: ["code"]',
    'pkce-downgrade': 'oauth2.pkce.enforce: true',
    'pkce-plain': 'oauth2.pkce.codeChallengeMethodsSupported: ["S256"]',
    'pkce-required': 'oauth2.pkce.enforce: true',
    'refresh-rotation': 'expiry.refreshTokens.disableRotation: false',
    'refresh-reuse': 'expiry.refreshTokens.reuseInterval',
  },
}

/** One that answers at more addresses of its own stands before one that answers at fewer. */
export const knownServers: readonly KnownServer[] = [keycloak, authelia, ...moreServers, hydra, dex]

/** Which server published this metadata, where it can be told by its addresses. */
export function recogniseServer(metadata: Readonly<Record<string, unknown>>): KnownServer | undefined {
  return knownServers.find(({ knownBy }) => Object.entries(knownBy).every(([name, end]) => {
    const address = metadata[name]
    return typeof address === 'string' && address.length <= 2000 && end.test(address)
  }))
}
