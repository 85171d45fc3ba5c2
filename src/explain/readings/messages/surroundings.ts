import { addressOf, bareAddress, hasPlaceholder, isInnerHost, isReadable } from '../../addresses.ts'
import { attemptsOf } from '../../attempts.ts'
import { headerOf, parameterOf, parametersOf } from '../../parameters.ts'
import type { Reader } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { found } from '../../found.ts'

/** A provider's address that the user's browser can't reach: a name of a container or an inner network. */
export const readProviderInside: Reader = ({ seen }) => seen.flatMap((asked) => {
  const url = addressOf(asked)
  if (asked.kind !== 'authorization-request'
    || !url
    || !isInnerHost(url.hostname)
    || (asked.response?.status ?? 0) > 0) return []
  if (hasPlaceholder(asked.request?.url)) return []
  return [
    found('provider-inside', 'weak', undefined, { host: url.hostname, address: bareAddress(url.href) }, { in: asked }),
  ]
}).slice(0, 1)

/** A sign-in that is asked for over http: whoever is on the way reads it, and may send the user elsewhere. */
export const readAskedOverHttp: Reader = ({ seen }) => {
  const asked = seen.find(({ kind, request }) =>
    kind === 'authorization-request' && request?.method !== 'OPTIONS' && isReadable(request?.url ?? ''))
  // Whoever logs behind a proxy writes http, and the proxy says how it was sent.
  if (!asked
    || hasPlaceholder(asked.request?.url)
    || headerOf(asked.request, 'x-forwarded-proto') === 'https') return []
  const details = { address: bareAddress(asked.request?.url) }
  return [found('authorization-over-http', 'weak', 'RFC 6749 3.1', details, { in: asked })]
}

const embedded = /; wv\)|\bFBA[NV]\b|Instagram|\bLine\/|MicroMessenger|\bGSA\/|LinkedInApp|WebView/

/**
 * A sign-in page in the web view of an app: providers refuse it, since the app could read the password (RFC 8252 8.12).
 */
export const readWebView: Reader = ({ seen }) => seen.flatMap((asked) => {
  const agent = headerOf(asked.request, 'user-agent') ?? ''
  if (asked.kind !== 'authorization-request'
    || agent === ''
    || !embedded.test(agent)
    || /weixin\.qq\.com|wechat/.test(addressOf(asked)?.hostname ?? '')) return []
  return [
    found(
      'web-view', (asked.response?.status ?? 0) >= 400 ? 'broken' : 'weak', 'RFC 8252 8.12', { agent }, { in: asked },
    ),
  ]
}).slice(0, 1)

/** An answer behind `#` that a server was to read: it came to the callback with nothing in its address. */
export const readFragmentLost: Reader = record => attemptsOf(record).flatMap(({ asked, answers }) => {
  const answer = answers.find(({ request }) =>
    request?.method === undefined && request?.fragment.some(([name]) => name === 'code' || name === 'access_token'))
  const target = bareAddress(answer?.request?.url ?? (asked && parameterOf(asked, 'redirect_uri')))
  const mode = asked && parameterOf(asked, 'response_mode')
  if (target === '' || (!answer && mode !== 'fragment')) return []
  const start = asked ? record.seen.indexOf(asked) : 0
  const isBare = (each: Seen) =>
    bareAddress(each.request?.url) === target && each.request?.method !== undefined && parametersOf(each).length === 0
  const bare = record.seen.slice(Math.max(0, start)).find(isBare)
  return bare && (bare.response?.status ?? 0) >= 400
    ? [found('fragment-lost', 'broken', 'RFC 3986 3.5', { address: target }, { in: [bare, asked], step: 'callback' })]
    : []
}).slice(0, 1)

/** A callback that a service worker answered, and whose code nobody exchanges: the server never saw it. */
export const readServiceWorker: Reader = record => attemptsOf(record).flatMap(({ answers, exchanges }) => {
  const answer = answers.find(({ via }) => via === 'service-worker')
  return answer && exchanges.length === 0
    ? [
        found(
          'callback-from-worker', 'broken', undefined, { address: bareAddress(answer.request?.url) }, { in: answer },
        ),
      ]
    : []
}).slice(0, 1)

const protocols: readonly (readonly [name: string, names: readonly string[]])[] = [
  ['OAuth 1.0a', ['oauth_token', 'oauth_verifier']], ['OAuth 1.0a', ['oauth_consumer_key']],
  ['OAuth 1.0a', ['oauth_signature']], ['OpenID 2.0', ['openid.mode']], ['WS-Federation', ['wa', 'wtrealm']],
  ['WS-Federation', ['wresult']],
]

/** Another protocol that people take for this one. SAML has a reader of its own. */
export const readOtherProtocol: Reader = ({ seen }) => seen.flatMap((each) => {
  const names = new Set(parametersOf(each).map(([name]) => name))
  const ticket = parameterOf(each, 'ticket')
  const named = protocols.find(([, needed]) => needed.every(name => names.has(name)))?.[0]
    ?? (ticket !== undefined && /^[SP]T-/.test(ticket) ? 'CAS' : undefined)
  const authorization = headerOf(each.request, 'authorization') ?? ''
  const signed = authorization !== '' && /^oauth [^]*oauth_(?:signature|consumer_key)=/i.test(authorization)
    ? 'OAuth 1.0a'
    : undefined
  const protocol = signed ?? named
  return protocol === undefined || names.has('response_type')
    ? []
    : [found('other-protocol', 'broken', undefined, { protocol }, { in: each, step: 'callback' })]
}).slice(0, 1)
