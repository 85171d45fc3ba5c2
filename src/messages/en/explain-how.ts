import type { AddressDifference, CookieReason, Demandable, GuessableReason, ValueDifference } from '../../explain/how.ts'

/** How two addresses differ, to stand behind "they differ". */
const address: Record<AddressDifference, string> = {
  'loopback-name': 'in the name of this machine: localhost and 127.0.0.1 are different hosts, and one must not be used instead of the other',
  scheme: 'in the scheme, http and https: behind a proxy that ends TLS, the app needs X-Forwarded-Proto to know that it is https',
  www: 'in www. at the beginning of the host',
  'host-case': 'in upper and lower case only',
  host: 'in the host: a proxy may have rewritten it (X-Forwarded-Host), or one of the two comes from other settings',
  port: 'in the port',
  'final-slash': 'in the trailing slash alone: one ends with a slash, the other does not',
  'path-case': 'in upper and lower case of the path',
  path: 'in the path',
  query: 'in the query behind the question mark',
  fragment: 'in what stands behind the #',
  'encoded-twice': 'since one is percent-encoded once more than the other (encoded twice)',
  encoded: 'in how characters are percent-encoded',
  blank: 'in a blank or line end',
  spelling: 'in how they are written',
}

/** How a value differs from the one that it should be, as a sentence. */
const value: Record<ValueDifference, string> = {
  'plus-lost': 'Its + became a blank: a + in a form or query stands for a space unless it is written as %2B.',
  'still-encoded': 'It is still percent-encoded, or was encoded twice: decode it once more before it is used.',
  'decoded-again': 'It was percent-decoded twice (once too often).',
  cut: 'Its end is missing: it was cut off (truncated), at a limit of a column or at a character that ends a value, as & # = or +.',
  longer: 'Something stands behind it that does not belong to it, such as a #, a quotation mark or the next parameter.',
  quoted: 'Quotation marks stand around it.',
  blank: 'Blanks or a line end stand around it.',
  padding: 'The = at its end (the padding of base64) were lost or added.',
  base64: 'It was written in the other alphabet of base64: + and / instead of - and _.',
  'letter-case': 'Upper and lower case were changed.',
  empty: 'It is empty.',
  another: 'It is another value altogether.',
}

const onTheWay = 'Look at what changes it on the way: a proxy, a redirect, a field that is too short.'
const plainState = 'Send a state of letters, digits, - and _ only, and percent-encode it once. Then look at what changes it on the way (proxy, redirect, double decoding).'

/** What to do about a state that differs so. */
const state: Record<ValueDifference, string> = {
  'plus-lost': plainState, 'still-encoded': plainState, 'decoded-again': plainState, cut: plainState, longer: plainState,
  padding: plainState, base64: plainState, quoted: onTheWay, blank: onTheWay, 'letter-case': onTheWay, empty: onTheWay,
  another: 'Keep each state with its own login: the answer of another login, tab or browser brings another state.',
}

const parsed = 'Take the code from the callback with a URL parser, which decodes it exactly once, and encode it exactly once in the body (URLSearchParams).'

/** What to do about a code that differs so. */
const code: Record<ValueDifference, string> = {
  'plus-lost': parsed, 'still-encoded': parsed, 'decoded-again': parsed, cut: parsed, longer: parsed, padding: parsed, base64: parsed,
  quoted: parsed, blank: parsed,
  'letter-case': 'Send the code as it came, in upper and lower case.',
  empty: 'Read the parameter code of the callback before the token request is sent.',
  another: 'Redeem the code that the callback of this login brought; keep none of an earlier login.',
}

/** How long two values are, where that tells them apart. */
const lengths = { differ: ' (length {sent} sent, length {came} came)' }

/** Why a browser does not send a cookie, as a sentence. */
const cookie: Record<CookieReason, string> = {
  'same-site-strict': 'It is SameSite=Strict, so that the browser does not send it when the provider, another site, leads to the callback.',
  'same-site-lax-post': 'It is SameSite=Lax, and the answer comes as a cross-site POST (response_mode=form_post): browsers send Lax cookies with a GET alone.',
  'same-site-default-post': 'It names no SameSite, which browsers take for Lax, and the answer comes as a cross-site POST (response_mode=form_post): Lax cookies are sent with a GET alone.',
  'none-without-secure': 'It is SameSite=None without Secure: browsers reject such a cookie.',
  'secure-over-http': 'It is Secure, and the connection is http: the browser neither takes nor sends it there. Behind a proxy that ends TLS, the app needs X-Forwarded-Proto.',
  'other-host': 'It was set by {host}, and the callback is at {other}: a cookie goes back to its own host alone, unless its Domain says otherwise.',
  'loopback-name': 'It was set by {host}, and the callback is at {other}: localhost and 127.0.0.1 are different hosts with different cookies.',
  www: 'It was set by {host}, and the callback is at {other}: with and without www. are different hosts.',
  'other-domain': 'Its Domain is not the host that set it, nor a parent of it: browsers reject such a cookie.',
  'other-path': 'Its Path is {path}, and the callback lies outside.',
  'too-long': 'It is too big: {length} characters, and browsers drop a cookie of more than 4096 bytes.',
  expired: 'Its lifetime (Max-Age) had ended when the user came back.',
  'host-prefix': 'Its name begins with __Host- or __Secure-, and its attributes are not those that such a name demands (Secure; for __Host- also Path=/ and no Domain).',
  replaced: 'Another answer has replaced it.',
}

/** What to do for a parameter that a provider asks for. */
const demanded: Record<Demandable, string> = {
  nonce: 'Send a fresh random nonce in the authorization request, keep it in the session, and compare it with the nonce claim of the ID token.',
  code_challenge: 'Switch PKCE on in the client: send code_challenge (BASE64URL(SHA256(code_verifier))) with code_challenge_method=S256 in the authorization request, and code_verifier in the token request.',
  code_challenge_method: 'Send code_challenge_method=S256 beside the code_challenge.',
  code_verifier: 'Send in the token request the code_verifier of which the code_challenge was made; keep it from the first request until then (session, sessionStorage).',
  state: 'Send a fresh random state in the authorization request, keep it, and compare it with the one that comes back.',
  scope: 'Send scope in the request, words with a space between them, such as scope=openid profile.',
  redirect_uri: 'Send redirect_uri, exactly as it is registered; in the token request exactly as in the authorization request.',
  response_type: 'Send response_type=code in the authorization request. It belongs there, not into the token request.',
  client_id: 'Send client_id: in the address of the authorization request, in the body of the token request or in the Basic header.',
  client_secret: 'The client is registered as confidential: send its client_secret the way it is registered (Basic header or body), or register the client as public and use PKCE.',
  client_assertion: 'The client is registered for private_key_jwt or client_secret_jwt: send client_assertion with client_assertion_type, or change its method of authentication at the provider.',
  grant_type: 'Send grant_type=authorization_code in the body of a POST with Content-Type: application/x-www-form-urlencoded. A server that does not find it often did not read the body: it was JSON, empty, or lost in a redirect.',
  code: 'Send the code from the callback in the body of the token request, as application/x-www-form-urlencoded.',
  resource: 'Send resource with the address of the API (of the MCP server) in the authorization request and in the token request.',
  audience: 'Send the audience of the API in the authorization request.',
  refresh_token: 'Send the refresh_token in the body of the request. Where there is none, it was never granted: ask for offline_access.',
  id_token_hint: 'Send the ID token of the session as id_token_hint with the logout request.',
  device_code: 'Send the device_code of the first answer with each poll; the user_code is for the person.',
  request: 'The provider wants a signed request (JAR): send request or request_uri.',
  token: 'Send the token as token in the body of the request.',
  response_mode: 'Send response_mode as the provider asks, such as form_post.',
  prompt: 'Send prompt as the provider asks, such as prompt=consent.',
}

/** Why a value can be guessed, to stand behind a colon. */
const guessable: Record<GuessableReason, string> = {
  empty: 'it is empty', short: 'it is short (length {length})', word: 'it is a word that examples use', number: 'it is a plain number (length {length})',
  few: 'it repeats the same few characters',
}

export const enHow = { address, value, state, code, lengths, cookie, demanded, guessable }
