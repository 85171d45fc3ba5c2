import { attemptsOf } from '../../attempts.ts'
import {
  clientOf, descriptionOf, errorOf, headerOf, hides, lacks, parameterOf, parametersOf,
} from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { found } from '../../found.ts'
import { providerOf } from '../../facts/provider.ts'
import { isWithheld } from '../../facts/withheld.ts'
import { isNamedOtherwise } from '../../own-names.ts'

/** Reads each authorization request that says by itself what it asks for. */
function ofRequests(read: (asked: Seen, words: readonly string[]) => Reading[]): Reader {
  return ({ seen }) => seen.flatMap((asked) => {
    if ((asked.kind !== 'authorization-request' && asked.kind !== 'pushed-request')
      || asked.request?.method === 'OPTIONS') return []
    if (parameterOf(asked, 'request') !== undefined || parameterOf(asked, 'request_uri') !== undefined) return []
    return read(asked, (parameterOf(asked, 'response_type') ?? '').split(' ').filter(word => word !== ''))
  })
}

const responseTypes = new Set(['code', 'token', 'id_token', 'none', 'cookie', 'gsession', 'device_code', 'vp_token'])

/**
 * The response type: one that nobody knows, or one that brings tokens through the address (RFC 6749 3.1.1, RFC 9700
 * 2.1.2).
 */
export const readResponseType = ofRequests((asked, words) => {
  const strange = words.find(word => !responseTypes.has(word))
  const type = parameterOf(asked, 'response_type') ?? ''
  if (strange !== undefined)
    return [found('response-type-unknown', 'broken', 'RFC 6749 3.1.1', { response_type: type }, { in: asked })]
  return words.includes('token')
    ? [found('implicit', 'weak', 'RFC 9700 2.1.2', { response_type: type }, { in: asked })]
    : []
})

/**
 * OpenID Connect asks for a response type; some providers without it do not, and take an address that the standard
 * refuses.
 */
export const readResponseTypeMissing = ofRequests((asked, words) => {
  const isOpenId = (parameterOf(asked, 'scope') ?? '').split(' ').includes('openid')
  const isTaken = asked.response !== undefined || providerOf(asked) !== undefined
  if (words.length > 0
    || hides(asked, 'parameters')
    || asked.kind !== 'authorization-request'
    || parameterOf(asked, 'client_id') === undefined
    || (!isOpenId && isTaken)) return []
  return [
    found('response-type-missing', isOpenId ? 'broken' : 'weak', 'RFC 6749 3.1.1', {}, { in: asked }),
  ]
})

const responseModes = new Set([
  'query', 'fragment', 'form_post', 'jwt', 'query.jwt', 'fragment.jwt', 'form_post.jwt', 'web_message',
  'okta_post_message', 'direct_post', 'direct_post.jwt', 'dc_api', 'dc_api.jwt', 'cookie', 'pi.flow', 'none',
  'app_redirect', 'postmessage', 'web_message.jwt',
])

/** The response mode: one that nobody knows, tokens in a query, or a code behind `#`. */
export const readResponseMode = ofRequests((asked, words) => {
  const mode = parameterOf(asked, 'response_mode')
  if (mode === undefined) return []
  if (!responseModes.has(mode))
    return [
      found(
        'response-mode-unknown', 'broken', 'OAuth 2.0 Multiple Response Types 2.1', { response_mode: mode },
        { in: asked },
      ),
    ]
  const type = words.join(' ')
  if (mode === 'query' && (words.includes('token') || words.includes('id_token')))
    return [
      found('tokens-in-query', 'broken', 'OAuth 2.0 Multiple Response Types 5', { response_type: type }, { in: asked }),
    ]
  return mode === 'fragment' && type === 'code'
    ? [found('code-in-fragment', 'note', 'RFC 9700 4.1', {}, { in: asked })]
    : []
})

/** An ID token that comes through the browser has to carry the nonce of the request (OpenID Connect Core 3.2.2.1). */
export const readNonceMissing = ofRequests((asked, words) => {
  if (!lacks(asked, 'nonce')) return []
  if (words.includes('id_token'))
    return [
      found(
        'nonce-missing', 'broken', 'OpenID Connect Core 3.2.2.1', { response_type: words.join(' ') }, { in: asked },
      ),
    ]
  const isOpenId = (parameterOf(asked, 'scope') ?? '').split(' ').includes('openid')
  return isOpenId && words.includes('code')
    ? [found('nonce-absent', 'note', 'RFC 9700 2.1.1', {}, { in: asked })]
    : []
})

/** `none` forbids every page; a second word demands one. */
export const readPrompt = ofRequests((asked) => {
  const words = (parameterOf(asked, 'prompt') ?? '').split(' ')
  return words.includes('none') && words.length > 1
    ? [
        found(
          'prompt-none-and-more', 'broken', 'OpenID Connect Core 3.1.2.1', { prompt: words.join(' ') }, { in: asked },
        ),
      ]
    : []
})

/** Seconds, whole and not negative (OpenID Connect Core 3.1.2.1). */
export const readMaxAge = ofRequests((asked) => {
  const value = parameterOf(asked, 'max_age')
  return value === undefined || value === '' || /^\d{1,10}$/.test(value) || isWithheld(value)
    ? []
    : [found('max-age-form', 'broken', 'OpenID Connect Core 3.1.2.1', { value }, { in: asked })]
})

/** Parameters that are JSON, or an absolute address. */
export const readStructured = ofRequests((asked) => {
  const json = ['claims', 'authorization_details'].filter(name =>
    parameterOf(asked, name) !== undefined && !isJson(parameterOf(asked, name) ?? ''))
  const resource = parametersOf(asked).find(([name, value]) =>
    name === 'resource' && (value.includes('#') || !/^[a-z][\w+.-]*:/i.test(value)))
  return [
    ...json.map(name =>
      found('parameter-not-json', 'broken', 'OpenID Connect Core 5.5', { parameter: name }, { in: asked })),
    ...resource
      ? [
          found(
            resource[1].includes('#') ? 'resource-fragment' : 'resource-relative', 'broken', 'RFC 8707 2',
            { resource: resource[1] }, { in: asked },
          ),
        ]
      : [],
  ]
})

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

/** What must never stand in an address that a browser opens. */
export const readSecretInRequest: Reader = ({ seen }) => seen.flatMap((asked) => {
  if (asked.kind !== 'authorization-request') return []
  const names = ['client_secret', 'password', 'client_assertion'].filter(name => parameterOf(asked, name) !== undefined)
  const grant = parameterOf(asked, 'grant_type')
  return [
    ...names.length > 0
      ? [found('secret-in-browser-address', 'weak', 'RFC 6749 2.3.1', { names }, { in: asked })]
      : [],
    ...grant !== undefined && parameterOf(asked, 'code') !== undefined
      ? [found('exchange-at-authorization', 'broken', 'RFC 6749 3.2', { grant_type: grant }, { in: asked })]
      : [],
  ]
})

/** Tells whether a client is named, by the standard's name or by a provider's own, or may be where nobody looked. */
function isNamed(asked: Seen): boolean {
  return hides(asked, 'parameters')
    || clientOf(asked) !== undefined || isNamedOtherwise(parametersOf(asked), 'client_id')
}

/** An authorization request without a client id: nobody knows whose it is. */
export const readClientMissing: Reader = ({ seen }) => seen.flatMap((asked) => {
  if (asked.kind !== 'authorization-request' || asked.request?.method === 'OPTIONS' || isNamed(asked))
    return []
  const has = (name: string) => parameterOf(asked, name) !== undefined
  if (has('request_uri')) return [found('pushed-client-missing', 'broken', 'RFC 9126 4', {}, { in: asked })]
  return has('response_type') && !has('request') && !has('client-id')
    ? [found('client-id-missing', 'broken', 'RFC 6749 4.1.1', {}, { in: asked })]
    : []
})

/** An address with one parameter alone, as a shell leaves it that was given it without quotes. */
export const readCutAtShell: Reader = ({ seen }) => seen.flatMap((asked) => {
  const { request, kind, response } = asked
  const [first, ...more] = request?.query ?? []
  if (kind !== 'authorization-request'
    || request?.method !== undefined
    || response !== undefined
    || request?.fragment.length !== 0) return []
  return first && more.length === 0 && first[0] !== 'request_uri'
    ? [found('address-cut-by-shell', 'broken', 'RFC 6749 4.1.1', { parameter: first[0] }, { in: asked })]
    : []
})

/** A pasted command with a & that stands in no quotes. */
export const readCommandCut: Reader = ({ seen }) => seen.flatMap((each) => {
  const [name] = each.request?.cut?.split('=', 1) ?? []
  return name === undefined ? [] : [found('command-cut-by-shell', 'broken', undefined, { name }, { in: each })]
}).slice(0, 1)

/** The authorization endpoint asked by a script: a browser has to go there itself. */
export const readAskedByScript: Reader = ({ seen }) => seen.flatMap((asked) => {
  const { request } = asked
  if (asked.kind !== 'authorization-request'
    && (request?.method !== 'OPTIONS' || parameterOf(asked, 'response_type') === undefined)) return []
  const field = fieldOfScript(request)
  return field === undefined ? [] : [found('asked-by-script', 'broken', 'RFC 6749 3.1', { field }, { in: asked })]
})

/** What shows that a script sent a request. */
function fieldOfScript(request: Seen['request']): string | undefined {
  if (request?.method === 'OPTIONS') return 'OPTIONS'
  if (headerOf(request, 'sec-fetch-mode') === 'cors') return 'Sec-Fetch-Mode: cors'
  const by = headerOf(request, 'x-requested-with') ?? ''
  return /^xmlhttprequest$/i.test(by) ? 'X-Requested-With: XMLHttpRequest' : undefined
}

/** A page of the provider in a frame, which it forbids: where the user would have to sign in, nothing is shown. */
export const readFramed: Reader = ({ seen }) => seen.flatMap((each) => {
  const { request, response } = each
  if (headerOf(request, 'sec-fetch-dest') !== 'iframe'
    || (each.kind !== 'authorization-request' && each.kind !== 'sign-in' && each.kind !== 'page')) return []
  const field = fieldAgainstFrames(response)
  return field === undefined || (response?.status ?? 0) >= 300
    ? []
    : [found('framed', 'broken', 'RFC 9700 4.16', { field }, { in: each, step: 'consent' })]
})

function fieldAgainstFrames(response: Seen['response']): string | undefined {
  if (headerOf(response, 'x-frame-options') !== undefined) return 'X-Frame-Options'
  return /frame-ancestors/.test(headerOf(response, 'content-security-policy') ?? '') ? 'frame-ancestors' : undefined
}

/** A silent sign-in that the provider could not do: it has no session that this browser showed it. */
export const readSilent: Reader = record =>
  attemptsOf(record).flatMap(({ asked, answers }) => answers.flatMap((answer) => {
    const error = errorOf(answer) ?? ''
    if (!asked
      || parameterOf(asked, 'prompt') !== 'none'
      || !/^(?:login|interaction|consent|account_selection)_required$/.test(error)) return []
    return [
      found(
        error === 'consent_required' ? 'silent-consent' : 'silent-refused', 'broken', 'OpenID Connect Core 3.1.2.6',
        { error, description: descriptionOf(answer) }, { in: [answer, asked] },
      ),
    ]
  }))
