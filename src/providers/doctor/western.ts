import type { Rule } from './symptom.ts'

const github = 'docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors'
const githubAuthorization = 'docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-authorization-request-errors'
const google = 'developers.google.com/identity/protocols/oauth2/web-server'
const slack = 'docs.slack.dev/reference/methods/oauth.v2.access'
const salesforce = 'help.salesforce.com, OAuth 2.0 Authorization Errors'

/** Providers that answer in words of their own, or with the standard's words for something more exact. */
export const western: readonly Rule[] = [
  { id: 'github-code', codes: ['bad_verification_code'], source: github },
  { id: 'github-credentials', codes: ['incorrect_client_credentials'], source: github },
  { id: 'github-redirect', presets: ['github'], codes: ['redirect_uri_mismatch'], source: github },
  { id: 'github-email', codes: ['unverified_user_email'], source: github },
  { id: 'github-suspended', codes: ['application_suspended'], source: githubAuthorization },

  { id: 'google-redirect', presets: ['google'], codes: ['redirect_uri_mismatch'], source: google },
  { id: 'google-testing', presets: ['google'], failures: ['session-ended', 'refresh-refused'], codes: ['invalid_grant'], source: 'developers.google.com/identity/protocols/oauth2#expiration' },
  { id: 'google-secret', presets: ['google'], description: /client_secret is missing/i, source: 'github.com/openid/AppAuth-Android, issues on client_secret is missing' },
  { id: 'google-test-user', presets: ['google'], codes: ['access_denied'], source: 'developers.google.com/nest/device-access/reference/errors/authorization' },
  { id: 'google-policy', codes: ['admin_policy_enforced'], source: google },
  { id: 'google-internal', codes: ['org_internal'], source: google },
  { id: 'google-user-agent', codes: ['disallowed_useragent'], source: google },
  { id: 'google-deleted', codes: ['deleted_client'], source: google },

  { id: 'slack-redirect', codes: ['bad_redirect_uri'], source: slack },
  { id: 'code-expired', codes: ['invalid_code'], source: slack },
  { id: 'client-secret-wrong', codes: ['bad_client_secret'], source: slack },
  { id: 'client-unknown', codes: ['invalid_client_id'], source: `${slack}; ${salesforce}` },
  { id: 'slack-authorization-address', codes: ['oauth_authorization_url_mismatch'], source: slack },

  { id: 'apple-client', presets: ['apple'], codes: ['invalid_client'], source: 'developer.apple.com/documentation/technotes/tn3107' },
  { id: 'apple-code', presets: ['apple'], codes: ['invalid_grant'], source: 'developer.apple.com/documentation/technotes/tn3107' },

  { id: 'linkedin-grant', description: /appid.*redirect uri.*does not match authorization code|authorization code expired\. Or external member/i, source: 'github.com/d3xt3r2909/linkedin_login/issues/77' },
  { id: 'x-client-type', description: /Missing valid authorization header/, source: 'github.com/xdevplatform/twitter-api-typescript-sdk/issues/23' },
  { id: 'code-expired', description: /Value passed for the authorization code was invalid/, source: 'github.com/plhery/node-twitter-api-v2/issues/496' },
  { id: 'notion-authentication', presets: ['notion'], codes: ['invalid_client'], source: 'developers.notion.com/docs/authorization' },

  { id: 'keycloak-redirect', description: /^(?:Incorrect redirect_uri|Invalid parameter: redirect_uri)$/, source: 'github.com/keycloak/keycloak/issues/10528' },
  { id: 'keycloak-code', description: /^Code not valid$/, source: 'github.com/keycloak/keycloak-community/issues/292' },
  { id: 'keycloak-openid', description: /Missing openid scope/i, source: 'github.com/keycloak/keycloak/issues/16168' },
  { id: 'auth0-code', presets: ['auth0'], codes: ['invalid_grant'], description: /Invalid authorization code/, source: 'community.auth0.com/t/73029' },
  { id: 'auth0-client-grant', presets: ['auth0'], codes: ['unauthorized_client'], source: 'auth0.com/docs/get-started/applications/third-party-applications/troubleshooting' },
  { id: 'cognito-client', presets: ['cognito'], codes: ['invalid_client', 'unauthorized_client'], source: 'docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html' },
  { id: 'cognito-code', presets: ['cognito'], codes: ['invalid_grant'], failures: ['token-refused'], source: 'docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html' },
  { id: 'cognito-firewall', presets: ['cognito'], status: 403, source: 'providers: Cognito behind the common rules of AWS WAF' },
  { id: 'refresh-token-dead', description: /expired access\/refresh token/, source: salesforce },
  { id: 'facebook-redirect', presets: ['facebook'], codes: [191], source: 'developers.facebook.com/docs/graph-api/guides/error-handling' },
  { id: 'zoom-client', presets: ['zoom'], codes: [4702, 4704], source: 'developers.zoom.us/docs/integrations/oauth-error-messages' },
]
