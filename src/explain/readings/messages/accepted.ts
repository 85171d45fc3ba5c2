import { attemptsOf, type Attempt } from '../../attempts.ts'
import { belongTogether, challengeOf, findChallengeFault } from '../../compare/challenge.ts'
import { compareValues } from '../../compare/values.ts'
import { areComparable, isTelling } from '../../facts/withheld.ts'
import { clientOf, decodeForm, isGranted, parameterOf } from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen, SeenJwt, WalkRecord } from '../../record.ts'
import { requestedBy } from '../../requested.ts'
import { found } from '../../found.ts'
import { thumbprintOf } from '../keys/thumbprint.ts'

/** Both halves of one login: what was asked for, and the exchange that was granted. */
interface Login { asked: Seen, answer: Seen, exchange: Seen, requested: (name: string) => string | undefined }

/**
 * What the two halves of a login say otherwise although the server gave tokens: it compares less than it must. Only
 * halves that state and code tie together are compared: others may be those of two logins.
 */
export const readAccepted: Reader = record => loginsIn(record).flatMap(login =>
  [verifier, client, proofKey].flatMap(read => read(login, record)))

/** A request for a code that names another code than its callback brought: the verifier ties it to this login. */
export const readCodeOfAnother: Reader = record => attemptsOf(record).flatMap(({ asked, answers, exchanges }) => {
  const [answer, ...others] = answers
  const challenge = asked && requestedBy(record, asked)?.('code_challenge')
  if (!asked || !answer || others.length > 0 || !isTelling(challenge)) return []
  return exchanges.filter(isGranted).flatMap((exchange) => {
    const [came, sent, secret] = [
      parameterOf(answer, 'code'), parameterOf(exchange, 'code'), parameterOf(exchange, 'code_verifier'),
    ]
    const isOfLogin = isTelling(secret) && challengeOf(secret) === challenge
    // Another code in the same login may be that of a callback that was not recorded.
    return isOfLogin && isTelling(came) && isTelling(sent) && compareValues(came, sent) === 'another'
      ? [found('code-not-compared', 'note', 'RFC 6749 4.1.3', {}, { in: [exchange, answer] })]
      : []
  })
})

function loginsIn(record: WalkRecord): Login[] {
  const attempts = attemptsOf(record)
  const states = attempts.map(({ asked }) => asked && requestedBy(record, asked)?.('state'))
  return attempts.flatMap((attempt, place) => {
    const state = states[place]
    const isOnly = isTelling(state) && states.indexOf(state) === states.lastIndexOf(state)
    return isOnly ? tiedBy(state, attempt, record) : []
  })
}

function tiedBy(state: string, { asked, answers, exchanges }: Attempt, record: WalkRecord): Login[] {
  const requested = asked && requestedBy(record, asked)
  if (!asked || !requested) return []
  return exchanges.slice(0, 20).filter(isGranted).flatMap((exchange) => {
    const code = parameterOf(exchange, 'code')
    const answer = answers.find(one => parameterOf(one, 'code') === code && parameterOf(one, 'state') === state)
    return isTelling(code) && answer ? [{ asked, answer, exchange, requested }] : []
  })
}

/** A server that strips padding or hashes in a manner of its own has compared the two (RFC 7636 4.6). */
function verifier({ asked, exchange, requested }: Login): Reading[] {
  const [challenge, method, sent] = [
    requested('code_challenge'), requested('code_challenge_method'), parameterOf(exchange, 'code_verifier'),
  ]
  if (!isTelling(challenge) || !isTelling(sent) || !areComparable(challenge, sent)) return []
  if (belongTogether(sent, challenge, method) || challengeOf(sent) === challenge) return []
  if (method === 'S256' && sent === challenge)
    return [found('method-plain', 'weak', 'RFC 7636 4.6', {}, { in: [asked, exchange] })]
  const details = { computed: challengeOf(sent), code_challenge: challenge }
  return findChallengeFault(sent, challenge)
    ? []
    : [found('verifier-not-compared', 'weak', 'RFC 7636 4.6', details, { in: [exchange, asked] })]
}

/** The code of one client, redeemed by another (RFC 6749 4.1.3). */
function client({ asked, exchange, requested }: Login): Reading[] {
  const [own, other] = [requested('client_id') ?? clientOf(asked), clientOf(exchange)]
  if (!isTelling(own) || !isTelling(other) || !areComparable(own, other)) return []
  if ([other, decodeForm(other)].some(one => one.toLowerCase() === own.toLowerCase())) return []
  return [
    found('client-not-compared', 'weak', 'RFC 6749 4.1.3', { client_id: own, other }, { in: [exchange, asked] }),
  ]
}

/** A code that was bound to one key, redeemed with the proof of another (RFC 9449 10). */
function proofKey({ asked, exchange, requested }: Login, { jwts }: WalkRecord): Reading[] {
  const bound = requested('dpop_jkt')
  const proof = jwts.find(jwt => jwt.role === 'dpop_proof' && jwt.in === exchange)
  const used = proof && thumbprintIn(proof)
  return isTelling(bound) && used !== undefined && areComparable(bound, used) && bound !== used
    ? [
        found(
          'proof-key-not-compared', 'weak', 'RFC 9449 10', { dpop_jkt: bound, computed: used },
          { in: [exchange, asked] },
        ),
      ]
    : []
}

function thumbprintIn({ header }: SeenJwt): string | undefined {
  const key = header['jwk']
  const isWhole = typeof key === 'object' && key !== null && Object.values(key).every(value => isTelling(String(value)))
  return isWhole ? thumbprintOf(key) : undefined
}
