import type { GrantCause } from '../../explain/readings/refusals/standard-codes.ts'
import type { Remedy } from '../remedy.ts'

/** What the standards' codes mean at a token request whose grant is seen. */
export const enGrantCauses: Record<GrantCause, Remedy> = {
  'grant-not-offered': ['The request names its grant type in a form: this server does not offer that grant, or not to this client.', 'Compare it with grant_types_supported of the metadata, and allow it for the client at the provider; otherwise use a grant that is offered.'],
  'grant-refused-code': ['The code is not valid: expired, redeemed before, issued to another client, or redirect_uri or code_verifier do not match the authorization request.', 'Redeem each code once, at once, with the client_id, redirect_uri and code_verifier of its own login.'],
  'grant-refused-refresh': ['The refresh token is not valid: expired, revoked, replaced by a newer one, or issued to another client.', 'Sign in again, and from then on keep the newest refresh token of each answer.'],
  'grant-refused-password': ['The user name or the password is not accepted; or this user may not sign in so (locked, a second factor).', 'Compare both, percent-encoded in the form; better send the user to the authorization endpoint (authorization code with PKCE).'],
  'grant-refused-assertion': ['The assertion is not accepted: its signature, iss, sub, aud or times, or it was used before.', 'Make a new assertion for each request: aud as the server wants it, a short lifetime, signed with the key that it knows; set the clock.'],
  'grant-refused-device': ['The device code is not valid: wrong, redeemed before, expired, or issued to another client.', 'Send device_code (not user_code) with the client_id that got it; otherwise start anew with a new device code.'],
  'grant-refused-exchange': ['The subject token or the actor token is not accepted: expired, revoked, of another issuer or for another audience. The standard has invalid_request for that.', 'Send a token that is valid now and that this server trusts, with the subject_token_type that it has.'],
  'grant-refused-client': ['This grant sends no code and no token that could be wrong: the server does not give this client a token for itself.', 'Look at the client’s registration: whether client_credentials is allowed, and whether its service account is active.'],
  'grant-refused-ciba': ['The auth_req_id is not valid: wrong, redeemed before, expired, or issued to another client.', 'Poll with the auth_req_id of the last backchannel request and the same client; otherwise ask anew.'],
  'grant-refused-other': ['What was sent for this grant is not valid: expired, used before, or issued to another client.', 'Look up in the provider’s documentation what this grant_type has to bring, and get it anew.'],
  'scope-wanted': ['No scope was sent: the server wants one, or the scopes that it takes in its place are not allowed for the client.', 'Send scope with what the client needs, separated by blanks (scopes_supported), or give the client default scopes at the provider.'],
  'scope-of-earlier': ['This request has no scope: the server refuses those that were asked for or granted before, or wants them named again.', 'Look at the scopes of the first request of this login, allow them for the client, and sign in again.'],
}
