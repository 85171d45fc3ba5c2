import { createHash } from 'node:crypto'

/**
 * How a challenge was made of a verifier in another way than RFC 7636 4.2 asks for. Readings are called by these names.
 */
export const challengeFaults = [
  'challenge-is-verifier', 'challenge-hex', 'challenge-base64', 'challenge-hex-encoded', 'challenge-padded',
  'challenge-of-decoded', 'challenge-sha1', 'challenge-sha512', 'challenge-double',
  'challenge-of-line', 'challenge-of-quoted', 'challenge-of-wide', 'verifier-is-challenge', 'verifier-of-challenge',
] as const
export type ChallengeFault = typeof challengeFaults[number]

/** The S256 challenge of a verifier (RFC 7636 4.2). */
export function challengeOf(verifier: string): string {
  return digest('sha256', verifier).toString('base64url')
}

/**
 * Tells whether verifier and challenge belong together by the method; one that is not named is `plain` (RFC 7636 4.3).
 */
export function belongTogether(verifier: string, challenge: string, method: string | undefined): boolean {
  return method === 'S256' ? challengeOf(verifier) === challenge : verifier === challenge
}

/**
 * How the two came to differ, where that can be seen: what the client computed is tried, one mistake after the other.
 */
export function findChallengeFault(verifier: string, challenge: string): ChallengeFault | undefined {
  return mistakes.find(([, made]) => made(verifier, challenge))?.[0]
}

function digest(algorithm: string, text: string | Buffer): Buffer {
  return createHash(algorithm).update(text).digest()
}

const sha256 = (text: string | Buffer) => digest('sha256', text)
const base64url = (text: string) => text.replaceAll('+', '-').replaceAll('/', '_').replace(/(?<!=)=+$/, '')

const mistakes: [fault: ChallengeFault, made: (verifier: string, challenge: string) => boolean][] = [
  ['challenge-is-verifier', (verifier, challenge) => verifier === challenge],
  ['challenge-hex', (verifier, challenge) => sha256(verifier).toString('hex') === challenge.toLowerCase()],
  [
    'challenge-padded',
    (verifier, challenge) =>
      challenge.endsWith('=') && sha256(verifier).toString('base64url') === challenge.replace(/(?<!=)=+$/, ''),
  ],
  [
    'challenge-base64',
    (verifier, challenge) => sha256(verifier).toString('base64url') === base64url(challenge.replaceAll(' ', '+')),
  ],
  [
    'challenge-hex-encoded',
    (verifier, challenge) =>
      Buffer.from(sha256(verifier).toString('hex')).toString('base64url') === base64url(challenge),
  ],
  [
    'challenge-of-decoded',
    (verifier, challenge) => sha256(Buffer.from(verifier, 'base64')).toString('base64url') === base64url(challenge),
  ],
  ['challenge-sha1', (verifier, challenge) => digest('sha1', verifier).toString('base64url') === base64url(challenge)],
  [
    'challenge-sha512',
    (verifier, challenge) => digest('sha512', verifier).toString('base64url') === base64url(challenge),
  ],
  ['challenge-double', (verifier, challenge) => challengeOf(challengeOf(verifier)) === challenge],
  [
    'challenge-of-line',
    (verifier, challenge) =>
      [`${verifier}\n`, `${verifier}\r\n`, `${verifier} `].some(text => challengeOf(text) === challenge),
  ],
  [
    'challenge-of-quoted',
    (verifier, challenge) => [`"${verifier}"`, `'${verifier}'`].some(text => challengeOf(text) === challenge),
  ],
  [
    'challenge-of-wide',
    (verifier, challenge) => sha256(Buffer.from(verifier, 'utf16le')).toString('base64url') === challenge,
  ],
  ['verifier-is-challenge', (verifier, challenge) => challengeOf(challenge) === verifier],
  [
    'verifier-of-challenge',
    (verifier, challenge) =>
      verifier === base64url(challenge) || Buffer.from(verifier).toString('base64url') === challenge,
  ],
]

/**
 * Texts that a program hashes by mistake, and the verifier that the standard prints: their challenges are known to
 * everybody.
 */
const careless = [
  '', 'undefined', 'null', 'None', 'true', 'false', 'NaN', '[object Object]', '[object Promise]',
  '[object ArrayBuffer]', 'code_verifier', 'codeVerifier', 'verifier', 'challenge', 'test', 'secret', '0',
]
const printed = ['dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk']
let knownChallenges: ReadonlyMap<string, string> | undefined

/** The text that a challenge was made of, where it is one that a program hashes by mistake or a standard prints. */
export function knownVerifier(challenge: string): string | undefined {
  knownChallenges ??= new Map([...careless, ...printed].map(text => [challengeOf(text), text]))
  return knownChallenges.get(challenge)
}

/** Tells whether a text is the verifier that RFC 7636 prints in its appendix B. */
export function isPrinted(verifier: string): boolean {
  return printed.includes(verifier)
}
