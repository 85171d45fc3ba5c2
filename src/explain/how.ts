/** In what two addresses differ that should be the same text. Sentences for each are in the catalogues. */
export const addressDifferences = [
  'loopback-name', 'scheme', 'www', 'host-case', 'host', 'port', 'final-slash', 'path-case', 'path', 'query',
  'fragment', 'encoded-twice', 'encoded', 'blank', 'spelling',
] as const
export type AddressDifference = typeof addressDifferences[number]

/** In what two values differ of which one should be the other. Sentences for each are in the catalogues. */
export const valueDifferences = [
  'plus-lost', 'still-encoded', 'decoded-again', 'cut', 'longer', 'quoted', 'blank', 'padding', 'base64', 'letter-case',
  'empty', 'another',
] as const
export type ValueDifference = typeof valueDifferences[number]

/** Why a browser does not send a cookie with a request that comes from another site. */
export const cookieReasons = [
  'same-site-strict', 'same-site-lax-post', 'same-site-default-post', 'none-without-secure', 'secure-over-http',
  'other-host', 'loopback-name', 'www', 'other-domain', 'other-path', 'too-long', 'expired', 'host-prefix', 'replaced',
] as const
export type CookieReason = typeof cookieReasons[number]

/** Parameters that an error's words may ask for. What to do for each is in the catalogues. */
export const demandable = [
  'nonce', 'code_challenge', 'code_challenge_method', 'code_verifier', 'state', 'scope', 'redirect_uri',
  'response_type', 'client_id', 'client_secret', 'client_assertion', 'grant_type', 'code', 'resource', 'audience',
  'refresh_token',
  'id_token_hint', 'device_code', 'request', 'token', 'response_mode', 'prompt',
] as const
export type Demandable = typeof demandable[number]

/** Why a value can be guessed. */
export const guessableReasons = ['empty', 'short', 'word', 'number', 'few'] as const
export type GuessableReason = typeof guessableReasons[number]
