import * as oauth from 'oauth4webapi'
import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import { parseAddress } from '../addresses/loopback.ts'
import { holds, type Check } from './checks.ts'
import { isSafeEndpoint } from './metadata.ts'

/** Parameters that protect the walk or bind it to the client: they can't be set by hand. */
export const protectedParameters = new Set([
  'response_type', 'client_id', 'redirect_uri', 'state', 'nonce', 'code_challenge', 'code_challenge_method',
  'response_mode',
  // It has a setting of its own, and may stand there once (RFC 6749, section 3.1).
  'scope',
  // They would stand for the whole request (RFC 9101, section 6.3).
  'request', 'request_uri',
])

/**
 * Parameters of requests that no browser carries: in its address they would be read, and logged, on the way. A provider
 * may read their names in any case.
 */
const secretParameters = new Set([
  'client_secret', 'code_verifier', 'code', 'client_assertion', 'assertion', 'access_token', 'refresh_token',
  'id_token', 'device_code', 'subject_token', 'actor_token', 'password', 'registration_access_token',
])

/** The parts of an authorization request (RFC 6749 4.1.1, RFC 7636 4.3, OpenID Connect Core 3.1.2.1). */
export interface AuthorizationRequest {
  clientId: string
  redirectUri: string
  scope: string[]
  state: string
  nonce: string | undefined
  codeChallenge: string | undefined
  responseMode: 'query' | 'form_post'
  extra: [name: string, value: string][]
}

/** The S256 code challenge: BASE64URL(SHA256(code_verifier)) (RFC 7636, section 4.2). */
export async function computeCodeChallenge(codeVerifier: string): Promise<string> {
  return oauth.calculatePKCECodeChallenge(codeVerifier)
}

/**
 * The parameters of the request in the order in which they are sent; raises `parameter-protected` for an extra that
 * would override one.
 */
export function listParameters(request: AuthorizationRequest): [name: string, value: string][] {
  const forbidden = request.extra.find(([name]) =>
    protectedParameters.has(name) || secretParameters.has(name.toLowerCase()))
  if (forbidden) throw new Failure('parameter-protected', { parameter: forbidden[0] })
  const parameters: [string, string | undefined][] = [
    ['response_type', 'code'],
    ['client_id', request.clientId],
    ['redirect_uri', request.redirectUri],
    ['scope', request.scope.join(' ') || undefined],
    ['state', request.state],
    ['nonce', request.nonce],
    ['code_challenge', request.codeChallenge],
    ['code_challenge_method', request.codeChallenge && 'S256'],
    ['response_mode', request.responseMode === 'form_post' ? 'form_post' : undefined],
    ...request.extra,
  ]
  return parameters.filter((pair): pair is [string, string] => pair[1] !== undefined)
}

/**
 * The address that the browser opens: the endpoint with its own query kept (RFC 6749, section 3.1) and our parameters
 * behind it, written so that only unreserved characters and `%XX` remain. Raises `endpoints-safe` for anything but
 * https (http on loopback), for an endpoint whose query already holds one of our parameters, or that is longer than
 * 8000 characters by itself; `request-too-long` where the parameters make it so.
 */
export function buildAuthorizationUrl(endpoint: string, parameters: [name: string, value: string][]): string {
  const url = new URL(requireUsable(endpoint, parameters.map(([name]) => name)))
  const query = [...url.searchParams, ...parameters].map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&')
  const address = `${url.origin}${encodePath(url.pathname)}?${query}`
  if (address.length > longestAddress) throw tooLong(address, [['authorization_endpoint', endpoint], ...parameters])
  return address
}

/**
 * The parameters that we send with every authorization request, in the address or pushed (RFC 6749, section 4.1.1; RFC
 * 7636, section 4.3).
 */
const always = [
  'response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'code_challenge', 'code_challenge_method', 'resource',
]

/** The parameters that stay in the address where the request is pushed (RFC 9126, section 4). */
const pushed = ['client_id', 'request_uri']

/**
 * Checks that the endpoint's own query leaves room for our parameters: none may stand in a request twice (RFC 6749,
 * section 3.1).
 */
export function checkAuthorizationEndpoint(server: oauth.AuthorizationServer): Check[] {
  const { authorization_endpoint: endpoint, require_pushed_authorization_requests: isPushed } = server
  const wanted = typeof endpoint === 'string' ? wantedOf(endpoint, isPushed ? pushed : always) : undefined
  return wanted === undefined ? [] : [holds('endpoints-safe', rule, wanted, nameEndpoint(String(endpoint)), false)]
}

const rule = 'RFC 6749 3.1'
const longestAddress = 8000

/**
 * What is wrong with an endpoint that can't take these parameters, told as what it should be; undefined where it can.
 */
function wantedOf(endpoint: string, names: readonly string[]): string | undefined {
  const url = parseAddress(endpoint)
  if (!url || !isSafeEndpoint(endpoint)) return describeBy('https-address')
  const twice = names.find(name => url.searchParams.has(name))
  if (twice !== undefined) return describeBy('without-parameter', twice)
  return endpoint.length > longestAddress ? describeBy('shorter-address', longestAddress) : undefined
}

function requireUsable(endpoint: string, names: readonly string[]): string {
  const wanted = wantedOf(endpoint, names)
  if (wanted === undefined) return endpoint
  throw new Failure('endpoints-safe', { expected: wanted, actual: nameEndpoint(endpoint), rule })
}

function nameEndpoint(endpoint: string): string {
  return `authorization_endpoint=${endpoint}`
}

/** Names the longest part, and does not quote it. */
function tooLong({ length }: string, parts: [name: string, value: string][]): Failure {
  const [parameter, value] = parts.reduce((longest, part) => part[1].length > longest[1].length ? part : longest)
  return new Failure('request-too-long', { length, most: longestAddress, parameter, characters: value.length })
}

/** `encodeURIComponent` leaves characters that a shell may read: they are written as %XX too. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, character =>
    `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

function encodePath(path: string): string {
  return path.replace(/[^A-Za-z0-9\-._~/%]/g, encode)
}
