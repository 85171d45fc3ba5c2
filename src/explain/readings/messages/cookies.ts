import { attemptsOf } from '../../attempts.ts'
import { addressOf, haveSameOrigin } from '../../addresses.ts'
import { cookiesSent, cookiesSet, isForSignIn, whyNotSent, whyRefused, type SetCookie } from '../../cookies.ts'
import type { CookieReason } from '../../how.ts'
import { wentWell } from '../../outcome.ts'
import { headerOf, hides } from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'
import { found } from '../../found.ts'

const clauses: Partial<Record<CookieReason, string>> = {
  'too-long': 'RFC 6265 6.1', 'other-path': 'RFC 6265 5.1.4', 'other-domain': 'RFC 6265 5.3',
  'other-host': 'RFC 6265 5.1.3', 'loopback-name': 'RFC 6265 5.1.3', www: 'RFC 6265 5.1.3', expired: 'RFC 6265 5.3',
}

/**
 * A cookie that was set before the sign-in and is not sent with the answer, though state and verifier lie behind it.
 */
export const readCookieNotSent: Reader = record =>
  readLostCookies(record).filter(({ name }) => name === 'cookie-not-sent')

/** The same, where nothing says why. */
export const readCookieLost: Reader = record => readLostCookies(record).filter(({ name }) => name === 'cookie-lost')

function readLostCookies(record: WalkRecord): Reading[] {
  const hasCookies = record.seen.some(({ request }) => request?.headers.some(([name]) => name === 'cookie'))
  const setting = record.seen.flatMap((seen, place) =>
    cookiesSet(seen).filter(isForSignIn).map(cookie => ({ cookie, place })))
  if (setting.length === 0) return []
  const places = new Map(record.seen.map((seen, place) => [seen, place]))
  const failed = attemptsOf(record).slice(0, mostAttempts).filter(attempt => !wentWell(attempt))
  return failed.flatMap(({ answers }) => answers.slice(0, 3).flatMap((answer) => {
    const place = places.get(answer)
    if (answer.request?.method === undefined || place === undefined || hides(answer, 'headers')) return []
    const before = setting.filter(one => one.place < place && one.place >= place - reach).map(({ cookie }) => cookie)
    return latestOf(before, answer).flatMap(cookie => readLost(cookie, answer, hasCookies)).slice(0, 1)
  })).slice(0, 2)
}

/** Of more attempts in one recording, none is another. */
const mostAttempts = 50
/** Messages in front of an answer among which its sign-in began. */
const reach = 200

/** The cookies of the client as they stood last, the last first. */
function latestOf(cookies: readonly SetCookie[], answer: Seen): SetCookie[] {
  const latest = new Map(cookies.map(cookie => [`${cookie.name} ${addressOf(cookie.by)?.hostname ?? ''}`, cookie]))
  return [...latest.values()].filter(cookie => mayBeOfClient(cookie, answer) && cookie.lifetime !== 0).reverse()
}

/** A provider's own cookies are none of the client's. */
function mayBeOfClient({ by }: SetCookie, answer: Seen): boolean {
  const location = headerOf(by.response, 'location') ?? ''
  const isBegin = /[?&](?:client_id|response_type)=/.test(location)
  return isBegin
    || haveSameOrigin(by.request?.url ?? '', answer.request?.url ?? '')
    || (by.request?.url ?? '').startsWith('/')
}

function readLost(cookie: SetCookie, answer: Seen, hasCookies: boolean): Reading[] {
  const sent = cookiesSent(answer)
  const reason = whyNotSent(cookie, answer)
  if (sent.has(cookie.name)) return []
  const details = {
    cookie: cookie.name, how: reason ?? '', host: addressOf(cookie.by)?.hostname ?? '',
    other: addressOf(answer)?.hostname ?? '', length: cookie.length, path: cookie.path ?? '',
  }
  if (reason)
    return [
      found('cookie-not-sent', 'broken', clauses[reason] ?? 'RFC 6265bis 5.6', details, { in: [answer, cookie.by] }),
    ]
  // A recording without any Cookie header has lost them all: nothing can be said then.
  return hasCookies ? [found('cookie-lost', 'broken', 'RFC 6265 5.4', details, { in: [answer, cookie.by] })] : []
}

function failed({ response }: Seen): boolean {
  return (response?.status ?? 0) >= 400
}

/** A cookie for a sign-in that no browser takes, or that will not come with a POST from the provider. */
export const readCookieRefused: Reader = (record) => {
  const told = new Set<string>()
  // Where the login went well, it was another cookie's matter.
  const gravity = attemptsOf(record).some(wentWell) ? 'note' : 'broken'
  return record.seen.flatMap(cookiesSet).flatMap((cookie) => {
    const reason = whyRefused(cookie)
    if (reason === undefined || told.has(cookie.name) || !isForSignIn(cookie)) return []
    told.add(cookie.name)
    return [
      found(
        'cookie-refused', gravity, clauses[reason] ?? 'RFC 6265bis 5.6',
        { cookie: cookie.name, how: reason, length: cookie.length }, { in: cookie.by },
      ),
    ]
  }).slice(0, 2)
}

/**
 * A cookie by itself whose name says that a login keeps something in it, and which does not come back from another
 * site.
 */
export const readCookieStrict: Reader = ({ seen }) => {
  if (seen.some(({ request }) => request !== undefined)) return []
  const strict = seen.flatMap(cookiesSet).filter(({ name, sameSite }) => sameSite === 'strict' && ofLogin.test(name))
  return strict.slice(0, 2).map(cookie =>
    found(
      'cookie-not-sent', 'broken', 'RFC 6265bis 5.6', { cookie: cookie.name, how: 'same-site-strict' },
      { in: cookie.by },
    ))
}

const ofLogin = /state|nonce|pkce|verifier|correlation|oauth|oidc|openid/i

/** A cookie that another answer set anew while the user was at the provider: what was kept in it is gone. */
export const readCookieReplaced: Reader = record => attemptsOf(record).flatMap(({ asked, answers }) => {
  const answer = answers.find(failed)
  const [from, to] = [asked ? record.seen.indexOf(asked) : -1, answer ? record.seen.indexOf(answer) : -1]
  if (!asked || !answer || from < 0 || to < from) return []
  const set = record.seen.slice(Math.max(0, from - 50), from + 1).flatMap(cookiesSet).filter(isForSignIn)
  const before = new Map(set.map(({ name, value }) => [name, value]))
  const sent = cookiesSent(answer)
  const isNew = ({ name, value }: SetCookie) =>
    before.has(name) && before.get(name) !== value && sent.get(name) === value
  const replaced = record.seen.slice(from + 1, to).flatMap(cookiesSet).find(isNew)
  return replaced
    ? [found('cookie-replaced', 'broken', 'RFC 6265 5.3', { cookie: replaced.name }, { in: [answer, replaced.by] })]
    : []
}).slice(0, 1)

const tooLarge = /header or cookie too large|request header fields too large|size of (?:a |the )?request header|header (?:field )?(?:is )?too (?:long|large)|request too long/i

/** Header fields that are too long for a server: cookies that grew with each attempt. */
export const readTooMuch: Reader = ({ seen }) => seen.flatMap((each) => {
  const { status, body, text } = each.response ?? {}
  if (status === undefined) return []
  const isTooLarge = status === 431
    || status === 494
    || (status === 400 && tooLarge.test((text ?? body ?? '').slice(0, 5000)))
  if (isTooLarge)
    return [
      found(
        'headers-too-large', 'broken', 'RFC 6585 5',
        { status, cookies: cookiesSent(each).size, characters: (headerOf(each.request, 'cookie') ?? '').length },
        { in: each },
      ),
    ]
  return status === 414
    ? [
        found(
          'address-too-long', 'broken', 'RFC 9110 15.5.15', { characters: each.request?.url?.length ?? 0 },
          { in: each },
        ),
      ]
    : []
}).slice(0, 1)
