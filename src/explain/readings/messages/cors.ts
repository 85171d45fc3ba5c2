import { addressOf, bareAddress } from '../../addresses.ts'
import { headerOf } from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { found } from '../../found.ts'

const called = new Set([
  'token-request', 'refresh-request', 'device-poll', 'userinfo-request', 'resource-request', 'metadata-request',
  'keys-request', 'revocation-request', 'pushed-request', 'introspection-request', 'registration-request',
])

/**
 * What a browser asks before a script may send: whether it may, from this page, with this method and these fields
 * (Fetch standard, CORS).
 */
export const readPreflight: Reader = ({ seen }) =>
  seen.filter(({ request }) => request?.method === 'OPTIONS').flatMap((each) => {
    if (seen.length > 2 && !isOfLogin(each, seen)) return []
    const [origin, method] = [headerOf(each.request, 'origin'), headerOf(each.request, 'access-control-request-method')]
    if (each.request?.method !== 'OPTIONS'
      || method === undefined
      || origin === undefined
      || each.response === undefined
      || each.kind === 'authorization-request') return []
    return readAllowed(each, origin, method)
  }).slice(0, 2)

const clause = 'Fetch 3.2'

/** A recording has preflights of everything that a page calls. */
function isOfLogin({ request }: Seen, seen: readonly Seen[]): boolean {
  const address = bareAddress(request?.url)
  return /token|userinfo|oauth|openid|oidc|authorize|well-known|jwks|certs|revo|introspect|\/par$/i.test(address)
    || seen.some(other => called.has(other.kind) && bareAddress(other.request?.url) === address)
}

function readAllowed(each: Seen, origin: string, method: string): Reading[] {
  const { response } = each
  const details = { origin, address: bareAddress(each.request?.url), status: response?.status ?? '' }
  const step = each.kind === 'userinfo-request' || each.kind === 'resource-request' ? 'userinfo' : 'token'
  const allowed = headerOf(response, 'access-control-allow-origin')
  if ((response?.status ?? 0) >= 300)
    return [
      found(
        (response?.status ?? 0) < 400 ? 'preflight-redirected' : 'preflight-refused', 'broken', clause, details,
        { in: each, step },
      ),
    ]
  if (allowed === undefined) return [found('preflight-without-origin', 'broken', clause, details, { in: each, step })]
  if (allowed !== '*' && allowed !== origin)
    return [found('cors-other-origin', 'broken', clause, { ...details, allowed }, { in: each, step })]
  const [methods, fields] = [listOf(each, 'access-control-allow-methods'), listOf(each, 'access-control-allow-headers')]
  if (!['GET', 'HEAD', 'POST'].includes(method) && !methods.includes('*') && !methods.includes(method.toLowerCase()))
    return [found('preflight-method', 'broken', clause, { ...details, method }, { in: each, step })]
  const missing = (headerOf(each.request, 'access-control-request-headers') ?? '').toLowerCase().split(',')
    .map(field => field.trim())
    .filter(field => field !== '' && !fields.includes(field) && !(fields.includes('*') && field !== 'authorization'))
  return missing.length === 0
    ? []
    : [found('preflight-fields', 'broken', clause, { ...details, fields: missing.slice(0, 10) }, { in: each, step })]
}

function listOf({ response }: Seen, field: string): string[] {
  return (headerOf(response, field) ?? '').toLowerCase().split(',').map(part => part.trim())
}

/** An answer that a script of this page may not read. */
export const readAnswerHidden: Reader = ({ seen, words }) => {
  const refused = new Set(
    seen.filter(({ request }) => request?.method === 'OPTIONS').map(({ request }) => bareAddress(request?.url)),
  )
  return seen.flatMap((each) => {
    const [origin, { response }] = [headerOf(each.request, 'origin'), each]
    if (!origin || !response || !isForeign(each, origin) || (response.headers.length === 0 && response.status !== 0))
      return []
    const allowed = headerOf(response, 'access-control-allow-origin')
    const details = {
      origin, address: bareAddress(each.request?.url), allowed: allowed ?? '', status: response.status ?? '',
    }
    const step = each.kind === 'userinfo-request' || each.kind === 'resource-request' ? 'userinfo' : 'token'
    if (allowed === undefined)
      return isOfScript(each) && isUnread(each, words)
        ? [
            found(
              refused.has(bareAddress(each.request?.url)) ? 'cors-missing-behind-preflight' : 'cors-missing', 'broken',
              clause, details, { in: each, step },
            ),
          ]
        : []
    if (allowed !== '*' && allowed !== origin)
      return [found('cors-other-origin', 'broken', clause, details, { in: each, step })]
    return allowed === '*'
      && headerOf(each.request, 'cookie') !== undefined
      && headerOf(each.request, 'sec-fetch-mode') === 'cors'
      ? [found('cors-any-with-cookies', 'note', clause, details, { in: each, step })]
      : []
  }).slice(0, 1)
}

/** A request of a script of which a browser recorded no answer at all, and no reason. */
export const readAnswerWithheld: Reader = ({ seen }) => seen.flatMap((each) => {
  const origin = headerOf(each.request, 'origin')
  if (!origin
    || each.response !== undefined
    || each.failure !== undefined
    || !each.place?.startsWith('entry')
    || !isForeign(each, origin)) return []
  return [
    found(
      'answer-withheld', 'broken', clause, { origin, address: bareAddress(each.request?.url) },
      { in: each, step: 'token' },
    ),
  ]
}).slice(0, 1)

/** Called by a page of another origin. */
function isForeign(each: Seen, origin: string): boolean {
  const target = addressOf(each)
  return called.has(each.kind)
    && each.request?.method !== 'OPTIONS'
    && origin !== 'null'
    && target !== undefined
    && target.origin !== origin
}

/** A browser records no body of an answer that it hides; an excerpt of a recording may have left its fields out. */
function isUnread({ response }: Seen, words: readonly string[]): boolean {
  return response?.status === 0
    || !response?.body
    || words.some(text => /\bcors\b|access-control-allow-origin/i.test(text.slice(0, 2000)))
}

/** Sent by a script of a page, which reads the answer; a form that is sent has an Origin too. */
function isOfScript(each: Seen): boolean {
  const mode = headerOf(each.request, 'sec-fetch-mode')
  return mode === 'cors'
    || (mode === undefined && each.kind !== 'other' && each.kind !== 'pushed-request')
    || each.response?.status === 0
}
