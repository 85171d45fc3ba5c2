import type { ReadingSentences } from '../explain.ts'
import { text } from '../text.ts'
import { enDifference } from './explain-differences.ts'

const apple = 'Make the client secret anew: alg ES256 with kid (Key ID), iss (Team ID), sub (Services ID), aud https://appleid.apple.com, exp at most six months ahead.'

/** The sentences about JWTs that prove something by themselves. */
export const enProofReadings = {
  'assertion-party-missing': {
    said: d => `The client assertion has no ${text(d['missing'])}`,
    why: () => 'iss and sub name the client; both are required, and both are the client id.',
    fix: () => 'Set iss and sub to the client id.',
  },
  'assertion-party-differs': {
    said: d => `iss and sub of the client assertion differ: ${text(d['iss'])} and ${text(d['sub'])}`,
    why: () => 'A client that authenticates itself is issuer and subject at once. The server answers invalid_client.',
    fix: () => 'Set both iss and sub to the client id, not to the user, the provider or the app’s address.',
  },
  'assertion-other-client': {
    said: d => `The client assertion is of the client ${text(d['sub'])}, and the request says client_id=${text(d['client'])}`,
    why: () => 'client_id may be left out beside an assertion; where it is sent, it must be the subject of the assertion.',
    fix: () => 'Use one client id for both.',
  },
  'assertion-audience-missing': {
    said: () => 'The client assertion has no audience (aud)',
    why: () => 'Without aud it could be presented at another server. Servers refuse it with invalid_client.',
    fix: () => 'Set aud to the issuer of the authorization server, or to its token endpoint where it wants that.',
  },
  'assertion-audience-differs': {
    said: d => `The client assertion is for another audience: aud is ${text(d['audience'])}, and the server is ${text(d['expected'])}`,
    why: d => `The audience must be the server that gets it: its issuer, or the token endpoint. It does not match, so the server answers invalid_client. ${enDifference(d['difference'])}`,
    fix: d => `Set aud to the issuer identifier from the metadata, or to the token endpoint URL, character by character: ${text(d['all'])}.`,
  },
  'assertion-audience-several': {
    said: d => `The client assertion has several audiences: ${text(d['audience'])}`,
    why: () => 'Some servers (Entra, FAPI 2.0) take one audience only, as a text, and refuse an array.',
    fix: () => 'Set aud to one value: the issuer of the server.',
  },
  'assertion-type': {
    said: d => `The client assertion has the wrong type: typ is ${text(d['type'])}`,
    why: () => 'That type belongs to another kind of JWT. A server that checks typ refuses it.',
    fix: () => 'Set typ to JWT or client-authentication+jwt, or leave it out.',
  },
  'assertion-expiry-missing': {
    said: () => 'The client assertion has no exp',
    why: () => 'exp is required: otherwise whoever sees the assertion can use it for ever.',
    fix: () => 'Set exp to a minute or so after iat, and make a new assertion for each request.',
  },
  'assertion-long-lived': {
    said: d => `The client assertion is good for ${text(d['lives'])}`,
    why: () => 'It is a credential: whoever reads it in a log can be the client until it expires. Servers limit its age, often to five minutes or an hour.',
    fix: () => 'Let it expire a minute or so after iat, and make a new one for each request.',
  },
  'assertion-by-secret': {
    said: d => `The client assertion is signed with the client secret (client_secret_jwt, ${text(d['alg'])})`,
    why: () => 'A server that expects private_key_jwt refuses it; that needs a private key (RS256, PS256, ES256).',
    fix: () => 'Compare token_endpoint_auth_method of the registration with this.',
  },
  'assertion-twice': {
    said: d => `One client assertion is sent ${text(d['count'])} times`,
    why: () => 'A server that remembers jti refuses the second use as a replay.',
    fix: () => 'Make a new assertion, with a new jti, for each request, also for a retry.',
  },
  'assertion-without-id': {
    said: () => 'The client assertion has no jti',
    why: () => 'OpenID Connect requires it: by jti a server knows a replay. Strict servers refuse the assertion without.',
    fix: () => 'Add jti, a new random value each time.',
  },
  'apple-audience': {
    said: d => `The audience of Apple’s client secret is ${text(d['audience']) || 'missing'}, not https://appleid.apple.com`,
    why: () => 'Apple answers invalid_client unless aud is exactly https://appleid.apple.com.',
    fix: () => apple,
  },
  'apple-lifetime': {
    said: d => `Apple’s client secret lives too long: ${text(d['lives'])}`,
    why: () => 'Apple takes at most six months (15777000 seconds) between iat and exp, and answers invalid_client beyond that.',
    fix: () => apple,
  },
  'apple-algorithm': {
    said: d => `Apple’s client secret is signed with ${text(d['alg']) || 'no algorithm'}, not with ES256`,
    why: () => 'The key from Apple (.p8) is one of the curve P-256. Another algorithm gives invalid_client.',
    fix: () => apple,
  },
  'apple-key-id': {
    said: () => 'The header of Apple’s client secret has no kid',
    why: () => 'By kid Apple knows which of the team’s keys signed it. Without it the answer is invalid_client.',
    fix: () => apple,
  },
  'apple-team': {
    said: d => `iss of Apple’s client secret is ${text(d['iss']) || 'missing'}, which is no Team ID`,
    why: () => 'iss is the Team ID: ten letters and digits, from the top right of the developer account. Otherwise the answer is invalid_client.',
    fix: () => apple,
  },
  'apple-client-differs': {
    said: d => `sub of Apple’s client secret is ${text(d['sub']) || 'missing'}, and client_id is ${text(d['client'])}`,
    why: () => 'sub must be the client id: the Services ID on the web, the bundle id in an app. They do not match, so the answer is invalid_client.',
    fix: () => apple,
  },
  'proof-type': {
    said: d => `The DPoP proof has the wrong type: typ is ${text(d['type']) || 'missing'}, not dpop+jwt`,
    why: () => 'By typ a server knows that the JWT was made as a proof. Another one is refused with invalid_dpop_proof.',
    fix: () => 'Set typ in the header to dpop+jwt.',
  },
  'proof-claims-missing': {
    said: d => `The DPoP proof lacks claims: ${text(d['missing'])}`,
    why: () => 'A proof needs jti, htm, htu and iat; without one of them the answer is invalid_dpop_proof.',
    fix: () => 'Add them: jti random, htm the method, htu the address without query, iat in seconds.',
  },
  'proof-symmetric': {
    said: d => `The DPoP proof is signed with ${text(d['alg'])}, no key pair`,
    why: () => 'A proof shows that the client holds a private key, whose public key stands in jwk. A shared secret or "none" proves nothing.',
    fix: () => 'Sign it with ES256 or another algorithm of dpop_signing_alg_values_supported.',
  },
  'proof-key-missing': {
    said: () => 'The DPoP proof has no public key (jwk) in its header',
    why: () => 'The server verifies the proof with that key and binds the token to its thumbprint (jkt).',
    fix: () => 'Put the public key as jwk into the header.',
  },
  'proof-key-private': {
    said: () => 'The DPoP proof carries the private key in jwk',
    why: () => 'Every server and every log that sees the proof has the key now, and can use the tokens that are bound to it.',
    fix: () => 'Put the public members alone into jwk (kty, crv, x, y), and replace this key.',
  },
  'proof-method': {
    said: d => `The DPoP proof is for ${text(d['htm'])}, and the request is ${text(d['method'])} (htm)`,
    why: () => 'htm must be the method of the request, in capitals. It does not match: invalid_dpop_proof.',
    fix: () => 'Make a new proof for each request, with its method as htm.',
  },
  'proof-address-query': {
    said: d => `htu of the DPoP proof has a query or fragment: ${text(d['htu'])}`,
    why: () => 'htu is the address without query and fragment. Strict servers refuse it otherwise.',
    fix: () => 'Cut htu at ? and #.',
  },
  'proof-address': {
    said: d => `The DPoP proof is for another address: htu is ${text(d['htu'])}, and the request went to ${text(d['url'])}`,
    why: d => `htu must be the address of the request. It does not match: invalid_dpop_proof. ${enDifference(d['difference'])}`,
    fix: () => 'Make the proof for the address that the request goes to. Behind a proxy, have the server compare with the public address (X-Forwarded-Proto and Host).',
  },
  'proof-address-http': {
    said: d => `The DPoP proof is for an http address: htu is ${text(d['htu'])}`,
    why: () => 'A server that is reached by https compares htu with https. Client and server do not match where one of them stands behind a proxy that ends TLS: DPoP htu mismatch.',
    fix: () => 'Make the proof for the public https address. Have the server build its own address from X-Forwarded-Proto and X-Forwarded-Host of the proxy.',
  },
  'proof-hash-missing': {
    said: () => 'The DPoP proof beside the access token has no ath',
    why: () => 'At a resource the proof must name the token by its hash (ath), otherwise it fits any token.',
    fix: d => `Add ath, the SHA-256 of the access token in base64url; here ${text(d['expected'])}.`,
  },
  'proof-hash-differs': {
    said: d => `ath of the DPoP proof does not match the access token beside it: it is ${text(d['given'])}, the token gives ${text(d['expected'])}`,
    why: () => 'The proof was made for another access token: an older one, from before a refresh, or the hash was computed in another way.',
    fix: () => 'Make a new proof with each token: ath is the SHA-256 of the whole access token, in base64url without padding.',
  },
  'proof-other-key': {
    said: d => `The DPoP proof is signed with another key than the access token is bound to: jkt is ${text(d['bound'])}, the proof’s key has ${text(d['own'])}`,
    why: () => 'The token is good with its own key alone. The client made a new key pair after it got the token, or uses that of another session.',
    fix: () => 'Keep the key pair with the tokens (IndexedDB in a browser), and use it until they are gone.',
  },
  'proof-as-bearer': {
    said: () => 'An access token that is bound to a key (cnf.jkt) is sent as Bearer',
    why: () => 'A bound token goes with the scheme DPoP: "Authorization: DPoP TOKEN" and a proof. As Bearer it must be refused.',
    fix: () => 'Send the scheme that token_type says: DPoP.',
  },
  'proof-old': {
    said: d => `The DPoP proof is old: iat ${text(d['iat'])}, ${text(d['ago'])} before ${text(d['now'])}`,
    why: () => 'A server takes a proof for seconds or a few minutes. It was made long before it was sent, or the clocks differ.',
    fix: () => 'Make each proof right before its request. Set the clocks by network time, or use the server’s nonce (DPoP-Nonce).',
  },
  'logout-nonce': {
    said: () => 'The logout token has a nonce',
    why: () => 'A nonce is forbidden there, so that nobody can pass a logout token off as an ID token. Clients must refuse it.',
    fix: () => 'Leave nonce out of logout tokens; don’t build them from the ID token’s claims.',
  },
  'logout-event-missing': {
    said: d => `The logout token lacks the event${d['given'] ? `: events is ${text(d['given'])}` : ': it has no events claim'}`,
    why: () => 'The event says that it is a logout token. Clients refuse one without it.',
    fix: d => `Add "events": {"${text(d['event'])}": {}}.`,
  },
  'logout-nobody': {
    said: () => 'The logout token has neither sub nor sid',
    why: () => 'It does not say whose session ends. Clients refuse it.',
    fix: () => 'Add sid (the session), sub (the user), or both.',
  },
  'logout-claims-missing': {
    said: d => `The logout token lacks claims: ${text(d['missing'])}`,
    why: () => 'iss, aud, iat and jti are required; clients refuse a token without them.',
    fix: () => 'Add them.',
  },
  'logout-audience': {
    said: d => `The logout token is for another client: aud is ${text(d['audience'])}, and the client is ${text(d['client'])}`,
    why: () => 'A client ends a session only for a token that names it in aud.',
    fix: () => 'Have the provider write the client’s id into aud.',
  },
  'logout-expiry-missing': {
    said: () => 'The logout token has no exp',
    why: () => 'The final specification asks for it; older ones did not.',
    fix: () => 'Set exp to two minutes or so after iat.',
  },
  'request-nested': {
    said: d => `The request object has ${text(d['nested'])} in itself`,
    why: () => 'A request object must not refer to another one.',
    fix: () => 'Leave request and request_uri out of its claims.',
  },
  'request-client-missing': {
    said: () => 'The request object has no client_id',
    why: () => 'The server takes parameters from the request object alone, and client_id is required in it.',
    fix: () => 'Put client_id into the claims, and repeat it in the address.',
  },
  'request-client-differs': {
    said: d => `client_id in the address (${text(d['beside'])}) and in the request object (${text(d['client'])}) differ`,
    why: () => 'The two must be the same, or the server refuses the request.',
    fix: () => 'Send the same client_id in both.',
  },
  'request-issuer': {
    said: d => `iss of the request object is ${text(d['iss'])}, not the client ${text(d['client'])}`,
    why: () => 'The client makes and signs its request object: iss is the client id.',
    fix: () => 'Set iss to the client id, and aud to the issuer of the provider.',
  },
  'request-audience-missing': {
    said: () => 'The request object has no audience (aud)',
    why: () => 'Without aud it can be presented at another provider of the same client. FAPI requires it.',
    fix: () => 'Set aud to the issuer of the provider.',
  },
  'request-as-assertion': {
    said: d => `The request object has sub, and it is the client id (${text(d['client'])})`,
    why: () => 'Then it could be used as a client assertion: whoever sees the address could be the client at the token endpoint.',
    fix: () => 'Leave sub out, and set typ to oauth-authz-req+jwt.',
  },
  'request-long-lived': {
    said: d => `The request object is good for ${text(d['lives'])}`,
    why: () => 'FAPI takes at most an hour between nbf and exp. A longer one can be replayed.',
    fix: () => 'Set exp to a few minutes after nbf.',
  },
  'request-beside-ignored': {
    said: d => `Parameters in the address differ from those in the request object: ${text(d['names'])}`,
    why: () => 'A server takes those of the request object alone; what stands beside it is not signed and does not count.',
    fix: () => 'Put every parameter into the request object; leave only client_id (and what OpenID wants) outside.',
  },
} satisfies Record<string, ReadingSentences>
