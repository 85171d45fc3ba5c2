/** Error codes of the standards that have sentences of their own in the catalogues. */
export const standardCodes = [
  'invalid_request', 'invalid_client', 'invalid_grant', 'unauthorized_client', 'unsupported_grant_type',
  'invalid_scope', 'unsupported_response_type', 'access_denied', 'server_error', 'temporarily_unavailable',
  'login_required', 'consent_required', 'interaction_required', 'invalid_token', 'insufficient_scope', 'invalid_target',
  'redirect_uri_mismatch', 'invalid_redirect_uri', 'invalid_request_uri', 'invalid_request_object',
  'invalid_dpop_proof', 'use_dpop_nonce', 'authorization_pending', 'slow_down', 'expired_token',
  'invalid_client_metadata', 'unmet_authentication_requirements', 'insufficient_user_authentication',
  'unsupported_token_type',
  'invalid_authorization_details', 'registration_not_supported', 'request_not_supported', 'request_uri_not_supported',
] as const
export type StandardCode = typeof standardCodes[number]

/** Whether a code is one of a standard. */
export function isStandardCode(code: string): code is StandardCode {
  return (standardCodes as readonly string[]).includes(code)
}

/** What a code of the standard means at a request whose grant is seen. Sentences for each are in the catalogues. */
export const grantCauses = [
  'grant-not-offered', 'grant-refused-code', 'grant-refused-refresh', 'grant-refused-password',
  'grant-refused-assertion', 'grant-refused-device', 'grant-refused-exchange', 'grant-refused-client',
  'grant-refused-ciba', 'grant-refused-other', 'scope-wanted', 'scope-of-earlier',
] as const
export type GrantCause = typeof grantCauses[number]
