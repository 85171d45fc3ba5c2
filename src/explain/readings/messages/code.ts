import { attemptsOf, isExchange, type Attempt } from '../../attempts.ts'
import { compareValues, lengthsOf } from '../../compare/values.ts'
import { isTelling, isWithheld } from '../../facts/withheld.ts'
import {
  clientOf, decodeForm, errorOf, headerOf, isGranted, isRefused, parameterOf, wantsProofNonce,
} from '../../parameters.ts'
import { isPassedOn } from '../../passed-on.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { found } from '../../found.ts'

/** One code in two token requests: it is good for one (RFC 6749 4.1.2). */
export const readRedeemedTwice: Reader = ({ seen }) => {
  const first = new Map<string, Seen>()
  const told = new Set<string>()
  return seen.filter(each => isExchange(each) && !wantsProofNonce(each)).flatMap((exchange) => {
    const code = parameterOf(exchange, 'code')
    const before = code ? first.get(code) : undefined
    if (isTelling(code) && !before) first.set(code, exchange)
    if (!code || !before || told.has(code)) return []
    told.add(code)
    return [sayTwice(before, exchange, code)]
  })
}

const clause = 'RFC 6749 4.1.2'

function sayTwice(before: Seen, exchange: Seen, code: string): Reading {
  const apart = before.at !== undefined && exchange.at !== undefined ? Math.abs(exchange.at - before.at) : undefined
  if (isGranted(before) && isGranted(exchange))
    return found('code-good-twice', 'weak', clause, { code }, { in: [exchange, before] })
  if (apart !== undefined)
    return found(
      'code-redeemed-twice-apart', 'broken', clause, { code, milliseconds: apart }, { in: [exchange, before] },
    )
  return found('code-redeemed-twice', 'broken', clause, { code }, { in: [exchange, before] })
}

/** The code of the token request against the one that came back: cut, decoded once too often, or that of another. */
export const readCodeAltered: Reader = record => attemptsOf(record).flatMap(({ answers, exchanges }) => {
  const answer = answers.findLast(one => parameterOf(one, 'code'))
  const came = answer && parameterOf(answer, 'code')
  if (!answer || !came || answers.length > 1) return []
  return exchanges.flatMap((exchange) => {
    const sent = parameterOf(exchange, 'code')
    const how = sent === undefined || isGranted(exchange) ? undefined : compareValues(came, sent)
    return sent === undefined || how === undefined
      ? []
      : [
          found(
            'code-altered', 'broken', 'RFC 6749 4.1.3',
            { code: came, sent_code: sent, how, ...lengthsOf(sent, came) }, { in: [exchange, answer] },
          ),
        ]
  })
})

/** A code that is not as the provider wrote it, by its own look. */
export const readCodeForm: Reader = ({ seen }) => seen.filter(isExchange).flatMap((exchange) => {
  const code = parameterOf(exchange, 'code')
  if (code === undefined || isGranted(exchange) || isWithheld(code)) return []
  const name = codeFaults.find(([, has]) => has(code))?.[0]
  return name !== undefined ? [found(name, 'broken', 'RFC 6749 4.1.3', { code }, { in: exchange })] : []
})

const codeFaults: [name: string, has: (code: string) => boolean][] = [
  ['code-empty', code => code === ''],
  ['code-is-address', code => /^https?:\/\//i.test(code)],
  ['code-with-parameters', code => /&(?:state|scope|session_state|iss|authuser)=/.test(code)],
  ['code-with-hash', code => /#(?:_=_)?$/.test(code)],
  ['code-still-encoded', code => /%(?:2[bf5]|3[ad])/i.test(code)],
  ['code-with-blank', code => code.trim() !== '' && / /.test(code)],
]

/** The client that redeems against the one that asked (RFC 6749 4.1.3). */
export const readClientDiffers: Reader = record =>
  attemptsOf(record).flatMap(({ asked, exchanges }) => exchanges.flatMap((exchange) => {
    const [client, other] = [asked && clientOf(asked), clientOf(exchange)]
    if (!asked
      || client === undefined
      || other === undefined
      || client === other
      || decodeForm(other) === client) return []
    return isGranted(exchange)
      ? []
      : [found('client-differs', 'broken', 'RFC 6749 4.1.3', { client_id: client, other }, { in: [exchange, asked] })]
  }))

/** How long a code lay about: most live for a minute, and none should for more than ten (RFC 6749 4.1.2). */
export const readCodeLate: Reader = record => attemptsOf(record).flatMap(({ answers, exchanges }) => {
  const exchange = exchanges.find(each => !wantsProofNonce(each))
  const answer = answers.find(one => exchange && parameterOf(one, 'code') === parameterOf(exchange, 'code'))
  if (!answer
    || !exchange
    || answer.at === undefined
    || exchange.at === undefined
    || !isRefused(exchange)
    || errorOf(exchange) !== 'invalid_grant') return []
  const seconds = Math.round((exchange.at - answer.at) / 1000)
  return seconds < 60 ? [] : [found('code-late', 'broken', clause, { seconds }, { in: [exchange, answer] })]
})

/**
 * One answer of the provider that reached the client twice: by a page that loads in advance, a scanner of links, a
 * reload.
 */
export const readCallbackTwice: Reader = record => attemptsOf(record).flatMap((attempt) => {
  const first = new Map<string, Seen>()
  for (const answer of attempt.answers.filter(each => !isPassedOn(attempt, each))) {
    const code = parameterOf(answer, 'code')
    const before = code ? first.get(code) : undefined
    if (code && before && wasSent(answer) && wasSent(before)) return sayCallbackTwice(before, answer, attempt.exchanges)
    if (isTelling(code)) first.set(code, answer)
  }
  return []
})

/** A place to which an answer leads need not have been visited. */
function wasSent({ request }: Seen): boolean {
  return request?.method !== undefined
}

function sayCallbackTwice(before: Seen, answer: Seen, exchanges: readonly Seen[]): Reading[] {
  const failed = [before, answer].some(({ response }) => (response?.status ?? 0) >= 400) || exchanges.some(isRefused)
  const gravity = failed ? 'broken' : 'note'
  const ahead = [before, answer].find(isAhead)
  const [one, other] = [headerOf(before.request, 'user-agent'), headerOf(answer.request, 'user-agent')]
  if (ahead) return [found('callback-prefetched', 'broken', clause, {}, { in: [answer, before] })]
  if ([before, answer].some(({ request }) => request?.method === 'HEAD'))
    return [found('callback-by-head', gravity, clause, {}, { in: [answer, before] })]
  if (one !== undefined && other !== undefined && one !== other)
    return [found('callback-by-another', gravity, clause, { first: one, second: other }, { in: [answer, before] })]
  return [found('callback-twice', gravity, clause, {}, { in: [answer, before] })]
}

/** By what browsers say that nobody asked for the page yet. */
function isAhead({ request }: Seen): boolean {
  return ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].some(name =>
    /prefetch|prerender/i.test(headerOf(request, name) ?? ''))
}

/** A callback that is loaded before a person goes there spends the code. */
export const readPrefetch: Reader = record => attemptsOf(record).flatMap(({ answers }) => {
  const ahead = answers.find(isAhead)
  return ahead && answers.length === 1 ? [found('callback-prefetched', 'broken', clause, {}, { in: ahead })] : []
})

/** The code used as though it were a token, or the parameters of one attempt mixed. */
export const readCodeConfused: Reader = (record) => {
  const attempts: readonly Attempt[] = attemptsOf(record)
  const codes = new Map(attempts.flatMap(({ answers }) =>
    answers.flatMap(answer => [[parameterOf(answer, 'code') ?? '', answer] as const])))
  const requests = new Map(
    attempts.flatMap(({ asked, exchanges }) => exchanges.map(exchange => [exchange, asked] as const)),
  )
  return record.seen.flatMap((each) => {
    const bearer = /^bearer +(\S+)$/i.exec(headerOf(each.request, 'authorization') ?? '')?.[1] ?? ''
    const answer = isTelling(bearer) ? codes.get(bearer) : undefined
    if (answer)
      return [found('code-as-token', 'broken', 'RFC 6749 4.1.3', {}, { in: [each, answer], step: 'userinfo' })]
    const [code, asked] = [parameterOf(each, 'code'), requests.get(each)]
    return isTelling(code) && asked && parameterOf(asked, 'state') === code
      ? [found('state-as-code', 'broken', 'RFC 6749 4.1.3', {}, { in: [each, asked] })]
      : []
  })
}
