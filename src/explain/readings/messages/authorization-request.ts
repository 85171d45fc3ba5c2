import { attemptsOf } from '../../attempts.ts'
import { clientOf, descriptionOf, errorOf, headerOf, parameterOf, parametersOf } from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { say } from '../../say.ts'
import { providerOf } from '../../facts/provider.ts'
import { isWithheld } from '../../facts/withheld.ts'

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
    return [say('response-type-unknown', [asked], { response_type: type }, { clause: 'RFC 6749 3.1.1' })]
  return words.includes('token')
    ? [say('implicit', [asked], { response_type: type }, { gravity: 'weak', clause: 'RFC 9700 2.1.2' })]
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
    || asked.kind !== 'authorization-request'
    || parameterOf(asked, 'client_id') === undefined
    || (!isOpenId && isTaken)) return []
  return [
    say('response-type-missing', [asked], {}, { gravity: isOpenId ? 'broken' : 'weak', clause: 'RFC 6749 3.1.1' }),
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
      say(
        'response-mode-unknown', [asked], { response_mode: mode }, { clause: 'OAuth 2.0 Multiple Response Types 2.1' },
      ),
    ]
  const type = words.join(' ')
  if (mode === 'query' && (words.includes('token') || words.includes('id_token')))
    return [say('tokens-in-query', [asked], { response_type: type }, { clause: 'OAuth 2.0 Multiple Response Types 5' })]
  return mode === 'fragment' && type === 'code'
    ? [say('code-in-fragment', [asked], {}, { gravity: 'note', clause: 'RFC 9700 4.1' })]
    : []
})

/** An ID token that comes through the browser has to carry the nonce of the request (OpenID Connect Core 3.2.2.1). */
export const readNonceMissing = ofRequests((asked, words) => {
  if (parameterOf(asked, 'nonce') !== undefined) return []
  if (words.includes('id_token'))
    return [
      say('nonce-missing', [asked], { response_type: words.join(' ') }, { clause: 'OpenID Connect Core 3.2.2.1' }),
    ]
  const isOpenId = (parameterOf(asked, 'scope') ?? '').split(' ').includes('openid')
  return isOpenId && words.includes('code')
    ? [say('nonce-absent', [asked], {}, { gravity: 'note', clause: 'RFC 9700 2.1.1' })]
    : []
})

/** `none` forbids every page; a second word demands one. */
export const readPrompt = ofRequests((asked) => {
  const words = (parameterOf(asked, 'prompt') ?? '').split(' ')
  return words.includes('none') && words.length > 1
    ? [say('prompt-none-and-more', [asked], { prompt: words.join(' ') }, { clause: 'OpenID Connect Core 3.1.2.1' })]
    : []
})

/** Seconds, whole and not negative (OpenID Connect Core 3.1.2.1). */
export const readMaxAge = ofRequests((asked) => {
  const value = parameterOf(asked, 'max_age')
  return value === undefined || value === '' || /^\d{1,10}$/.test(value) || isWithheld(value)
    ? []
    : [say('max-age-form', [asked], { value }, { clause: 'OpenID Connect Core 3.1.2.1' })]
})

/** Parameters that are JSON, or an absolute address. */
export const readStructured = ofRequests((asked) => {
  const json = ['claims', 'authorization_details'].filter(name =>
    parameterOf(asked, name) !== undefined && !isJson(parameterOf(asked, name) ?? ''))
  const resource = parametersOf(asked).find(([name, value]) =>
    name === 'resource' && (value.includes('#') || !/^[a-z][\w+.-]*:/i.test(value)))
  return [
    ...json.map(name => say('parameter-not-json', [asked], { parameter: name }, { clause: 'OpenID Connect Core 5.5' })),
    ...resource
      ? [
          say(
            resource[1].includes('#') ? 'resource-fragment' : 'resource-relative', [asked], { resource: resource[1] },
            { clause: 'RFC 8707 2' },
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
      ? [say('secret-in-browser-address', [asked], { names }, { gravity: 'weak', clause: 'RFC 6749 2.3.1' })]
      : [],
    ...grant !== undefined && parameterOf(asked, 'code') !== undefined
      ? [say('exchange-at-authorization', [asked], { grant_type: grant }, { clause: 'RFC 6749 3.2' })]
      : [],
  ]
})

/** An authorization request without a client id: nobody knows whose it is. */
export const readClientMissing: Reader = ({ seen }) => seen.flatMap((asked) => {
  if (asked.kind !== 'authorization-request' || asked.request?.method === 'OPTIONS' || clientOf(asked) !== undefined)
    return []
  const has = (name: string) => parameterOf(asked, name) !== undefined
  if (has('request_uri')) return [say('pushed-client-missing', [asked], {}, { clause: 'RFC 9126 4' })]
  return has('response_type') && !has('request') && !has('corpid') && !has('client-id')
    ? [say('client-id-missing', [asked], {}, { clause: 'RFC 6749 4.1.1' })]
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
    ? [say('address-cut-by-shell', [asked], { parameter: first[0] }, { clause: 'RFC 6749 4.1.1' })]
    : []
})

/** The authorization endpoint asked by a script: a browser has to go there itself. */
export const readAskedByScript: Reader = ({ seen }) => seen.flatMap((asked) => {
  const { request } = asked
  if (asked.kind !== 'authorization-request'
    && (request?.method !== 'OPTIONS' || parameterOf(asked, 'response_type') === undefined)) return []
  const by = request?.method === 'OPTIONS'
    ? 'OPTIONS'
    : headerOf(request, 'sec-fetch-mode') === 'cors'
      ? 'Sec-Fetch-Mode: cors'
      : /^xmlhttprequest$/i.test(headerOf(request, 'x-requested-with') ?? '')
        ? 'X-Requested-With: XMLHttpRequest'
        : undefined
  return by === undefined ? [] : [say('asked-by-script', [asked], { field: by }, { clause: 'RFC 6749 3.1' })]
})

/** A page of the provider in a frame, which it forbids: where the user would have to sign in, nothing is shown. */
export const readFramed: Reader = ({ seen }) => seen.flatMap((each) => {
  const { request, response } = each
  if (headerOf(request, 'sec-fetch-dest') !== 'iframe'
    || (each.kind !== 'authorization-request' && each.kind !== 'sign-in' && each.kind !== 'page')) return []
  const field = headerOf(response, 'x-frame-options') !== undefined
    ? 'X-Frame-Options'
    : /frame-ancestors/.test(headerOf(response, 'content-security-policy') ?? '')
      ? 'frame-ancestors'
      : undefined
  return field === undefined || (response?.status ?? 0) >= 300
    ? []
    : [say('framed', [each], { field }, { step: 'consent', clause: 'RFC 9700 4.16' })]
})

/** A silent sign-in that the provider could not do: it has no session that this browser showed it. */
export const readSilent: Reader = record =>
  attemptsOf(record).flatMap(({ asked, answers }) => answers.flatMap((answer) => {
    const error = errorOf(answer) ?? ''
    if (!asked
      || parameterOf(asked, 'prompt') !== 'none'
      || !/^(?:login|interaction|consent|account_selection)_required$/.test(error)) return []
    return [
      say(
        error === 'consent_required' ? 'silent-consent' : 'silent-refused', [answer, asked],
        { error, description: descriptionOf(answer) }, { clause: 'OpenID Connect Core 3.1.2.6' },
      ),
    ]
  }))
