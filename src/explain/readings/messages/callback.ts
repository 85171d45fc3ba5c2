import { parseAddress } from '../../../addresses/loopback.ts'
import { addressOf, bareAddress } from '../../addresses.ts'
import { attemptsOf } from '../../attempts.ts'
import { isWithheld } from '../../facts/withheld.ts'
import {
  clientOf, descriptionOf, errorOf, headerOf, isGranted, parameterOf, parametersOf, valuesIn,
} from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { found } from '../../found.ts'

function ofAnswers(read: (answer: Seen) => Reading[]): Reader {
  return record => attemptsOf(record).flatMap(({ answers }) => answers).flatMap(read)
}

/** Parameters of an answer that can't stand together, or have lost their place. */
export const readAnswerForm = ofAnswers((answer) => {
  const has = (name: string) => parameterOf(answer, name) !== undefined
  const url = answer.request?.url ?? ''
  if (has('code') && has('error'))
    return [found('code-and-error', 'broken', 'RFC 6749 4.1.2.1', { error: errorOf(answer) ?? '' }, { in: answer })]
  if (/^#\/.*[?#&](?:code|access_token|id_token|error|state)=/.test(behindHash(url)))
    return [found('answer-behind-route', 'broken', 'RFC 6749 3.1.2', { address: bareAddress(url) }, { in: answer })]
  if (valuesIn(answer.request?.query, 'code').length > 0
    && /#\/?[\w-]*(?:\/|$)/.test(hashOf(url))
    && hashOf(url).length > 1) return [
    found('code-before-route', 'broken', 'RFC 6749 3.1.2', { route: hashOf(url).slice(0, 100) }, { in: answer }),
  ]
  const code = parameterOf(answer, 'code') ?? ''
  if (has('code') && !has('error') && !isWithheld(code) && !/^[\x20-\x7e]{1,4096}$/.test(code))
    return [found('code-unusable', 'broken', 'RFC 6749 A.11', { length: code.length }, { in: answer })]
  if (/%(?:2[bf5]|3[ad])/i.test(code))
    return [found('answer-encoded-twice', 'broken', 'RFC 6749 Appendix B', {}, { in: answer })]
  const twice = ['code', 'state', 'iss'].filter(name => parametersOf(answer).filter(([one]) => one === name).length > 1)
  return twice.length > 0 ? [found('answer-twice', 'broken', 'RFC 6749 3.1', { names: twice }, { in: answer })] : []
})

function behindHash(url: string): string {
  const place = url.indexOf('#')
  return place < 0 ? '' : url.slice(place, place + 20_000)
}

function hashOf(url: string): string {
  const place = url.indexOf('#')
  return place < 0 || url.slice(place).startsWith('#_') ? '' : url.slice(place, place + 300)
}

/** Tokens in the address that the browser was sent to. */
export const readTokenInAnswer = ofAnswers((answer) => {
  const inQuery = ['access_token', 'id_token', 'token'].find(name => valuesIn(answer.request?.query, name).length > 0)
  if (inQuery)
    return [found('token-in-query', 'weak', 'RFC 9700 4.3.2', { parameter: inQuery }, { in: answer })]
  return valuesIn(answer.request?.fragment, 'access_token').length > 0
    ? [found('token-in-fragment', 'weak', 'RFC 9700 2.1.2', {}, { in: answer })]
    : []
})

/** An ID token through the browser that nobody asked for: a client that takes it takes anybody's (RFC 9700 2.1.2). */
export const readTokenUnasked: Reader = record =>
  attemptsOf(record).flatMap(({ asked, answers }) => answers.flatMap((answer) => {
    const types = asked && parameterOf(asked, 'response_type')?.split(' ')
    const came = [...answer.request?.fragment ?? [], ...answer.request?.form ?? []]
    return types
      && !types.includes('id_token')
      && !types.includes('token')
      && came.some(([name]) => name === 'id_token')
      ? [
          found(
            'id-token-unasked', 'weak', 'RFC 9700 2.1.2', { response_type: types.join(' ') }, { in: [answer, asked] },
          ),
        ]
      : []
  }))

/** A code behind `#` where the client asked for it in the query, or the server has to read it. */
export const readCodeInFragment: Reader = record =>
  attemptsOf(record).flatMap(({ asked, answers }) => answers.flatMap((answer) => {
    if (!asked || valuesIn(answer.request?.fragment, 'code').length === 0) return []
    const [type = '', mode] = [parameterOf(asked, 'response_type'), parameterOf(asked, 'response_mode')]
    return type === 'code' && mode !== 'fragment' && mode !== 'fragment.jwt'
      ? [
          found(
            'code-behind-hash', 'broken', 'OAuth 2.0 Multiple Response Types 2.1', { response_mode: mode ?? 'query' },
            { in: [answer, asked] },
          ),
        ]
      : []
  }))

/** The issuer that answers against the one that was asked: the answer of another provider (RFC 9207 2.4). */
export const readIssuer: Reader = record =>
  attemptsOf(record).flatMap(({ asked, answers }) => answers.flatMap((answer) => {
    const came = parameterOf(answer, 'iss')
    const known = [record.issuer, ...record.metadata.map(({ content }) => content['issuer'])].filter(one =>
      typeof one === 'string')
    if (came !== undefined && known.length === 0 && asked) return readForeignIssuer(came, asked, answer)
    return came === undefined || known.length === 0 || known.includes(came)
      ? []
      : [found('issuer-of-another', 'broken', 'RFC 9207 2.4', { iss: came, expected: known[0] ?? '' }, { in: answer })]
  }))

/** Without the metadata it is only seen that the two have nothing in common. */
function readForeignIssuer(came: string, asked: Seen, answer: Seen): Reading[] {
  const [issuer, endpoint] = [parseAddress(came)?.hostname, addressOf(asked)?.hostname]
  if (issuer === undefined || endpoint === undefined || domainOf(issuer) === domainOf(endpoint)) return []
  return [
    found('issuer-elsewhere', 'weak', 'RFC 9207 2.4', { iss: came, host: endpoint }, { in: [answer, asked] }),
  ]
}

function domainOf(hostname: string): string {
  return hostname.split('.').slice(-2).join('.')
}

/** The same client signs in again and again: what a callback sets up does not last to the next page. */
export const readLoop: Reader = (record) => {
  const attempts = attemptsOf(record).filter(({ asked, answers }) =>
    asked && parameterOf(asked, 'prompt') !== 'none' && answers.some(answer => parameterOf(answer, 'code')))
  const byClient = new Map<string, typeof attempts>()
  for (const attempt of attempts) {
    const key = `${(attempt.asked && clientOf(attempt.asked)) ?? ''} ${(attempt.asked
      && parameterOf(attempt.asked, 'redirect_uri'))
    ?? ''}`
    byClient.set(key, [...byClient.get(key) ?? [], attempt].slice(-30))
  }
  return [...byClient.values()].filter(isLoop).slice(0, 1).map(loop => found(
    'login-loop', 'broken', undefined, { count: loop.length },
    { in: loop.flatMap(({ asked }) => asked ?? []).slice(0, 5), step: 'callback' },
  ))
}

const minute = 60_000

function isLoop(attempts: readonly { asked: Seen | undefined }[]): boolean {
  const [first, last] = [attempts[0]?.asked?.at, attempts.at(-1)?.asked?.at]
  return attempts.length >= 3 && (first === undefined || last === undefined || last - first < minute * attempts.length)
}

/** A redirect to the provider that a script followed: fetch can't show a page. */
export const readRedirectFollowed: Reader = ({ seen }) => seen.flatMap((each) => {
  const location = headerOf(each.response, 'location') ?? ''
  const isScript = headerOf(each.request, 'sec-fetch-mode') === 'cors'
    || /^xmlhttprequest$/i.test(headerOf(each.request, 'x-requested-with') ?? '')
  if (!isScript
    || !/[?&]client_id=/.test(location)
    || !/[?&](?:response_type|redirect_uri|request_uri)=/.test(location)) return []
  return [
    found(
      'redirect-by-script', 'broken', 'RFC 6749 3.1',
      { address: bareAddress(each.request?.url), location: bareAddress(location) }, { in: each, step: 'redirect' },
    ),
  ]
}).slice(0, 1)

/** An answer of the provider with an error, which a client takes for a reason to begin anew. */
export const readErrorIgnored: Reader = (record) => {
  const failed = attemptsOf(record).filter(({ answers }) => answers.some(answer => errorOf(answer) !== undefined))
  const [first] = failed
  const answer = first?.answers.find(one => errorOf(one) !== undefined)
  return failed.length < 3 || !answer || failed.some(({ exchanges }) => exchanges.some(isGranted))
    ? []
    : [
        found(
          'error-ignored', 'broken', undefined,
          {
            error: errorOf(answer) ?? '', description: descriptionOf(answer), count: failed.length,
            host: addressOf(answer)?.host ?? '',
          },
          { in: answer },
        ),
      ]
}

/** An address by itself that looks like a callback, and brings neither a code nor an error (RFC 6749 4.1.2). */
export const readEmptyCallback: Reader = ({ seen }) => {
  const [only, ...others] = seen
  const { method, url = '', query, fragment } = only?.request ?? {}
  if (!only || others.length > 0 || only.kind !== 'other' || method !== undefined || only.response !== undefined)
    return []
  const names = [...query ?? [], ...fragment ?? []].map(([name]) => name)
  const isCallback = /\/(?:callback|cb|signin-oidc|login\/oauth2\/code\/[\w-]+)\/?$/i.test(bareAddress(url))
  // Joined by a second question mark, the code is in the value before it: that is a reading of its own.
  return isCallback && names.includes('state') && !/\?[^?#]*\?(?:code|error)=/.test(url.slice(0, 6000))
    ? [found('callback-without-code', 'weak', 'RFC 6749 4.1.2', { names }, { in: only, step: 'callback' })]
    : []
}
