import type { StandardCode } from '../../explain/readings/refusals/standard-codes.ts'
import type { ReadingDetails, ReadingSentences } from '../explain.ts'
import type { Remedy } from '../remedy.ts'
import { pick, text } from '../text.ts'
import { enCause } from './explain-causes.ts'
import { enDifference } from './explain-differences.ts'
import { enProviderName } from './explain-providers.ts'

/** What the standards' codes mean where nothing nearer is seen. */
const standard: Record<StandardCode, Remedy> = {
  invalid_request: ['The request is malformed: a parameter is missing, twice, or not taken.', 'Compare each parameter with the documentation. Token requests go as POST with application/x-www-form-urlencoded, not JSON.'],
  invalid_client: ['The client could not be authenticated: client id or secret is wrong, or it authenticates in another way than registered (Basic header or form).', 'Copy client id and secret again, without blanks. Compare token_endpoint_auth_method: client_secret_basic or client_secret_post.'],
  invalid_grant: ['The code or refresh token is not valid: expired, used before, revoked, issued to another client, or redirect_uri or code_verifier do not match the authorization request.', 'Redeem each code once, at once, with the same client_id, redirect_uri and code_verifier. For a refresh token, sign in again and keep the newest.'],
  unauthorized_client: ['The client may not use this grant type or response type.', 'Allow it for the client at the provider (authorization_code, refresh_token), and look whether the client authenticates.'],
  unsupported_grant_type: ['The token endpoint does not know this grant type: misspelt, missing, or in a body that it can’t read (JSON instead of a form).', 'Send grant_type=authorization_code in a form (application/x-www-form-urlencoded), by POST.'],
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

function quoted(d: ReadingDetails): string {
  const numbers = Array.isArray(d['numbers']) ? (d['numbers'] as readonly string[]).filter(number => !text(d['error']).includes(number)).slice(0, 2) : []
  const codes = [text(d['error']), ...numbers.map(text)].filter(code => code !== '').join(' / ')
  const words = text(d['description'])
  return [codes, words !== codes && words !== '' ? `"${words}"` : ''].filter(part => part !== '').join(': ')
}

const refused = (d: ReadingDetails) => `${enProviderName(d['provider'])} refused${d['status'] ? ` (status ${text(d['status'])})` : ''}: ${quoted(d)}`

function values(d: ReadingDetails): string {
  return [d['expected'] && `expected is ${text(d['expected'])}`, d['actual'] && `the token has ${text(d['actual'])}`].filter(Boolean).join(', ')
}

const complaint = (what: string) => (d: ReadingDetails) => `${what}${values(d) ? `: ${values(d)}` : ''} ("${text(d['said'])}")`

/** The sentences about what a server or a library says. */
export const enRefusalReadings = {
  'refused-known': { said: refused, why: d => enCause(d['cause'])[0], fix: d => enCause(d['cause'])[1] },
  'refused-by-standard': { said: refused, why: d => (pick(standard, d['cause']) ?? standard.invalid_request)[0], fix: d => (pick(standard, d['cause']) ?? standard.invalid_request)[1] },
  'refused-otherwise': {
    said: refused,
    why: () => 'The code is none of the standards’, and its cause is not known here; the provider’s words say what they say.',
    fix: () => 'Look the code up in the provider’s documentation, and compare the request with it.',
  },
  'complaint-issuer': {
    said: complaint('The issuer does not match'),
    why: d => `iss of the token is compared with the configured issuer character by character. ${d['difference'] ? enDifference(d['difference']) : ''}${d['isEntra'] ? ' sts.windows.net is the issuer of v1.0 tokens of Entra, login.microsoftonline.com/…/v2.0 that of v2.0.' : ''}${d['inside'] ? ' One is a name inside a network: the provider writes the host by which it was asked.' : ''}`.trim(),
    fix: d => d['isEntra']
      ? 'Set requestedAccessTokenVersion (accessTokenAcceptedVersion) to 2 in the manifest of the API’s registration, or accept the v1.0 issuer.'
      : d['inside'] ? 'Give the provider one public address (Keycloak: KC_HOSTNAME), and configure that issuer everywhere.' : 'Configure the verifier with the very iss of the token, slash at the end included; it is issuer in the provider’s metadata.',
  },
  'complaint-audience': {
    said: complaint('The audience does not match'),
    why: () => 'aud of the token does not name whoever verifies it. It is for another API or client: the wrong token is sent (an ID token, one for Graph), the audience was not asked for, or the verifier has another value.',
    fix: d => `Ask for a token for this audience${d['expected'] ? ` (${text(d['expected'])})` : ''} by audience, resource or scope, or configure the verifier with the aud of the token.`,
  },
  'complaint-expired': {
    said: complaint('The token has expired'),
    why: () => 'exp lies in the past by the clock of whoever verifies it: the token is old, or the clocks differ.',
    fix: () => 'Refresh the token before exp, or sign in again. Compare the clocks (NTP) if it was new.',
  },
  'complaint-early': {
    said: complaint('The token is from the future'),
    why: () => 'iat or nbf lies ahead of the clock of whoever verifies it: the clocks of the two machines differ (clock skew), or local time was taken for UTC.',
    fix: () => 'Set both clocks by network time (NTP); containers and virtual machines drift. Allow a leeway of a minute or so.',
  },
  'complaint-nonce': {
    said: complaint('The nonce does not match'),
    why: () => 'The ID token belongs to another login than the one that the client remembers: two tabs, a second request, a lost cookie or session, or a cached token.',
    fix: () => 'Keep the nonce of each login under its state until the callback; start one login at a time.',
  },
  'complaint-algorithm': {
    said: complaint('The signing algorithm is not the expected one'),
    why: () => 'The client expects one algorithm (usually RS256), and the token is signed with another: HS256 with the client secret, or ES256.',
    fix: () => 'Set both to the same: the client’s setting at the provider (id_token_signed_response_alg), or the expected algorithm in the verifier. Never accept HS256 with a public key.',
  },
  'complaint-key': {
    said: d => `No key with the kid of the token was found in the key set${d['actual'] ? ` (kid ${text(d['actual'])})` : ''} ("${text(d['said'])}")`,
    why: () => 'The keys are those of another issuer, realm or environment; the provider has rotated its keys and old ones are cached; or jwks_uri can’t be reached.',
    fix: () => 'Take jwks_uri from the metadata of the token’s issuer; when a kid is unknown, fetch the keys once more.',
  },
  'complaint-signature': {
    said: complaint('The signature does not verify'),
    why: () => 'The key does not belong to the token: another issuer’s, or a secret where a public key is needed (HS256, RS256). Or the token was changed or cut, or is for Microsoft Graph, which alone can verify it.',
    fix: () => 'Verify with the keys from jwks_uri of the token’s issuer, by kid; with HS256 use the client secret as it is (not base64-decoded unless the provider says so).',
  },
  'complaint-malformed': {
    said: complaint('What was sent is no JWT'),
    why: () => 'A signed JWT has three parts with dots between. An opaque access token, an encrypted one (five parts), an empty variable, quotes or "Bearer" twice are not.',
    fix: () => 'Log the length and the number of dots of the token. If it is opaque, ask for one for the API (Auth0: audience), or have the API introspect it.',
  },
  'complaint-metadata-issuer': {
    said: complaint('The issuer in the metadata does not match the one that was asked for'),
    why: d => `The two must be identical, character by character. ${d['difference'] ? enDifference(d['difference']) : 'Often a slash at the end, http instead of https, or an inner host.'}`,
    fix: d => d['inside'] ? 'Tell the server its public address (Keycloak: KC_HOSTNAME), and ask it by that from everywhere.' : 'Configure the client with issuer exactly as the metadata has it.',
  },
  'complaint-callback-issuer': {
    said: complaint('iss in the callback does not match the issuer of the provider'),
    why: () => 'The callback names its provider as iss, so that answers of two providers are not mixed up. The client is configured with another issuer, or the answer comes from another provider.',
    fix: () => 'Configure issuer exactly as the provider’s metadata has it, slash at the end included. With several providers, remember which one each state belongs to.',
  },
  'complaint-access-token-hash': {
    said: complaint('at_hash does not match the access token'),
    why: () => 'ID token and access token do not belong together, or at_hash was computed in another way (whole hash, other algorithm).',
    fix: () => 'Take both tokens from the same answer. The provider computes at_hash as the left half of the hash of alg, in base64url.',
  },
  'complaint-authorized-party': {
    said: complaint('azp is missing or another client'),
    why: () => 'With several audiences the ID token must name the client as azp.',
    fix: () => 'Have the provider put the client id alone into aud, or add azp.',
  },
  'complaint-metadata-unreadable': {
    said: complaint('The metadata could not be read'),
    why: () => 'The verifier could not fetch the metadata or keys: a wrong issuer address, no network or proxy, a certificate that is not trusted, or http where https is required.',
    fix: () => 'Open issuer/.well-known/openid-configuration from that very machine (curl -v); mend name, TLS or proxy.',
  },
  'complaint-claim-missing': {
    said: d => `A required claim is missing in the token: ${text(d['actual'] || d['expected'])} ("${text(d['said'])}")`,
    why: () => 'The verifier requires it: the token is of another kind (an access token as ID token), or the provider leaves it out.',
    fix: () => 'Check that it is the ID token, and have the provider add the claim.',
  },
  'complaint-subject': {
    said: complaint('sub of the userinfo answer does not match that of the ID token'),
    why: () => 'The two must be the same: otherwise the access token is not the one of this login, or the provider names its users in two ways.',
    fix: () => 'Have the provider give the same sub in both (same form, same subject type). Use the access token of the same answer.',
  },
  'token-opaque': {
    said: d => `The access token is opaque: no JWT (${text(d['length'])} characters)`,
    why: () => 'Only the provider can read it. An API that wants a JWT says "malformed", since it finds no three parts.',
    fix: d => d['provider'] === 'auth0'
      ? 'Send audience=API_IDENTIFIER in the authorization request: without an audience Auth0 gives an opaque token for /userinfo.'
      : d['provider'] === 'google' ? 'Google’s access tokens are opaque: ask its tokeninfo or userinfo endpoint, or send the ID token to your own server to sign in.' : 'Ask for a token for the API (audience or resource), or have the API introspect it (RFC 7662).',
  },
  'challenge-metadata': {
    said: d => d['form'] === 'relative' ? `resource_metadata in WWW-Authenticate is no whole address: ${text(d['address'])}` : d['form'] === 'http' ? `resource_metadata in WWW-Authenticate is http, not https: ${text(d['address'])}` : `resource_metadata in WWW-Authenticate leads to the provider’s metadata: ${text(d['address'])}`,
    why: d => d['form'] === 'provider' ? 'It must lead to the resource’s own metadata (oauth-protected-resource), which names the authorization server.' : 'A client can’t fetch it, or must not. Behind a proxy the server often does not know its public address.',
    fix: () => 'Send the absolute https address of /.well-known/oauth-protected-resource plus the path of the resource.',
  },
  'challenge-unquoted': {
    said: d => `resource_metadata stands in no quotes: ${text(d['address'])}`,
    why: () => 'An address has characters that a bare value may not have: strict clients read it up to the first of them, or not at all.',
    fix: () => 'Write resource_metadata="ADDRESS".',
  },
  'challenge-scope': {
    said: d => `The access token lacks a scope: the resource needs ${text(d['needed']) || 'more than it has'} (insufficient_scope)${d['description'] ? `: "${text(d['description'])}"` : ''}`,
    why: () => 'The token is valid, but was not granted what this request needs.',
    fix: d => `Ask for ${d['needed'] ? `the scope "${text(d['needed'])}"` : 'the scope'} in a new authorization request, allow it for the client, and have the user consent.`,
  },
  'challenge-step-up': {
    said: d => `The resource wants another sign-in (step-up): ${[d['acr'] && `acr_values ${text(d['acr'])}`, d['age'] && `max_age ${text(d['age'])}`].filter(Boolean).join(', ') || 'it does not say which'}`,
    why: () => 'The token is valid, but the user signed in too weakly or too long ago.',
    fix: () => 'Start a new authorization request with those acr_values and max_age.',
  },
  'challenge-dpop': {
    said: d => `The token was sent as ${text(d['sent'])}, and the resource wants DPoP`,
    why: () => 'The resource takes only tokens that are bound to a key, with a proof.',
    fix: () => 'Get a DPoP-bound token (a proof at the token endpoint), and send Authorization: DPoP with a proof for each request.',
  },
  'challenge-scheme': {
    said: d => `The resource does not take ${text(d['sent'])}: it offers ${text(d['offered'])}`,
    why: () => 'The Authorization header has another scheme than the server knows: another middleware answers there, or the wrong service.',
    fix: () => 'Send the scheme that is offered, or have the API accept bearer tokens.',
  },
  'challenge-without-metadata': {
    said: d => `The MCP server answers 401 ${d['hasField'] ? 'without resource_metadata in WWW-Authenticate' : 'without WWW-Authenticate'}`,
    why: () => 'A client does not learn where the server’s metadata is, and so not where to sign in; it can only guess well-known addresses.',
    fix: () => 'Answer 401 with WWW-Authenticate: Bearer resource_metadata="https://HOST/.well-known/oauth-protected-resource/PATH".',
  },
  'saml-not-oauth': {
    said: d => `This is a SAML 2.0 message (${text(d['message'])}), not OAuth or OpenID Connect${d['issuer'] ? `; its issuer is ${text(d['issuer'])}` : ''}${d['status'] && d['status'] !== 'Success' ? `; its status is ${text(d['status'])}` : ''}`,
    why: () => 'It is another protocol: there is no code and no state, and an OAuth client can’t read it. The application at the identity provider was set up as a SAML application.',
    fix: () => 'Make an OpenID Connect (OIDC) application at the identity provider instead, or give this POST to a SAML service provider (assertion consumer service).',
  },
} satisfies Record<string, ReadingSentences>
