import { attemptsOf, type Attempt } from '../../attempts.ts'
import { bareAddress, isInnerHost, isReadable } from '../../addresses.ts'
import { compareAddresses } from '../../compare/addresses.ts'
import { parseAddress } from '../../../addresses/loopback.ts'
import { headerOf, isGranted, isRefused, parameterOf } from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { say } from '../../say.ts'

/** Where the answer came against where it was asked to come. */
export const readAnswerElsewhere: Reader = record =>
  attemptsOf(record).flatMap(({ asked, answers }) => answers.flatMap((answer) => {
    const [wanted, came] = [asked && parameterOf(asked, 'redirect_uri'), bareAddress(answer.request?.url)]
    if (!asked || !wanted || !parseAddress(came) || !parseAddress(wanted) || /^urn:/.test(wanted)) return []
    // A browser writes an address without a path with a slash.
    const how = compareAddresses(bareAddress(wanted).replace(/^(https?:\/\/[^/]+)$/i, '$1/'), came)
    return how === undefined || how === 'encoded'
      ? []
      : [
          say(
            'answer-elsewhere', [answer, asked], { redirect_uri: wanted, address: came, how },
            { clause: 'RFC 6749 3.1.2' },
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
    return repeated === undefined || !isRefused(exchange)
      ? []
      : [say('redirect-uri-unasked', [exchange, asked], { redirect_uri: repeated }, { clause })]
  if (repeated === undefined)
    return isRefused(exchange)
      ? [say('redirect-uri-not-repeated', [exchange, asked], { redirect_uri: sent }, { clause })]
      : []
  const how = compareAddresses(sent, repeated)
  if (how === undefined) return []
  return [
    say(
      'redirect-uri-differs', [exchange, asked], { sent, repeated, how },
      { gravity: isGranted(exchange) ? 'weak' : 'broken', clause },
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
    : [say('redirect-uri-not-where-it-came', [exchange, answer], { address: came, repeated, how }, { clause })]
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
  const found = uriFaults.find(([, has]) => has(uri))
  if (found)
    return [
      say(
        found[0], [asked], { redirect_uri: uri },
        { gravity: found[0] === 'redirect-uri-double-slash' ? 'weak' : 'broken', clause: 'RFC 6749 3.1.2' },
      ),
    ]
  const url = parseAddress(uri)
  if (special.test(uri) || !url) return []
  if (url.hostname === '0.0.0.0')
    return [say('redirect-uri-any-address', [asked], { redirect_uri: uri }, { clause: 'RFC 8252 7.3' })]
  const behind = readBehindProxy(asked, url)
  if (behind) return [behind]
  if (/^https?:$/.test(url.protocol) && isInnerHost(url.hostname))
    return [say('redirect-uri-inner-host', [asked], { redirect_uri: uri, host: url.hostname }, { gravity: 'weak' })]
  if (/^(?:https:\/\/[^/?#]+:443|http:\/\/[^/?#]+:80)(?=[/?#]|$)/i.test(uri))
    return [
      say(
        'redirect-uri-default-port', [asked], { redirect_uri: uri, port: /:(\d+)(?:[/?#]|$)/.exec(uri)?.[1] ?? '' },
        { gravity: 'note' },
      ),
    ]
  return isReadable(uri)
    ? [say('redirect-uri-http', [asked], { redirect_uri: uri }, { gravity: 'weak', clause: 'RFC 9700 2.6' })]
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
      && (!parseAddress(uri) || /^(?:localhost|[\w-]+(?:\.[\w-]+)+):\d/i.test(uri)),
  ],
]

/** What tells that a proxy takes TLS off: http on TLS's port, or a page that is https on the same host. */
function readBehindProxy(asked: Seen, uri: URL): Reading | undefined {
  const [referer, origin] = [headerOf(asked.request, 'referer'), headerOf(asked.request, 'origin')]
  const page = [referer, origin].find(address => parseAddress(address ?? '')?.hostname === uri.hostname)
  const details = { redirect_uri: uri.href }
  if (uri.protocol === 'http:' && uri.port === '443') return say('redirect-uri-http-443', [asked], details)
  if (uri.protocol === 'https:' && uri.port === '80') return say('redirect-uri-https-80', [asked], details)
  if (uri.protocol !== 'http:' || !page?.startsWith('https:')) return undefined
  return say('redirect-uri-behind-proxy', [asked], { ...details, page: bareAddress(page) }, { clause: 'RFC 9700 2.6' })
}

/** A request for an ID token has to name the redirect URI (OpenID Connect Core 3.1.2.1). */
export const readRedirectMissing: Reader = ({ seen }) => seen.flatMap((asked) => {
  if (asked.kind !== 'authorization-request' || asked.request?.method === 'OPTIONS') return []
  const has = (name: string) => parameterOf(asked, name) !== undefined
  const isOpenId = (parameterOf(asked, 'scope') ?? '').split(' ').includes('openid')
  if (!isOpenId || has('redirect_uri') || has('request_uri') || has('request')) return []
  return [say('redirect-uri-missing', [asked], {}, { clause: 'OpenID Connect Core 3.1.2.1' })]
})
