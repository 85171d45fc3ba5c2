import { command } from '../../text/shell.ts'
import { advice, login, loginAt, signIn } from '../again.ts'
import type { Catalogue } from '../catalogue.ts'
import { enDistrust } from './causes.ts'
import { enFapi2Checks } from './fapi2.ts'
import { enDocumentChecks } from './registration.ts'
import { enGrantChecks } from './grant.ts'
import { enResourceChecks } from './resource.ts'

const clock = [advice`Compare this machine’s clock with the provider’s`, command`date -u`]

export const enChecks: Catalogue['checks'] = {
  ...enFapi2Checks, ...enDocumentChecks, ...enResourceChecks, ...enGrantChecks,
  'issuer-identical': { title: 'The metadata is about the issuer that was asked', cause: 'The issuer was written differently (a slash at the end, upper case, a port), or the document belongs to another provider: mix-up attacks begin like this.', next: [advice`Give the issuer exactly as the provider writes it`, loginAt('ISSUER')] },
  'endpoints-safe': { title: 'Every endpoint is https, or on this machine', cause: 'The provider’s metadata or an endpoint flag names an address that must not get a code, a secret or a browser.', next: advice`Correct the provider’s metadata, or name the endpoints yourself with --authorization-endpoint and --token-endpoint` },
  'start-address': { title: 'The browser that was opened is the only one that came by', cause: 'Another user of this machine, who sees with what words a browser is started, or a second browser of yours was at the address that starts the sign-in. Whoever came first may have signed in as themselves. Nothing was saved. With --open-via-file no other user can follow; with --no-open you open the printed address yourself.', next: login`--open-via-file` },
  'response-mode': { title: 'The answer comes by the way that was asked for', cause: 'The provider ignored response_mode: many do not know form_post, and some know nothing else.', next: [login`--response-mode query`, login`--response-mode form_post`] },
  'response-algorithm': { title: 'The answer’s signature uses an algorithm that is safe here', cause: 'none and HMAC are never accepted: anybody, or whoever has the client’s secret, could have signed.', next: advice`Set the client to RS256, PS256, ES256 or EdDSA for authorization responses at the provider` },
  'response-signature': { title: 'The answer is signed with a key of the provider', cause: 'A signed answer was asked for. This one came unsigned, was changed on its way, or is signed with another key.', next: enDistrust },
  'response-jwt-issuer': { title: 'The signed answer names the issuer that was asked', cause: 'The answer was made by another provider (mix-up), or iss is missing.', next: enDistrust },
  'response-jwt-audience': { title: 'The signed answer is meant for this client', cause: 'The answer was made for another client, or aud is missing.', next: enDistrust },
  'response-jwt-expiry': { title: 'The signed answer is good now', cause: 'The answer is old, or the clocks differ.', next: clock },
  'same-browser': { title: 'The browser that comes back is the one that was opened', cause: 'Not your browser brought this answer, but a program of another user of this machine, or a second browser. If it is yours, the cookie of the first is missing there. Nothing was used. To sign in elsewhere than where the browser opens, open the printed address yourself with --no-open, or paste the answer with --paste.', next: login`--no-open` },
  state: { title: 'The state is the one that was sent', cause: 'The provider sent no state back, and nothing else proves that the answer is yours: any web page could have brought it. The browser that is opened for you proves it (no --no-open); in a terminal you are asked.', next: signIn },
  'parameters-once': { title: 'Each parameter stands in the answer once', cause: 'Someone added a second value, or the provider is broken.', next: signIn },
  'response-issuer': { title: 'The answer names the issuer that was asked', cause: 'The answer comes from another provider than the one that was asked (mix-up), or the provider promised iss and does not send it.', next: enDistrust },
  'code-or-error': { title: 'The answer holds a code, or an error', cause: 'The provider redirected without saying yes or no, or the code is malformed.', next: signIn },
  'no-token-in-front-channel': { title: 'No token travels through the browser', cause: 'The provider put a token into the address although only a code was asked for.', next: advice`Set the client to the authorization code flow at the provider` },
  'access-token-characters': { title: 'The tokens are printable ASCII', cause: 'A token holds characters that are not printable ASCII, or is far too long.', next: enDistrust },
  'token-type': { title: 'The token type is one that the client can use', cause: 'The provider bound the token to something that was not asked for.', next: advice`Ask the provider for Bearer tokens for this client` },
  'id-token-present': { title: 'An ID token came', cause: 'openid was asked for, but the provider does not treat the client as an OpenID client.', next: [advice`Enable OpenID Connect for the client, or ask without openid`, login`--scope ""`] },
  decryption: { title: 'What came encrypted is opened by a key of the client', cause: 'It was encrypted to another key, or changed on its way.', next: enDistrust },
  'id-token-encryption': { title: 'The ID token is encrypted as the client is registered', cause: 'It came unencrypted, or by another algorithm than --id-token-encrypted-response-alg says: somebody else may have made it, or the registration has changed (OpenID Connect Core 3.1.3.7, rule 1).', next: advice`Set the client’s id_token_encrypted_response_alg at the provider, or leave --id-token-encrypted-response-alg out` },
  'id-token-readable': { title: 'The ID token is a signed JWT', cause: 'It is damaged, or something else than a signed JWT: header, claims and signature, with a dot between them.', next: advice`Have the provider sign ID tokens for this client` },
  'id-token-algorithm': { title: 'The ID token’s algorithm is one of the provider’s', cause: 'none and HMAC are never accepted; the others only if the provider’s metadata names them, and with --fapi2 only PS256, ES256 and EdDSA.', next: advice`Set the client’s id_token_signed_response_alg to one of the expected ones` },
  'id-token-signature': { title: 'The ID token is signed with a key of the provider', cause: 'The token was changed or made by someone else, or the provider publishes other keys than it signs with.', next: enDistrust },
  'id-token-issuer': { title: 'The ID token’s issuer is the provider', cause: 'The token was made by another provider, or the issuer is written differently.', next: enDistrust },
  'id-token-audience': { title: 'The ID token is meant for this client', cause: 'The client id here is another registration’s, or the provider puts something else into aud (an audience mapper, for example).', next: enDistrust },
  'id-token-authorized-party': { title: 'The ID token’s authorized party is this client', cause: 'The token was made for another client.', next: enDistrust },
  'id-token-expiry': { title: 'The ID token has not expired', cause: 'The token is old, or the clocks differ.', next: clock },
  'id-token-issued-at': { title: 'The ID token was issued just now', cause: 'The token was kept back, or the clocks differ.', next: clock },
  'id-token-not-before': { title: 'The ID token is valid already', cause: 'The clocks differ.', next: clock },
  'id-token-nonce': { title: 'The ID token answers this login (nonce)', cause: 'The token was issued for another login: a replay. Or the provider changes the nonce, which it must not.', next: enDistrust },
  'id-token-subject': { title: 'The ID token names a user', cause: 'sub must be a text of 1 to 255 printable ASCII characters, and is not.', next: advice`Report it to the provider: OpenID Connect Core 2 requires sub` },
  'id-token-auth-time': { title: 'The user signed in recently enough', cause: '--max-age was asked for and the provider did not let the user sign in again.', next: login`--prompt login` },
  'id-token-access-token-hash': { title: 'The access token belongs to the ID token (at_hash)', cause: 'The access token was exchanged for another one on the way.', next: enDistrust },
  'userinfo-subject': { title: 'The userinfo is about the user who signed in', cause: 'The resource server answered for another user.', next: enDistrust },
  'userinfo-issuer': { title: 'The signed userinfo’s issuer is the provider', cause: 'The answer was made by another provider, or the issuer is written differently.', next: enDistrust },
  'userinfo-audience': { title: 'The signed userinfo is meant for this client', cause: 'The answer was made for another client.', next: enDistrust },
  'userinfo-expiry': { title: 'The signed userinfo is good now', cause: 'The answer is old, or the clocks differ.', next: clock },
  'userinfo-algorithm': { title: 'The userinfo’s algorithm is one of the provider’s', cause: 'none and HMAC are never accepted; the others only if the provider’s metadata names them, and with --fapi2 only PS256, ES256 and EdDSA.', next: advice`Set the client’s userinfo_signed_response_alg to one of the expected ones` },
  'introspection-type': { title: 'The signed answer is one of an introspection (typ)', cause: 'Another JWT of the provider’s stands in its place.', next: enDistrust },
  'introspection-algorithm': { title: 'The introspection’s signature uses an algorithm that is safe here', cause: 'none and HMAC are never accepted: anybody, or whoever has the client’s secret, could have signed.', next: advice`Set the client’s introspection_signed_response_alg to one of the expected ones` },
  'introspection-signature': { title: 'The introspection’s answer is signed with a key of the provider', cause: 'The answer was changed, or signed with another key.', next: enDistrust },
  'introspection-issuer': { title: 'The introspection’s answer names the issuer that was asked', cause: 'The answer was made by another provider, or iss is missing.', next: enDistrust },
  'introspection-audience': { title: 'The introspection’s answer is meant for this client', cause: 'The answer was made for another client, or aud is missing.', next: enDistrust },
  'userinfo-signature': { title: 'The userinfo is signed with a key of the provider', cause: 'The answer was changed, or signed with another key.', next: enDistrust },
  'issued-token-type': { title: 'The answer says what kind of token it brings', cause: 'issued_token_type is missing, which RFC 8693 2.2.1 requires. Without it nobody knows what the token is good for.', next: advice`Report it to the provider: it does not speak RFC 8693` },
  'refreshed-subject': { title: 'The refreshed tokens are for the same user', cause: 'The provider answered for another user. The stored session is left alone.', next: signIn },
  'refreshed-audience': { title: 'The refreshed ID token is for the same client', cause: 'The provider answered for another client. The stored session is left alone.', next: signIn },
  'refreshed-authorized-party': { title: 'The refreshed ID token names the same authorized party (azp)', cause: 'The token was made for another client than the first. The stored session is left alone.', next: signIn },
  'refreshed-nonce': { title: 'The refreshed ID token has the nonce of the sign-in', cause: 'The token belongs to another sign-in. The stored session is left alone.', next: signIn },
  'refreshed-auth-time': { title: 'The refreshed ID token speaks of the same sign-in', cause: 'A refresh must not move the time of the sign-in.', next: signIn },
}
