import type { ReadingSentences } from '../explain.ts'
import { text } from '../text.ts'
import { enTokenKind } from './explain-token-kinds.ts'

/** The sentences about how JWTs are signed and wrapped. */
export const enTokenReadings = {
  'claims-repeated': {
    said: d => `${text(d['names'])} stands more than once in one object of the ${enTokenKind(d['kind'])}`,
    why: () => 'Names in a JWT must be unique. Of two, most readers take the last one, and some the first: what one program has checked is then not what the next one uses. Strict ones refuse the token.',
    fix: () => 'Have the program that makes the token write each name once. Have the verifier refuse a name that stands there twice.',
  },
  'members-repeated': {
    said: d => `${text(d['names'])} stands more than once in one object of the answer`,
    why: () => 'Of two members with one name, most readers take the last one, and some the first: two programs read two answers.',
    fix: () => 'Have the server write each member once.',
  },
  'algorithm-none': {
    said: d => `The ${enTokenKind(d['kind'])} is not signed: its header says alg "none"`,
    why: () => 'Anybody can write such a token and put any user into it. A verifier that takes alg from the header accepts every forgery.',
    fix: () => 'Have the token signed (RS256, ES256), and let the verifier accept a fixed list of algorithms only, never "none".',
  },
  'signature-empty': {
    said: d => `The signature of the token is missing: nothing stands behind its second dot, although its header says ${text(d['alg'])}`,
    why: () => 'It was cut off when it was copied or logged, or somebody took the signature away. No verifier accepts it.',
    fix: () => 'Use the whole token, all three parts, as it came.',
  },
  'algorithm-missing': {
    said: () => 'The header of the ID token does not say how it is signed (alg)',
    why: () => 'Every JWT names its algorithm. A verifier refuses one that does not.',
    fix: () => 'Have the program that makes the token write alg, RS256 for example.',
  },
  'algorithm-unusual': {
    said: d => `The ID token is signed with ${text(d['alg'])}, which few clients know`,
    why: () => 'Clients of OpenID Connect verify RS256, PS256, ES256 and their like, or EdDSA, and refuse others.',
    fix: () => 'Register id_token_signed_response_alg for the client with one that it knows, such as RS256.',
  },
  'algorithm-symmetric': {
    said: d => `The token is signed with the algorithm ${text(d['alg'])}, a shared secret, where a key pair is expected${d['expected'] ? ` (${text(d['expected'])})` : ''}`,
    why: () => 'With HS256 the client secret is the key. A verifier that takes the public key for that secret accepts what anybody signs (algorithm confusion). A verifier with public keys alone refuses the token.',
    fix: d => `Set the signing algorithm of this client at the provider to ${text(d['expected']) || 'RS256'} (Auth0: Advanced Settings > OAuth > JsonWebToken Signature Algorithm). Pin the expected algorithm in the verifier.`,
  },
  'algorithm-shared': {
    said: d => `The token is signed with a shared secret (${text(d['alg'])})`,
    why: () => 'Whoever can verify it can also make it: the secret must stay with the provider and this one client. A public client can’t use it.',
    fix: () => 'Prefer RS256 or ES256. Never give a verifier for HS256 the provider’s public key as the secret.',
  },
  'algorithm-not-offered': {
    said: d => `The token is signed with ${text(d['alg'])}, which the metadata does not list (${text(d['offered'])})`,
    why: () => 'A client takes the algorithms of id_token_signing_alg_values_supported, or the one that it registered, and refuses others.',
    fix: () => 'Register id_token_signed_response_alg for the client, or set the expected algorithm in it to the one in the token.',
  },
  'header-critical': {
    said: d => `The header names extensions as critical (crit): ${text(d['names'])}`,
    why: () => 'A verifier that does not know each of them must refuse the token.',
    fix: () => 'Use a verifier that knows them, or have the provider leave crit out.',
  },
  'key-in-header': {
    said: d => `The token brings its own key: ${text(d['names'])} in its header${d['value'] ? ` (${text(d['value'])})` : ''}`,
    why: () => 'Whoever forges a token puts their own key there. A verifier that uses it accepts every forgery, or fetches an address that an attacker chose.',
    fix: () => 'Take keys only from the jwks_uri of the issuer that you configured; ignore jwk, jku and x5u in the header.',
  },
  'signature-fails': {
    said: d => `The signature of the ${enTokenKind(d['kind'])} does not verify with the keys given${d['kid'] ? `, although one has its kid ${text(d['kid'])}` : ''}`,
    why: () => 'The token was changed, made with another key under the same kid, or copied incompletely; or these are the keys of another issuer or environment.',
    fix: () => 'Fetch the keys again from the jwks_uri of the issuer in the token. Compare the token with what the provider sent, character by character.',
  },
  'signature-der': {
    said: d => `The ${text(d['alg'])} signature is in DER: it has ${text(d['length'])} bytes, and must have ${text(d['expected'])}`,
    why: () => 'A JWT has the two numbers of an ECDSA signature side by side, each in its full length. Libraries for X.509 make a DER sequence of them, which no verifier of JWTs takes.',
    fix: () => 'Sign with a JOSE library, or have the numbers written side by side (in Node dsaEncoding: "ieee-p1363", in Java SHA256withECDSAinP1363Format).',
  },
  'client-signature-fails': {
    said: d => `The signature of the ${enTokenKind(d['kind'])} does not verify with ${d['own'] ? 'the key in its own header' : `the key given under its kid ${text(d['kid'])}`}`,
    why: () => 'The server refuses it. It was changed after it was signed, copied incompletely, or signed with another key.',
    fix: d => d['own'] ? 'Sign the proof with the private key whose public part stands in jwk, and send it unchanged.' : 'Sign with the key that is registered under this kid, and send the JWT unchanged. Compare it with what was sent, character by character.',
  },
  'token-cut': {
    said: d => `The JWT is not whole: it has ${text(d['parts'])} of its three parts${d['claims'] ? '' : ', and its claims can’t be read'}`,
    why: () => 'A signed JWT is three parts with dots between them. Where it was copied or recorded in part, the rest was not judged. Where it was sent so, it is refused.',
    fix: () => 'Copy the token whole, in one line without breaks.',
  },
  'token-encrypted-to-provider': {
    said: d => `The token is encrypted (JWE with five parts, alg ${text(d['alg'])}): opaque, for the provider itself`,
    why: () => 'It is not a JWT that an API can verify: only the provider can open it. Verifiers say "jwt malformed", since they expect three parts.',
    fix: d => d['auth0'] ? 'Name the API: audience=API_IDENTIFIER in the authorization request (Auth0). Without an audience the access token is good for /userinfo alone.' : 'Ask for an access token for the API by its audience or resource, or have the API introspect the token.',
  },
  'token-encrypted': {
    said: d => `The token is encrypted (JWE with five parts, alg ${text(d['alg'])}, enc ${text(d['enc'])})`,
    why: () => 'Only the holder of the private key can read it; a verifier of signed JWTs (three parts) calls it malformed.',
    fix: () => 'Decrypt it with the client’s key first. Or register the client without encryption (no id_token_encrypted_response_alg).',
  },
} satisfies Record<string, ReadingSentences>
