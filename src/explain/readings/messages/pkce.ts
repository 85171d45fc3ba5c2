import { attemptsOf, type Attempt } from '../../attempts.ts'
import { belongTogether, challengeOf, findChallengeFault, isPrinted, knownVerifier } from '../../compare/challenge.ts'
import { areComparable, isWithheld } from '../../facts/withheld.ts'
import { isGranted, isRefused, parameterOf, parametersOf } from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'
import { say } from '../../say.ts'

interface Pair { asked: Seen, exchange: Seen, challenge: string | undefined, verifier: string | undefined }

/**
 * The proof of a key in both requests: sent in one only, put in a wrong parameter, or computed otherwise (RFC 7636).
 */
export const readProofKey: Reader = (record) => {
  const challenges = challengesIn(record)
  return attemptsOf(record).flatMap(pairsOf).flatMap(pair => readPair(pair, challenges))
}

/** A verifier that does not match, where nothing shows how that came. */
export const readUnmatched: Reader = (record) => {
  const challenges = challengesIn(record)
  return attemptsOf(record).flatMap(pairsOf).flatMap(pair => readPairUnmatched(pair, challenges)).slice(0, 2)
}

function readPairUnmatched({ asked, exchange, challenge, verifier }: Pair, challenges: ReadonlySet<string>): Reading[] {
  const method = parameterOf(asked, 'code_challenge_method')
  if (!challenge || !verifier || !areComparable(challenge, verifier) || belongTogether(verifier, challenge, method))
    return []
  if (isGranted(exchange) || challenges.has(challengeOf(verifier))) return []
  const details = { code_challenge: challenge, computed: challengeOf(verifier) }
  return findChallengeFault(verifier, challenge)
    ? []
    : [say('verifier-of-another', [exchange, asked], details, { clause: 'RFC 7636 4.6' })]
}

function challengesIn(record: WalkRecord): ReadonlySet<string> {
  return new Set(attemptsOf(record).flatMap(({ asked }) => (asked && parameterOf(asked, 'code_challenge')) ?? []))
}

function pairsOf({ asked, exchanges }: Attempt): Pair[] {
  if (!asked || parameterOf(asked, 'request_uri') !== undefined || parameterOf(asked, 'request') !== undefined)
    return []
  return exchanges.slice(0, 20).map(exchange => ({
    asked, exchange, challenge: parameterOf(asked, 'code_challenge'), verifier: parameterOf(exchange, 'code_verifier'),
  }))
}

function readPair({ asked, exchange, challenge, verifier }: Pair, challenges: ReadonlySet<string>): Reading[] {
  if (challenge === undefined) return verifier === undefined ? [] : [readUnasked(asked, exchange)]
  if (!verifier)
    return isGranted(exchange) ? [readUnchecked(asked, exchange)] : [readMissing(asked, exchange, challenge)]
  if (!areComparable(challenge, verifier)) return []
  const method = parameterOf(asked, 'code_challenge_method')
  if (belongTogether(verifier, challenge, method) || isGranted(exchange)) return []
  if (challenges.has(challengeOf(verifier)))
    return [say('verifier-of-other-login', [exchange, asked], {}, { clause: 'RFC 7636 4.6' })]
  return [readMismatch(asked, exchange, challenge, verifier, method)].filter(reading => reading !== undefined)
}

function readUnasked(asked: Seen, exchange: Seen): Reading {
  return say(
    'verifier-unasked', [exchange, asked], {},
    { gravity: isRefused(exchange) ? 'broken' : 'weak', clause: 'RFC 9700 2.1.1' },
  )
}

function readUnchecked(asked: Seen, exchange: Seen): Reading {
  return say('verifier-not-demanded', [exchange, asked], {}, { gravity: 'weak', clause: 'RFC 7636 4.6' })
}

function readMissing(asked: Seen, exchange: Seen, challenge: string): Reading {
  const holder = parametersOf(exchange).slice(0, 40).find(([name, value]) =>
    value !== '' && name !== 'code_verifier' && (challengeOf(value) === challenge || value === challenge))
  const clause = 'RFC 7636 4.5'
  if (!holder) return say('verifier-missing', [exchange, asked], {}, { clause })
  return say('verifier-in-another', [exchange, asked], { parameter: holder[0] }, { clause })
}

function readMismatch(
  asked: Seen, exchange: Seen, challenge: string, verifier: string, method: string | undefined,
): Reading | undefined {
  const computed = challengeOf(verifier)
  const details = { code_challenge: challenge, computed, method: method ?? 'plain', length: verifier.length }
  if (method === undefined && computed === challenge)
    return say('method-missing-mismatch', [exchange, asked], details, { clause: 'RFC 7636 4.3' })
  if (method === 'plain' && computed === challenge)
    return say('method-plain-mismatch', [exchange, asked], details, { clause: 'RFC 7636 4.3' })
  const fault = findChallengeFault(verifier, challenge)
  return fault && say(fault, [exchange, asked], details, { clause: 'RFC 7636 4.6' })
}

const methods = new Set(['S256', 'plain'])

/** Where the verifier is there too, the two are told together. */
function isToldWithVerifier(record: WalkRecord): (asked: Seen) => boolean {
  const told = new Set(attemptsOf(record).flatMap(pairsOf).flatMap(({ asked, verifier }) => verifier ? [asked] : []))
  return asked => told.has(asked)
}

/**
 * The challenge of an authorization request by itself: its form, its method, and whether everybody knows of what it was
 * made.
 */
export const readChallenge: Reader = (record) => {
  const isTold = isToldWithVerifier(record)
  const asking = record.seen.filter(({ kind, request }) =>
    ['authorization-request', 'pushed-request'].includes(kind) && request?.method !== 'OPTIONS')
  return asking.flatMap(asked => readAsked(asked, isTold))
}

function readAsked(asked: Seen, isTold: (asked: Seen) => boolean): Reading[] {
  const [challenge, method] = [parameterOf(asked, 'code_challenge'), parameterOf(asked, 'code_challenge_method')]
  if (challenge === undefined)
    return method === undefined
      ? []
      : [say('method-without-challenge', [asked], { method }, { clause: 'RFC 7636 4.3' })]
  return [
    ...readMethod(asked, challenge, method), ...isTold(asked) ? [] : readForm(asked, challenge, method),
    ...readKnown(asked, challenge),
  ]
}

function readMethod(asked: Seen, challenge: string, method: string | undefined): Reading[] {
  const clause = 'RFC 7636 4.3'
  if (method === undefined)
    return looksHashed(challenge) || isWithheld(challenge)
      ? [say('method-missing', [asked], {}, { clause })]
      : [say('method-plain', [asked], {}, { gravity: 'weak', clause })]
  if (!methods.has(method)) return [say('method-unknown', [asked], { method }, { clause })]
  return method === 'plain' ? [say('method-plain', [asked], {}, { gravity: 'weak', clause })] : []
}

function looksHashed(challenge: string): boolean {
  return /^[\w-]{43}$/.test(challenge)
}

function readForm(asked: Seen, challenge: string, method: string | undefined): Reading[] {
  if (method !== 'S256' || looksHashed(challenge) || isWithheld(challenge)) return []
  const details = { length: challenge.length, code_challenge: challenge }
  const name = formFaults.find(([, has]) => has(challenge))?.[0] ?? 'challenge-length'
  return [say(name, [asked], details, { clause: 'RFC 7636 4.2' })]
}

const formFaults: [name: string, has: (challenge: string) => boolean][] = [
  ['challenge-form-padded', challenge => /^[\w+/ -]{43}=+$/.test(challenge)],
  ['challenge-form-hex', challenge => /^[\da-f]{64}$/i.test(challenge)],
  [
    'challenge-form-hex-encoded',
    challenge =>
      /^[\w-]{86}(?:==)?$/.test(challenge) && /^[\da-f]{64}$/.test(Buffer.from(challenge, 'base64').toString('latin1')),
  ],
  ['challenge-form-base64', challenge => /^[\w+/ -]{43}$/.test(challenge)],
]

function readKnown(asked: Seen, challenge: string): Reading[] {
  const verifier = knownVerifier(challenge)
  if (verifier === undefined) return []
  if (isPrinted(verifier)) return [say('challenge-printed', [asked], {}, { gravity: 'weak', clause: 'RFC 7636 7.1' })]
  return [
    verifier === ''
      ? say('challenge-of-nothing', [asked], {}, { clause: 'RFC 7636 4.1' })
      : say('challenge-of-word', [asked], { word: verifier }, { clause: 'RFC 7636 4.1' }),
  ]
}

/** The form of a verifier: 43 to 128 unreserved characters (RFC 7636 4.1). */
export const readVerifier: Reader = ({ seen }) => seen.flatMap((each) => {
  const verifier = parameterOf(each, 'code_verifier')
  if (verifier === undefined || verifier === '' || isWithheld(verifier) || each.request?.method === 'OPTIONS') return []
  if (each.kind === 'authorization-request')
    return [say('verifier-in-address', [each], {}, { gravity: 'weak', clause: 'RFC 7636 4.3' })]
  const strange = [...new Set(verifier.replace(/[\w.~-]/g, ''))].slice(0, 10)
  const details = { length: verifier.length, characters: strange.map(sign => sign === ' ' ? 'space' : sign) }
  const gravity = isGranted(each) ? 'note' : 'broken'
  if (strange.length > 0) return [say('verifier-characters', [each], details, { gravity, clause: 'RFC 7636 4.1' })]
  return verifier.length < 43 || verifier.length > 128
    ? [say('verifier-length', [each], details, { gravity, clause: 'RFC 7636 4.1' })]
    : []
})
