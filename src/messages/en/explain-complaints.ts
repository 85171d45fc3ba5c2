import type { ReadingDetails, ReadingSentences } from '../explain.ts'
import { text } from '../text.ts'
import { enDifference } from './explain-differences.ts'

function values(d: ReadingDetails, has = 'the token has'): string {
  return [d['expected'] && `expected is ${text(d['expected'])}`, d['actual'] && `${has} ${text(d['actual'])}`].filter(Boolean).join(', ')
}

const complaint = (what: string, has?: string) => (d: ReadingDetails) => `${what}${values(d, has) ? `: ${values(d, has)}` : ''} ("${text(d['said'])}")`

/** The sentences about what a verifier or a library complained of. */
export const enComplaintReadings = {
  'complaint-issuer': {
    said: complaint('The issuer does not match'),
    why: d => `iss of the token is compared with the configured issuer character by character. ${d['difference'] ? enDifference(d['difference']) : ''}${d['isEntra'] ? ' sts.windows.net is the issuer of v1.0 tokens of Entra, login.microsoftonline.com/…/v2.0 that of v2.0.' : ''}${d['inside'] ? ' One is a name inside a network: the provider writes the host by which it was asked.' : ''}`.trim(),
    fix: d => d['isEntra']
      ? 'Set requestedAccessTokenVersion (accessTokenAcceptedVersion) to 2 in the manifest of the API’s registration, or accept the v1.0 issuer.'
      : d['inside'] ? 'Give the provider one public address (Keycloak: KC_HOSTNAME), and configure that issuer everywhere.' : 'Configure the verifier with the very iss of the token, slash at the end included; it is issuer in the provider’s metadata.',
  },
  'complaint-audience': {
    said: complaint('The audience does not match'),
    why: () => 'aud of the token does not name whoever verifies it. It is for another API or client. The wrong token is sent (an ID token, whose aud is the client ID, or one for Graph), the audience was not asked for, or the verifier has another value.',
    fix: d => `Ask for a token for this audience${d['expected'] ? ` (${text(d['expected'])})` : ''} by audience, resource or scope, or configure the verifier with the aud of the token.`,
  },
  'complaint-expired': {
    said: complaint('The token has expired'),
    why: () => 'exp lies in the past by the clock of whoever verifies it: the token is old, or the clocks differ. An opaque one counts as expired where expires_in of its answer was 0, missing or misnamed.',
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
    said: complaint('The issuer in the metadata does not match the one that was asked for', 'the metadata has'),
    why: d => `The two must be identical, character by character. ${d['difference'] ? enDifference(d['difference']) : 'Often a slash at the end, http instead of https, or an inner host.'}`,
    fix: d => d['inside'] ? 'Tell the server its public address (Keycloak: KC_HOSTNAME), and ask it by that from everywhere.' : 'Configure the client with issuer exactly as the metadata has it.',
  },
  'complaint-callback-issuer': {
    said: complaint('iss in the callback does not match the issuer of the client’s configuration, or that names none'),
    why: () => 'The callback names its provider as iss, so that answers of two providers are not mixed up. The client is configured with another issuer or with none, or the answer comes from another provider. Providers begin to send iss (RFC 9207) without a change at the client: GitHub does.',
    fix: () => 'Configure issuer exactly as the provider’s metadata has it, slash at the end included (GitHub: https://github.com/login/oauth). With several providers, remember which one each state belongs to.',
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
} satisfies Record<string, ReadingSentences>
