import type { CodeRule } from './symptom.ts'

const github
  = 'docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors'
const githubAuthorization
  = 'docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-authorization-request-errors'
const google = 'developers.google.com/identity/protocols/oauth2/web-server'
const slack = 'docs.slack.dev/reference/methods/oauth.v2.access'
const salesforce = 'help.salesforce.com, OAuth 2.0 Authorization Errors'
const facebook = 'developers.facebook.com/docs/graph-api/guides/error-handling'
const hubspot = 'developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/oauth'
const notion = 'developers.notion.com/reference/status-codes'
const spotify = 'developer.spotify.com/documentation/web-api/concepts/api-calls'
const twitch = 'dev.twitch.tv/docs/authentication'

/** Codes of providers that have words of their own, or mean something more exact by the standard's. */
export const western: readonly CodeRule[] = [
  { id: 'github-code', codes: ['bad_verification_code'], source: github },
  { id: 'github-credentials', codes: ['incorrect_client_credentials'], source: github },
  { id: 'github-redirect', presets: ['github'], codes: ['redirect_uri_mismatch'], source: github },
  { id: 'github-email', codes: ['unverified_user_email'], source: github },
  { id: 'github-suspended', codes: ['application_suspended'], source: githubAuthorization },
  {
    id: 'access-token-dead', presets: ['github'], codes: ['Bad credentials'],
    source: 'docs.github.com/rest/authentication/authenticating-to-the-rest-api',
  },

  { id: 'google-redirect', presets: ['google'], codes: ['redirect_uri_mismatch'], source: google },
  {
    id: 'google-testing', presets: ['google'], failures: ['session-ended', 'refresh-refused'], codes: ['invalid_grant'],
    source: 'developers.google.com/identity/protocols/oauth2#expiration',
  },
  {
    id: 'google-test-user', presets: ['google'], codes: ['access_denied'],
    source: 'developers.google.com/nest/device-access/reference/errors/authorization',
  },
  { id: 'google-policy', codes: ['admin_policy_enforced'], source: google },
  { id: 'google-internal', codes: ['org_internal'], source: google },
  { id: 'google-user-agent', codes: ['disallowed_useragent'], source: google },
  { id: 'google-deleted', codes: ['deleted_client'], source: google },

  { id: 'slack-redirect', codes: ['bad_redirect_uri'], source: slack },
  { id: 'code-expired', codes: ['invalid_code'], source: slack },
  { id: 'code-used', codes: ['code_already_used'], source: slack },
  { id: 'client-secret-wrong', codes: ['bad_client_secret'], source: slack },
  { id: 'client-unknown', codes: ['invalid_client_id'], source: `${slack}; ${salesforce}` },
  { id: 'slack-authorization-address', codes: ['oauth_authorization_url_mismatch'], source: slack },
  { id: 'refresh-token-dead', presets: ['slack'], codes: ['invalid_refresh_token'], source: slack },
  {
    id: 'access-token-dead', presets: ['slack'],
    codes: ['invalid_auth', 'not_authed', 'token_revoked', 'token_expired'], source: slack,
  },
  { id: 'scope-lacking', presets: ['slack'], codes: ['missing_scope'], source: slack },

  {
    id: 'apple-client', presets: ['apple'], codes: ['invalid_client'],
    source: 'developer.apple.com/documentation/technotes/tn3107',
  },
  {
    id: 'apple-code', presets: ['apple'], codes: ['invalid_grant'],
    source: 'developer.apple.com/documentation/technotes/tn3107',
  },
  {
    id: 'notion-authentication', presets: ['notion'], codes: ['invalid_client'],
    source: 'developers.notion.com/docs/authorization',
  },
  { id: 'access-token-dead', presets: ['notion'], codes: ['unauthorized'], source: notion },
  { id: 'scope-lacking', presets: ['notion'], codes: ['restricted_resource'], source: notion },

  {
    id: 'auth0-client-grant', presets: ['auth0'], codes: ['unauthorized_client'],
    source: 'auth0.com/docs/get-started/applications/third-party-applications/troubleshooting',
  },
  {
    id: 'cognito-client', presets: ['cognito'], codes: ['invalid_client', 'unauthorized_client'],
    source: 'docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html',
  },
  {
    id: 'cognito-code', presets: ['cognito'], codes: ['invalid_grant'], failures: ['token-refused'],
    source: 'docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html',
  },
  {
    id: 'cognito-firewall', presets: ['cognito'], status: 403,
    source: 'providers: Cognito behind the common rules of AWS WAF',
  },

  { id: 'facebook-redirect', presets: ['facebook'], codes: [191], source: facebook },
  { id: 'access-token-dead', presets: ['facebook'], codes: [102, 190], source: facebook },
  { id: 'scope-lacking', presets: ['facebook'], codes: [10, 200], source: facebook },

  { id: 'code-expired', presets: ['hubspot'], codes: ['BAD_AUTH_CODE'], source: hubspot },
  { id: 'refresh-token-dead', presets: ['hubspot'], codes: ['BAD_REFRESH_TOKEN'], source: hubspot },
  { id: 'redirect-uri-differs', presets: ['hubspot'], codes: ['MISMATCH_REDIRECT_URI_AUTH_CODE'], source: hubspot },
  { id: 'client-unknown', presets: ['hubspot'], codes: ['BAD_CLIENT_ID'], source: hubspot },
  { id: 'client-secret-wrong', presets: ['hubspot'], codes: ['BAD_CLIENT_SECRET'], source: hubspot },

  { id: 'access-token-dead', presets: ['spotify'], codes: [401], source: spotify },
  {
    id: 'spotify-user', presets: ['spotify'], codes: [403],
    source: 'developer.spotify.com/documentation/web-api/concepts/quota-modes',
  },

  { id: 'device-code-dead', presets: ['twitch'], codes: ['invalid device code'], source: twitch },
  {
    id: 'refresh-token-dead', presets: ['twitch'], failures: ['session-ended', 'refresh-refused'], codes: [400, 401],
    source: twitch,
  },
  { id: 'code-expired', presets: ['twitch'], failures: ['token-refused'], codes: [400], source: twitch },
  { id: 'client-secret-wrong', presets: ['twitch'], codes: [403], source: twitch },
  { id: 'access-token-dead', presets: ['twitch'], failures: ['userinfo-refused'], codes: [401], source: twitch },

  {
    id: 'zoom-client', presets: ['zoom'], codes: [4702, 4704],
    source: 'developers.zoom.us/docs/integrations/oauth-error-messages',
  },
]
