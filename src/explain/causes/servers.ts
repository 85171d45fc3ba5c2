import type { CauseRule } from './rule.ts'

/** Errors of servers that anybody runs, and of those that are rented, by their own texts. */
export const servers: readonly CauseRule[] = [
  { id: 'keycloak-redirect', text: /Invalid parameter: redirect_uri/i },
  // Keycloak's token endpoint compares it with the authorization request's; registration plays no part there.
  { id: 'redirect-uri-differs', text: /Incorrect redirect_uri/i },
  { id: 'keycloak-code', text: /^Code not valid$|(?:error=|error: ?")?invalid_code\b|expired_code/i },
  { id: 'keycloak-account', text: /Account is not fully set up/i },
  { id: 'keycloak-password', text: /Invalid user credentials/i },
  { id: 'keycloak-service-account', text: /not (?:enabled|allowed) to retrieve service account/i },
  { id: 'keycloak-direct', text: /not allowed for direct access grants/i },
  { id: 'keycloak-https', codes: ['https_required'] }, { id: 'keycloak-https', text: /^HTTPS required$|https_required/i },
  { id: 'keycloak-realm', text: /Realm does not exist/i },
  { id: 'keycloak-cookie', codes: ['cookie_not_found'] },
  { id: 'keycloak-cookie', text: /cookie not found|cookie_not_found|Restart login cookie not found/i },
  { id: 'keycloak-scope', text: /^Invalid scopes: / },
  { id: 'keycloak-client', text: /client_not_found|^Client not found\.?$/i },
  {
    id: 'keycloak-session',
    text: /^(?:Session not active|Token is not active|Stale token|user_session_not_found)$|Session doesn't have required client|user session not found/i,
  },
  { id: 'keycloak-expired-page', text: /Page has expired|Action expired|You took too long to (?:login|sign in)/i },
  { id: 'keycloak-offline', text: /Offline tokens not allowed/i },
  { id: 'keycloak-public', text: /Public client not allowed/i },
  {
    id: 'keycloak-broker',
    text: /Unexpected error when (?:authenticating with|handling authentication request to) identity provider|identity_provider_login_failure/i,
  },
  { id: 'keycloak-assertion-life', text: /iat claim not present|Token expiration is too far in the future/i },
  {
    id: 'keycloak-assertion',
    text:
      /Client authentication with signed JWT failed|Unable to load public key|Signature on JWT token failed validation/i,
  },
  { id: 'keycloak-assertion', byAssertion: true, text: /^Invalid client (?:or Invalid client )?credentials/i },

  { id: 'okta-assigned', text: /User is not assigned to the (?:client )?application/i },
  { id: 'okta-policy', text: /Policy evaluation failed/i },
  { id: 'okta-redirect', text: /'redirect_uri' parameter must be a Login redirect URI/i },
  { id: 'okta-assertion-audience', text: /audience claim for client_assertion must be/i },
  {
    id: 'okta-scope',
    text: /One or more scopes are not configured|Custom scopes are not allowed|not allowed to access any of the requested scopes/i,
  },
  { id: 'okta-browser', text: /Browser requests to the token endpoint must/i },
  { id: 'okta-default-scope', text: /does not have any configured default scopes/i },
  { id: 'no-session', text: /not to prompt, but the user is not logged in/i },
  { id: 'okta-token', codes: ['E0000011'] }, { id: 'okta-token', text: /\bE0000011\b/ },
  { id: 'okta-issuer', text: /issuer specified for authentication is invalid/i },
  { id: 'client-unknown', text: /Invalid value for 'client_id' parameter|client_id does not exist/i },

  { id: 'auth0-callback', text: /Callback URL mismatch|not in the list of allowed callback URLs/i },
  { id: 'auth0-service-unfilled', text: /Service not found:? ?(?:[{<[]|%7B|undefined|null|YOUR_|API_IDENTIFIER)/i },
  { id: 'auth0-service', text: /Service not found/i },
  { id: 'auth0-client-grant', text: /Client (?:has not been granted|is not authorized to access)/i },
  { id: 'auth0-grant-type', text: /Grant type '[^']+' not allowed for the client/i },
  { id: 'auth0-transaction', text: /Unable to issue redirect for OAuth 2\.0 transaction/i },
  { id: 'auth0-localhost-consent', codes: ['consent_required'], text: /^Consent required$/ },
  { id: 'auth0-state', text: /^Invalid state$/i },
  { id: 'auth0-unknown-client', text: /^Unknown client: / },
  { id: 'refresh-token-dead', text: /Unknown or invalid refresh token/i },
  {
    id: 'auth0-connection',
    text: /no connections enabled for the client|the connection was not found|connection is not enabled/i,
  },
  { id: 'client-secret-wrong', codes: ['access_denied'], text: /^Unauthorized$/, at: 'token' },

  { id: 'grant-of-another-kind', text: /does not match the redirection URI used in the authorization request/i },
  {
    id: 'client-authentication-registered',
    text: /method 'client_secret_\w+', however the OAuth 2\.0 client registration does not allow|configured to only support 'token_endpoint_auth_method'/i,
  },
  { id: 'scope-joined', text: /scopes?:? ['"\u2018\u201c`]?[\w:./-]+(?:[,;|+][\w:./-]+)+['"\u2019\u201d`]/i },
  { id: 'state-too-short', text: /state\b[^\n]{0,60}(?:at least|have enough|less than)[^\n]{0,20}characters/i },
  // Spring's words for an answer without a body; the status is that of RFC 6749, section 5.2.
  { id: 'client-authentication-failed', text: /retrieve the OAuth 2\.0 Access Token Response: 401\b/ },
  {
    id: 'client-authentication-failed',
    text: /unknown client, no client authentication included, or unsupported authentication method/i,
  },
  {
    id: 'redirect-uri-unregistered',
    text: /The redirect uri included is not valid|redirect_uri did not match any configured URIs|requested redirect uri is malformed or doesn't match client redirect URI|redirect_uri did not match any of the client's registered|Mismatching redirect URI|Unregistered redirect_uri|redirect_uri'? parameter does not match any of the OAuth 2\.0 Client's pre-registered|has exactly whitelisted the redirect_uri/i,
  },
  {
    id: 'authentik-redirect',
    text: /missing, invalid, or mismatching redirection URI \(redirect_uri\)|redirect URI (?:Error|mismatch).{0,60}authentik/i,
  },
  {
    id: 'redirect-uri-differs',
    text:
      /redirect_uri["']? (?:from this request )?does not match the one from the authorize request|redirect_uri mismatch/i,
  },
  {
    id: 'identityserver-code-client',
    text: /Client is trying to use a code from a different client|code from other client/i,
  }, { id: 'identityserver-url', text: /^Invalid redirect_uri$|malformed redirect_uri/i },
  {
    id: 'authentication-twice',
    text: /(?:multiple|more than one|only one) (?:client )?(?:authentication|credentials)|authentication must only be provided using one/i,
  },
  {
    id: 'client-authentication-method',
    text: /supports client authentication method '\w+', but method|authentication method (?:is )?not (?:allowed|supported|registered)|does not match the registered client authentication method/i,
  },
  {
    id: 'code-used',
    text: /code (?:has |was )?(?:already )?(?:been )?(?:used|redeemed|consumed)|already (?:used|redeemed)|code reuse/i,
  },
  {
    id: 'code-of-another-client',
    text: /code (?:was )?(?:not )?issued to (?:another|a different|this) client|Client ID from this request does not match the one from the authorize/i,
  },
  { id: 'code-expired', text: /(?:authorization )?code (?:has |is )?expired|expired (?:authorization )?code/i },
]
