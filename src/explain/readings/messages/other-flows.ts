import { attemptsOf, isTokenRequest } from '../../attempts.ts'
import {
  clientOf, descriptionOf, errorOf, hides, isGranted, isRefused, lacks, memberOf, parameterOf, parametersOf,
  showsParameters,
  valuesIn,
} from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { found } from '../../found.ts'

/** A pushed request and the authorization request that refers to it (RFC 9126). */
export const readPushed: Reader = ({ seen }) => {
  const pushed = new Map(seen.flatMap(each =>
    each.kind === 'pushed-request' && memberOf(each, 'request_uri')
      ? [[memberOf(each, 'request_uri') ?? '', each] as const]
      : []))
  const used = new Map<string, Seen>()
  return seen.flatMap((asked): Reading[] => {
    const uri = asked.kind === 'authorization-request' ? parameterOf(asked, 'request_uri') : undefined
    if (uri === undefined) return []
    const [push, before] = [pushed.get(uri), used.get(uri)]
    used.set(uri, asked)
    if (before && before.request?.url !== asked.request?.url)
      return [
        found('pushed-twice', isBroken(asked) ? 'broken' : 'weak', 'RFC 9126 4', {}, { in: [asked, before] }),
      ]
    return push ? readPush(asked, push) : []
  }).slice(0, 2)
}

const isBroken = (asked: Seen) => (asked.response?.status ?? 0) >= 400

function readPush(asked: Seen, push: Seen): Reading[] {
  const [client, other, lifetime] = [clientOf(push), clientOf(asked), Number(push.response?.members?.['expires_in'])]
  if (client !== undefined && other !== undefined && client !== other)
    return [found('pushed-by-another', 'broken', 'RFC 9126 4', { client_id: client, other }, { in: [asked, push] })]
  const age = asked.at !== undefined && push.at !== undefined ? Math.round((asked.at - push.at) / 1000) : 0
  return lifetime > 0 && age > lifetime
    ? [found('pushed-too-long-ago', 'broken', 'RFC 9126 2.2', { seconds: age, lifetime }, { in: [asked, push] })]
    : []
}

/** Request objects: two references at once, or one where it has no place (RFC 9101, RFC 9126). */
export const readRequestObject: Reader = ({ seen }) => seen.flatMap((asked): Reading[] => {
  if (asked.kind !== 'authorization-request' && asked.kind !== 'pushed-request') return []
  const [request, uri] = [parameterOf(asked, 'request'), parameterOf(asked, 'request_uri')]
  if (request !== undefined && uri !== undefined)
    return [found('request-and-uri', 'broken', 'RFC 9101 5', {}, { in: asked })]
  if (asked.kind === 'pushed-request' && uri !== undefined)
    return [found('request-uri-pushed', 'broken', 'RFC 9126 2.1', {}, { in: asked })]
  return []
})

/** A device that asks more often than it may, or after its code has ended (RFC 8628 3.5). */
export const readDevice: Reader = ({ seen }) => {
  const polls = seen.filter(each => isTokenRequest(each) && parameterOf(each, 'device_code') !== undefined)
  const begin = seen.find(({ kind }) => kind === 'device-request')
  const slow = polls.find(poll => errorOf(poll) === 'slow_down')
  const before = slow && polls[polls.indexOf(slow) - 1]
  const interval = Number(begin?.response?.members?.['interval'] ?? 5)
  if (slow)
    return [
      found(
        'device-too-fast', 'broken', 'RFC 8628 3.5',
        {
          interval,
          seconds: slow.at !== undefined && before?.at !== undefined
            ? Math.round((slow.at - before.at) / 100) / 10
            : '',
        },
        { in: [slow, before] },
      ),
    ]
  const ended = polls.find(poll => errorOf(poll) === 'expired_token')
  if (ended)
    return [
      found(
        'device-expired', 'broken', 'RFC 8628 3.5', { lifetime: Number(begin?.response?.members?.['expires_in'] ?? 0) },
        { in: [ended, begin] },
      ),
    ]
  const user = begin && memberOf(begin, 'user_code')
  const mixed = polls.find(poll => user !== undefined && parameterOf(poll, 'device_code') === user)
  return mixed ? [found('device-user-code', 'broken', 'RFC 8628 3.4', {}, { in: [mixed, begin] })] : []
}

/** The resource that a token is for: named in one request and not in the other, or another one (RFC 8707 2, MCP). */
export const readResource: Reader = record =>
  attemptsOf(record).flatMap(({ asked, exchanges }) => exchanges.flatMap((exchange): Reading[] => {
    const [sent, repeated] = [asked ? allOf(asked, 'resource') : [], allOf(exchange, 'resource')]
    if (!asked || (sent.length === 0 && repeated.length === 0)) return []
    const foreign = repeated.find(one => !sent.includes(one))
    if (sent.length > 0 && foreign !== undefined && !hides(asked, 'parameters'))
      return [
        found(
          'resource-of-exchange-differs', isGranted(exchange) ? 'weak' : 'broken', 'RFC 8707 2.2',
          { resource: sent[0] ?? '', other: foreign }, { in: [exchange, asked] },
        ),
      ]
    const isUnknown = isRefused(exchange) && errorOf(exchange) === 'invalid_target'
    if (repeated.length === 0 && showsParameters(exchange) && isUnknown)
      return [
        found(
          'resource-not-repeated', 'broken', 'RFC 8707 2.2', { resource: sent[0] ?? '' }, { in: [exchange, asked] },
        ),
      ]
    return []
  }))

function allOf(seen: Seen, name: string): string[] {
  return valuesIn(parametersOf(seen), name)
}

/** A logout that the provider refuses, in its own words; most often it does not know the address to come back to. */
export const readLogoutRefused: Reader = ({ seen }) => seen.flatMap((each): Reading[] => {
  const { kind, response } = each
  if (kind !== 'logout-request' || (response?.status ?? 0) < 400) return []
  const words = descriptionOf(each) || (response?.text ?? response?.body ?? '').slice(0, 2000)
  const details = {
    status: response?.status ?? '', description: words.slice(0, 300),
    uri: parameterOf(each, 'post_logout_redirect_uri') ?? '',
  }
  const isAddress = details.uri !== '' && /post[_ -]?logout|redirect[_ -]?ur[il]/i.test(words)
  return [
    found(
      isAddress ? 'logout-address-refused' : 'logout-refused', 'broken', 'OpenID Connect RP-Initiated Logout 2',
      details, { in: each },
    ),
  ]
}).slice(0, 1)

/** A logout that wants to come back says who it is (OpenID Connect RP-Initiated Logout 2). */
export const readLogout: Reader = ({ seen }) => seen.flatMap((each): Reading[] => {
  if (each.kind !== 'logout-request') return []
  const has = (name: string) => parameterOf(each, name) !== undefined
  if (has('redirect_uri') && lacks(each, 'post_logout_redirect_uri'))
    return [found('logout-redirect-uri', 'broken', 'OpenID Connect RP-Initiated Logout 2', {}, { in: each })]
  if (!has('post_logout_redirect_uri') || !lacks(each, 'id_token_hint') || has('client_id')) return []
  return [
    found(
      'logout-without-hint', (each.response?.status ?? 0) >= 400 ? 'broken' : 'note',
      'OpenID Connect RP-Initiated Logout 2', {}, { in: each },
    ),
  ]
}).slice(0, 1)
