import { bareAddress } from '../../addresses.ts'
import { isTokenRequest } from '../../attempts.ts'
import { providersInCamelCase } from '../../facts/dialects.ts'
import { providerOf } from '../../facts/provider.ts'
import { decodePercent, isGranted, parameterOf, parametersOf } from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Pairs, Seen } from '../../record.ts'
import { found } from '../../found.ts'
import { reveal } from '../../../text/printable.ts'
import { meantBy, singleParameters } from '../../standard-names.ts'

const asking = new Set(['authorization-request', 'pushed-request'])

/** Requests that name what they want in parameters: those for a sign-in, and those to the token endpoint. */
export function isAsking(seen: Seen): boolean {
  return seen.request?.method !== 'OPTIONS' && (asking.has(seen.kind) || isTokenRequest(seen))
}

const step = 'redirect'

/** An address as it was written in HTML: `&amp;` is part of the names then. All else is read as it was meant. */
export const readHtmlEscaped: Reader = ({ seen }) => seen.flatMap((each) => {
  const names = each.request?.htmlEscaped ?? []
  return names.length === 0
    ? []
    : [found('html-escaped', 'broken', undefined, { names: names.slice(0, 10) }, { in: each })]
})

/** What is encoded twice still is after one decoding. */
export const readEncodedTwice: Reader = ({ seen }) => seen.filter(isAsking).flatMap((each) => {
  const names = parametersOf(each).filter(([name, value]) => isEncodedAgain(name, value)).map(([name]) => name)
  const example = parameterOf(each, names[0] ?? '') ?? ''
  return names.length === 0
    ? []
    : [
        found(
          'encoded-twice', 'broken', 'RFC 6749 Appendix B', { names, value: example, decoded: decodePercent(example) },
          { in: each },
        ),
      ]
})

const addresses = new Set(['redirect_uri', 'resource', 'audience', 'post_logout_redirect_uri', 'client_id'])
const words = new Set(['scope', 'response_type', 'prompt', 'acr_values', 'grant_type'])

function isEncodedAgain(name: string, value: string): boolean {
  if (addresses.has(name)) return /^[a-z][\w+.-]*%(?:25)*3a(?:%(?:25)*2f|\/)/i.test(value)
  return words.has(name) && /%(?:25)*(?:20|3a|2f|2b|5f)/i.test(value)
}

/** One parameter twice: servers refuse it, or take the first or the last. */
export const readTwice: Reader = ({ seen }) => seen.filter(isAsking).flatMap((each) => {
  return [each.request?.query, each.request?.form].flatMap(pairs => readTwiceIn(each, pairs ?? []))
})

function readTwiceIn(each: Seen, pairs: Pairs): Reading[] {
  const count = (name: string) => pairs.filter(([other]) => other === name)
  const twice = pairs.length > 200 ? [] : singleParameters.filter(name => count(name).length > 1)
  if (twice.length === 0) return []
  const same = twice.every(name => new Set(count(name).map(([, value]) => value)).size === 1)
  return [
    found(
      'parameter-twice', isGranted(each) && same ? 'weak' : 'broken', 'RFC 6749 3.1', { names: twice }, { in: each },
    ),
  ]
}

/** A token request to a provider that is known to write its names in another way. */
function isCamelCase(each: Seen): boolean {
  return isTokenRequest(each) && providersInCamelCase.has(providerOf(each) ?? '')
}

/** Unseen characters in such a name are named: without them it may read as the standard's own. */
function misspelt(each: Seen, name: string, meant: string): Reading {
  const parameter = reveal(name, 60)
  const said = parameter === name ? 'parameter-misspelt' : 'parameter-unseen'
  return found(said, 'broken', 'RFC 6749 3.1', { parameter, meant }, { in: each })
}

/** Parameters under a name that no server looks for. */
export const readMisspelt: Reader = ({ seen }) => seen.filter(isAsking).flatMap((each) => {
  const pairs = parametersOf(each)
  if (isGranted(each) || pairs.length > 200 || isCamelCase(each)) return []
  const names = new Set(pairs.map(([name]) => name))
  return pairs.flatMap(([name]) => {
    const meant = meantBy(name)
    return meant === undefined || names.has(meant) || (name === 'secret' && (names.has('appid') || names.has('app_id')))
      ? []
      : [misspelt(each, name, meant)]
  }).slice(0, 3)
})

/**
 * Blanks, line ends, quotation marks and characters that nobody sees at the ends of a value, or within one that has
 * none.
 */
export const readStrayCharacters: Reader = ({ seen }) => seen.filter(isAsking).flatMap((each) => {
  const stray = parametersOf(each).filter(([name, value]) => compact.has(name) && isStray(value, name))
  return stray.slice(0, 3).map(([name, value]) => found(
    whyStray(value), isGranted(each) ? 'weak' : 'broken', 'RFC 6749 Appendix A', { parameter: name }, { in: each },
  ))
})

const compact = new Set([
  'client_id', 'redirect_uri', 'response_type', 'client_secret', 'code_challenge', 'code_challenge_method',
  'grant_type', 'state', 'scope', 'nonce', 'code', 'code_verifier', 'refresh_token', 'login_hint',
])
/** Any other character may well be part of these. */
const asSent = new Set(['state', 'nonce', 'code', 'code_verifier', 'refresh_token', 'login_hint'])
const unseen = /(?![\r\n\t])\p{Cc}|[\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff\u00a0]/u
const quotes = /^(["'\u201c\u201d\u2018\u2019\u00ab\u00bb]).*["'\u201c\u201d\u2018\u2019\u00ab\u00bb]$/

function isStray(value: string, name: string): boolean {
  if (asSent.has(name)) return /[\r\n]/.test(value) || unseen.test(value)
  if (name === 'scope') return /[\r\n\t]/.test(value) || unseen.test(value) || quotes.test(value)
  return value !== value.trim()
    || /[\r\n\t]/.test(value)
    || unseen.test(value)
    || quotes.test(value)
    || (name === 'redirect_uri' || name === 'client_id' ? value.includes(' ') : false)
}

function whyStray(value: string): string {
  if (quotes.test(value)) return 'value-quoted'
  return unseen.test(value) ? 'value-unseen' : 'value-blank'
}

/** An address with its parts joined in a wrong way: two question marks, none at all, a scheme or a path twice. */
export const readJoined: Reader = ({ seen }) => seen.flatMap((each) => {
  const url = each.request?.url ?? ''
  const name = joinFaults.find(([, has]) => has(url, each))?.[0]
  return name === undefined
    ? []
    : [
        found(
          name, name === 'path-double-slash' && (each.response?.status ?? 0) < 400 ? 'weak' : 'broken', undefined,
          { address: bareAddress(url) }, { in: each, step },
        ),
      ]
})

const joinFaults: [name: string, has: (url: string, seen: Seen) => boolean][] = [
  ['scheme-twice', url => /^https?:(?:\/\/(?:https?(?:[:/]|%3a)|\/)|\/(?!\/)|\w)|^https?\/\//i.test(url)],
  ['question-mark-missing', url => /^[^?]{1,2000}&(?:client_id|response_type|redirect_uri|code)=/.test(url)],
  [
    'question-mark-twice',
    (url, seen) =>
      asking.has(seen.kind) && /\?(?:client_id|response_type|redirect_uri|scope|state)=/.test(behindFirst(url)),
  ],
  ['answer-question-mark', url => /^[^?#]{1,2000}\?[^?#]{0,2000}\?(?:code|error|state)=/.test(url.slice(0, 6000))],
  [
    'path-double-slash',
    (url, seen) =>
      (asking.has(seen.kind) || isTokenRequest(seen))
      && /^https?:\/\/[^/?#]+\/(?:[^?#]{0,300}?)\/\/|^https?:\/\/[^/?#]+\/\//i.test(url),
  ],
  [
    'path-repeated',
    (url, seen) =>
      seen.kind !== 'page'
      && hasTwice(bareAddress(url).slice(0, 200))
      && (asking.has(seen.kind) || isTokenRequest(seen)),
  ],
  [
    'path-under-metadata',
    url =>
      /\/\.well-known\/(?:openid-configuration|oauth-authorization-server)\/[^?#]*(?:authorize|token|auth)(?:[?#]|$)/.test(
        url.slice(0, 2000),
      ),
  ],
]

/** Tells whether a part of the path follows itself. */
function hasTwice(address: string): boolean {
  const names = address.split('/')
  return new Set(names).size < names.length
    && /(\/(?:oauth2?|authorize|auth|token|oidc|connect|v2\.0|protocol|openid-connect|realms)(?:\/[\w.-]+)*?)\1(?=\/|$)/.test(address)
}

/** What follows the first question mark, as far as it is no encoded address. */
function behindFirst(url: string): string {
  const place = url.indexOf('?')
  return place < 0 ? '' : url.slice(place + 1, 20_000)
}

/**
 * An address within the address that was not encoded: its parameters, or what follows its `#`, became those of the
 * outer one.
 */
export const readUnescaped: Reader = ({ seen }) =>
  seen.filter(({ kind }) => kind === 'authorization-request').flatMap((asked) => {
    const url = (asked.request?.url ?? '').slice(0, 20_000)
    const lost = (asked.request?.fragment ?? []).map(([name]) => name).filter(name =>
      (singleParameters as readonly string[]).includes(name))
    if (lost.length > 0 && /[?&]redirect_uri=/.test(url))
      return [found('cut-at-hash', 'broken', 'RFC 3986 3.5', { names: lost }, { in: asked })]
    // Where no second address stands as it is, there is nothing to look for.
    if (url.lastIndexOf('://') < 8) return []
    const [, foreign] = /[?&]redirect_uri=[a-z][\w+.-]{0,60}:\/\/[^&#?]{0,2000}\?[^&#]{0,2000}&([\w.-]+)=/i.exec(url)
      ?? []
    if (foreign === undefined || (singleParameters as readonly string[]).includes(foreign) || usual.has(foreign))
      return []
    return [
      found(
        'redirect-uri-unescaped', 'broken', 'RFC 3986 2.2',
        { parameter: foreign, redirect_uri: parameterOf(asked, 'redirect_uri') ?? '' }, { in: asked },
      ),
    ]
  })

const usual = new Set([
  'access_type', 'audience', 'resource', 'ui_locales', 'acr_values', 'claims', 'display', 'include_granted_scopes',
  'kc_idp_hint', 'domain_hint', 'connection', 'locale', 'hl', 'flowName', 'user_scope', 'owner', 'approval_prompt',
  'permissions', 'client-request-id',
])
