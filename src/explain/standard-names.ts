/**
 * Parameters of which a message may have one only (RFC 6749 3.1 and 3.2). `resource` and `audience` may stand there
 * more than once.
 */
export const singleParameters = [
  'response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'nonce', 'code_challenge', 'code_challenge_method',
  'response_mode', 'prompt', 'max_age', 'login_hint', 'id_token_hint', 'request', 'request_uri',
  'grant_type', 'code', 'code_verifier', 'client_secret', 'client_assertion', 'client_assertion_type', 'refresh_token',
  'device_code',
] as const

/** Other names of OAuth and OpenID Connect that a request may have. */
const more = [
  'access_type', 'acr_values', 'audience', 'authorization_details', 'claims', 'display', 'dpop_jkt', 'error',
  'error_description', 'error_uri', 'iss', 'post_logout_redirect_uri', 'resource', 'ui_locales',
  'username', 'password', 'assertion', 'subject_token', 'subject_token_type', 'actor_token', 'actor_token_type',
  'requested_token_type', 'token', 'token_type_hint', 'user_code', 'session_state', 'access_token', 'id_token',
  'token_type', 'expires_in', 'registration', 'claims_locales', 'include_granted_scopes', 'scopes_required',
]

/** Every name that the standards know. */
export const standardParameters: ReadonlySet<string> = new Set([...singleParameters, ...more])

/** Names that people write for another, and only where the right one is not there. */
const otherNames: Readonly<Record<string, string>> = {
  redirecturl: 'redirect_uri', redirectionuri: 'redirect_uri', redirectionurl: 'redirect_uri',
  callbackurl: 'redirect_uri', callbackuri: 'redirect_uri', callback: 'redirect_uri', redirect: 'redirect_uri',
  scopes: 'scope', responsetypes: 'response_type', granttypes: 'grant_type', clientidentifier: 'client_id',
  consumerkey: 'client_id', challenge: 'code_challenge', challengemethod: 'code_challenge_method',
  codechallengetype: 'code_challenge_method', verifier: 'code_verifier', pkceverifier: 'code_verifier',
  codeverification: 'code_verifier', authorizationcode: 'code', authcode: 'code', secret: 'client_secret',
  refresh: 'refresh_token', nounce: 'nonce',
}

const plain = new Map<string, string>(singleParameters.map(name => [toPlain(name), name]))

/**
 * The name that was meant by one that no standard knows: written in another case, with other signs between the words,
 * or by a word that is near.
 */
export function meantBy(name: string): string | undefined {
  if (standardParameters.has(name) || name.length > 40) return undefined
  const key = toPlain(name)
  return plain.get(key) ?? (Object.hasOwn(otherNames, key) ? otherNames[key] : undefined)
}

function toPlain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '')
}
