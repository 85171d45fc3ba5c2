import type { TextRule } from './symptom.ts'

const keycloak = 'github.com/keycloak/keycloak, services/…/protocol/oidc'
const hydra = 'github.com/ory/fosite, errors.go and handler/'
const gitea = 'github.com/go-gitea/gitea, routers/web/auth/oauth2_provider.go'
const okta = 'developer.okta.com/docs/reference/api/oidc (error descriptions)'
const nodeProvider = 'github.com/panva/node-oidc-provider, lib/shared'
const zitadel = 'github.com/zitadel/oidc, pkg/op'
const djangoProvider = 'github.com/juanifioren/django-oidc-provider, oidc_provider/lib/errors.py'
const toolkit = 'github.com/oauthlib/oauthlib, oauthlib/oauth2/rfc6749/errors.py'
const authlib = 'github.com/lepture/authlib, authlib/oauth2'
const google = 'developers.google.com/identity/protocols/oauth2/web-server'
const dex = 'github.com/dexidp/dex, server/'
const authelia = 'github.com/authelia/authelia, internal/oidc'
const doorkeeper = 'github.com/doorkeeper-gem/doorkeeper, config/locales/en.yml'
const nodeServer = 'github.com/node-oauth/node-oauth2-server, lib/handlers and lib/grant-types'
const refreshing: TextRule['failures'] = ['session-ended', 'refresh-refused']

/** Texts that servers write beside the standard's codes, each in its own words. */
export const servers: readonly TextRule[] = [
  {
    id: 'redirect-port-exact', of: 'any server', failures: ['authorization-refused', 'push-refused'], anyPort: true,
    text: /redirect[ _]?ur[il]/i,
    source: 'RFC 8252, section 7.3; github.com/modelcontextprotocol/typescript-sdk, demoInMemoryOAuthProvider',
  },
  {
    id: 'client-id-in-body', of: 'the Python SDK of MCP', failures: ['token-refused', ...refreshing],
    text: /^Missing client_id$/,
    source: 'github.com/modelcontextprotocol/python-sdk, mcp/server/auth/middleware/client_auth.py',
  },
  {
    id: 'keycloak-redirect', of: 'Keycloak', text: /^Invalid parameter: redirect_uri$/,
    source: 'github.com/keycloak/keycloak/issues/10528',
  },
  { id: 'redirect-uri-differs', of: 'Keycloak', text: /^Incorrect redirect_uri$/, source: keycloak },
  {
    id: 'keycloak-code', of: 'Keycloak', text: /^Code not valid$/,
    source: 'github.com/keycloak/keycloak-community/issues/292',
  },
  {
    id: 'keycloak-openid', of: 'Keycloak', text: /Missing openid scope/i,
    source: 'github.com/keycloak/keycloak/issues/16168',
  },
  {
    id: 'keycloak-offline', of: 'Keycloak', codes: ['not_allowed'],
    text: /^Offline tokens not allowed for the user or client$/, source: keycloak,
  },
  {
    id: 'exchange-audience', of: 'Keycloak', failures: ['grant-refused'], text: /^Audience not found$/,
    source: keycloak,
  },
  {
    id: 'client-assertion-missing', of: 'Keycloak', text: /^Parameter client_assertion(?:_type)? is missing$/,
    source: keycloak,
  },
  { id: 'proof-missing', of: 'Keycloak', dpop: false, text: /^DPoP proof is missing\.?$/, source: keycloak },
  {
    id: 'certificate-missing', of: 'Keycloak', text: /^Client Certification missing for MTLS HoK Token Binding\.?$/,
    source: keycloak,
  },
  {
    id: 'push-required', of: 'Keycloak', pushed: false, text: /^Pushed Authorization Request is only allowed\.?$/,
    source: keycloak,
  },
  {
    id: 'signed-request-required', of: 'Keycloak', signsRequest: false,
    text: /^Missing parameter: 'request' or 'request_uri'$/, source: keycloak,
  },
  {
    id: 'keycloak-request', of: 'Keycloak', failures: ['push-refused'], signsRequest: false,
    text: /^invalidRequestMessage$/, source: keycloak,
  },
  {
    id: 'keycloak-lightweight', of: 'Keycloak', text: /^Lightweight access token not allowed for userinfo endpoint$/,
    source: keycloak,
  },
  {
    id: 'client-key-refused', of: 'Keycloak', failures: ['push-refused'], provesBy: 'key',
    text: /^Authentication failed\.$/, source: keycloak,
  },
  {
    id: 'client-signature-refused', of: 'Keycloak', failures: ['push-refused'], provesBy: 'signed-secret',
    text: /^Authentication failed\.$/, source: keycloak,
  },
  {
    id: 'client-certificate-refused', of: 'Keycloak', failures: ['push-refused'], provesBy: 'certificate',
    text: /^Authentication failed\.$/, source: keycloak,
  },
  {
    id: 'client-certificate-unshown', of: 'Keycloak', failures: ['push-refused'], provesBy: 'unshown',
    text: /^Authentication failed\.$/, source: keycloak,
  },
  {
    id: 'client-credentials-wrong', of: 'Keycloak', failures: ['push-refused'], text: /^Authentication failed\.$/,
    hasSecret: true, source: keycloak,
  },
  {
    id: 'client-unknown-or-unproven', of: 'Keycloak', failures: ['push-refused'], text: /^Authentication failed\.$/,
    hasSecret: false, source: keycloak,
  },
  {
    id: 'client-credentials-wrong', of: 'Keycloak', text: /^Invalid client (?:or Invalid client )?credentials$/,
    hasSecret: true, source: keycloak,
  },
  {
    id: 'client-secret-missing', of: 'Keycloak',
    text: /^(?:Invalid client or Invalid client credentials|Client secret not provided in request)$/, hasSecret: false,
    source: keycloak,
  },
  { id: 'standard-flow-off', of: 'Keycloak', text: /Standard flow is disabled for the client/, source: keycloak },
  { id: 'client-disabled', of: 'Keycloak', text: /^Client (?:is )?(?:disabled|not enabled)\.?$/i, source: keycloak },
  {
    id: 'refresh-token-dead', of: 'Keycloak', failures: refreshing,
    text: /^(?:Token is not active|Session not active|Offline session not active|Stale token|Invalid refresh token|Maximum allowed refresh token reuse exceeded|Session doesn't have required client|Refresh token expired)$/,
    source: keycloak,
  },
  { id: 'pkce-failed', of: 'Keycloak', text: /^PKCE verification failed(?:: .*)?$/, source: keycloak },
  {
    id: 'pkce-required', of: 'Keycloak', pkce: false, text: /^Missing parameter: code_challenge(?:_method)?$/,
    source: keycloak,
  },

  {
    id: 'client-encryption-key', of: 'node-oidc-provider', text: /no suitable encryption key found/,
    source: 'github.com/panva/node-oidc-provider, lib/models/id_token.js',
  },

  {
    id: 'pkce-failed', of: 'Ory Hydra, Authelia', text: /The PKCE code challenge did not match the code verifier/,
    source: hydra,
  },
  {
    id: 'pkce-required', of: 'Ory Hydra, Authelia', pkce: false,
    text: /(?:Clients must|[Tt]his client must) include a code_challenge/, source: hydra,
  },
  {
    id: 'client-unknown', of: 'Ory Hydra, Authelia', text: /The requested OAuth 2\.0 Client does not exist/,
    source: hydra,
  },
  {
    id: 'client-assertion-missing', of: 'Ory Hydra',
    text: /'private_key_jwt', but method|The client_assertion(?:_type)? (?:request )?parameter (?:must be|is) (?:set|missing)/,
    source: hydra,
  },
  {
    id: 'client-authentication-method', of: 'Ory Hydra',
    text: /supports client authentication method '\w+', but method '\w+' was requested/, source: hydra,
  },
  {
    id: 'client-assertion-missing', of: 'Authelia',
    text: /is configured to only support '\w+_endpoint_auth_method' method '(?:private_key|client_secret)_jwt'/,
    source: authelia,
  },
  {
    id: 'client-secret-missing', of: 'Authelia',
    text: /determined to be using '\w+_endpoint_auth_method' method 'none', however/, source: authelia,
  },
  {
    id: 'client-authentication-method', of: 'Authelia',
    text: /determined to be using '\w+_endpoint_auth_method' method '\w+', however|is configured to only support '\w+_endpoint_auth_method' method/,
    source: authelia,
  },
  {
    id: 'redirect-uri-unregistered', of: 'Ory Hydra, Authelia',
    text: /'redirect_uri' parameter does not match any of the OAuth 2\.0 Client's pre-registered redirect urls/,
    source: hydra,
  },
  {
    id: 'redirect-uri-differs', of: 'Ory Hydra, Authelia',
    text: /The ["']redirect_uri["'] from this request does not match the one from the authorize request/, source: hydra,
  },
  {
    id: 'audience-not-allowed', of: 'Ory Hydra, Authelia',
    text: /Requested audience ["'][^"']*["'] has not been whitelisted by the OAuth 2\.0 Client/, source: hydra,
  },
  {
    id: 'scope-not-allowed', of: 'Ory Hydra, Authelia', text: /The OAuth 2\.0 Client is not allowed to request scope/,
    source: hydra,
  },
  {
    id: 'refresh-not-allowed', of: 'Ory Hydra, Authelia',
    text: /not allowed to use (?:the )?authorization grant ["']refresh_token["']/, source: hydra,
  },
  {
    id: 'grant-type-not-allowed', of: 'Ory Hydra, Authelia',
    text: /not allowed to use (?:the )?(?:authorization )?(?:grant|response_type) ["'](?:authorization_code|code)["']/,
    source: hydra,
  },
  {
    id: 'response-mode-refused', of: 'node oidc-provider',
    text: /^requested response_mode is not allowed for this client or request/, source: nodeProvider,
  },
  { id: 'code-used', of: 'Ory Hydra, Authelia', text: /The authorization code has already been used/, source: hydra },
  {
    id: 'code-of-another-client', of: 'Ory Hydra, Authelia',
    text: /The OAuth 2\.0 Client ID from this request does not match the one from the authorize request/, source: hydra,
  },
  {
    id: 'refresh-token-dead', of: 'Ory Hydra, Authelia', failures: refreshing,
    text: /The refresh token (?:has not been found|was already used|is (?:expired|inactive)|has expired)|Token is inactive because it is malformed, expired or otherwise invalid/i,
    source: hydra,
  },

  {
    id: 'gitea-grant-scope', of: 'Gitea, Forgejo', codes: ['server_error'],
    text: /^a grant exists with different scope$/, source: gitea,
  },
  { id: 'client-unknown', of: 'Gitea, Forgejo', text: /^cannot load client with client id: /, source: gitea },
  { id: 'client-secret-wrong', of: 'Gitea, Forgejo', text: /^invalid client secret$/, source: gitea },
  { id: 'client-secret-missing', of: 'Gitea, Forgejo', text: /^invalid empty client secret$/, source: gitea },
  {
    id: 'code-refused', of: 'Gitea, Forgejo', failures: ['token-refused'],
    text: /^(?:client is not authorized|invalid grant)$/, source: gitea,
  },
  { id: 'pkce-failed', of: 'Gitea, Forgejo', text: /^failed PKCE code challenge$/, source: gitea },
  {
    id: 'refresh-token-dead', of: 'Gitea, Forgejo', failures: refreshing,
    text: /^(?:token was already used|unable to parse refresh token|grant does not exist)$/, source: gitea,
  },
  { id: 'redirect-uri-unregistered', of: 'Gitea, Forgejo', text: /^Unregistered Redirect URI$/i, source: gitea },

  {
    id: 'code-expired', of: 'node-oauth2-server', text: /^Invalid grant: authorization code has expired$/,
    source: nodeServer,
  },
  {
    id: 'code-refused', of: 'node-oauth2-server', failures: ['token-refused'],
    text: /^Invalid grant: authorization code is invalid$/, source: nodeServer,
  },
  {
    id: 'pkce-failed', of: 'node-oauth2-server', text: /^Invalid grant: code verifier is invalid$/, source: nodeServer,
  },
  {
    id: 'redirect-uri-unregistered', of: 'node-oauth2-server',
    text: /^Invalid client: `redirect_uri` does not match client value$/, source: nodeServer,
  },
  {
    id: 'redirect-uri-differs', of: 'node-oauth2-server', text: /^Invalid request: `redirect_uri` is invalid$/,
    source: nodeServer,
  },
  {
    id: 'client-credentials-wrong', of: 'node-oauth2-server', text: /^Invalid client: client is invalid$/,
    hasSecret: true, source: nodeServer,
  },
  {
    id: 'client-secret-missing', of: 'node-oauth2-server', text: /^Invalid client: cannot retrieve client credentials$/,
    hasSecret: false, source: nodeServer,
  },
  {
    id: 'refresh-token-dead', of: 'node-oauth2-server', failures: refreshing,
    text: /^Invalid grant: refresh token (?:is invalid|has expired)$/, source: nodeServer,
  },

  { id: 'redirect-uri-unregistered', of: 'Dex', text: /^Unregistered redirect_uri \(/, source: dex },
  { id: 'client-unknown', of: 'Dex', text: /^Invalid client_id \(/, source: dex },
  { id: 'client-credentials-wrong', of: 'Dex', text: /^Invalid client credentials\.$/, hasSecret: true, source: dex },
  { id: 'client-secret-missing', of: 'Dex', text: /^Invalid client credentials\.$/, hasSecret: false, source: dex },
  { id: 'code-expired', of: 'Dex', text: /^Invalid or expired code parameter\.$/, source: dex },
  {
    id: 'refresh-token-dead', of: 'Dex',
    text: /^Refresh token (?:is invalid or has already been claimed by another client|expired)\.$/, source: dex,
  },
  { id: 'scope-unknown', of: 'Dex', text: /^(?:Unrecognized|Client can't request) scope\(s\) /, source: dex },

  {
    id: 'client-unknown', of: 'Okta',
    text: /^(?:Invalid value for 'client_id' parameter|The client_id does not exist)\.?$/, source: okta,
  },
  {
    id: 'client-secret-wrong', of: 'Okta', text: /^The client secret supplied for a confidential client is invalid\.$/,
    source: okta,
  },
  {
    id: 'client-secret-missing', of: 'Okta',
    text: /^Client authentication failed\. Either the client or the client credentials are invalid\.$/,
    hasSecret: false, source: okta,
  },
  {
    id: 'client-credentials-wrong', of: 'Okta',
    text: /^Client authentication failed\. Either the client or the client credentials are invalid\.$/, hasSecret: true,
    source: okta,
  },
  { id: 'client-assertion-missing', of: 'Okta', text: /private_key_jwt/, codes: ['invalid_client'], source: okta },
  {
    id: 'redirect-uri-unregistered', of: 'Okta', text: /'redirect_uri' parameter must be a Login redirect URI/,
    source: okta,
  },
  { id: 'code-expired', of: 'Okta', text: /^The authorization code is invalid or has expired\.$/, source: okta },
  { id: 'refresh-token-dead', of: 'Okta', text: /^The refresh token is invalid or expired\.$/, source: okta },
  {
    id: 'policy', of: 'Okta',
    text: /^(?:Policy evaluation failed for this request|User is not assigned to the client application)/, source: okta,
  },
  {
    id: 'scope-unknown', of: 'Okta',
    text: /^One or more scopes are not configured for the authorization server resource\.$/, source: okta,
  },

  { id: 'auth0-code', of: 'Auth0', text: /^Invalid authorization code$/, source: 'community.auth0.com/t/73029' },
  {
    id: 'client-credentials-wrong', of: 'Auth0', codes: ['access_denied'],
    failures: ['token-refused', 'session-ended', 'refresh-refused'], text: /^Unauthorized$/, hasSecret: true,
    source: 'community.auth0.com, access_denied Unauthorized at /oauth/token',
  },
  {
    id: 'client-secret-missing', of: 'Auth0', codes: ['access_denied'],
    failures: ['token-refused', 'session-ended', 'refresh-refused'], text: /^Unauthorized$/, hasSecret: false,
    source: 'community.auth0.com, access_denied Unauthorized at /oauth/token',
  },
  { id: 'client-unknown', of: 'Auth0', text: /^Unknown client: /, source: 'community.auth0.com, Unknown client' },
  {
    id: 'redirect-uri-unregistered', of: 'Auth0', text: /is not in the list of allowed callback URLs/,
    source: 'auth0.com/docs/troubleshoot',
  },
  {
    id: 'pkce-failed', of: 'Auth0', text: /^Failed to verify code verifier$/,
    source: 'community.auth0.com, Failed to verify code verifier',
  },
  {
    id: 'audience-not-allowed', of: 'Auth0', text: /^Service not found: /,
    source: 'community.auth0.com, Service not found',
  },
  {
    id: 'refresh-token-dead', of: 'Auth0', text: /^Unknown or invalid refresh token\.$/,
    source: 'auth0.com/docs/secure/tokens/refresh-tokens',
  },

  {
    id: 'google-secret', of: 'Google', text: /^client_secret is missing\.?$/i,
    source: 'github.com/openid/AppAuth-Android, issues on client_secret is missing',
  },
  { id: 'client-unknown', of: 'Google', text: /^The OAuth client was not found\.$/, source: google },
  { id: 'client-secret-wrong', of: 'Google', text: /^The provided client secret is invalid\.$/, source: google },
  {
    id: 'google-testing', of: 'Google', failures: refreshing, text: /^Token has been expired or revoked\.$/,
    source: 'developers.google.com/identity/protocols/oauth2#expiration',
  },
  {
    id: 'code-expired', of: 'Google', failures: ['token-refused'],
    text: /^(?:Malformed auth code\.|Code was already redeemed\.)$/, codes: ['invalid_grant'], source: google,
  },

  {
    id: 'client-credentials-wrong', of: 'node oidc-provider', text: /^client authentication failed$/, hasSecret: true,
    source: nodeProvider,
  },
  {
    id: 'client-unknown-or-unproven', of: 'node oidc-provider', failures: ['push-refused'],
    text: /^client authentication failed$/, hasSecret: false, source: nodeProvider,
  },
  {
    id: 'client-secret-missing', of: 'node oidc-provider',
    text: /^(?:client authentication failed|client_secret must be provided(?: in the (?:body|Authorization header))?|no client authentication mechanism provided)$/,
    hasSecret: false, source: nodeProvider,
  },
  { id: 'client-unknown', of: 'node oidc-provider', text: /^client is invalid$/, source: nodeProvider },
  {
    id: 'push-required', of: 'node oidc-provider', pushed: false,
    text: /^Pushed Authorization Request must be used(?: for this client)?$/i, source: nodeProvider,
  },
  {
    id: 'signed-request-required', of: 'node oidc-provider',
    text: /^(?:Request Object must be used by this client|request object must be used)/i, source: nodeProvider,
  },
  {
    id: 'client-assertion-missing', of: 'node oidc-provider', text: /^client_assertion must be provided$/,
    source: nodeProvider,
  },
  {
    id: 'authentication-twice', of: 'node oidc-provider',
    text: /^client authentication must only be provided using one mechanism$/, source: nodeProvider,
  },
  {
    id: 'client-authentication-method', of: 'node oidc-provider',
    text: /^the provided authentication mechanism does not match the registered client authentication method/,
    source: nodeProvider,
  },
  {
    id: 'proof-perhaps-missing', of: 'node oidc-provider', failures: ['token-refused'], dpop: false, offersProof: true,
    text: /^grant request is invalid$/, source: nodeProvider,
  },
  {
    id: 'code-refused', of: 'node oidc-provider', failures: ['token-refused'], text: /^grant request is invalid$/,
    source: nodeProvider,
  },
  {
    id: 'refresh-token-dead', of: 'node oidc-provider', failures: refreshing, text: /^grant request is invalid$/,
    source: nodeProvider,
  },
  {
    id: 'redirect-uri-unregistered', of: 'node oidc-provider',
    text: /^redirect_uri did not match any of the client's registered redirect_uris$/, source: nodeProvider,
  },
  {
    id: 'pkce-required', of: 'node oidc-provider', pkce: false,
    text: /^Authorization Server policy requires PKCE to be used for this request$/, source: nodeProvider,
  },

  {
    id: 'client-credentials-wrong', of: 'Zitadel', text: /^(?:invalid client_id \/ client_secret|invalid secret)$/i,
    hasSecret: true, source: zitadel,
  },
  {
    id: 'client-secret-missing', of: 'Zitadel', text: /^(?:invalid client_id \/ client_secret|empty client secret)$/i,
    hasSecret: false, source: zitadel,
  },
  {
    id: 'client-assertion-missing', of: 'Zitadel',
    text: /^(?:client_id or client_assertion must be provided|private_key_jwt not allowed for this client|invalid assertion)$/i,
    source: zitadel,
  },
  {
    id: 'client-unknown', of: 'Zitadel',
    text: /^(?:Errors\.App\.NotFound|client not found|no active client not found)$/i, source: zitadel,
  },
  {
    id: 'redirect-uri-unregistered', of: 'Zitadel',
    text: /^The requested redirect_uri is missing in the client configuration/, source: zitadel,
  },

  {
    id: 'client-unknown', of: 'Authentik, django-oidc-provider',
    text: /^The client identifier \(client_id\) is missing or invalid\.?$/, source: djangoProvider,
  },
  {
    id: 'redirect-uri-unregistered', of: 'Authentik, django-oidc-provider',
    text: /^The request fails due to a missing, invalid, or mismatching redirection URI \(redirect_uri\)\.?$/,
    source: djangoProvider,
  },

  {
    id: 'client-unknown', of: 'django-oauth-toolkit (oauthlib)', text: /^Invalid client_id parameter value\.$/,
    source: toolkit,
  },
  {
    id: 'redirect-uri-unregistered', of: 'django-oauth-toolkit (oauthlib)',
    text: /^(?:Mismatching redirect URI|Invalid redirect URI)\.$/, source: toolkit,
  },
  {
    id: 'pkce-required', of: 'django-oauth-toolkit (oauthlib)', pkce: false,
    text: /^(?:Code challenge required\.|Code verifier required\.)$/, source: toolkit,
  },
  {
    id: 'redirect-uri-unregistered', of: 'Canaille (authlib)',
    text: /^(?:Redirect URI .* is not supported by client\.|Invalid ["']redirect_uri["'] in request\.)$/,
    source: authlib,
  },
  {
    id: 'code-refused', of: 'Canaille (authlib)', failures: ['token-refused'],
    text: /^Invalid ["']code["'] in request\.$/, source: authlib,
  },
  { id: 'pkce-failed', of: 'Canaille (authlib)', text: /^Code challenge failed\.$/, source: authlib },
  {
    id: 'pkce-required', of: 'Canaille (authlib)', pkce: false, text: /^Missing ["']code_(?:challenge|verifier)["']$/,
    source: authlib,
  },

  {
    id: 'redirect-uri-unregistered', of: 'doorkeeper (GitLab)',
    text: /^The requested redirect uri is malformed or doesn't match client redirect URI\.$/i, source: doorkeeper,
  },
  {
    id: 'linkedin-grant', of: 'LinkedIn',
    text: /appid.*redirect uri.*does not match authorization code|authorization code expired\. Or external member/i,
    source: 'github.com/d3xt3r2909/linkedin_login/issues/77',
  },
  {
    id: 'x-client-type', of: 'X', text: /Missing valid authorization header/,
    source: 'github.com/xdevplatform/twitter-api-typescript-sdk/issues/23',
  },
  {
    id: 'code-expired', of: 'X', text: /Value passed for the authorization code was invalid/,
    source: 'github.com/plhery/node-twitter-api-v2/issues/496',
  },
  {
    id: 'refresh-token-dead', of: 'Salesforce', text: /expired access\/refresh token/,
    source: 'help.salesforce.com, OAuth 2.0 Authorization Errors',
  },
  {
    id: 'code-used', of: 'Zhihu', text: /authorization code has been used/i,
    source: 'openapi.zhihu.com, the answer to a code that was used',
  },
  {
    id: 'clock', of: 'golang-jwt (Go servers)', text: /token used before issued|token is not valid yet/i,
    source: 'github.com/golang-jwt/jwt, errors.go',
  },
]
