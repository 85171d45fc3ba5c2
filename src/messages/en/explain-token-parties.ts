import type { ReadingSentences } from '../explain.ts'
import { exact, pick, text } from '../text.ts'
import { enDifference } from './explain-differences.ts'
import { enTokenKind } from './explain-token-kinds.ts'

/** The sentences about who made a token and for whom. */
export const enTokenPartyReadings = {
  'audience-missing': {
    said: d => `The ${enTokenKind(d['kind'])} has no audience (aud)`,
    why: () => 'Nobody can tell whom it is meant for. A verifier that checks aud refuses it; one that does not accepts tokens of other services.',
    fix: d => d['provider'] === 'keycloak' ? 'In Keycloak, add an Audience mapper for the API to a client scope of this client.' : 'Ask for the audience of the API (audience, resource or its scope), and have the provider write it into aud.',
  },
  'audience-other-client': {
    said: d => `The ID token names ${exact(d['client'])} as azp, but its audience is another client: ${exact(d['audience'])}`,
    why: () => 'aud says who may accept it. The two are different client ids of one project, such as those of an Android or iOS app and of its server.',
    fix: () => 'Compare aud with the client id for which the token was requested (the server’s or web client id), not with that of the app.',
  },
  'audience-not-client': {
    said: d => `The ID token is for another client: its audience (aud) is ${exact(d['audience'])}, and the client is ${exact(d['client'])}`,
    why: () => 'A client must refuse an ID token whose aud does not contain its own client id: it proves a sign-in at another app.',
    fix: () => 'Compare the client id in the configuration of the verifier with that of the authorization request; use one client for both.',
  },
  'audience-several': {
    said: d => `The ID token has several audiences and no azp: ${text(d['audience'])}`,
    why: () => 'With more than one audience, azp says for which client it was made. Strict clients refuse it without.',
    fix: () => 'Have the provider put the client id alone into aud, or add azp; drop the mapper that adds other audiences to the ID token.',
  },
  'authorized-party-differs': {
    said: d => `azp of the ID token is ${exact(d['azp'])}, and the client is ${exact(d['client'])}`,
    why: () => 'azp names the client that asked for the token. It is another one, so this login is not the one that made it.',
    fix: () => 'Use the client id of azp in the verifier, or sign in with this client.',
  },
  'answer-not-for-client': {
    said: d => `The signed answer is for another client: its audience (aud) is ${text(d['audience'])}, and the client is ${text(d['client'])}`,
    why: () => 'A client must refuse an answer whose aud does not name it: the code in it was made for another one.',
    fix: () => 'Refuse this answer. If the client id in the client’s configuration is the wrong one, correct it there.',
  },
  'audience-elsewhere': {
    said: d => d['expected'] ? `The access token is for another audience: aud is ${exact(d['audience']) || 'missing'}, and ${exact(d['expected'])} expects its own` : `The access token is for another audience: aud is ${exact(d['audience']) || 'missing'}`,
    why: () => 'An API accepts only tokens that name it in aud. This one does not match: it was made for another resource.',
    fix: d => `${pick(atProvider, d['provider']) ?? 'Ask for a token for this API: its audience, resource (RFC 8707) or scope in the authorization request.'} Or correct the audience that the API is configured with, if aud is the right one.`,
  },
  'audience-is-client': {
    said: d => `The audience of the access token is ${text(d['audience'])}: no API of your own`,
    why: () => 'An API that checks aud (as it must) refuses a token that names only the client, or Keycloak’s own "account".',
    fix: () => 'Give the token the API’s audience: in Keycloak by an Audience mapper in a client scope, elsewhere by audience, resource or scope.',
  },
  'cognito-no-audience': {
    said: d => `Cognito’s access token has no aud: it names the client as client_id (${text(d['client'])})`,
    why: () => 'A verifier that wants aud refuses every access token of Cognito.',
    fix: () => 'Check client_id, token_use "access" and scope instead of aud.',
  },
  'issuer-missing': {
    said: () => 'The ID token has no issuer (iss)',
    why: () => 'Nobody can tell who made it, and with which keys it is to be verified.',
    fix: () => 'Have the provider write iss, exactly as in its metadata.',
  },
  'issuer-differs': {
    said: d => `The issuer of the token does not match: iss is ${exact(d['issuer'])}, expected is ${exact(d['expected'])}`,
    why: d => `The issuer is compared character by character. ${enDifference(d['difference'])}${d['inside'] ? ' One of them is a name inside a network (container, localhost): the provider writes the host by which it was asked.' : ''}`,
    fix: d => d['inside']
      ? 'Give the provider one public address, and have browser and backend use it (Keycloak: KC_HOSTNAME, with KC_HOSTNAME_BACKCHANNEL_DYNAMIC for the inside). Configure that issuer in the verifier.'
      : `Configure the verifier with the very iss of the token, ${text(d['issuer'])}, as the provider’s metadata has it; don’t add or cut a slash.`,
  },
} satisfies Record<string, ReadingSentences>

const atProvider: Record<string, string> = {
  keycloak: 'In Keycloak, add an Audience mapper with this API to a client scope of the client.',
  auth0: 'Send audience=API_IDENTIFIER in the authorization request (Auth0).',
  microsoft: 'Ask for a scope of this API (api://APP_ID/SCOPE); one token of Entra is for one resource.',
  okta: 'Use the custom authorization server whose audience is this API (Okta: Security > API).',
}
