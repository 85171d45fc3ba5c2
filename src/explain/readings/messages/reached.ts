import { bareAddress } from '../../addresses.ts'
import { attemptsOf, isTokenRequest } from '../../attempts.ts'
import { found } from '../../found.ts'
import { errorOf, parameterOf } from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'
import { reasonOf } from './unanswered.ts'

const answersIn = ({ seen }: WalkRecord) => seen.filter(({ kind }) => kind === 'authorization-response')

/** What the client's own address says to the browser that brings the answer. */
export const readCallbackStatus: Reader = record =>
  answersIn(record).filter(answer => errorOf(answer) === undefined).flatMap(toldByStatus).slice(0, 1)

/** What the client answers with is a failure, whatever its page says of it. */
export const readCallbackFailed: Reader = record =>
  answersIn(record).flatMap((answer) => {
    const isTold = errorOf(answer) !== undefined || toldByStatus(answer).length > 0
    return (answer.response?.status ?? 0) < 400 || isTold || hasArrived(answer, record)
      ? []
      : [found('callback-failed', 'broken', 'RFC 6749 4.1.2', detailsOf(answer), { in: answer })]
  }).slice(0, 1)

/** A status that says by itself what is wrong with the address or the method. */
function toldByStatus(answer: Seen): Reading[] {
  const details = detailsOf(answer)
  const isPost = details.method === 'POST'
  if (details.status === 404) return [found('callback-not-found', 'broken', 'RFC 6749 3.1.2', details, { in: answer })]
  if (details.status !== 405 && !(details.status === 403 && isPost)) return []
  const name = isPost ? 'callback-post-refused' : 'callback-method-refused'
  return [found(name, 'broken', 'OAuth 2.0 Form Post Response Mode 2', details, { in: answer })]
}

function detailsOf({ request, response }: Seen): { status: number, address: string, method: string } {
  return {
    status: response?.status ?? 0, address: bareAddress(request?.url), method: request?.method?.toUpperCase() ?? '',
  }
}

/** The provider's page that a login begins with is not there, or is none. */
export const readAuthorizationStatus: Reader = record =>
  attemptsOf(record).flatMap(({ asked, answers }) => {
    const status = asked?.response?.status ?? 0
    if (!asked || answers.length > 0 || errorOf(asked) !== undefined || hasAnswered(asked, record)) return []
    const isGone = status === 404 || status === 410
    const name = isGone ? 'authorization-not-found' : 'authorization-failed'
    return isGone || status >= 500
      ? [found(name, 'broken', 'RFC 6749 3.1', { status, address: bareAddress(asked.request?.url) }, { in: asked })]
      : []
  }).slice(0, 1)

const ofCallback = { 'answer-none': 'callback-none', 'answer-untrusted': 'page-untrusted' } as const
const ofRequest = { 'answer-untrusted': 'page-untrusted' } as const

/** An address of the login that the browser itself did not get to: there the login ends. */
export const readUnreached: Reader = record => record.seen.flatMap((each): Reading[] => {
  const [isAnswer, reason] = [each.kind === 'authorization-response', reasonOf(each)]
  if (reason === undefined
    || (!isAnswer && each.kind !== 'authorization-request')
    || (isAnswer ? hasArrived(each, record) : hasAnswered(each, record))) return []
  const names: Readonly<Record<string, string>> = isAnswer ? ofCallback : ofRequest
  const details = { address: bareAddress(each.request?.url), failure: each.failure ?? '' }
  return [found(names[reason] ?? reason, 'broken', undefined, details, { in: each })]
}).slice(0, 1)

/** The code came to the client all the same: another request brought it, or somebody pasted the address. */
function hasArrived(answer: Seen, { seen }: WalkRecord): boolean {
  const code = parameterOf(answer, 'code')
  return code !== undefined && seen.some(other =>
    other !== answer
    && parameterOf(other, 'code') === code
    && (isTokenRequest(other) || (other.response?.status ?? 400) < 400))
}

/** The same page came at another time. */
function hasAnswered(asked: Seen, { seen }: WalkRecord): boolean {
  const address = bareAddress(asked.request?.url)
  return seen.some(({ kind, request, response }) =>
    kind === 'authorization-request' && (response?.status ?? 400) < 400 && bareAddress(request?.url) === address)
}
