import { advice } from '../again.ts'
import type { FailureProse, KeyFailures } from '../catalogue.ts'
import { mendKey } from '../commands.ts'
import type { KeyWords } from '../key-words.ts'
import { pick, text } from '../text.ts'
import { command } from '../../text/shell.ts'

export const enKeyHelp: Record<string, string> = {
  key: 'keys with which your client proves who it is (private_key_jwt), and decrypts',
  'key.create': 'make a key pair, or with --rotate the next one',
  'key.show': 'show the public keys: a table, what to register (--jwks), or PEM',
  'key.list': 'list the keys',
  'key.remove': 'remove the keys of a name, or with --kid one of them',
  'key.--store': 'where the private key is kept: plain file, sealed with a key of the OS keyring or with a passphrase',
  'key.--alg.usual': 'ES256; with --use enc: RSA-OAEP-256',
  '--alg': 'how the key signs, or how others encrypt to it',
  '--use': 'what the key is for: to sign, or for the provider to encrypt to (ID tokens, userinfo)',
  '--rotate': 'make a new key that signs from now on; the old public keys stay in the JWKS until you remove them',
  '--jwks': 'print the JWKS to register at the provider',
  '--pem': 'print the newest public key in PEM',
  '--kid': 'remove this key alone',
}

export const enKeyWords: KeyWords = {
  created: (name, algorithm, kid) => `Key "${name}" is made (${algorithm}, kid ${kid}).`,
  createdToDecrypt: (name, algorithm, kid) => `Key "${name}" has a key to which the provider can encrypt (${algorithm}, kid ${kid}).`,
  rotated: (name, algorithm, kid) => `Key "${name}" signs with a new key from now on (${algorithm}, kid ${kid}).`,
  register: name => `Give the provider its public keys: oauth-walk key show ${name} --jwks`,
  removed: name => `Key "${name}" is removed.`,
  removedOne: (name, kid) => `The key ${kid} of "${name}" is removed.`,
  none: 'No keys yet. Make one: oauth-walk key create',
  sealed: kind => `sealed (${kind})`,
  signs: 'signs',
  signedBefore: 'signed before',
  decrypts: 'decrypts',
  askPassphrase: path => `Passphrase of ${path} (not shown):`,
}

/** What a file holds that should hold a private key. */
const found: Readonly<Record<string, string>> = {
  empty: 'The file is empty.',
  text: 'It holds a text that is neither a JWK nor PEM: there is no line "-----BEGIN …-----".',
  binary: 'It holds bytes that are neither a JWK nor PEM.',
  'broken-json': 'It begins like a JWK, but it is no JSON.',
  'other-json': 'It is JSON, but neither a JWK nor a JWKS.',
  'no-keys': 'It is a JWKS without any key.',
  'der-certificate': 'It is a certificate, and the client signs with its private key.',
  'der-key': 'It is a private key in DER; what is wanted is the same in PEM.',
  pkcs12: 'It is a PKCS#12 file (.p12, .pfx); what is wanted is its private key in PEM.',
  pkcs7: 'It is a PKCS#7 file (.p7b), which holds certificates; the client signs with a private key.',
  certificate: 'It is a certificate, and the client signs with its private key.',
  request: 'It is a request for a certificate, and the client signs with its private key.',
  'public-key': 'It is a public key: the provider needs it, and the client signs with the private one.',
  'symmetric-key': 'It is a symmetric key. A provider that shares a secret with the client takes it by --client-secret-file.',
  'other-type': 'Keys of this type neither sign nor decrypt for providers: RSA, P-256, P-384, P-521, Ed25519 and X25519 do.',
  'other-use': 'The key says of itself that it is neither for signatures nor to decrypt (use, key_ops).',
  'other-algorithm': 'Its alg is none with which a key of this type signs or decrypts.',
  'short-key': 'It is an RSA key of less than 2048 bits, which providers refuse.',
  passphrase: 'The passphrase does not open it, or it is damaged.',
  broken: 'It is damaged: what is in it can’t be read, or its halves do not belong together.',
  stored: 'The stored key is damaged.',
}

export const enKeyFailures: KeyFailures = {
  'key-unusable': d => ({
    message: `${text(d['path'])} can’t be used as ${text(d['setting'])}`,
    cause: pick(found, d['found']) ?? 'It is not a private key that signs.',
    next: mendKey(d),
  }),
  'key-unknown': d => ({
    message: d['kid'] === undefined ? `There is no key "${text(d['name'])}"` : `Key "${text(d['name'])}" has no ${text(d['kid'])}`,
    cause: d['kid'] === undefined ? 'A word without a dot or a slash names a key of oauth-walk key; a file in this folder is named ./FILE.' : 'It may be removed already.',
    next: d['kid'] === undefined ? [command`oauth-walk key list`, command`oauth-walk key create ${d['name']}`] : command`oauth-walk key show ${d['name']}`,
  }),
  'key-exists': d => ({
    message: `Key "${text(d['name'])}" is there already`,
    cause: 'Providers may know it, so it is left as it is. --rotate makes a new one beside it.',
    next: [command`oauth-walk key show ${d['name']}`, command`oauth-walk key create ${d['name']} --rotate`],
  }),
  'key-name-invalid': d => ({
    message: `"${text(d['name'])}" can’t be the name of a key`,
    cause: 'Allowed are 1 to 64 letters, digits, _ and -.',
    next: command`oauth-walk key list`,
  }),
}

/** Instead of a session's prose, where it is a key that does not open. */
export function enSealedKey(key: unknown, cause: string): FailureProse {
  return {
    message: `Key "${text(key)}" can’t be opened`, cause,
    next: [advice`Try again, or give it up and register a new one`, command`oauth-walk key show ${key}`, command`oauth-walk key remove ${key}`],
  }
}
