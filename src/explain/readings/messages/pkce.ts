import { attemptsOf, type Attempt } from '../../attempts.ts'
import { belongTogether, challengeOf, findChallengeFault, isPrinted, knownVerifier } from '../../compare/challenge.ts'
import { providersWithHexChallenge } from '../../facts/dialects.ts'
import { providerOf } from '../../facts/provider.ts'
import { areComparable, isWithheld } from '../../facts/withheld.ts'
import { hides, isGranted, isRefused, lacks, parameterOf, parametersOf, showsParameters } from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'
import { found } from '../../found.ts'

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
    : [found('verifier-of-another', 'broken', 'RFC 7636 4.6', details, { in: [exchange, asked] })]
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
  if (challenge === undefined)
    return verifier === undefined || !lacks(asked, 'code_challenge') ? [] : [readUnasked(asked, exchange)]
  if (verifier === undefined && !showsParameters(exchange)) return []
  if (!verifier)
    return isGranted(exchange) ? [readUnchecked(asked, exchange)] : [readMissing(asked, exchange, challenge)]
  if (!areComparable(challenge, verifier)) return []
  const method = parameterOf(asked, 'code_challenge_method')
  if (belongTogether(verifier, challenge, method) || isGranted(exchange)) return []
  if (challenges.has(challengeOf(verifier)))
    return [found('verifier-of-other-login', 'broken', 'RFC 7636 4.6', {}, { in: [exchange, asked] })]
  return [readMismatch(asked, exchange, challenge, verifier, method)].filter(reading => reading !== undefined)
}

function readUnasked(asked: Seen, exchange: Seen): Reading {
  return found(
    'verifier-unasked', isRefused(exchange) ? 'broken' : 'weak', 'RFC 9700 2.1.1', {}, { in: [exchange, asked] },
  )
}

function readUnchecked(asked: Seen, exchange: Seen): Reading {
  return found('verifier-not-demanded', 'weak', 'RFC 7636 4.6', {}, { in: [exchange, asked] })
}

function readMissing(asked: Seen, exchange: Seen, challenge: string): Reading {
  const holder = parametersOf(exchange).slice(0, 40).find(([name, value]) =>
    value !== '' && name !== 'code_verifier' && (challengeOf(value) === challenge || value === challenge))
  const clause = 'RFC 7636 4.5'
  if (!holder) return found('verifier-missing', 'broken', clause, {}, { in: [exchange, asked] })
  return found('verifier-in-another', 'broken', clause, { parameter: holder[0] }, { in: [exchange, asked] })
}

function readMismatch(
  asked: Seen, exchange: Seen, challenge: string, verifier: string, method: string | undefined,
): Reading | undefined {
  const computed = challengeOf(verifier)
  const details = { code_challenge: challenge, computed, method: method ?? 'plain', length: verifier.length }
  if (method === undefined && computed === challenge && lacks(asked, 'code_challenge_method'))
    return found('method-missing-mismatch', 'broken', 'RFC 7636 4.3', details, { in: [exchange, asked] })
  if (method === 'plain' && computed === challenge)
    return found('method-plain-mismatch', 'broken', 'RFC 7636 4.3', details, { in: [exchange, asked] })
  const fault = findChallengeFault(verifier, challenge)
  if (fault === 'challenge-hex' && isOwnForm(asked, challenge)) return undefined
  return fault && found(fault, 'broken', 'RFC 7636 4.6', details, { in: [exchange, asked] })
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
    return method === undefined || !lacks(asked, 'code_challenge')
      ? []
      : [found('method-without-challenge', 'broken', 'RFC 7636 4.3', { method }, { in: asked })]
  return [
    ...readMethod(asked, challenge, method), ...isTold(asked) ? [] : readForm(asked, challenge, method),
    ...readKnown(asked, challenge),
  ]
}

function readMethod(asked: Seen, challenge: string, method: string | undefined): Reading[] {
  const clause = 'RFC 7636 4.3'
  if (method === undefined && hides(asked, 'parameters')) return []
  if (method === undefined)
    return looksHashed(challenge) || isWithheld(challenge)
      ? [found('method-missing', 'broken', clause, {}, { in: asked })]
      : [found('method-plain', 'weak', clause, {}, { in: asked })]
  if (!methods.has(method)) return [found('method-unknown', 'broken', clause, { method }, { in: asked })]
  return method === 'plain' ? [found('method-plain', 'weak', clause, {}, { in: asked })] : []
}

function looksHashed(challenge: string): boolean {
  return /^[\w-]{43}$/.test(challenge)
}

function readForm(asked: Seen, challenge: string, method: string | undefined): Reading[] {
  if (method !== 'S256' || looksHashed(challenge) || isWithheld(challenge) || isOwnForm(asked, challenge)) return []
  const details = { length: challenge.length, code_challenge: challenge }
  const name = formFaults.find(([, has]) => has(challenge))?.[0] ?? 'challenge-length'
  return [found(name, 'broken', 'RFC 7636 4.2', details, { in: asked })]
}

/** In hex, at a provider that is known to want it so. */
function isOwnForm(asked: Seen, challenge: string): boolean {
  return /^[\da-f]{64}$/i.test(challenge) && providersWithHexChallenge.has(providerOf(asked) ?? '')
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
  if (isPrinted(verifier)) return [found('challenge-printed', 'weak', 'RFC 7636 7.1', {}, { in: asked })]
  return [
    verifier === ''
      ? found('challenge-of-nothing', 'broken', 'RFC 7636 4.1', {}, { in: asked })
      : found('challenge-of-word', 'broken', 'RFC 7636 4.1', { word: verifier }, { in: asked }),
  ]
}

/** The form of a verifier: 43 to 128 unreserved characters (RFC 7636 4.1). */
export const readVerifier: Reader = ({ seen }) => seen.flatMap((each) => {
  const verifier = parameterOf(each, 'code_verifier')
  if (verifier === undefined || verifier === '' || isWithheld(verifier) || each.request?.method === 'OPTIONS') return []
  if (each.kind === 'authorization-request')
    return [found('verifier-in-address', 'weak', 'RFC 7636 4.3', {}, { in: each })]
  const strange = [...new Set(verifier.replace(/[\w.~-]/g, ''))].slice(0, 10)
  const details = { length: verifier.length, characters: strange.map(sign => sign === ' ' ? 'space' : sign) }
  const gravity = isGranted(each) ? 'note' : 'broken'
  if (strange.length > 0) return [found('verifier-characters', gravity, 'RFC 7636 4.1', details, { in: each })]
  return verifier.length < 43 || verifier.length > 128
    ? [found('verifier-length', gravity, 'RFC 7636 4.1', details, { in: each })]
    : []
})
