import { isTokenRequest } from '../../attempts.ts'
import { addressOf } from '../../addresses.ts'
import { isWithheld } from '../../facts/withheld.ts'
import {
  basicOf, clientOf, decodeForm, descriptionOf, errorOf, headerOf, isGranted, isRefused, lacks, parameterOf,
  parametersOf, showsHeaders, showsParameters,
} from '../../parameters.ts'
import { isNamedOtherwise } from '../../own-names.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { found } from '../../found.ts'

const proving = new Set([
  'token-request', 'refresh-request', 'device-poll', 'pushed-request', 'introspection-request', 'revocation-request',
])

function ofProving(read: (seen: Seen) => Reading[]): Reader {
  return ({ seen }) => seen.filter(({ kind, request }) =>
    proving.has(kind) && request !== undefined && request.method !== 'OPTIONS').flatMap(read)
}

const has = (seen: Seen, name: string) => parameterOf(seen, name) !== undefined
const authorization = (seen: Seen) => headerOf(seen.request, 'authorization')
const isBasic = (seen: Seen) => /^basic\b/i.test(authorization(seen) ?? '')

/** A client that authenticates in two ways at once (RFC 6749 2.3). */
export const readTwoWays = ofProving((seen) => {
  const ways = [
    ...isBasic(seen) ? ['client_secret_basic'] : [], ...has(seen, 'client_secret') ? ['client_secret_post'] : [],
    ...has(seen, 'client_assertion') ? ['client_assertion'] : [],
  ]
  return ways.length < 2
    ? []
    : [
        found('authenticated-twice', isGranted(seen) ? 'weak' : 'broken', 'RFC 6749 2.3', { ways }, { in: seen }),
      ]
})

/** The form of a Basic header (RFC 6749 2.3.1, RFC 7617). */
export const readBasic = ofProving((seen) => {
  const field = authorization(seen) ?? ''
  if (!isBasic(seen) || isGranted(seen)) return []
  const rest = field.replace(/^basic\s*:?\s*/i, '')
  const clause = 'RFC 6749 2.3.1'
  if (isWithheld(rest) || /[<\u2026*]|redact/i.test(rest)) return []
  const name = basicFaults.find(([, is]) => is(rest, basicOf(seen)))?.[0]
  return name !== undefined ? [found(name, 'broken', clause, {}, { in: seen })] : []
})

const basicFaults: [
  name: string, is: (rest: string, parts: { id: string, secret: string } | undefined) => boolean,
][] = [
  ['basic-not-encoded', rest => /^[^:\s]+:\S/.test(rest)],
  ['basic-twice', rest => /^basic /i.test(rest)],
  ['basic-broken-up', rest => /\S\s+\S/.test(rest) || /\\n|%0A/i.test(rest)],
  ['basic-empty', (rest, parts) => rest.trim() === '' || parts?.secret === '' || parts?.id === ''],
  ['basic-without-colon', (rest, parts) => parts === undefined && (rest.length > 8 || isText(rest))],
  [
    'basic-unfilled',
    (_rest, parts) =>
      /^(?:undefined|null|none)$/i.test(parts?.id ?? '') || /^(?:undefined|null|none)$/i.test(parts?.secret ?? ''),
  ],
  ['basic-line-end', (_rest, parts) => /\s$/.test(parts?.secret ?? '') || /^\s/.test(parts?.id ?? '')],
  [
    'basic-encoded-twice',
    (_rest, parts) =>
      parts !== undefined
      && /^[A-Za-z0-9+/=]{12,}$/.test(parts.secret)
      && Buffer.from(parts.secret, 'base64').toString('latin1').startsWith(`${parts.id}:`),
  ],
]

/** What a short value encodes: of a word that stands in its place, nothing comes out that can be read. */
function isText(rest: string): boolean {
  return /^(?:[\w+/-]{4})+(?:[\w+/-]{2,3}=*)?$|^[\w+/-]{2,3}=*$/.test(rest.trim())
    && /^[\x20-\x7e]{2,}$/.test(Buffer.from(rest.trim(), 'base64').toString('latin1'))
}

/**
 * A secret with characters that form encoding changes: the standard wants it encoded before base64, and not every
 * server and client does it.
 */
export const readBasicEscaping = ofProving((seen) => {
  const parts = basicOf(seen)
  if (!parts || !isBasic(seen) || !['invalid_client', 'unauthorized_client'].includes(errorOf(seen) ?? '')) return []
  const clause = 'RFC 6749 2.3.1'
  if (/%[\da-f]{2}/i.test(parts.id + parts.secret)) return [found('basic-escaped', 'broken', clause, {}, { in: seen })]
  const signs = [...new Set((parts.id + parts.secret).replace(/[\w.*-]/g, ''))].map(sign =>
    sign === ' ' ? 'space' : sign)
  return signs.length === 0
    ? []
    : [found('basic-unescaped', 'broken', clause, { characters: signs.slice(0, 10) }, { in: seen })]
})

/** Two client ids in one request. */
export const readTwoClients = ofProving((seen) => {
  const [basic, body] = [basicOf(seen)?.id, parameterOf(seen, 'client_id')]
  if (!isBasic(seen)
    || basic === undefined
    || body === undefined
    || decodeForm(basic) === body
    || basic === body
    || isGranted(seen)) return []
  return [
    found('two-client-ids', 'broken', 'RFC 6749 2.3', { client_id: body, other: decodeForm(basic) }, { in: seen }),
  ]
})

/** The look of a secret in a form. */
export const readSecretForm = ofProving((seen) => {
  const secret = parameterOf(seen, 'client_secret')
  if (secret === undefined || isWithheld(secret) || isGranted(seen)) return []
  const raw = /(?:^|[&?])client_secret=([^&#]*)/.exec(seen.request?.body ?? '')?.[1] ?? ''
  const clause = 'RFC 6749 2.3.1'
  if (secret === '') return [found('secret-empty', 'broken', clause, {}, { in: seen })]
  if (raw.includes('+') && secret.includes(' ') && (isRefused(seen) || seen.response === undefined))
    return [
      found('secret-plus', isRefused(seen) ? 'broken' : 'note', 'RFC 6749 Appendix B', {}, { in: seen }),
    ]
  if (/%(?:2[bf5]|3[ad]|7e)/i.test(secret) && isRefused(seen))
    return [found('secret-still-encoded', 'broken', 'RFC 6749 Appendix B', {}, { in: seen })]
  return secret === parameterOf(seen, 'client_id') ? [found('secret-is-id', 'broken', clause, {}, { in: seen })] : []
})

/** A secret in a program that runs in browsers: whoever opens the page has it. */
export const readSecretInBrowser = ofProving((seen) => {
  const { request } = seen
  const origin = headerOf(request, 'origin')
  if (origin === undefined
    || origin === 'null'
    || addressOf(seen)?.origin === origin
    || (!has(seen, 'client_secret') && !isBasic(seen))
    || request?.method !== 'POST') return []
  return [found('secret-in-browser', 'weak', 'RFC 6749 2.1', { origin }, { in: seen })]
})

/** No client at all in a request that needs one. */
export const readNobody: Reader = ({ seen }) => seen.filter(isTokenRequest).flatMap((each) => {
  if (!showsForm(each)
    || isGranted(each)
    || clientOf(each) !== undefined
    || isNamedOtherwise(parametersOf(each), 'client_id')
    || has(each, 'client_assertion')
    || authorization(each) !== undefined
    || isEnough(each)
    || !showsHeaders(each)
    || !(isRefused(each) || isWholeAlone(each))) return []
  return [found('client-absent', isRefused(each) ? 'broken' : 'weak', 'RFC 6749 3.2.1', {}, { in: each })]
})

/**
 * Grants that say by themselves who may have the token: the client needs no name there (RFC 7521 4.1, RFC 7522 3.1, RFC
 * 7523 3.1, RFC 8693 2.1, OpenID for Verifiable Credential Issuance 6.1).
 */
const grantsAlone: ReadonlySet<string> = new Set([
  'urn:ietf:params:oauth:grant-type:jwt-bearer', 'urn:ietf:params:oauth:grant-type:saml2-bearer',
  'urn:ietf:params:oauth:grant-type:token-exchange', 'urn:ietf:params:oauth:grant-type:pre-authorized_code',
])

/** Whether a grant does without the client, unless the server says that it was the client that it missed. */
function isEnough(each: Seen): boolean {
  return grantsAlone.has(parameterOf(each, 'grant_type') ?? '') && errorOf(each) !== 'invalid_client'
}

/** The form that names the client is in the input. */
function showsForm(seen: Seen): boolean {
  return (seen.request?.form.length ?? 0) > 0 && showsParameters(seen)
}

/** A request by itself with its header fields. A browser's export may lack Authorization, and so does a bare form. */
function isWholeAlone({ request, response, failure, place }: Seen): boolean {
  return response === undefined
    && failure === undefined
    && place?.startsWith('entry') !== true
    && request?.method === 'POST'
    && request.url !== undefined
    && request.headers.length > 0
}

/** The server refuses the client, which brought no proof of who it is. */
export const readUnproven = ofProving((seen) => {
  // What unauthorized_client may not do is the grant (RFC 6749, section 5.2).
  if (errorOf(seen) !== 'invalid_client') return []
  if (has(seen, 'client_secret')
    || has(seen, 'client_assertion')
    || authorization(seen) !== undefined
    || clientOf(seen) === undefined
    || seen.request?.certificate !== undefined
    || !showsHeaders(seen)
    || !showsForm(seen)) return []
  return [
    found(
      'client-unproven', 'broken', 'RFC 6749 3.2.1',
      { client_id: clientOf(seen) ?? '', description: descriptionOf(seen) }, { in: seen },
    ),
  ]
})

/** A bearer token where the client should authenticate. */
export const readBearerAtToken: Reader = ({ seen }) => seen.filter(isTokenRequest).flatMap((each) => {
  if (!/^(?:bearer|dpop) /i.test(authorization(each) ?? '') || isGranted(each) || !isRefused(each)) return []
  return [found('bearer-at-token', 'broken', 'RFC 6749 2.3', {}, { in: each })]
})

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** What goes with a client assertion (RFC 7521 4.2). */
export const readAssertion = ofProving((seen) => {
  const type = parameterOf(seen, 'client_assertion_type')
  const clause = 'RFC 7521 4.2'
  if (!has(seen, 'client_assertion'))
    return type === undefined || !lacks(seen, 'client_assertion')
      ? []
      : [found('assertion-missing', 'broken', clause, {}, { in: seen })]
  const assertion = parameterOf(seen, 'client_assertion') ?? ''
  if (!isWithheld(assertion) && !/^[\w-]+\.[\w-]+\.[\w.-]*$|[<\u2026*]|xml|^PHN/i.test(assertion))
    return [found('assertion-not-jwt', 'broken', 'RFC 7523 2.2', {}, { in: seen })]
  if (type === undefined && !lacks(seen, 'client_assertion_type')) return []
  if (type === undefined)
    return [found('assertion-type-missing', 'broken', clause, { type: assertionType }, { in: seen })]
  return type === assertionType || /saml2-bearer|attest/.test(type)
    ? []
    : [found('assertion-type-wrong', 'broken', clause, { type: assertionType, came: type }, { in: seen })]
})

/** How the client authenticates against what the metadata in the same record offer. */
export const readMethodUnsupported: Reader = ({ seen, metadata }) => {
  const offered = metadata.map(({ content }) =>
    content['token_endpoint_auth_methods_supported']).find(Array.isArray) as unknown[] | undefined
  if (!offered) return []
  return seen.filter(isTokenRequest).flatMap((each) => {
    const used = isBasic(each) ? 'client_secret_basic' : has(each, 'client_secret') ? 'client_secret_post' : undefined
    return used === undefined || offered.includes(used) || isGranted(each)
      ? []
      : [
          found(
            'method-unsupported', 'broken', 'RFC 8414 2',
            { used, offered: offered.filter(one => typeof one === 'string').slice(0, 10) }, { in: each },
          ),
        ]
  }).slice(0, 1)
}
