import type { StandardCode } from '../../explain/readings/refusals/standard-codes.ts'
import type { ReadingDetails, ReadingSentences } from '../explain.ts'
import type { Remedy } from '../remedy.ts'
import { pick, text } from '../text.ts'
import { enCause } from './explain-causes.ts'
import { enGrantCauses } from './explain-grants.ts'
import { enProviderName } from './explain-providers.ts'

/** What the standards' codes mean where nothing nearer is seen. */
const standard: Record<StandardCode, Remedy> = {
  invalid_request: ['The request is malformed: a parameter is missing, twice, or not taken.', 'Compare each parameter with the documentation. Token requests go as POST with application/x-www-form-urlencoded, not JSON.'],
  invalid_client: ['The client could not be authenticated: client id or secret is wrong, or it authenticates in another way than registered (Basic header or form).', 'Copy client id and secret again, without blanks. Compare token_endpoint_auth_method: client_secret_basic or client_secret_post.'],
  invalid_grant: ['The code or refresh token is not valid: expired, used before, revoked, issued to another client, or redirect_uri or code_verifier do not match the authorization request.', 'Redeem each code once, at once, with the same client_id, redirect_uri and code_verifier. For a refresh token, sign in again and keep the newest.'],
  unauthorized_client: ['The client may not use this grant type or response type.', 'Allow it for the client at the provider. Some servers also say so of a client that does not authenticate.'],
  unsupported_grant_type: ['The token endpoint does not know this grant type: misspelt, missing, or in a body that it can’t read (JSON instead of a form).', 'Send the grant_type as the standard writes it (for a code authorization_code) in a form (application/x-www-form-urlencoded), by POST.'],
  invalid_scope: ['A scope is unknown, misspelt, or not allowed for the client; or the scopes are not separated by blanks.', 'Compare the scopes with scopes_supported, separate them by blanks, and allow them for the client.'],
  unsupported_response_type: ['The provider does not take this response_type, or not for this client.', 'Use response_type=code, and switch that flow on for the client.'],
  access_denied: ['The user, or a rule at the provider, refused the access.', 'Let the user sign in again and consent; ask the administrator for a rule (assignment, policy, test users).'],
  server_error: ['The provider failed with an error of its own.', 'Look into its log at that time; try again later.'],
  temporarily_unavailable: ['The provider is overloaded or being maintained.', 'Try again later, with growing pauses.'],
  login_required: ['prompt=none was sent, and there is no session: the user is not signed in, or the browser keeps the provider’s cookie from an iframe (third-party cookies).', 'Fall back to an interactive sign-in; use refresh tokens instead of a hidden iframe.'],
  consent_required: ['The user has to consent, and prompt=none did not let the provider ask.', 'Send the user through an interactive sign-in.'],
  interaction_required: ['The provider must ask the user something, and prompt=none did not let it.', 'Send the user through an interactive sign-in.'],
  invalid_token: ['The access token is not accepted: expired, revoked, malformed, for another audience, or from another issuer.', 'Compare exp, aud and iss of the token with what the API expects. Send the access token, not the ID token; refresh it when it has expired.'],
  insufficient_scope: ['The access token lacks a scope that this request needs.', 'Ask for the scope in the authorization request, allow it for the client, and sign in again.'],
  invalid_target: ['The resource or audience is not known, or not allowed for the client.', 'Send resource exactly as the API’s metadata has it, and register it at the provider.'],
  redirect_uri_mismatch: ['The redirect URI that was sent is not registered for the client: compared character by character (scheme, host, port, path, slash at the end).', 'Register exactly that URI; behind a proxy have the app build it with https and the public host.'],
  invalid_redirect_uri: ['The redirect URI is not accepted: not registered, http, or with a fragment or wildcard.', 'Register exact https URIs (http for loopback only).'],
  invalid_request_uri: ['The request_uri has expired, was used before, or can’t be fetched.', 'Push the request anew right before each login; use each reference once.'],
  invalid_request_object: ['The request object is not valid: its signature, algorithm or claims.', 'Compare iss, aud, client_id, exp and alg; register the client’s key.'],
  invalid_dpop_proof: ['The DPoP proof is not accepted: typ, alg, htm, htu, iat, jti, ath or nonce do not fit.', 'Make a new proof for each request: htm the method, htu the address without query, a fresh jti and iat; set the clock.'],
  use_dpop_nonce: ['Nothing is wrong yet: the server wants its own nonce in the DPoP proof.', 'Take the value of the header DPoP-Nonce, put it as nonce into a new proof (new jti and iat), and repeat the request once.'],
  authorization_pending: ['Nothing is wrong: the user has not finished yet on the other device.', 'Ask again after interval seconds, until the code expires.'],
  slow_down: ['The client asks too often.', 'Wait five seconds longer between the requests from now on.'],
  expired_token: ['The device code has expired before the user finished.', 'Start anew with a new device code.'],
  invalid_client_metadata: ['A member of the registration is not accepted.', 'Compare redirect_uris, grant_types, response_types and token_endpoint_auth_method with what the provider supports.'],
  unmet_authentication_requirements: ['The provider can’t sign this user in as acr_values asks.', 'Ask for less, or have the user set up that way of signing in.'],
  insufficient_user_authentication: ['The resource wants another or fresher sign-in (step-up).', 'Start a new authorization request with the acr_values and max_age of the challenge.'],
  unsupported_token_type: ['The endpoint does not revoke this kind of token.', 'Revoke the refresh token instead.'],
  invalid_authorization_details: ['authorization_details is not accepted: an unknown type, or a wrong member.', 'Compare with authorization_details_types_supported.'],
  registration_not_supported: ['The provider does not take the parameter registration.', 'Leave it out; register the client.'],
  request_not_supported: ['The provider takes no request object.', 'Send the parameters plainly, or pushed (PAR).'],
  request_uri_not_supported: ['The provider takes no request_uri.', 'Send the parameters plainly.'],
}

const remedyFor = (d: ReadingDetails) => pick(enGrantCauses, d['cause']) ?? pick(standard, d['cause']) ?? standard.invalid_request

function quoted(d: ReadingDetails): string {
  const numbers = Array.isArray(d['numbers']) ? (d['numbers'] as readonly string[]).filter(number => !text(d['error']).includes(number)).slice(0, 2) : []
  const codes = [text(d['error']), ...numbers.map(text)].filter(code => code !== '').join(' / ')
  const words = text(d['description'])
  return [codes, words !== codes && words !== '' ? `"${words}"` : ''].filter(part => part !== '').join(': ')
}

const refused = (d: ReadingDetails) => `${enProviderName(d['provider'])} refused${d['status'] ? ` (status ${text(d['status'])})` : ''}: ${quoted(d)}`

/** The sentences about what a provider refused. */
export const enRefusalReadings = {
  'refused-known': { said: refused, why: d => enCause(d['cause'])[0], fix: d => enCause(d['cause'])[1] },
  'refused-by-standard': { said: refused, why: d => remedyFor(d)[0], fix: d => remedyFor(d)[1] },
  'refused-otherwise': {
    said: refused,
    why: () => 'No standard defines this code, and its cause is not known here.',
    fix: () => 'Look the code up in the provider’s documentation, and compare the request with it.',
  },
  'page-redirect-uri': {
    said: d => `The server refused on a page of its own: "${text(d['words'])}"`,
    why: () => 'By its words, the redirect URI that was sent is not registered for this client. Servers compare it character by character, and never send the browser to one that is not.',
    fix: () => 'Register exactly the redirect_uri of the authorization request: scheme, host, port, path and slash at the end.',
  },
  'page-client': {
    said: d => `The server refused on a page of its own: "${text(d['words'])}"`,
    why: () => 'By its words, it does not know the client id, or the client is switched off. It may be registered at another tenant or realm.',
    fix: () => 'Copy the client id again, and look whether the address has the tenant or realm in which the client is registered.',
  },
  'page-error-unknown': {
    said: d => `This is an error page: "${text(d['words'])}"`,
    why: () => 'It names no code, and its cause is not known here.',
    fix: () => 'Look into the server’s log at that time. Give the authorization request too, as --request or as a HAR file, so that it is judged.',
  },
} satisfies Record<string, ReadingSentences>
