import { bareAddress } from '../../addresses.ts'
import { attemptsOf } from '../../attempts.ts'
import { cookiesSent, cookiesSet } from '../../cookies.ts'
import { headerOf, parameterOf } from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { parseAddress } from '../../../addresses/loopback.ts'
import { found } from '../../found.ts'

const named = /state|nonce|pkce|verifier|csrf|xsrf|correlation|oauth|oidc|openid|auth|sess|sid|login/i

/** What came is seen then, and needs no forecast. */
function isAnswerSent({ kind, request }: Seen): boolean {
  return kind === 'authorization-response' && request?.method !== undefined
}

/**
 * A cookie for the callback that will not come with it: the answer comes as a POST from another site, or the cookie is
 * for this site alone.
 */
export const readCookieAhead: Reader = ({ seen }) => seen.some(isAnswerSent)
  ? []
  : seen.flatMap((start): Reading[] => {
      const target = parseAddress(headerOf(start.response, 'location') ?? '')
      if (!target?.searchParams.has('client_id')) return []
      const isPost = target.searchParams.get('response_mode') === 'form_post'
      const cookie = cookiesSet(start).find(({ name, sameSite }) =>
        named.test(name) && (sameSite === 'strict' || (sameSite === 'lax' && isPost)))
      if (!cookie) return []
      return [
        found(
          cookie.sameSite === 'strict' ? 'cookie-strict' : 'cookie-lax-for-post', 'broken', 'RFC 6265bis 5.6',
          { cookie: cookie.name }, { in: start, step: 'redirect' },
        ),
      ]
    }).slice(0, 1)

/**
 * The state that a cookie keeps against the one that came, where the callback failed: the cookie is that of another
 * login.
 */
export const readStateInCookie: Reader = record =>
  attemptsOf(record).flatMap(({ answers }) => answers.flatMap((answer): Reading[] => {
    const state = parameterOf(answer, 'state')
    if (!state || (answer.response?.status ?? 0) < 400) return []
    const kept = [...cookiesSent(answer)].find(([name, value]) =>
      /state/i.test(name) && value.length === state.length && value !== state)
    return kept ? [found('state-of-other-cookie', 'broken', 'RFC 6749 10.12', { cookie: kept[0] }, { in: answer })] : []
  })).slice(0, 1)

/** A callback that was redirected to the same place without what came in its address. */
export const readQueryLost: Reader = record =>
  attemptsOf(record).flatMap(({ answers, exchanges }) => answers.flatMap((answer): Reading[] => {
    const [location, status = 0] = [headerOf(answer.response, 'location') ?? '', answer.response?.status]
    const [from, to] = [parseAddress(bareAddress(answer.request?.url)), parseAddress(bareAddress(location))]
    if (status < 300
      || status > 399
      || !from
      || !to
      || exchanges.length > 0
      || from.href === to.href
      || /[?&](?:code|error)=/.test(location)) return []
    const isSame = from.pathname.replace(/\/$/, '') === to.pathname.replace(/\/$/, '') && from.pathname.length > 1
    return isSame
      ? [found('query-lost', 'broken', 'RFC 6749 4.1.2', { from: from.href, to: to.href, status }, { in: answer })]
      : []
  })).slice(0, 1)
