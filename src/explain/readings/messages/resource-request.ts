import { addressOf, bareAddress } from '../../addresses.ts'
import { attemptsOf, isTokenRequest } from '../../attempts.ts'
import { isWithheld } from '../../facts/withheld.ts'
import { headerOf, hides, lacks, memberOf, parameterOf, valuesIn } from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { parseAddress } from '../../../addresses/loopback.ts'
import { found } from '../../found.ts'

const opening = new Set(['userinfo-request', 'resource-request'])
const authorization = (seen: Seen) => headerOf(seen.request, 'authorization')

/** The form of an Authorization header with a token (RFC 6750 2.1). */
export const readHeader: Reader = ({ seen }) => seen.flatMap((each) => {
  const field = authorization(each)
  if (field === undefined || isTokenRequest(each) || each.request?.method === 'OPTIONS') return []
  if (isWithheld(field.replace(/^\S+\s+/, ''))) return []
  const name = headerFaults.find(([, has]) => has(field, each))?.[0]
  return name !== undefined
    ? [found(name, 'broken', 'RFC 6750 2.1', { field: shape(field) }, { in: each, step: 'userinfo' })]
    : []
})

const isRefused = ({ response }: Seen) =>
  response?.status === 401 || response?.status === 400 || response?.status === 403

const headerFaults: [name: string, has: (field: string, seen: Seen) => boolean][] = [
  [
    'bearer-unfilled',
    field =>
      /^(?:bearer|dpop|token) +(?:undefined|null|none|\[object \w+\]|false|true)$/i.test(field)
      || /^(?:bearer|dpop|token)\s*$/i.test(field),
  ],
  [
    'bearer-placeholder',
    field =>
      /^bearer +(?:\{\{?[\w.]+\}?\}|\$\{?[\w.]+\}?|<[\w -]+>|your[-_ ]?\w{0,40}token\w{0,40})$/i.test(field)
      && !/redact/i.test(field),
  ],
  ['bearer-twice', field => /^bearer +bearer\b/i.test(field)],
  ['bearer-colon', field => /^bearer\s*:/i.test(field)],
  ['bearer-quoted', field => /^bearer +["'\u201c{[]/i.test(field)],
  ['bearer-joined', field => /^bearer[\w-]{20,}/i.test(field)],
  ['bearer-broken-up', field => /^bearer +\S+\s+\S/i.test(field) || /^bearer .*(?:\\n|%0a)/i.test(field)],
  ['scheme-missing', (field, seen) => /^[\w-]+\.[\w-]+\.[\w-]*$|^[\w-]{30,}$/.test(field) && isRefused(seen)],
  [
    'scheme-other',
    (field, seen) =>
      /^(?:token|jwt|oauth|access_token) +\S+$/i.test(field)
      && seen.response?.status === 401
      && addressOf(seen)?.hostname !== 'api.github.com',
  ],
]

/** The scheme, and the rest by its length: what it holds is secret. */
function shape(field: string): string {
  const [, scheme = '', rest = ''] = /^(\w{1,20})\b([^]*)$/.exec(field) ?? []
  return rest.trim().length > 24 || scheme.length > 12
    ? `${/^(?:bearer|dpop|token|jwt|oauth|basic)$/i.test(scheme) ? scheme : ''} …`
    : field
}

/** A token in an address: it stands in logs, histories and Referer headers (RFC 6750 2.3). */
export const readTokenInAddress: Reader = ({ seen }) => {
  const told = new Set<string>()
  return seen.flatMap((each) => {
    const host = addressOf(each)?.host ?? ''
    const name = ['access_token', 'id_token', 'refresh_token'].find(one =>
      valuesIn(each.request?.query, one).some(value => value.length > 8))
    if (name === undefined
      || told.has(`${host} ${name}`)
      || isLogout(each)
      || isTokenRequest(each)
      || each.kind === 'authorization-response') return []
    if (/(?:^|\.)(?:weixin\.qq\.com|graph\.qq\.com|dingtalk\.com|weibo\.com|facebook\.com|vk\.com)(?::|$)/.test(host))
      return []
    told.add(`${host} ${name}`)
    return [
      found(
        'token-in-address', 'weak', 'RFC 6750 2.3', { parameter: name, address: bareAddress(each.request?.url) },
        { in: each, step: 'userinfo' },
      ),
    ]
  })
}

/** A token in more than one place of a request (RFC 6750 2). */
export const readTokenTwice: Reader = ({ seen }) => seen.flatMap((each) => {
  const isTwice = /^(?:bearer|dpop) +\S/i.test(authorization(each) ?? '')
    && parameterOf(each, 'access_token') !== undefined
    && !isTokenRequest(each)
    && each.kind !== 'authorization-response'
  const isTaken = (each.response?.status ?? 400) < 400
  return isTwice
    ? [found('token-sent-twice', isTaken ? 'weak' : 'broken', 'RFC 6750 2', {}, { in: each, step: 'userinfo' })]
    : []
}).slice(0, 1)

const isLogout = ({ kind }: Seen) => kind === 'logout-request'

/** A code or token that another host was told by the Referer header (RFC 9700 4.2). */
export const readReferer: Reader = ({ seen }) => {
  const told = new Set<string>()
  return seen.flatMap((each) => {
    const referer = headerOf(each.request, 'referer') ?? ''
    const name = /[?&#](code|access_token|id_token)=[^&#]{8}/.exec(referer)?.[1]
    const [from, to] = [parseAddress(referer), addressOf(each)]
    if (name === undefined
      || !from
      || !to
      || from.origin === to.origin
      || told.has(to.host)
      || (name === 'code' && !/[?&]state=|[?&]iss=|callback|oidc|oauth/.test(referer))) return []
    told.add(to.host)
    return [
      found(
        'secret-in-referer', 'weak', 'RFC 9700 4.2.4', { parameter: name, host: to.host, page: bareAddress(referer) },
        { in: each, step: 'callback' },
      ),
    ]
  }).slice(0, 1)
}

/**
 * An Authorization header that did not go along with a redirect: clients leave it out where the host, the port or the
 * scheme changes.
 */
export const readHeaderLost: Reader = ({ seen }) => seen.flatMap((first, index) => {
  const [location, status = 0] = [headerOf(first.response, 'location'), first.response?.status]
  if (authorization(first) === undefined || location === undefined || status < 300 || status > 399) return []
  const target = resolve(location, addressOf(first))
  const next = seen.slice(index + 1, index + 6).find(({ request }) =>
    bareAddress(request?.url) === bareAddress(target?.href))
  if (!next || authorization(next) !== undefined || hides(next, 'headers') || next.response?.status !== 401) return []
  return [
    found(
      'header-lost', 'broken', 'RFC 9110 15.4',
      { from: bareAddress(first.request?.url), to: bareAddress(next.request?.url), status },
      { in: [next, first], step: 'userinfo' },
    ),
  ]
})

function resolve(location: string, base: URL | undefined): URL | undefined {
  return URL.canParse(location, base?.href) ? new URL(location, base?.href) : undefined
}

/**
 * A request without a token, refused for that; only where the record has such headers at all, since exports of browsers
 * leave them out.
 */
export const readTokenAbsent: Reader = (record) => {
  if (!record.seen.some(each => authorization(each) !== undefined)) return []
  const start = record.seen.findIndex(each => each.response?.members?.['access_token'] !== undefined)
  return record.seen.slice(start < 0 ? record.seen.length : start).filter(each =>
    opening.has(each.kind) && each.request?.method !== 'OPTIONS').flatMap((each) => {
    const isSent = authorization(each) !== undefined
      || hides(each, 'headers')
      || !lacks(each, 'access_token')
      || headerOf(each.request, 'cookie') !== undefined
    return isSent || each.response?.status !== 401
      ? []
      : [
          found(
            'token-absent', 'broken', 'RFC 6750 3', { address: bareAddress(each.request?.url) },
            { in: each, step: 'userinfo' },
          ),
        ]
  }).slice(0, 1)
}

/** What is sent as the access token, where it is another value of the token answer. */
export const readOtherToken: Reader = (record) => {
  const answers = record.seen.filter(isTokenRequest)
  // A JWT says by itself what it is.
  const values = new Map(answers.flatMap((answer) => {
    const value = memberOf(answer, 'refresh_token')
    return value === undefined || value.startsWith('eyJ') || value === memberOf(answer, 'access_token')
      ? []
      : [[value, answer] as const]
  }))
  return record.seen.flatMap((each): Reading[] => {
    const token = /^(?:bearer|dpop) +(\S+)$/i.exec(authorization(each) ?? '')?.[1]
    const grant = token === undefined || isTokenRequest(each) ? undefined : values.get(token)
    return grant
      ? [
          found(
            'refresh-as-access', (each.response?.status ?? 400) < 300 ? 'weak' : 'broken', 'RFC 6749 1.4', {},
            { in: [each, grant], step: 'userinfo' },
          ),
        ]
      : []
  }).slice(0, 1)
}

/** A token of one attempt that is refused after a newer one came: the old one is still sent. */
export const readStaleToken: Reader = (record) => {
  const grants = record.seen.filter(each => isTokenRequest(each) && memberOf(each, 'access_token') !== undefined)
  const [last, before] = [grants.at(-1), grants.slice(0, -1)]
  const old = new Map(before.map(grant => [memberOf(grant, 'access_token') ?? '', grant]))
  if (!last || attemptsOf(record).length > 3) return []
  const start = record.seen.indexOf(last)
  const stale = record.seen.slice(start).find(each =>
    old.has(/^bearer +(\S+)$/i.exec(authorization(each) ?? '')?.[1] ?? '') && each.response?.status === 401)
  return stale ? [found('token-of-before', 'broken', 'RFC 6750 3.1', {}, { in: [stale, last], step: 'userinfo' })] : []
}
