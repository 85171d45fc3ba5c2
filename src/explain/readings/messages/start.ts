import { bareAddress, haveSameOrigin, isInnerHost } from '../../addresses.ts'
import { parseAddress } from '../../../addresses/loopback.ts'
import { attemptsOf } from '../../attempts.ts'
import { wentWell } from '../../outcome.ts'
import { headerOf, valuesIn } from '../../parameters.ts'
import type { Reader } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { found } from '../../found.ts'

/** The answer of a client that sends the browser to the provider, with the redirect URI that it names. */
interface Start { start: Seen, page: URL, target: URL, uri: URL }

function startsIn(seen: readonly Seen[]): Start[] {
  return seen.flatMap((start) => {
    const location = headerOf(start.response, 'location')
    if (!location?.includes('redirect_uri=')) return []
    const target = parseAddress(location)
    const uri = parseAddress(target?.searchParams.get('redirect_uri') ?? '')
    const page = pageOf(start)
    return target && uri && page && /^https?:$/.test(uri.protocol) && page.host !== target.host
      ? [{ start, page, target, uri }]
      : []
  })
}

/** The address as the user's browser has it: what a proxy passes on comes before what the app sees itself. */
function pageOf({ request }: Seen): URL | undefined {
  const own = parseAddress(request?.url ?? '')
  const host = headerOf(request, 'x-forwarded-host')?.split(',', 1)[0]?.trim() ?? own?.host ?? headerOf(request, 'host')
  const scheme = headerOf(request, 'x-forwarded-proto')?.split(',', 1)[0]?.trim() ?? own?.protocol.replace(':', '')
  if (host === undefined) return undefined
  return parseAddress(`${scheme ?? 'http'}://${host}${own?.pathname ?? bareAddress(request?.url)}`)
}

/**
 * The page that began the sign-in against the host to which the answer is to come: a cookie of one is not sent to the
 * other.
 */
export const readStartedElsewhere: Reader = record => attemptsOf(record).some(wentWell)
  ? []
  : startsIn(record.seen).flatMap(({ start, page, target, uri }) => {
      const cookies = valuesIn(start.response?.headers, 'set-cookie')
      const isSent = page.hostname === uri.hostname || cookies.some(cookie => reaches(cookie, uri.hostname))
      if (cookies.length === 0 || isSent || haveSameOrigin(page.href, target.href)) return []
      return [
        found(
          'started-elsewhere', 'broken', 'RFC 6265 5.1.3',
          { host: page.hostname, other: uri.hostname, redirect_uri: uri.href }, { in: start, step: 'redirect' },
        ),
      ]
    })

function reaches(cookie: string, hostname: string): boolean {
  const domain = /;\s*domain=\.?([^;\s]+)/i.exec(cookie)?.[1]?.toLowerCase()
  return domain !== undefined && (hostname === domain || hostname.endsWith(`.${domain}`))
}

/**
 * A redirect URI that the app made of what it sees behind its proxy: http where the page is https, or a host that the
 * user never called.
 */
export const readBehindProxy: Reader = ({ seen }) => startsIn(seen).flatMap(({ start, page, uri }) => {
  const details = { redirect_uri: uri.href, page: bareAddress(page.href), host: uri.host, other: page.host }
  const isForwarded = headerOf(start.request, 'x-forwarded-host') !== undefined
  const isInside = isForwarded || (isPrivate(uri.hostname) && !isPrivate(page.hostname))
  if (page.hostname !== uri.hostname)
    return isInside
      ? [found('redirect-uri-not-public', 'broken', undefined, details, { in: start, step: 'redirect' })]
      : []
  return page.protocol === 'https:' && uri.protocol === 'http:'
    ? [found('redirect-uri-behind-proxy', 'broken', 'RFC 9700 2.6', details, { in: start, step: 'redirect' })]
    : []
}).slice(0, 1)

function isPrivate(hostname: string): boolean {
  return isInnerHost(hostname)
    || /^(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(hostname)
    || hostname === 'localhost'
    || hostname.endsWith('.local')
}
