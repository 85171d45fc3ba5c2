import type { ReadingSentences } from '../explain.ts'
import { pick, text } from '../text.ts'

/** The sentences about what ties a token to its login, its user and its holder. */
export const enTokenBindingReadings = {
  'nonce-not-returned': {
    said: () => 'The authorization request had a nonce, and the ID token has none',
    why: () => 'The nonce ties the ID token to this login. Without it a stolen token could be put in (replay), and clients refuse it.',
    fix: () => 'Have the provider copy nonce from the authorization request into the ID token; keep it through every redirect and the code.',
  },
  'nonce-differs': {
    said: d => `The nonce of the ID token (${text(d['came'])}) is not the one that was sent (${text(d['sent'])})`,
    why: () => 'The nonce does not match: the ID token belongs to another login (two tabs, a second request that overwrote the first, a cached token), or it is replayed.',
    fix: () => 'Keep state and nonce for each login apart, under the state. Start one login at a time, and drop them once they were used.',
  },
  'hash-differs': {
    said: d => `${text(d['claim'])} in the ID token does not match the ${text(d['of'])} beside it: it is ${text(d['given'])}, and the ${text(d['of'])} gives ${text(d['expected'])}`,
    why: d => `${text(d['claim'])} is the left half of the hash of the ${text(d['of'])}, in base64url. ${mistake(d['mistake'])}`,
    fix: d => d['mistake']
      ? `Compute it as the left half of the hash that belongs to ${text(d['alg'])}, over the ASCII characters, in base64url without padding.`
      : `Do not use this ${text(d['of'])}. The provider has to compute ${text(d['claim'])} from the very ${text(d['of'])} that it sends; check that nothing replaced it on the way.`,
  },
  'hash-missing': {
    said: d => `The ID token that came through the browser has no ${text(d['claim'])}`,
    why: d => `Without it nothing ties the ${text(d['of'])} beside it to this login: another one could be put in its place.`,
    fix: d => `Have the provider add ${text(d['claim'])}, or use the code flow (response_type=code) with PKCE.`,
  },
  'subject-missing': {
    said: () => 'The ID token has no sub: it does not say who signed in',
    why: () => 'sub is the one claim that names the user. Clients refuse an ID token without it.',
    fix: () => 'Have the provider write sub, a text that never changes for this user.',
  },
  'subject-not-text': {
    said: d => `sub of the ID token is a ${text(d['kind'])}, not a text`,
    why: () => 'sub is a string of at most 255 ASCII characters. Clients refuse another type, and long numbers lose digits.',
    fix: () => 'Have the provider write the user’s id in quotes.',
  },
  'subject-form': {
    said: d => `sub of the ID token is too long, or has other characters than ASCII (${text(d['length'])} characters)`,
    why: () => 'sub is a string of at most 255 printable ASCII characters. Strict clients refuse another one, and a database may cut it.',
    fix: () => 'Have the provider write an id for the user, not a name: letters, digits and marks of ASCII, at most 255.',
  },
  'subject-differs': {
    said: d => `The userinfo answer is about another user: sub is ${text(d['userinfo'])} there, and ${text(d['token'])} in the ID token`,
    why: () => 'The two must be the same, or the access token is not the one of this login (token substitution).',
    fix: () => 'Compare sub, and refuse the userinfo where it differs. If one provider names its users in two ways, use one of them (subject type public or pairwise).',
  },
  'sd-jwt-end': {
    said: () => 'The SD-JWT does not end with ~',
    why: () => 'Behind each disclosure stands a tilde; what stands behind the last one is a key binding JWT, and this is none.',
    fix: () => 'Put a ~ behind the last disclosure, or add the key binding JWT.',
  },
  'sd-jwt-disclosure': {
    said: d => `${text(d['count'])} of ${text(d['all'])} disclosures of the SD-JWT do not belong to it`,
    why: () => 'Their digest is not among those that the issuer signed (_sd). A verifier must refuse the whole.',
    fix: () => 'Send disclosures as the issuer gave them, byte for byte: encoding them anew changes the digest.',
  },
  'sd-jwt-hash': {
    said: () => 'sd_hash of the key binding JWT does not match what stands before it',
    why: () => 'It binds the holder’s signature to this very selection of disclosures. They were changed afterwards.',
    fix: () => 'Choose the disclosures first; compute sd_hash over the text up to the last ~, that one included.',
  },
  'sd-jwt-unbound': {
    said: () => 'The SD-JWT has a key binding, but no key (cnf) is in it',
    why: () => 'Nobody can tell whose signature the binding should have.',
    fix: () => 'Have the issuer write the holder’s key into cnf, or leave the binding out.',
  },
} satisfies Record<string, ReadingSentences>

function mistake(name: unknown): string {
  const how: Record<string, string> = { whole: 'Here it is the whole hash.', hex: 'Here it is written in hexadecimal.', base64: 'Here it is base64 with padding or the other alphabet.' }
  const known = pick(how, name)
  if (known !== undefined) return known
  return name ? `Here it was computed with ${text(name)}, another hash than that of alg.` : 'The two do not belong together: one of them was replaced, or comes from another answer.'
}
