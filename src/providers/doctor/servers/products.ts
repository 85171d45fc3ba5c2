import type { TextRule } from '../symptom.ts'
import { refreshing } from './refreshing.ts'

const hydra = 'github.com/ory/fosite, errors.go and handler/'
const gitea = 'github.com/go-gitea/gitea, routers/web/auth/oauth2_provider.go'
const zitadel = 'github.com/zitadel/oidc, pkg/op'
const djangoProvider = 'github.com/juanifioren/django-oidc-provider, oidc_provider/lib/errors.py'
const dex = 'github.com/dexidp/dex, server/'
const authelia = 'github.com/authelia/authelia, internal/oidc'

/** Texts of servers that run as they come. */
export const products: readonly TextRule[] = [
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
]
