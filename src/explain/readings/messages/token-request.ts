import { attemptsOf, isTokenRequest } from '../../attempts.ts'
import { addressOf, isReadable, pathOf } from '../../addresses.ts'
import {
  errorOf, headerOf, hides, isGranted, isRefused, lacks, parameterOf, parametersOf, valuesIn,
} from '../../parameters.ts'
import { providersInCamelCase, providersReadingJson } from '../../facts/dialects.ts'
import { providerOf } from '../../facts/provider.ts'
import { isNamedOtherwise } from '../../own-names.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { found } from '../../found.ts'

/** Providers that take the exchange by GET, with everything in the address. */
const byGet = /(?:^|\.)(?:weixin\.qq\.com|graph\.qq\.com|graph\.facebook\.com|oapi\.dingtalk\.com|qyapi\.weixin\.qq\.com|vk\.com|weibo\.com|kakao\.com|naver\.com)$/

function ofTokenRequests(read: (seen: Seen) => Reading[]): Reader {
  return ({ seen }) => seen.filter(isTokenRequest).flatMap(read)
}

/** A token request by GET: what it carries is read from the body of a POST alone (RFC 6749 3.2). */
export const readMethod = ofTokenRequests((exchange) => {
  const method = exchange.request?.method?.toUpperCase()
  if (method === undefined
    || method === 'POST'
    || isGranted(exchange)
    || byGet.test(addressOf(exchange)?.hostname ?? '')) return []
  return [found('token-by-get', 'broken', 'RFC 6749 3.2', { method }, { in: exchange })]
})

const inBody = ['grant_type', 'code', 'client_secret', 'code_verifier', 'refresh_token', 'client_assertion', 'password']

/** Parameters of a token request in its address: they stand in logs, and most servers don't look there. */
export const readInAddress = ofTokenRequests((exchange) => {
  const names = inBody.filter(name => valuesIn(exchange.request?.query, name).length > 0)
  if (names.length === 0 || exchange.request?.method?.toUpperCase() !== 'POST') return []
  return [
    found(
      'token-parameters-in-address', isGranted(exchange) ? 'weak' : 'broken', 'RFC 6749 3.2', { names },
      { in: exchange },
    ),
  ]
})

/** The form of the body against what its header says (RFC 6749 3.2 and 4.1.3). */
export const readBody = ofTokenRequests((exchange) => {
  const { request } = exchange
  const [type, body] = [
    headerOf(request, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase(), request?.body?.trim() ?? '',
  ]
  if (isGranted(exchange)
    || request?.method?.toUpperCase() !== 'POST'
    || (body === '' && (request.form.length > 0 || type === undefined))) return []
  const name = nameBody(type, body, exchange)
  return name === undefined ? [] : [found(name, 'broken', 'RFC 6749 4.1.3', { type: type ?? '' }, { in: exchange })]
})

function nameBody(type: string | undefined, body: string, exchange: Seen): string | undefined {
  const isJson = body.startsWith('{')
  const isForm = type === 'application/x-www-form-urlencoded'
  const isUnseen = body === '' && hides(exchange, 'parameters')
  if (isForm && isJson) return 'body-json-called-form'
  if (isJson || (isUnseen && type?.includes('json')))
    return (!isRefused(exchange) && exchange.response) || isJsonRead(exchange, type)
      ? undefined
      : type === undefined || type.includes('json')
        ? 'body-json'
        : 'body-json-called-form'
  if (type === 'multipart/form-data') return 'body-multipart'
  if (type?.includes('json') && /^[\w.-]+=/.test(body)) return 'body-form-called-json'
  const isLost = isRefused(exchange) || (exchange.response === undefined && /^[\w.-]+=/.test(body))
  return type !== undefined && !isForm && !type.includes('json') && isLost
    ? 'body-of-another-type'
    : undefined
}

/** JSON that is called JSON, at a provider that is known to read it. */
function isJsonRead(exchange: Seen, type: string | undefined): boolean {
  return type?.includes('json') === true && providersReadingJson.has(providerOf(exchange) ?? '')
}

/** A request by itself; some providers that are no servers of the standard do without a grant type. */
function isUnanswered(exchange: Seen): boolean {
  return exchange.response === undefined
    && exchange.request?.method?.toUpperCase() === 'POST'
    && exchange.request.form.length > 0
    && /\/token\/?$/.test(pathOf(exchange))
    && providerOf(exchange) === undefined
}

/** The grants whose names are URNs, by the ends of these. */
const urns = [
  'urn:ietf:params:oauth:grant-type:device_code', 'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:ietf:params:oauth:grant-type:jwt-bearer', 'urn:ietf:params:oauth:grant-type:saml2-bearer',
  'urn:openid:params:grant-type:ciba',
]

/** The end of such a name in place of the whole; some servers take it for theirs (RFC 6749 4.5). */
export const readGrantShort = ofTokenRequests((exchange) => {
  const grant = parameterOf(exchange, 'grant_type') ?? ''
  const expected = urns.find(urn => isEndOf(urn, grant))
  const isLost = isRefused(exchange) || exchange.response === undefined
  return expected === undefined || expected === grant || isGranted(exchange) || !isLost
    ? []
    : [found('grant-type-short', 'broken', 'RFC 6749 4.5', { grant_type: grant, expected }, { in: exchange })]
})

/** Also where a hyphen was written for its underscore, or the other way. */
function isEndOf(urn: string, grant: string): boolean {
  const plain = (name: string) => name.slice(name.lastIndexOf(':') + 1).replaceAll('-', '_')
  return plain(urn) === plain(grant.slice(0, 100))
}

const isShort = (grant: string) => urns.some(urn => isEndOf(urn, grant))

const grants = new Set(['authorization_code', 'refresh_token', 'client_credentials', 'password', 'implicit'])

/** Written in another way, or with a letter too many at its end; providers have grants of their own. */
function isNearGrant(grant: string): boolean {
  const plain = grant.slice(0, 60).toLowerCase().replace(/[^a-z]/g, '').replace(/s$/, '')
  return [...grants].some(known => known.replace(/[^a-z]/g, '').replace(/s$/, '') === plain)
}

/** The grant type: missing, written in another way, or one that does not fit what is sent with it. */
export const readGrantType = ofTokenRequests((exchange) => {
  if (isGranted(exchange) || parametersOf(exchange).length === 0) return []
  const [grant, code] = [parameterOf(exchange, 'grant_type'), parameterOf(exchange, 'code')]
  const clause = 'RFC 6749 4.1.3'
  if (grant === undefined)
    return code !== undefined
      && lacks(exchange, 'grant_type')
      && !providersInCamelCase.has(providerOf(exchange) ?? '')
      && (isRefused(exchange) || isUnanswered(exchange))
      ? [found('grant-type-missing', 'broken', clause, {}, { in: exchange })]
      : []
  const isStrange = isRefused(exchange) || (exchange.response === undefined && isNearGrant(grant))
  if (!grants.has(grant) && !isShort(grant) && !grant.startsWith('urn:') && isStrange)
    return [found('grant-type-unknown', 'broken', clause, { grant_type: grant }, { in: exchange })]
  if (grant === 'authorization_code'
    && lacks(exchange, 'code')
    && !isNamedOtherwise(parametersOf(exchange), 'code')) return [
    found('code-missing', 'broken', clause, {}, { in: exchange }),
  ]
  if (grant === 'refresh_token' && lacks(exchange, 'refresh_token'))
    return [found('refresh-without-token', 'broken', 'RFC 6749 6', {}, { in: exchange })]
  return grant !== 'authorization_code' && code && grants.has(grant)
    ? [found('grant-type-for-another', 'broken', clause, { grant_type: grant }, { in: exchange })]
    : []
})

/** A request for a sign-in that went to the token endpoint, or an exchange that went to the authorization endpoint. */
export const readWrongEndpoint: Reader = ({ seen }) => seen.flatMap((each) => {
  const [grant, type] = [parameterOf(each, 'grant_type'), parameterOf(each, 'response_type')]
  const path = pathOf(each).replace(/\/$/, '')
  if (each.request?.method === 'OPTIONS' || isGranted(each)) return []
  if (grant !== undefined && /\/(?:authorize|authorization|auth)$/.test(path))
    return [
      found('exchange-at-authorization', 'broken', 'RFC 6749 3.2', { grant_type: grant }, { in: each, step: 'token' }),
    ]
  return grant === undefined
    && type !== undefined
    && parameterOf(each, 'client_id') !== undefined
    && /\/token$/.test(path)
    ? [found('sign-in-at-token', 'broken', 'RFC 6749 3.1', { response_type: type }, { in: each, step: 'redirect' })]
    : []
})

/** What else carries a client's secret, a token, or all that an authorization request says. */
const proving: ReadonlySet<string> = new Set([
  'pushed-request', 'device-request', 'introspection-request', 'revocation-request', 'registration-request',
])

/** Credentials and tokens over http, where everybody on the way reads them. */
export const readOverHttp: Reader = ({ seen }) => {
  const told = new Set<string>()
  return seen.flatMap((each) => {
    const url = each.request?.url ?? ''
    const host = addressOf(each)?.host ?? ''
    const carries = isTokenRequest(each)
      || proving.has(each.kind)
      || /^(?:bearer|basic|dpop) /i.test(headerOf(each.request, 'authorization') ?? '')
    if (!carries || each.request?.method === 'OPTIONS' || !isReadable(url) || told.has(host)) return []
    told.add(host)
    return [found('credentials-over-http', 'weak', 'RFC 6749 3.2', { host }, { in: each })]
  })
}

/** The provider that signed the user in against the one that is asked for tokens, where it refuses the code. */
export const readTokenElsewhere: Reader = record =>
  attemptsOf(record).flatMap(({ asked, exchanges }) => exchanges.flatMap((exchange) => {
    const [from, to] = [asked && addressOf(asked), addressOf(exchange)]
    if (!asked
      || !from
      || !to
      || errorOf(exchange) === undefined
      || !/invalid_grant|invalid_client|unauthorized_client/.test(errorOf(exchange) ?? '')) return []
    const [tenant, other] = [tenantOf(from), tenantOf(to)]
    if (tenant !== undefined && other !== undefined && tenant !== other)
      return [
        found(
          'tenant-differs', 'broken', 'RFC 6749 4.1.3',
          { tenant: `${from.host}/${tenant}`, other: `${to.host}/${other}` }, { in: [exchange, asked] },
        ),
      ]
    return []
  }))

/**
 * What stands for the tenant, realm or authorization server in an address of a provider that has several: in the path,
 * otherwise in the host.
 */
function tenantOf({ pathname, hostname }: URL): string | undefined {
  const okta = /^\/oauth2\/(?:([^/]+)\/)?v1\//.exec(pathname)
  if (okta) return okta[1] ?? '(org)'
  return /\/realms\/([^/]+)/.exec(pathname)?.[1]
    ?? /^\/([^/]+)\/oauth2\//.exec(pathname)?.[1]
    ?? /^([^.]+)\.(?:auth0|(?:eu|us|au)\.auth0|onelogin)\.com$/.exec(hostname)?.[1]
}
