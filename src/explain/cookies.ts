import { addressOf, isThisMachine } from './addresses.ts'
import { valuesIn } from './parameters.ts'
import type { Seen } from './record.ts'
import type { CookieReason } from './how.ts'

/** A cookie as an answer sets it (RFC 6265bis 5.6), with what decides whether a browser sends it back. */
export interface SetCookie {
  name: string
  value: string
  /** Characters of the whole field. */
  length: number
  sameSite: string | undefined
  secure: boolean
  domain: string | undefined
  path: string | undefined
  /** Seconds that it lives; undefined where nothing says so. */
  lifetime: number | undefined
  by: Seen
}

/** The cookies that an answer sets. */
export function cookiesSet(seen: Seen): readonly SetCookie[] {
  const before = known.get(seen)
  if (before) return before
  const cookies = readCookies(seen)
  known.set(seen, cookies)
  return cookies
}

const known = new WeakMap<Seen, readonly SetCookie[]>()

function readCookies(seen: Seen): SetCookie[] {
  const fields = valuesIn(seen.response?.headers, 'set-cookie').flatMap(field => field.split(/\n/))
  return fields.slice(0, 60).flatMap((field) => {
    const [pair = '', ...attributes] = field.slice(0, 20_000).split(';')
    const [name = '', ...value] = pair.split('=')
    if (name.trim() === '' || value.length === 0) return []
    return [
      {
        name: name.trim(), value: value.join('=').trim(), length: field.length, by: seen, ...readAttributes(attributes),
      },
    ]
  })
}

function readAttributes(
  attributes: readonly string[],
): Pick<SetCookie, 'sameSite' | 'secure' | 'domain' | 'path' | 'lifetime'> {
  const values = new Map(attributes.map((attribute) => {
    const [name = '', ...value] = attribute.trim().split('=')
    return [name.toLowerCase(), value.join('=')] as const
  }))
  const age = values.get('max-age')
  return {
    sameSite: values.get('samesite')?.toLowerCase(), secure: values.has('secure'),
    domain: values.get('domain')?.replace(/^\./, '').toLowerCase(), path: values.get('path'),
    lifetime: age !== undefined && /^-?\d{1,12}$/.test(age) ? Number(age) : undefined,
  }
}

/** The names of the cookies that a request sends, each with its value. */
export function cookiesSent({ request }: Seen): Map<string, string> {
  const pairs = valuesIn(request?.headers, 'cookie').flatMap(field => field.slice(0, 40_000).split(';')).map(pair =>
    pair.trim())
  return new Map(pairs.filter(pair => pair.includes('=')).map(pair => [
    pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1),
  ]))
}

/**
 * The first reason by which this cookie is not sent with the callback, by its attributes and the two addresses;
 * undefined where none is seen.
 */
export function whyNotSent(cookie: SetCookie, callback: Seen): CookieReason | undefined {
  return whyRefused(cookie) ?? whyOutOfReach(cookie, callback) ?? whyOtherSite(cookie, callback)
}

/** Why a browser does not take the cookie at all. */
export function whyRefused({ name, length, sameSite, secure, domain, path, by }: SetCookie): CookieReason | undefined {
  const setter = addressOf(by)
  if (length > 4096 + 200) return 'too-long'
  if (sameSite === 'none' && !secure) return 'none-without-secure'
  if (secure && setter?.protocol === 'http:' && !isThisMachine(setter.hostname)) return 'secure-over-http'
  if (name.startsWith('__Host-') && (!secure || domain !== undefined || path !== '/')) return 'host-prefix'
  if (name.startsWith('__Secure-') && !secure) return 'host-prefix'
  return domain !== undefined && setter !== undefined && !isWithin(setter.hostname, domain) ? 'other-domain' : undefined
}

function whyOutOfReach({ secure, domain, path, lifetime, by }: SetCookie, callback: Seen): CookieReason | undefined {
  const [setter, target] = [addressOf(by), addressOf(callback)]
  const age = by.at === undefined || callback.at === undefined ? 0 : callback.at - by.at
  if (lifetime !== undefined && age > lifetime * 1000) return 'expired'
  if (!target || !setter) return undefined
  const isReached = domain === undefined ? setter.hostname === target.hostname : isWithin(target.hostname, domain)
  if (!isReached) return nameHosts(setter.hostname, target.hostname)
  if (secure && target.protocol === 'http:' && !isThisMachine(target.hostname)) return 'secure-over-http'
  return path?.startsWith('/') && path !== '/' && !isUnder(target.pathname, path) ? 'other-path' : undefined
}

function whyOtherSite({ sameSite }: SetCookie, callback: Seen): CookieReason | undefined {
  const isPost = callback.request?.method?.toUpperCase() === 'POST'
  if (sameSite === 'strict') return 'same-site-strict'
  if (!isPost || sameSite === 'none') return undefined
  return sameSite === 'lax' ? 'same-site-lax-post' : 'same-site-default-post'
}

function nameHosts(one: string, other: string): CookieReason {
  if (isThisMachine(one) && isThisMachine(other)) return 'loopback-name'
  return `www.${one}` === other || `www.${other}` === one ? 'www' : 'other-host'
}

function isWithin(hostname: string, domain: string): boolean {
  return hostname === domain || hostname.endsWith(`.${domain}`)
}

function isUnder(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)
}

/**
 * Tells whether a cookie may hold what a sign-in needs later: by its name, or since it was set on the way to the
 * provider.
 */
export function isForSignIn({ name, by }: SetCookie): boolean {
  const location = valuesIn(by.response?.headers, 'location')[0] ?? ''
  return /[?&](?:client_id|response_type)=/.test(location)
    || /state|nonce|pkce|verifier|csrf|correlation|oauth|oidc|openid|auth|sess|sid/i.test(name)
}
