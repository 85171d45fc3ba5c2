import type { TextRule } from '../symptom.ts'
import { refreshing } from './refreshing.ts'

const okta = 'developer.okta.com/docs/reference/api/oidc (error descriptions)'
const google = 'developers.google.com/identity/protocols/oauth2/web-server'

/** Texts of providers that nobody else runs. */
export const hosted: readonly TextRule[] = [
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
    failures: ['token-refused', ...refreshing], text: /^Unauthorized$/, hasSecret: true,
    source: 'community.auth0.com, access_denied Unauthorized at /oauth/token',
  },
  {
    id: 'client-secret-missing', of: 'Auth0', codes: ['access_denied'],
    failures: ['token-refused', ...refreshing], text: /^Unauthorized$/, hasSecret: false,
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
    id: 'code-used', of: 'Zhihu, and who says it in such words',
    text: /\bcode (?:has |had |was |is )(?:already |previously )?(?:been )?(?:already )?(?:used|redeemed|exchanged|consumed)\b/i,
    source: 'openapi.zhihu.com, the answer to a code that was used',
  },
]
