import type { CauseRule } from './rule.ts'

/** Errors of single providers in the west, by their own texts. */
export const western: readonly CauseRule[] = [
  // It names the code verifier among others: ahead of those that name it alone.
  {
    id: 'linkedin-grant',
    text:
      /appid.{0,40}redirect uri.{0,40}does not match authorization code|authorization code expired\. Or external member/i,
  },
  {
    id: 'pkce-verifier-form',
    text: /invalid code[ _]verifier|invalid_code_verifier|code[ _]verifier[^\n]{0,40}(?:too short|at least 43|length|malformed|43)/i,
  },
  { id: 'google-private-ip', text: /device_id and device_name are required for private IP/i },
  { id: 'google-redirect', text: /Error 400: redirect_uri_mismatch/ },
  { id: 'access-token-dead', text: /Expected OAuth 2 access token, login cookie/ },
  { id: 'google-oob', text: /out-of-band|\boob\b[^\n]{0,40}(?:blocked|deprecated)|OOB flow/i },
  { id: 'google-user-agent', codes: ['disallowed_useragent'] },
  { id: 'google-user-agent', text: /disallowed_useragent|secure browsers? policy|may not be secure/i },
  { id: 'google-origin', codes: ['origin_mismatch'] },
  { id: 'google-origin', text: /origin_mismatch|Not a valid origin for the client|no registered origin/i },
  {
    id: 'google-test-user',
    text: /has not completed the Google verification|currently being tested|developer-approved testers/i,
  },
  { id: 'google-policy-request', text: /comply with Google's OAuth 2\.0 policy/i },
  { id: 'google-jwt-time', text: /Token must be a short-lived token/i },
  { id: 'google-jwt-key', text: /Invalid JWT Signature/i },
  {
    id: 'google-delegation',
    text: /unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes/i,
  },
  { id: 'google-testing', text: /Token has been expired or revoked/i },
  {
    id: 'google-grant', providers: ['google'], codes: ['invalid_grant'],
    text: /^(?:Bad Request|Malformed auth code\.?|Code was already redeemed\.?)$/i,
  },
  {
    id: 'pkce-verifier-missing',
    text: /missing code.?verifier|code_verifier (?:must be supplied|is required|missing|required)|Parameter ['"]?code_verifier['"]? is required|(?:requires?|missing) (?:a )?['"]?code_verifier|PKCE code verifier (?:not specified|is required|required)/i,
  },
  {
    id: 'pkce-verifier-unwanted',
    text: /code_?verifier[^\n]{0,30}is not needed|unexpected code_verifier|code_verifier[^\n]{0,40}without[^\n]{0,20}challenge|PKCE code verifier[^\n]{0,20}not (?:expected|required)/i,
  },
  {
    id: 'pkce-failed',
    text: /(?:invalid|incorrect|wrong|bad|mismatched) (?:PKCE )?code.?verifier|code.?verifier (?:was |is )?(?:incorrect|invalid|wrong|does not match|did not match|mismatch)|failed to verify (?:the )?(?:PKCE )?code.?verifier|PKCE (?:verification|validation|check|challenge) (?:has )?failed|PKCE[^\n]{0,20}mismatch|code.?challenge mismatch|code mismatch|challenge failed|does not match the (?:stored )?code.?challenge|failed PKCE/i,
  },
  {
    id: 'pkce-required',
    text: /(?:PKCE|code.?challenge)(?: is)? (?:code challenge )?(?:is )?(?:required|mandatory|missing)|Proof Key for Code Exchange is required|Missing (?:required )?parameter:? code_challenge|missing required code challenge|require(?:s|d)? (?:the use of )?PKCE/i,
  },

  { id: 'github-code', codes: ['bad_verification_code'] },
  { id: 'github-credentials', codes: ['incorrect_client_credentials'] },
  { id: 'github-redirect', text: /redirect_uri MUST match the registered callback URL/i },
  { id: 'github-device-off', codes: ['device_flow_disabled'] },

  { id: 'slack-https', providers: ['slack'], text: /redirect ur[il] must use https/i },
  { id: 'slack-distribution', codes: ['invalid_team_for_non_distributed_app'] },
  { id: 'slack-scope', providers: ['slack'], codes: ['invalid_scope', 'no_scopes', 'missing_scope'] },
  { id: 'linkedin-scope', text: /scope [^\n]{0,60}is not authorized for your application|unauthorized_scope_error/i },
  { id: 'linkedin-scope', codes: ['unauthorized_scope_error'] },
  { id: 'linkedin-old-api', providers: ['linkedin'], text: /Not enough permissions to access/i },
  {
    id: 'linkedin-revoked',
    text:
      /REVOKED_ACCESS_TOKEN|The token used in the request has been revoked by the user|serviceErrorCode["': ]+65601/i,
  },

  { id: 'discord-code', text: /^Invalid "code" in request\.?$/i }, { id: 'discord-body', text: /Invalid Form Body/i },
  { id: 'spotify-insecure', text: /Insecure redirect URI/i },
  { id: 'spotify-user', text: /not registered in the Developer Dashboard/i },
  { id: 'redirect-uri-unregistered', text: /INVALID_CLIENT: Invalid redirect URI/i },
  { id: 'scope-unknown', text: /INVALID_SCOPE|Illegal scope|Invalid Scopes?:|No valid scopes requested/i },
  { id: 'code-refused', text: /^Invalid authorization code$/i },
  {
    id: 'refresh-token-dead',
    text: /^Invalid refresh token$|^(?:the |your )?refresh[ _]token (?:has |is |was )?(?:been )?(?:expired|revoked)/i,
  },
  { id: 'twitch-client-token', text: /Client ID and OAuth token do not match/i },
  { id: 'redirect-uri-unregistered', text: /Parameter redirect_uri does not match registered URI/i },
  {
    id: 'x-scheme',
    text: /unsupported-authentication|Authenticating with (?:OAuth 2\.0 )?Application-Only is forbidden/i,
  }, { id: 'x-enrolled', text: /client-not-enrolled/i },
  { id: 'x-client-type', text: /Missing valid authorization header/i },
  { id: 'code-refused', text: /Value passed for the authorization code was invalid/i },
  {
    id: 'refresh-token-rotated',
    text: /Value passed for the token was invalid|refresh token (?:has been|was|is) (?:already )?(?:used|reused|rotated)|refresh token reuse/i,
  },
  { id: 'redirect-uri-unregistered', text: /Callback URL not approved for this client/i },
  { id: 'zoom-redirect', providers: ['zoom'], codes: ['4700', '4709'] },
  { id: 'zoom-redirect', text: /Invalid redirect(?: url)?(?: \(4,?700\)|.{0,20}4700)|Redirect URI mismatch/i },
  { id: 'code-expired', providers: ['zoom'], codes: ['4733', '4734', '4741'] },
  { id: 'zoom-scope', text: /does not contain scopes|Invalid access token, does not contain/i },

  {
    id: 'salesforce-approval',
    text: /not admin approved to access this app|hasn't approved this consumer|user is not approved/i,
  }, { id: 'salesforce-blocked', codes: ['OAUTH_APP_BLOCKED'] },
  { id: 'salesforce-blocked', text: /OAUTH_APP_BLOCKED|this app is blocked/i },
  { id: 'salesforce-grant', text: /^authentication failure$/i },
  { id: 'salesforce-code', text: /^(?:expired|invalid) authorization code$/i },
  { id: 'salesforce-client', text: /client identifier invalid|^invalid client credentials$/i },
  { id: 'salesforce-address', text: /ip restricted|inactive (?:user|org)/i },
  { id: 'salesforce-audience', text: /audience is invalid|invalid assertion/i },
  { id: 'redirect-uri-unregistered', text: /redirect_uri must match configuration/i },

  {
    id: 'facebook-domain',
    text: /domain of this URL isn't included in the app's domains|Can't Load URL|URL Blocked|redirect URI is not whitelisted/i,
  },
  { id: 'facebook-redirect-differs', text: /Error validating verification code/i },
  { id: 'facebook-code-used', text: /authorization code has (?:been used|expired)/i },
  { id: 'facebook-development', text: /App Not (?:Set Up|Active|available)|still in development mode/i },
  { id: 'facebook-secret', text: /Error validating client secret|Error validating application/i },
  { id: 'facebook-token', text: /Error validating access token|session has (?:been invalidated|expired)/i },
  { id: 'facebook-https', text: /without SSL|insecure connection|does not support HTTPS/i },

  { id: 'instagram-app', text: /Invalid platform app/i },

  { id: 'apple-form-post', text: /response_mode must be form_post/i },
  { id: 'apple-redirect', text: /Invalid (?:client id or )?web redirect url/i },
  { id: 'apple-client', providers: ['apple'], codes: ['invalid_client'] },
  { id: 'apple-client-mismatch', text: /client_id mismatch\. The code was not issued to/i },
  { id: 'apple-code', text: /The code has (?:already been used|expired or has been revoked)/i },

  { id: 'cognito-flows', text: /Client is not enabled for OAuth2\.0 flows|client is not enabled for/i },
  { id: 'cognito-scope', text: /Access Token does not have required scopes/i },
  { id: 'cognito-secret-hash', text: /SECRET_HASH/ },
  { id: 'cognito-pool', text: /User pool(?: client)? [\w-]+ does not exist/i },
  { id: 'cognito-attributes', text: /attributes? required:|PreSignUp failed/i },
  { id: 'cognito-redirect', codes: ['redirect_mismatch'] },
]
