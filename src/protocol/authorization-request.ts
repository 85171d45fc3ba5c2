import * as oauth from 'oauth4webapi'
import { describeBy } from '../described.ts'
import { Failure } from '../failure.ts'
import { isLoopbackHost, parseAddress } from '../loopback.ts'

/** Parameters that protect the walk or bind it to the client: they can't be set by hand. */
export const protectedParameters = new Set([
  'response_type', 'client_id', 'redirect_uri', 'state', 'nonce', 'code_challenge', 'code_challenge_method', 'response_mode',
  // They would stand for the whole request (RFC 9101, section 6.3).
  'request', 'request_uri',
])

/** What the authorization request is made of (RFC 6749 4.1.1, RFC 7636 4.3, OpenID Connect Core 3.1.2.1). */
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

/** The parameters of the request in the order in which they are sent; raises `parameter-protected` for an extra that would override one. */
export function listParameters(request: AuthorizationRequest): [name: string, value: string][] {
  const forbidden = request.extra.find(([name]) => protectedParameters.has(name))
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
 * The address that the browser opens: the endpoint with its own query kept (RFC 6749, section 3.1) and our parameters behind it, written so
 * that only unreserved characters and `%XX` remain. Raises `endpoints-safe` for anything but https (http on loopback), for an endpoint whose query
 * already holds one of our parameters, or that is longer than 8000 characters by itself; `request-too-long` where the parameters make it so.
 */
export function buildAuthorizationUrl(endpoint: string, parameters: [name: string, value: string][]): string {
  const url = parseAddress(endpoint)
  const web = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname))
  if (!url || !web || url.username || url.password || url.hash) throw unsafe(endpoint)
  const twice = parameters.find(([name]) => url.searchParams.has(name))
  if (twice) throw unsafe(endpoint, describeBy('without-parameter', twice[0]))
  const query = [...url.searchParams, ...parameters].map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
  const address = `${url.origin}${encodePath(url.pathname)}?${query}`
  if (endpoint.length > longestAddress) throw unsafe(endpoint, describeBy('shorter-address', longestAddress))
  if (address.length > longestAddress) throw tooLong(address, [['authorization_endpoint', endpoint], ...parameters])
  return address
}

const longestAddress = 8000

/** Names what makes it long, and not what stands there. */
function tooLong({ length }: string, parts: [name: string, value: string][]): Failure {
  const [parameter, value] = parts.reduce((longest, part) => part[1].length > longest[1].length ? part : longest)
  return new Failure('request-too-long', { length, most: longestAddress, parameter, characters: value.length })
}

function unsafe(endpoint: string, expected = describeBy('https-address')): Failure {
  return new Failure('endpoints-safe', { expected, actual: `authorization_endpoint=${endpoint}`, rule: 'RFC 6749 3.1' })
}

/** `encodeURIComponent` leaves characters that a shell may read: they are written as %XX too. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

function encodePath(path: string): string {
  return path.replace(/[^A-Za-z0-9\-._~/%]/g, encode)
}
