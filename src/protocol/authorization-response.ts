import { createHash, timingSafeEqual } from 'node:crypto'
import * as oauth from 'oauth4webapi'
import { describeBy } from '../described.ts'
import { Failure } from '../failure.ts'
import { holds, same, type Check } from './checks.ts'
import { libraryRefusal } from './library.ts'
import type { AuthorizationServer } from './metadata.ts'

declare const checked: unique symbol
/** Parameters of an authorization response that passed every check: only these can be exchanged for tokens. */
export type CheckedParameters = URLSearchParams & { [checked]: true }

/** Compares the state that came with the one that was sent, in constant time (RFC 6749, section 10.12). */
export function stateMatches(expected: string, parameters: URLSearchParams): boolean {
  const states = parameters.getAll('state')
  return states.length === 1 && timingSafeEqual(digest(expected), digest(states[0] ?? ''))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** The checks of an authorization response whose state is proven: once each, issuer, no tokens, a code or an error (RFC 6749 3.1, RFC 9207 2.4). */
export function checkAuthorizationResponse(server: AuthorizationServer, parameters: URLSearchParams): Check[] {
  return [checkOnce(parameters), ...checkIssuer(server, parameters), checkFrontChannel(parameters), checkCode(parameters)]
}

function checkOnce(parameters: URLSearchParams): Check {
  const single = ['code', 'state', 'iss', 'error', 'error_description', 'error_uri', 'response']
  const repeated = single.filter(name => parameters.getAll(name).length > 1)
  return holds('parameters-once', 'RFC 6749 3.1', describeBy('each-once'), repeated.join(' ') || describeBy('each-once'), repeated.length === 0)
}

function checkIssuer(server: AuthorizationServer, parameters: URLSearchParams): Check[] {
  const issuer = parameters.get('iss') ?? undefined
  if (issuer === undefined && !server.authorization_response_iss_parameter_supported) return []
  return [same('response-issuer', 'RFC 9207 2.4', server.issuer, issuer)]
}

function checkFrontChannel(parameters: URLSearchParams): Check {
  const tokens = ['access_token', 'id_token', 'token'].filter(name => parameters.has(name))
  return holds('no-token-in-front-channel', 'RFC 9700 2.1.2', describeBy('no-token'), tokens.join(' ') || describeBy('none'), tokens.length === 0)
}

function checkCode(parameters: URLSearchParams): Check {
  const code = parameters.get('code')
  const error = parameters.get('error')
  const ok = error !== null ? error !== '' : code !== null && /^[\x20-\x7e]{1,4096}$/.test(code)
  const actual = error !== null ? describeBy('error') : code === null ? describeBy('neither') : describeBy('code-of-characters', code.length)
  return holds('code-or-error', 'RFC 6749 4.1.2', describeBy('code-or-error'), actual, ok)
}

/** Raises `access-denied` or `authorization-refused` where the response is an error (RFC 6749, section 4.1.2.1). */
export function refuseAuthorizationError(parameters: URLSearchParams): void {
  const error = parameters.get('error')
  if (error === null) return
  const provider = { error, error_description: parameters.get('error_description') ?? undefined }
  throw new Failure(error === 'access_denied' ? 'access-denied' : 'authorization-refused', { provider })
}

/** Has oauth4webapi judge the response too, and brands it as checked; without a state where the provider sent none
 * back and is known not to. Raises `library-refused`. */
export function acceptAuthorizationResponse(
  server: AuthorizationServer, client: oauth.Client, parameters: URLSearchParams, state: string | undefined,
): CheckedParameters {
  try {
    return oauth.validateAuthResponse(server, client, parameters, state ?? oauth.expectNoState) as CheckedParameters
  } catch (error) {
    throw libraryRefusal(error)
  }
}
