import { isTokenRequest } from '../../attempts.ts'
import { bareAddress } from '../../addresses.ts'
import { errorOf, headerOf, isGranted, isRefused, parameterOf, wantsProofNonce } from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { isTelling } from '../../facts/withheld.ts'
import { isObject } from '../../../protocol/answer/json.ts'
import { found } from '../../found.ts'

function ofAnswers(read: (seen: Seen) => Reading[]): Reader {
  return ({ seen }) => seen.filter(each => isTokenRequest(each) && each.response !== undefined).flatMap(read)
}

/**
 * The token endpoint sends the client elsewhere: behind a 301, 302 or 303 a POST becomes a GET without a body (RFC 9110
 * 15.4).
 */
export const readRedirected = ofAnswers((exchange) => {
  const [status = 0, location] = [exchange.response?.status, headerOf(exchange.response, 'location')]
  if (status < 300 || status > 399 || location === undefined) return []
  const [from, to] = [bareAddress(exchange.request?.url), bareAddress(location)]
  const name = /log-?in|sign-?in|\/sso|\/auth\b/i.test(to)
    ? 'token-sent-to-login'
    : status === 307 || status === 308
      ? 'token-redirected-kept'
      : 'token-redirected'
  return [
    found(
      name, name === 'token-redirected-kept' ? 'note' : 'broken', 'RFC 9110 15.4', { status, from, to },
      { in: exchange },
    ),
  ]
})

/** A page where JSON should be. */
export const readPage = ofAnswers((exchange) => {
  const { response } = exchange
  const isPage = /^\s*<(?:!doctype html|html|head|body|script|meta)/i.test(response?.body?.slice(0, 500) ?? '')
    || ((response?.text ?? '') !== '' && (headerOf(response, 'content-type') ?? '').startsWith('text/html'))
  if (!isPage || isGranted(exchange)) return []
  const title = (/<title[^>]{0,200}>([^<]{0,200})/i.exec(response?.body?.slice(0, 20_000) ?? '')?.[1] ?? '').trim()
  return [
    found(
      title === '' ? 'page-for-json' : 'page-for-json-titled', 'broken', 'RFC 6749 5.1',
      { status: response?.status ?? '', title, address: bareAddress(exchange.request?.url) }, { in: exchange },
    ),
  ]
})

const statuses = new Map([
  [403, 'token-forbidden'], [404, 'token-not-found'], [405, 'token-method-refused'], [415, 'token-type-refused'],
])

/** Statuses that say that nobody is there, or not by this method. */
export const readEndpointStatus = ofAnswers((exchange) => {
  const { status } = exchange.response ?? {}
  if (exchange.response?.members?.['error'] !== undefined || exchange.request?.method?.toUpperCase() !== 'POST')
    return []
  const name = statuses.get(status ?? 0)
  return name === undefined
    ? []
    : [found(name, 'broken', 'RFC 6749 3.2', { address: bareAddress(exchange.request.url) }, { in: exchange })]
})

/** The members of an answer with a token, whoever asked. */
export const readMembers: Reader = ({ seen }) => seen.flatMap((each) => {
  const members = each.response?.members
  if (!members
    || (each.kind !== 'token-request' && each.kind !== 'refresh-request')
    || members['access_token'] === undefined) return []
  return [
    ...members['access_token'] === null || members['access_token'] === ''
      ? [found('token-empty', 'broken', 'RFC 6749 5.1', {}, { in: each })]
      : [],
    ...members['error'] !== undefined
      ? [found('error-beside-token', 'broken', 'RFC 6749 5.2', { error: errorOf(each) ?? '' }, { in: each })]
      : [],
  ]
})

/** Tokens within a member of the answer: a client of the standard looks for them at the top (RFC 6749 5.1). */
export const readTokensWithin: Reader = ({ seen }) => seen.flatMap((each): Reading[] => {
  const members = each.response?.members
  if (!members || each.kind !== 'token-request' || members['access_token'] !== undefined) return []
  const around = Object.entries(members).find(([, one]) => isObject(one) && typeof one['access_token'] === 'string')
  return around ? [found('tokens-within', 'note', 'RFC 6749 5.1', { member: around[0] }, { in: each })] : []
}).slice(0, 1)

/** One refresh token in two requests, where each is good once: the second looks like a theft (RFC 9700 4.14.2). */
export const readRefreshTwice: Reader = ({ seen }) => {
  const first = new Map<string, Seen>()
  return seen.filter(each => each.kind === 'refresh-request' && !wantsProofNonce(each)).flatMap((each) => {
    const token = parameterOf(each, 'refresh_token')
    const before = token ? first.get(token) : undefined
    if (isTelling(token) && !before) first.set(token, each)
    if (!token || !before || !isRefused(each)) return []
    const next = before.response?.members?.['refresh_token']
    const apart = each.at !== undefined && before.at !== undefined ? Math.abs(each.at - before.at) : undefined
    const name = apart !== undefined && apart < 5000
      ? 'refresh-side-by-side'
      : typeof next === 'string' && next !== token
        ? 'refresh-rotated'
        : 'refresh-twice'
    return [found(name, 'broken', 'RFC 9700 4.14.2', { milliseconds: apart ?? '' }, { in: [each, before] })]
  }).slice(0, 1)
}

/** A refresh that asks for more than was granted (RFC 6749 6). */
export const readRefreshWider: Reader = ({ seen }) => seen.flatMap((each) => {
  const scope = each.kind === 'refresh-request' ? parameterOf(each, 'scope') : undefined
  return scope !== undefined && errorOf(each) === 'invalid_scope'
    ? [found('refresh-wider', 'broken', 'RFC 6749 6', { scope }, { in: each })]
    : []
})
