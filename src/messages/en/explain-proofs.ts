import type { ReadingSentences } from '../explain.ts'
import { text } from '../text.ts'
import { enDifference } from './explain-differences.ts'

/** The sentences about DPoP proofs. */
export const enProofReadings = {
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
} satisfies Record<string, ReadingSentences>
