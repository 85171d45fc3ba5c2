import type { ReadingSentences } from '../explain.ts'
import { exact, text } from '../text.ts'
import { enDifference } from './explain-differences.ts'

/** The sentences about key sets. */
export const enKeyReadings = {
  'key-private': {
    said: d => `Private keys are in the key set: ${text(d['keys'])} (${text(d['members'])})`,
    why: () => 'Whoever has the private key can sign tokens in the provider’s name. A published key set must have public members alone.',
    fix: () => 'Take the key out of use at once, make a new pair, and publish n and e (or x and y) only. Treat every token that it signed as forged.',
  },
  'key-shared': {
    said: d => `A shared secret (kty oct, k) is in the key set: ${text(d['keys'])}`,
    why: () => 'A symmetric key both verifies and signs: whoever reads the set can make tokens.',
    fix: () => 'Take it out, replace the secret, and publish public keys only (RSA, EC, OKP).',
  },
  'kid-unknown': {
    said: d => `No key matches: the kid of the token, ${text(d['kid'])}, is not in the key set (${text(d['kids']) || 'no kid at all'})`,
    why: d => d['near']
      ? `The two look alike and are not the same text. The keys come from a wrong address, or token and keys name them by different rules.`
      : d['isThumbprint']
        ? 'The token names the key by its thumbprint (x5t), and the set has another kid for it.'
        : 'Either the provider has rotated its keys and these are old (cached), or the keys are those of another issuer, realm, tenant or environment.',
    fix: d => `Take jwks_uri from the metadata of the token’s issuer${d['issuer'] ? ` (${text(d['issuer'])})` : ''}${d['url'] ? `; these keys came from ${text(d['url'])}` : ''}. When a kid is unknown, fetch the keys once more before the token is refused.`,
  },
  'kid-missing': {
    said: d => `The token has no kid, and ${text(d['count'])} keys of the set fit ${text(d['alg'])}`,
    why: () => 'With several keys kid is required: a verifier can’t tell which one to use, and many refuse to try all.',
    fix: () => 'Have the provider write kid into the header of its tokens, or publish one key per algorithm.',
  },
  'no-key-fits': {
    said: d => `No key of the set fits the algorithm of the token (${text(d['alg'])}): ${text(d['keys'])}`,
    why: () => 'Key type, curve, use or alg of each key say that it can’t have signed this token.',
    fix: () => 'Fetch the keys of the token’s issuer; publish the signing key with use "sig" and the right alg.',
  },
  'key-of-another-kind': {
    said: d => `The key ${text(d['kid'])} can’t have signed a token with ${text(d['alg'])}: ${text(d['because'])}`,
    why: d => /^use=enc/.test(text(d['because']))
      ? 'It is a key for encryption (use "enc"), not one for signatures (use "sig"). Verifiers refuse to use it.'
      : /^crv/.test(text(d['because']))
        ? 'The curve of the key and the algorithm do not match: ES256 is P-256, ES384 is P-384, ES512 is P-521.'
        : 'The key and the algorithm of the token do not match, so no verifier uses it.',
    fix: () => 'Have the provider sign with the key that it publishes for signatures, and write its own kid and alg into the header.',
  },
  'kid-ambiguous': {
    said: d => `${text(d['count'])} keys of the set have the kid of the token (${text(d['kid'])}), and fit its algorithm`,
    why: () => 'A kid must tell which key it is. Verifiers take the first, or refuse: logins fail now and then.',
    fix: () => 'Give each key a kid of its own.',
  },
  'kid-twice': {
    said: d => `A kid is there twice (duplicate): ${text(d['kids'])}`,
    why: () => 'kid must be unique in a set. Verifiers take the first key, or refuse both: signatures fail after a rotation.',
    fix: () => 'Give each key a new kid when it is made, such as its thumbprint (RFC 7638).',
  },
  'keys-without-kid': {
    said: d => `${text(d['count'])} keys of the set have no kid`,
    why: () => 'With several keys a verifier can’t tell which one signed a token.',
    fix: () => 'Give each key a kid, and write it into the header of the tokens.',
  },
  'key-set-empty': {
    said: d => `The key set is empty: it has no keys${d['url'] ? ` (${text(d['url'])})` : ''}`,
    why: () => 'No signature can be verified: every sign-in fails with "no matching key".',
    fix: () => 'Make a signing key at the provider; check that the address is that of the right realm or tenant, and that the key store is loaded.',
  },
  'key-type-missing': {
    said: d => `The key ${text(d['key'])} has no type (kty)`,
    why: () => 'kty is required: without it nobody can read the key.',
    fix: () => 'Publish JWKs: {"keys":[{"kty":"RSA","n":…,"e":…}]}, not PEM texts or certificates alone.',
  },
  'key-members-missing': {
    said: d => `The key ${text(d['key'])} (${text(d['kty'])}) lacks ${text(d['missing'])}`,
    why: () => 'It is no whole public key, and can’t verify anything.',
    fix: () => 'Publish n and e for RSA, crv with x and y for EC, crv and x for OKP.',
  },
  'key-encoding': {
    said: d => `${text(d['members'])} of the key ${text(d['key'])} is not base64url`,
    why: () => 'JWKs use base64url without padding: - and _ instead of + and /, no = and no line breaks. Strict parsers refuse the key; others read another number.',
    fix: () => 'Encode the bytes with base64url, without padding.',
  },
  'key-length': {
    said: d => `${text(d['members'])} of the key ${text(d['key'])} has the wrong length for ${text(d['crv'])}: ${text(d['size'])} bytes are needed`,
    why: () => 'A coordinate has the full size of its curve; zeros at its beginning must stay. Such a key fails now and then, for one in 256.',
    fix: () => 'Pad the coordinate with zero bytes to its full length before it is encoded. Or correct crv.',
  },
  'key-short': {
    said: d => `The RSA key ${text(d['key'])} has ${text(d['bits'])} bits only; at least ${text(d['least'])} are needed`,
    why: () => 'A shorter key can be broken, and libraries refuse it.',
    fix: () => 'Make a new key of 2048 bits or more, publish it beside the old one, and sign with it.',
  },
  'key-algorithm': {
    said: d => `The key ${text(d['key'])} says alg ${text(d['alg'])}, and is ${text(d['kty'])} ${text(d['crv'])}: a mismatch`,
    why: d => `${text(d['alg'])} needs a key of the kind ${text(d['wanted'])}. Type, curve and algorithm do not match, so verifiers refuse the key.`,
    fix: d => `Correct alg or crv of the key, so that both say the same: ${text(d['alg'])} is ${text(d['wanted'])}.`,
  },
  'key-member-empty': {
    said: d => `Key ${text(d['key'])} has empty members: ${text(d['members'])}`,
    why: () => 'Strict parsers read what stands there: an empty crv is an unknown curve, an empty x5c no certificate. They refuse the whole set.',
    fix: () => 'Leave the members out that have no value.',
  },
  'key-to-encrypt': {
    said: d => `The key set has keys to encrypt with (use "enc") beside those for signatures: ${text(d['keys'])}`,
    why: () => 'That is allowed. A library that takes every key for a signing key stumbles over it.',
    fix: () => 'Have the library skip keys with use "enc" (update it), or switch the encryption key off at the provider (Keycloak: Realm keys, rsa-enc-generated).',
  },
  'keys-encrypt-only': {
    said: d => `All keys of the set are for encryption (use "enc"): ${text(d['keys'])}`,
    why: () => 'No signature can be verified with them: a verifier looks for use "sig".',
    fix: () => 'Publish the signing key with use "sig".',
  },
  'certificate-form': {
    said: d => `x5c of the key ${text(d['key'])} is ${text(d['form'])}, not plain base64`,
    why: () => 'x5c holds DER in base64 with + and /, one certificate an entry, without the lines BEGIN and END and without line breaks.',
    fix: () => 'Put the base64 between BEGIN and END into x5c, on one line.',
  },
  'certificate-other-key': {
    said: d => `The certificate (x5c) of the key ${text(d['key'])} is one of another key`,
    why: () => 'The public key in the certificate must be that of n and e (x and y). Some verifiers use the certificate, others the numbers: one of them fails.',
    fix: () => 'Publish the certificate of this very key, or leave x5c out.',
  },
  'keys-elsewhere': {
    said: d => `The keys came from ${exact(d['url'])}, and the metadata names ${exact(d['expected'])} as jwks_uri`,
    why: d => `Keys of another address need not be those of this issuer. ${enDifference(d['difference'])}`,
    fix: () => 'Take the address from jwks_uri of the metadata; don’t build it by hand.',
  },
  'keys-not-there': {
    said: d => `There are no keys at ${text(d['url'])} (status ${text(d['status'])}${d['page'] ? ', a web page' : ''})`,
    why: () => 'Without the key set no signature can be verified: every sign-in fails. The address was built by hand, or a proxy does not let it through.',
    fix: () => 'Take jwks_uri from the metadata of the issuer, and open it from the machine that verifies.',
  },
  'keys-below-metadata': {
    said: d => `The keys were fetched from a wrong address, below the metadata: ${text(d['url'])}`,
    why: () => 'Somebody took the address of the metadata for the issuer, and appended the path of the keys. A server that answers there answers for another issuer.',
    fix: d => `Take jwks_uri from the metadata itself; here probably ${text(d['better'])}.`,
  },
  'token-not-base64url': {
    said: d => text(d['signs']) === '=' ? 'The parts of the JWT are padded with =, which base64url leaves out in a JWT' : `The JWT is in plain base64, not in base64url: it holds ${Array.isArray(d['signs']) ? d['signs'].map(text).join(' ') : ''}`,
    why: () => 'A JWT is written with - and _ where base64 has + and /, and without = at the end (RFC 7515, section 2). Many libraries refuse another one, or find no signature that fits; in an address and a form, + becomes a blank.',
    fix: () => 'Encode header, claims and signature by base64url without padding, before it is signed: toString(\'base64url\') in Node, urlsafe_b64encode and rstrip in Python.',
  },
  'claims-unreadable': {
    said: () => 'The claims of the signed JWT are no JSON object',
    why: () => 'The second part of a JWT is a JSON object in base64url; every verifier refuses anything else.',
    fix: () => 'Paste the whole token again. If it was whole, mend the program that makes it: it must sign a JSON object.',
  },
} satisfies Record<string, ReadingSentences>
