// Servers that run as they come: their settings are on a page of theirs, or in a file.
import type { KnownServer } from './known-server.ts'

export const keycloak: KnownServer = {
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

export const authelia: KnownServer = {
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

export const zitadel: KnownServer = {
  name: 'ZITADEL',
  knownBy: { authorization_endpoint: /\/oauth\/v2\/authorize$/, jwks_uri: /\/oauth\/v2\/keys$/ },
  // examples/provider/resources/application_oidc.tf
  source: 'https://github.com/zitadel/terraform-provider-zitadel/blob/main/docs/resources/application_oidc.md',
  settings: {
    'redirect-unregistered': 'redirect_uris (application)',
    'redirect-variants': 'redirect_uris, dev_mode: false (application)',
    'response-type': 'response_types: OIDC_RESPONSE_TYPE_CODE (application)',
    'client-auth-wrong': 'auth_method_type (application)',
    'logout-redirect': 'post_logout_redirect_uris (application)',
  },
}

export const glewlwyd: KnownServer = {
  name: 'Glewlwyd',
  knownBy: {
    authorization_endpoint: /\/api\/[^/]+\/auth$/, token_endpoint: /\/api\/[^/]+\/token$/,
    jwks_uri: /\/api\/[^/]+\/jwks$/,
  },
  source: 'https://github.com/babelouest/glewlwyd/blob/master/docs/OIDC.md',
  settings: {
    'issuer-exact': 'Issuer',
    'dead-flows-advertised': 'Authentication type token enabled: No, Authentication type password enabled: No',
    'response-type': 'Authentication type token enabled: No',
    'pkce-advertised': 'PKCE allowed: Yes, Method plain allowed: No',
    'pkce-plain': 'Method plain allowed: No',
    'pkce-downgrade': 'PKCE required: Yes',
    'pkce-required': 'PKCE required: Yes',
    'code-replay': 'Revoke all tokens if a client tries to replay a code: Yes',
    'code-lifetime': 'Code duration (seconds)',
    'refresh-rotation': 'One-time use refresh token: Always',
    'refresh-reuse': 'One-time use refresh token: Always',
    'introspection-open': 'Required scopes in the access token, Allow for the token client',
    'pushed-request-reuse': 'Require Pushed Authorization Request: Yes',
    'dpop-proof': 'Allow DPoP: Yes, DPoP Token iat claim maximum duration (seconds)',
  },
}

export const hydra: KnownServer = {
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

export const dex: KnownServer = {
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
