import { attemptsOf, type Attempt } from '../../attempts.ts'
import { bareAddress, isInnerHost, isReadable } from '../../addresses.ts'
import { compareAddresses } from '../../compare/addresses.ts'
import { parseAddress } from '../../../addresses/loopback.ts'
import { headerOf, isGranted, isRefused, lacks, parameterOf, showsParameters } from '../../parameters.ts'
import { isPassedOn } from '../../passed-on.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { found } from '../../found.ts'

/** Where the answer came against where it was asked to come. */
export const readAnswerElsewhere: Reader = record =>
  attemptsOf(record).flatMap(attempt => attempt.answers.flatMap((answer) => {
    const { asked } = attempt
    const [wanted, came] = [asked && parameterOf(asked, 'redirect_uri'), bareAddress(answer.request?.url)]
    if (!asked || !wanted || !parseAddress(came) || !parseAddress(wanted) || /^urn:/.test(wanted)) return []
    if (isPassedOn(attempt, answer)) return []
    // A browser writes an address without a path with a slash.
    const how = compareAddresses(bareAddress(wanted).replace(/^(https?:\/\/[^/]+)$/i, '$1/'), came)
    return how === undefined || how === 'encoded'
      ? []
      : [
          found(
            'answer-elsewhere', 'broken', 'RFC 6749 3.1.2', { redirect_uri: wanted, address: came, how },
            { in: [answer, asked] },
          ),
        ]
  }))

/**
 * The redirect URI of the token request against that of the authorization request: one text in both (RFC 6749 4.1.3).
 */
export const readRedirectRepeated: Reader = (record) => {
  return attemptsOf(record).flatMap(attempt => attempt.exchanges.flatMap(exchange => readExchange(attempt, exchange)))
}

const clause = 'RFC 6749 4.1.3'

function readExchange({ asked, answers }: Attempt, exchange: Seen): Reading[] {
  const [sent, repeated] = [asked && parameterOf(asked, 'redirect_uri'), parameterOf(exchange, 'redirect_uri')]
  if (!asked || parameterOf(asked, 'request_uri') !== undefined)
    return asked ? [] : readAgainstAnswer(answers, exchange, repeated)
  if (sent === undefined)
    return repeated === undefined || !isRefused(exchange) || !lacks(asked, 'redirect_uri')
      ? []
      : [found('redirect-uri-unasked', 'broken', clause, { redirect_uri: repeated }, { in: [exchange, asked] })]
  if (repeated === undefined)
    return isRefused(exchange) && showsParameters(exchange)
      ? [found('redirect-uri-not-repeated', 'broken', clause, { redirect_uri: sent }, { in: [exchange, asked] })]
      : []
  const how = compareAddresses(sent, repeated)
  if (how === undefined) return []
  return [
    found(
      'redirect-uri-differs', isGranted(exchange) ? 'weak' : 'broken', clause, { sent, repeated, how },
      { in: [exchange, asked] },
    ),
  ]
}

/** Without the request, the place where the answer came says which one it was. */
function readAgainstAnswer(answers: readonly Seen[], exchange: Seen, repeated: string | undefined): Reading[] {
  const answer = answers.find(({ request }) => parseAddress(bareAddress(request?.url)) !== undefined)
  if (!answer || repeated === undefined || !parseAddress(repeated) || isGranted(exchange)) return []
  const came = bareAddress(answer.request?.url)
  const how = compareAddresses(came, bareAddress(repeated))
  return how === undefined
    ? []
    : [
        found(
          'redirect-uri-not-where-it-came', 'broken', clause, { address: came, repeated, how },
          { in: [exchange, answer] },
        ),
      ]
}

/** The redirect URI by itself, once for each. */
export const readRedirectUri: Reader = ({ seen }) => {
  const told = new Set<string>()
  return seen.flatMap((asked) => {
    const uri = (asked.kind === 'authorization-request' || asked.kind === 'pushed-request')
      && asked.request?.method !== 'OPTIONS'
      ? parameterOf(asked, 'redirect_uri')
      : undefined
    if (uri === undefined || told.has(uri)) return []
    told.add(uri)
    return readUri(asked, uri)
  })
}

/** Values that are no addresses and have a meaning of their own. */
const special = /^(?:postmessage$|urn:|storagerelay:)/

function readUri(asked: Seen, uri: string): Reading[] {
  const name = uriFaults.find(([, has]) => has(uri))?.[0]
  if (name !== undefined)
    return [
      found(
        name, name === 'redirect-uri-double-slash' ? 'weak' : 'broken', 'RFC 6749 3.1.2', { redirect_uri: uri },
        { in: asked },
      ),
    ]
  const url = parseAddress(uri)
  if (special.test(uri) || !url) return []
  if (url.hostname === '0.0.0.0')
    return [found('redirect-uri-any-address', 'broken', 'RFC 8252 7.3', { redirect_uri: uri }, { in: asked })]
  const behind = readBehindProxy(asked, url)
  if (behind) return [behind]
  if (/^https?:$/.test(url.protocol) && isInnerHost(url.hostname))
    return [
      found('redirect-uri-inner-host', 'weak', undefined, { redirect_uri: uri, host: url.hostname }, { in: asked }),
    ]
  if (/^(?:https:\/\/[^/?#]+:443|http:\/\/[^/?#]+:80)(?=[/?#]|$)/i.test(uri))
    return [
      found(
        'redirect-uri-default-port', 'note', undefined,
        { redirect_uri: uri, port: /:(\d+)(?:[/?#]|$)/.exec(uri)?.[1] ?? '' }, { in: asked },
      ),
    ]
  return isReadable(uri)
    ? [found('redirect-uri-http', 'weak', 'RFC 9700 2.6', { redirect_uri: uri }, { in: asked })]
    : []
}

/** What is still encoded is told as that. */
function isEncoded(uri: string): boolean {
  return /^[a-z][\w+.-]*%(?:25)*3a/i.test(uri)
}

const uriFaults: [name: string, has: (uri: string) => boolean][] = [
  ['redirect-uri-wildcard', uri => /^https?:\/\/[^?#]*\*/i.test(uri)],
  ['redirect-uri-double-slash', uri => /^https?:\/\/[^/?#]+(?:\/[^/?#]+)*\/\//i.test(uri)],
  ['redirect-uri-fragment', uri => /^[a-z][\w+.-]*:.*#/i.test(uri)],
  [
    'redirect-uri-relative',
    uri =>
      !special.test(uri)
      && !isEncoded(uri)
      && (!parseAddress(uri) || (!uri.startsWith('https://') && /^(?:localhost|[\w-]+(?:\.[\w-]+)+):\d/i.test(uri))),
  ],
]

/** What tells that a proxy takes TLS off: http on TLS's port, or a page that is https on the same host. */
function readBehindProxy(asked: Seen, uri: URL): Reading | undefined {
  const [referer, origin] = [headerOf(asked.request, 'referer'), headerOf(asked.request, 'origin')]
  const page = [referer, origin].find(address => parseAddress(address ?? '')?.hostname === uri.hostname)
  const details = { redirect_uri: uri.href }
  if (uri.protocol === 'http:' && uri.port === '443')
    return found('redirect-uri-http-443', 'broken', undefined, details, { in: asked })
  if (uri.protocol === 'https:' && uri.port === '80')
    return found('redirect-uri-https-80', 'broken', undefined, details, { in: asked })
  if (uri.protocol !== 'http:' || !page?.startsWith('https:')) return undefined
  return found(
    'redirect-uri-behind-proxy', 'broken', 'RFC 9700 2.6', { ...details, page: bareAddress(page) }, { in: asked },
  )
}

/** A request for an ID token has to name the redirect URI (OpenID Connect Core 3.1.2.1). */
export const readRedirectMissing: Reader = ({ seen }) => seen.flatMap((asked) => {
  if (asked.kind !== 'authorization-request' || asked.request?.method === 'OPTIONS') return []
  const isOpenId = (parameterOf(asked, 'scope') ?? '').split(' ').includes('openid')
  if (!isOpenId || !['redirect_uri', 'request_uri', 'request'].every(name => lacks(asked, name))) return []
  return [found('redirect-uri-missing', 'broken', 'OpenID Connect Core 3.1.2.1', {}, { in: asked })]
})
