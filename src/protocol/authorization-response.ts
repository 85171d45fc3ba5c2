import { createHash, timingSafeEqual } from 'node:crypto'
import * as oauth from 'oauth4webapi'
import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import { deniesByName } from './answer/denial.ts'
import { toRefusal, type Refusal } from './answer/refusal.ts'
import { findWords } from './answer/words.ts'
import { holds, same, type Check } from './checks.ts'
import { isJwe } from './encryption/jwe-header.ts'
import { decodeIdToken } from './id-token.ts'
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

/**
 * The checks of an authorization response whose state is proven: once each, issuer, no tokens, a code or an error (RFC
 * 6749 3.1, RFC 9207 2.4).
 */
export function checkAuthorizationResponse(server: AuthorizationServer, parameters: URLSearchParams): Check[] {
  return [
    checkOnce(parameters), ...checkIssuer(server, parameters), checkFrontChannel(parameters), checkCode(parameters),
  ]
}

/**
 * Checks that no parameter came more than once, also not the one in which a signed answer stands (RFC 6749, section
 * 3.1).
 */
export function checkOnce(parameters: URLSearchParams): Check {
  const single = ['code', 'state', 'iss', 'error', 'error_description', 'error_uri', 'response']
  const repeated = single.filter(name => parameters.getAll(name).length > 1)
  return holds(
    'parameters-once', 'RFC 6749 3.1', describeBy('each-once'), repeated.join(' ') || describeBy('each-once'),
    repeated.length === 0,
  )
}

/**
 * Tells whether a parameter is a signed answer (JARM, section 2.1), perhaps encrypted too (section 2.2): it can be
 * taken apart, though nothing in it is proven.
 */
export function isSignedResponse(response: string): boolean {
  return isJwe(response) || !('name' in decodeIdToken(response))
}

/** What an authorization response may say: beside a signed one, nobody proves it. */
const known = ['code', 'state', 'iss', 'error', 'error_description', 'error_uri', 'access_token', 'id_token', 'token']

/** Checks that a signed answer came alone: JARM forbids other parameters (JARM, section 2.3; RFC 9207, section 2.4). */
export function checkAlone(parameters: URLSearchParams): Check {
  const beside = known.filter(name => parameters.has(name))
  return holds(
    'response-signature', 'JARM 2.3', describeBy('signed-alone'),
    beside.length === 0 ? describeBy('signed-alone') : describeBy('signed-and-plain', ...beside),
    beside.length === 0, { code: 'plain-beside-signed', facts: [beside.join(', ')] },
  )
}

function checkIssuer(server: AuthorizationServer, parameters: URLSearchParams): Check[] {
  const issuer = parameters.get('iss') ?? undefined
  if (issuer === undefined && !server.authorization_response_iss_parameter_supported) return []
  return [same('response-issuer', 'RFC 9207 2.4', server.issuer, issuer)]
}

function checkFrontChannel(parameters: URLSearchParams): Check {
  const tokens = ['access_token', 'id_token', 'token'].filter(name => parameters.has(name))
  return holds(
    'no-token-in-front-channel', 'RFC 9700 2.1.2', describeBy('no-token'), tokens.join(' ') || describeBy('none'),
    tokens.length === 0,
  )
}

function checkCode(parameters: URLSearchParams): Check {
  const judge = (actual: string, ok: boolean) =>
    holds('code-or-error', 'RFC 6749 4.1.2', describeBy('code-or-error'), actual, ok)
  const refusal = readAuthorizationRefusal(parameters)
  if (refusal !== undefined) return judge(describeBy('error'), refusal.error !== '')
  const code = parameters.get('code')
  if (code === null) return judge(describeBy('neither'), false)
  return judge(describeBy('code-of-characters', code.length), /^[\x20-\x7e]{1,4096}$/.test(code))
}

/** Raises `access-denied` or `authorization-refused` where the response is an error (RFC 6749, section 4.1.2.1). */
export function refuseAuthorizationError(parameters: URLSearchParams): void {
  const provider = readAuthorizationRefusal(parameters)
  if (provider === undefined) return
  throw new Failure(
    (provider.meaning ?? provider.error) === 'access_denied' ? 'access-denied' : 'authorization-refused', { provider },
  )
}

/** Names under which a provider may say what is wrong, where it does not say it by the standard's. */
const tellingName = /err|msg|message|reason|desc|^ret$|sub_?code/i

/**
 * Reads what the provider said instead of a code, under the standard's names or, where neither a code nor an error
 * came, under its own.
 */
export function readAuthorizationRefusal(parameters: URLSearchParams): Refusal | undefined {
  const error = parameters.get('error')
  if (error !== null) {
    const error_description = parameters.get('error_description') ?? undefined
    return toRefusal({ error, ...error_description === undefined ? {} : { error_description }, numbers: [] })
  }
  if (parameters.has('code')) return undefined
  const own = findWords(
    Object.fromEntries([...parameters].filter(([name]) => name.length < 40 && tellingName.test(name))), 0,
  )
  const denied = deniesByName(parameters)
  if (denied !== undefined) return toRefusal({ error: denied, ...own })
  return own.error !== undefined || own.error_description !== undefined ? toRefusal(own) : undefined
}

/**
 * Has oauth4webapi judge the response too, and brands it as checked; without a state where the provider sent none back
 * and is known not to. Raises `library-refused`.
 */
export function acceptAuthorizationResponse(
  server: AuthorizationServer, client: oauth.Client, parameters: URLSearchParams, state: string | undefined,
): CheckedParameters {
  try {
    return oauth.validateAuthResponse(server, client, parameters, state ?? oauth.expectNoState) as CheckedParameters
  } catch (error) {
    throw libraryRefusal(error)
  }
}
