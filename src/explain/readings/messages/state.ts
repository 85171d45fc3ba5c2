import { attemptOf, attemptsOf, type Attempt } from '../../attempts.ts'
import { compareValues, lengthsOf } from '../../compare/values.ts'
import { isTelling, isWithheld } from '../../facts/withheld.ts'
import type { GuessableReason } from '../../how.ts'
import { isSealedAnswer, lacks, parameterOf } from '../../parameters.ts'
import { isPassedOn } from '../../passed-on.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { found } from '../../found.ts'

const clause = 'RFC 6749 10.12'

/** The state that came back against the one that was sent: lost, changed on the way, or that of another attempt. */
export const readState: Reader = (record) => {
  const attempts = attemptsOf(record)
  const states = new Set(attempts.flatMap(({ asked }) => (asked && parameterOf(asked, 'state')) ?? []))
  return attempts.flatMap(attempt => attempt.answers.flatMap(answer => readAnswer(attempt, answer, states)))
}

function readAnswer({ asked }: Attempt, answer: Seen, states: ReadonlySet<string>): Reading[] {
  if (!asked || isSealedAnswer(answer)) return []
  const [sent, came] = [parameterOf(asked, 'state'), parameterOf(answer, 'state')]
  if (sent === undefined)
    return came === undefined || pushed(asked) || !lacks(asked, 'state')
      ? []
      : [found('state-unasked', 'broken', clause, { came_state: came }, { in: [answer, asked] })]
  if (came === undefined) return []
  const how = states.has(came) ? undefined : compareValues(sent, came)
  return how === undefined
    ? []
    : [
        found(
          'state-differs', 'broken', clause,
          { sent_state: sent, came_state: came, how, ...lengthsOf(sent, came) }, { in: [answer, asked] },
        ),
      ]
}

/** Its parameters are elsewhere. */
function pushed(asked: Seen): boolean {
  return parameterOf(asked, 'request_uri') !== undefined || parameterOf(asked, 'request') !== undefined
}

/** An answer without the state that was sent. */
export const readStateLost: Reader = record =>
  attemptsOf(record).flatMap(attempt => attempt.answers.flatMap((answer) => {
    const sent = attempt.asked && parameterOf(attempt.asked, 'state')
    const isLost = sent !== undefined
      && parameterOf(answer, 'state') === undefined
      && !isSealedAnswer(answer)
      && !isPassedOn(attempt, answer)
    return isLost ? [found('state-lost', 'broken', clause, { state: sent }, { in: [answer, attempt.asked] })] : []
  })).slice(0, 1)

/** Values that are to be new for each attempt, seen in two. */
export const readReused: Reader = record =>
  (['state', 'nonce', 'code_challenge'] as const).flatMap(name => readReusedOf(name, attemptsOf(record)))

function readReusedOf(name: 'state' | 'nonce' | 'code_challenge', attempts: readonly Attempt[]): Reading[] {
  const first = new Map<string, Seen>()
  for (const { asked } of attempts) {
    const value = asked && parameterOf(asked, name)
    if (!asked || !isTelling(value)) continue
    const before = first.get(value)
    // The same address again is a reload, or one redirect recorded twice.
    if (before && before.request?.url !== asked.request?.url)
      return [
        found('value-reused', 'weak', reusedClauses[name], { parameter: name }, { in: [asked, before] }),
      ]
    first.set(value, asked)
  }
  return []
}

const reusedClauses = { state: clause, nonce: 'OpenID Connect Core 15.5.2', code_challenge: 'RFC 7636 7.1' } as const

const wellKnown = /^(?:(?:my|your|some|a|the)?[-_ ]?(?:random|test|foo|bar|foobar|foobarbaz|abc\w?|xyz|xyzabc|state|nonce|login(?:_pc)?|security[-_]?token|csrf|token|dummy|example|demo|hello|string|value)[-_ ]?(?:state|nonce|string|value|\d{0,4}))$/i

/** What every one of them is like, and nothing random: this takes a tenth of the time to be made. */
const likeWords = /^(?:[A-Za-z_ -]+|[A-Za-z_ -]*[Aa][Bb][Cc]\d[A-Za-z_ -]*)\d{0,4}$/

/** A state or nonce that can be guessed protects nothing. */
export const readGuessable: Reader = ({ seen }) =>
  seen.filter(({ kind }) => kind === 'authorization-request').flatMap(asked =>
    (['state', 'nonce'] as const).flatMap((name) => {
      const value = parameterOf(asked, name)
      const how = value === undefined || isWithheld(value) ? undefined : whyGuessable(value)
      if (value === undefined || how === undefined) return []
      const isCovered = name === 'state' && parameterOf(asked, 'code_challenge') !== undefined
      return [
        found(
          value === '' ? 'value-empty' : 'value-guessable', isCovered ? 'note' : 'weak',
          name === 'state' ? 'RFC 6749 10.10' : 'OpenID Connect Core 15.5.2',
          { parameter: name, length: value.length, how }, { in: asked },
        ),
      ]
    }))

/** The longest of them has no more characters. */
const mostOfWord = 40

function whyGuessable(value: string): GuessableReason | undefined {
  if (value === '') return 'empty'
  if (value.length <= mostOfWord && likeWords.test(value) && wellKnown.test(value)) return 'word'
  if (/^\d{1,13}$/.test(value)) return 'number'
  return value.length < 8 ? 'short' : new Set(value).size < 4 ? 'few' : undefined
}

/** No state in an authorization request, nor anything else that keeps strangers' answers out. */
export const readNoState: Reader = ({ seen }) => seen.flatMap(asked =>
  lacksState(asked) && !isOtherwiseBound(asked)
    ? [found('no-state', 'weak', 'RFC 9700 4.7.1', {}, { in: asked })]
    : [])

/**
 * No state beside a challenge or a nonce: that is enough where the provider verifies the one or the client the other
 * (RFC 9700 2.1). An answer that was taken so depends on it, and where no metadata names PKCE, nothing shows that it
 * holds.
 */
export const readNoStateBound: Reader = record => record.seen.flatMap((asked) => {
  if (!lacksState(asked) || !isOtherwiseBound(asked)) return []
  const answer = attemptOf(record, asked)?.answers.find(each => parameterOf(each, 'code') !== undefined)
  const isAnnounced = record.metadata.some(({ content }) => content['code_challenge_methods_supported'] !== undefined)
  return [
    found('no-state-bound', answer && !isAnnounced ? 'weak' : 'note', 'RFC 9700 2.1', {}, { in: [asked, answer] }),
  ]
})

function lacksState(asked: Seen): boolean {
  if (asked.kind !== 'authorization-request'
    || asked.request?.method === 'OPTIONS'
    || asked.request?.query.length === 0) return false
  return parameterOf(asked, 'client_id') !== undefined && lacks(asked, 'state') && !pushed(asked)
}

function isOtherwiseBound(asked: Seen): boolean {
  return parameterOf(asked, 'code_challenge') !== undefined || parameterOf(asked, 'nonce') !== undefined
}

/** What stands in a state is seen by everybody on the way, and can be changed where nothing compares it. */
export const readStateContent: Reader = ({ seen }) =>
  seen.filter(({ kind }) => kind === 'authorization-request').flatMap((asked) => {
    const [state = '', nonce] = [parameterOf(asked, 'state'), parameterOf(asked, 'nonce')]
    if (/^https?:\/\/\S+$/.test(state))
      return [found('state-is-address', 'note', 'RFC 9700 4.11.1', {}, { in: asked })]
    const raw = /[?&]state=([^&#]*)/.exec(asked.request?.url ?? '')?.[1] ?? ''
    if (raw.includes('+') && !raw.includes('%20'))
      return [found('state-with-plus', 'note', 'RFC 6749 Appendix B', {}, { in: asked })]
    return state.length >= 8 && isTelling(state) && state === nonce
      ? [found('state-is-nonce', 'note', clause, {}, { in: asked })]
      : []
  })
