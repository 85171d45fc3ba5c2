// What servers of one's own are built with: their settings are names in code.
import type { KnownServer } from './known-server.ts'

export const identityServer: KnownServer = {
  name: 'Duende IdentityServer',
  knownBy: { authorization_endpoint: /\/connect\/authorize$/, jwks_uri: /\/\.well-known\/openid-configuration\/jwks$/ },
  // reference/models/client, reference/options
  source: 'https://docs.duendesoftware.com/identityserver/reference/models/client/',
  settings: {
    'issuer-exact': 'IdentityServerOptions.IssuerUri (not set), LowerCaseIssuerUri',
    'iss-sent': 'IdentityServerOptions.EmitIssuerIdentificationResponseParameter = true',
    'jwks-hygiene': 'IdentityServerOptions.KeyManagement.RsaKeySize',
    'dead-flows-advertised': 'Client.AllowedGrantTypes = GrantTypes.Code',
    'redirect-unregistered': 'Client.RedirectUris',
    'redirect-variants': 'Client.RedirectUris',
    'response-type': 'Client.AllowedGrantTypes = GrantTypes.Code, Client.AllowAccessTokensViaBrowser = false',
    'pkce-downgrade': 'Client.RequirePkce = true',
    'pkce-plain': 'Client.AllowPlainTextPkce = false',
    'pkce-required': 'Client.RequirePkce = true',
    'client-auth-wrong': 'Client.RequireClientSecret = true',
    'code-lifetime': 'Client.AuthorizationCodeLifetime',
    'refresh-rotation': 'Client.RefreshTokenUsage = TokenUsage.OneTimeOnly',
    'refresh-reuse': 'Client.RefreshTokenUsage = TokenUsage.OneTimeOnly',
    'pushed-request-reuse': 'Client.RequirePushedAuthorization = true',
    'dpop-proof': 'Client.RequireDPoP = true, Client.DPoPValidationMode, Client.DPoPClockSkew',
    'request-object-unsigned': 'Client.RequireRequestObject = true',
    'logout-redirect': 'Client.PostLogoutRedirectUris',
  },
}

export const spring: KnownServer = {
  name: 'Spring Authorization Server',
  knownBy: { authorization_endpoint: /\/oauth2\/authorize$/, jwks_uri: /\/oauth2\/jwks$/ },
  // settings/ConfigurationSettingNames
  source: 'https://docs.spring.io/spring-authorization-server/reference/configuration-model.html',
  settings: {
    'issuer-exact': 'settings.authorization-server.issuer',
    'pkce-downgrade': 'settings.client.require-proof-key = true',
    'pkce-required': 'settings.client.require-proof-key = true',
    'code-lifetime': 'settings.token.authorization-code-time-to-live',
    'refresh-rotation': 'settings.token.reuse-refresh-tokens = false',
    'refresh-reuse': 'settings.token.reuse-refresh-tokens = false',
    'id-token-sane': 'settings.token.id-token-signature-algorithm',
  },
}

export const oidcProvider: KnownServer = {
  name: 'oidc-provider',
  knownBy: { authorization_endpoint: /\/auth$/, jwks_uri: /\/jwks$/, userinfo_endpoint: /\/me$/ },
  source: 'https://github.com/panva/node-oidc-provider/blob/main/docs/README.md',
  settings: {
    'dead-flows-advertised': 'responseTypes: ["code"]',
    'jwks-hygiene': 'jwks',
    'authorize-cors': 'clientBasedCORS',
    'response-type': 'responseTypes: ["code"]',
    'pkce-downgrade': 'pkce.required',
    'pkce-required': 'pkce.required',
    'client-auth-wrong': 'clientAuthMethods',
    'code-lifetime': 'ttl.AuthorizationCode',
    'userinfo-token-handling': 'acceptQueryParamAccessTokens: false',
    'refresh-rotation': 'rotateRefreshToken',
    'refresh-reuse': 'rotateRefreshToken, revokeGrantPolicy',
    revocation: 'features.revocation.allowedPolicy',
    'introspection-open': 'features.introspection.allowedPolicy',
    'pushed-request-reuse': 'features.pushedAuthorizationRequests.requirePushedAuthorizationRequests',
    'dpop-proof': 'features.dPoP',
    'request-object-unsigned': 'features.requestObjects.requireSignedRequestObject: true',
    'logout-redirect': 'features.rpInitiatedLogout, post_logout_redirect_uris (client)',
  },
}

export const djangoOauthToolkit: KnownServer = {
  name: 'Django OAuth Toolkit',
  knownBy: {
    authorization_endpoint: /\/authorize\/$/, token_endpoint: /\/token\/$/, jwks_uri: /\/\.well-known\/jwks\.json$/,
  },
  source: 'https://django-oauth-toolkit.readthedocs.io/en/latest/settings.html',
  settings: {
    'issuer-exact': 'OIDC_ISS_ENDPOINT',
    'iss-sent': 'COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS = True',
    'dead-flows-advertised': 'COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT = True, COMPLIANT_BCP_RFC9700_PASSWORD_GRANT = True; OIDC_RESPONSE_TYPES_SUPPORTED = ["code"]',
    'pkce-advertised': 'COMPLIANT_BCP_RFC9700_PKCE_METHOD = True',
    'redirect-variants': 'ALLOW_URI_WILDCARDS = False',
    'loopback-port': 'ALLOW_LOCALHOST_LOOPBACK = False',
    'response-type': 'COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT = True',
    'pkce-downgrade': 'PKCE_REQUIRED = True',
    'pkce-plain': 'COMPLIANT_BCP_RFC9700_PKCE_METHOD = True',
    'pkce-required': 'PKCE_REQUIRED = True',
    'code-lifetime': 'AUTHORIZATION_CODE_EXPIRE_SECONDS',
    'userinfo-token-handling': 'COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT = True',
    'refresh-rotation': 'ROTATE_REFRESH_TOKEN = True',
    'refresh-reuse': 'REFRESH_TOKEN_REUSE_PROTECTION = True, REFRESH_TOKEN_GRACE_PERIOD_SECONDS = 0',
    'pushed-request-reuse': 'REQUIRE_PUSHED_AUTHORIZATION_REQUESTS = True',
    'request-object-unsigned': 'OIDC_REQUEST_OBJECT_SIGNING_ALGS (without "none")',
  },
}
