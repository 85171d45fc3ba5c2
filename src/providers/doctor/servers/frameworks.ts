import type { TextRule } from '../symptom.ts'
import { refreshing } from './refreshing.ts'

const nodeProvider = 'github.com/panva/node-oidc-provider, lib/shared'
const toolkit = 'github.com/oauthlib/oauthlib, oauthlib/oauth2/rfc6749/errors.py'
const authlib = 'github.com/lepture/authlib, authlib/oauth2'
const doorkeeper = 'github.com/doorkeeper-gem/doorkeeper, config/locales/en.yml'
const nodeServer = 'github.com/node-oauth/node-oauth2-server, lib/handlers and lib/grant-types'

/** Texts of what servers of one’s own are built with. */
export const frameworks: readonly TextRule[] = [
  {
    id: 'client-id-in-body', of: 'the Python SDK of MCP', failures: ['token-refused', ...refreshing],
    text: /^Missing client_id$/,
    source: 'github.com/modelcontextprotocol/python-sdk, mcp/server/auth/middleware/client_auth.py',
  },

  {
    id: 'client-encryption-key', of: 'node-oidc-provider', text: /no suitable encryption key found/,
    source: 'github.com/panva/node-oidc-provider, lib/models/id_token.js',
  },

  {
    id: 'response-mode-refused', of: 'node-oidc-provider',
    text: /^requested response_mode is not allowed for this client or request/, source: nodeProvider,
  },

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

  {
    id: 'client-credentials-wrong', of: 'node-oidc-provider', text: /^client authentication failed$/, hasSecret: true,
    source: nodeProvider,
  },
  {
    id: 'client-unknown-or-unproven', of: 'node-oidc-provider', failures: ['push-refused'],
    text: /^client authentication failed$/, hasSecret: false, source: nodeProvider,
  },
  {
    id: 'client-secret-missing', of: 'node-oidc-provider',
    text: /^(?:client authentication failed|client_secret must be provided(?: in the (?:body|Authorization header))?|no client authentication mechanism provided)$/,
    hasSecret: false, source: nodeProvider,
  },
  { id: 'client-unknown', of: 'node-oidc-provider', text: /^client is invalid$/, source: nodeProvider },
  {
    id: 'push-required', of: 'node-oidc-provider', pushed: false,
    text: /^Pushed Authorization Request must be used(?: for this client)?$/i, source: nodeProvider,
  },
  {
    id: 'signed-request-required', of: 'node-oidc-provider',
    text: /^(?:Request Object must be used by this client|request object must be used)/i, source: nodeProvider,
  },
  {
    id: 'client-assertion-missing', of: 'node-oidc-provider', text: /^client_assertion must be provided$/,
    source: nodeProvider,
  },
  {
    id: 'authentication-twice', of: 'node-oidc-provider',
    text: /^client authentication must only be provided using one mechanism$/, source: nodeProvider,
  },
  {
    id: 'client-authentication-method', of: 'node-oidc-provider',
    text: /^the provided authentication mechanism does not match the registered client authentication method/,
    source: nodeProvider,
  },
  {
    id: 'proof-perhaps-missing', of: 'node-oidc-provider', failures: ['token-refused'], dpop: false, offersProof: true,
    text: /^grant request is invalid$/, source: nodeProvider,
  },
  {
    id: 'code-refused', of: 'node-oidc-provider', failures: ['token-refused'], text: /^grant request is invalid$/,
    source: nodeProvider,
  },
  {
    id: 'refresh-token-dead', of: 'node-oidc-provider', failures: refreshing, text: /^grant request is invalid$/,
    source: nodeProvider,
  },
  {
    id: 'redirect-uri-unregistered', of: 'node-oidc-provider',
    text: /^redirect_uri did not match any of the client's registered redirect_uris$/, source: nodeProvider,
  },
  {
    id: 'pkce-required', of: 'node-oidc-provider', pkce: false,
    text: /^Authorization Server policy requires PKCE to be used for this request$/, source: nodeProvider,
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
    id: 'clock', of: 'golang-jwt (Go servers)', text: /token used before issued|token is not valid yet/i,
    source: 'github.com/golang-jwt/jwt, errors.go',
  },
]
