import type { ReadingSentences } from '../explain.ts'
import { text } from '../text.ts'

/** The sentences about a token that is used as another. */
export const enTokenUseReadings = {
  'id-token-as-access-token': {
    said: d => `An ID token is sent as access token. It is for the client: aud is ${text(d['audience'])}${d['signs'] ? `, and it has ${text(d['signs'])}` : ''}`,
    why: () => 'An ID token tells the client who signed in. An API must refuse it: it is for another audience and grants nothing.',
    fix: d => `Send the access token of the same answer instead. If that is opaque, ask for one for the API: ${/auth0/.test(text(d['issuer'])) ? 'audience=API_IDENTIFIER in the authorization request (Auth0)' : 'its audience, resource or scope in the authorization request'}.`,
  },
  'refresh-token-as-access-token': {
    said: () => 'A refresh token is sent to an API as access token',
    why: () => 'A refresh token goes to the provider’s token endpoint alone. An API refuses it, and must never see it.',
    fix: () => 'Send access_token, and keep refresh_token for grant_type=refresh_token.',
  },
  'assertion-as-access-token': {
    said: () => 'A JWT that the client signed itself is sent as access token',
    why: () => 'The client issued it (iss and sub are the same), not the provider: it is a client assertion, good at the token endpoint only.',
    fix: () => 'Exchange it at the token endpoint for an access token (client_assertion, or assertion with the JWT bearer grant), and send that.',
  },
  'access-token-as-id-token': {
    said: () => 'An access token is used as ID token',
    why: () => 'It is meant for an API and does not prove to this client that anybody signed in: any client that got it could present it.',
    fix: () => 'Use the member id_token of the token answer; ask for the scope openid if there is none.',
  },
  'logout-token-as-id-token': {
    said: () => 'A logout token is used as ID token',
    why: () => 'It says that a session ended, and proves no sign-in.',
    fix: () => 'Refuse tokens with an events claim, or with typ logout+jwt, where an ID token is expected.',
  },
  'id-token-as-logout-token': {
    said: () => 'An ID token was sent as logout token',
    why: () => 'A logout token has the event backchannel-logout and no nonce. This one has what an ID token has, and must be refused.',
    fix: () => 'Send a logout token with events, jti, and sub or sid; a test that posts an ID token to the logout endpoint can’t succeed.',
  },
  'claim-type': {
    said: d => `${text(d['name'])} is a string ("${text(d['value'])}"), and the standard has a ${text(d['type'])}`,
    why: () => 'Programs in typed languages fail to read it (cannot unmarshal string).',
    fix: () => 'Have the provider write it without quotes (in Keycloak the mapper’s Claim JSON Type), or convert it in the client.',
  },
} satisfies Record<string, ReadingSentences>
