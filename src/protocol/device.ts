import * as oauth from 'oauth4webapi'
import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import { isSafeAddress } from '../addresses/host.ts'
import { holds, type Check } from './checks.ts'
import { namesError } from './answer/error-beside.ts'
import { wrongMember } from './answer/describe.ts'
import { parseJsonObject, type JsonObject } from './answer/json.ts'
import { failureOf, readRefusal } from './answer/refusal.ts'
import { secondsToWait } from './answer/retry-after.ts'
import { exchange, type Exchange } from './library.ts'
import type { WireResponse } from '../wire.ts'
import type { TokenEndpointParty } from './token-request.ts'
import { isPassing } from '../codes/obstacle.ts'

/** What the user needs, and how often to ask; times in seconds (RFC 8628, section 3.2). */
export interface DeviceAuthorization {
  device_code: string
  user_code: string
  verification_uri: string
  verification_uri_complete: string | undefined
  expires_in: number
  interval: number
}

/** Seconds between two questions where the provider does not say (RFC 8628, section 3.2). */
const usualInterval = 5

/**
 * Asks for a device code and the user's code: one POST (RFC 8628, section 3.1). Raises `device-unsupported` without an
 * endpoint, `device-refused` for the provider's error, and `unreadable-answer` for an answer in which a member is
 * missing or no text.
 */
export async function requestDeviceAuthorization(
  { send, server, client, authentication }: TokenEndpointParty, parameters: [name: string, value: string][],
): Promise<DeviceAuthorization> {
  if (!server.device_authorization_endpoint) throw new Failure('device-unsupported', { issuer: server.issuer })
  const exchanged = await exchange(send, 'device', server.device_authorization_endpoint, options =>
    oauth.deviceAuthorizationRequest(
      server, client, authentication, new URLSearchParams(parameters), options,
    ))
  const body = parseJsonObject(exchanged.answer.body) ?? {}
  const text = (name: string) => typeof body[name] === 'string' && body[name] !== '' ? body[name] : undefined
  // Google's first version of this called it verification_url.
  const [device_code, user_code, verification_uri] = [
    text('device_code'), text('user_code'), text('verification_uri') ?? text('verification_url'),
  ]
  if (exchanged.answer.status === 200 && !namesError(body) && device_code && user_code && verification_uri) {
    const seconds = (name: string, otherwise: number) =>
      Number.isFinite(Number(body[name] ?? NaN)) ? Math.max(0, Number(body[name])) : otherwise
    return {
      device_code, user_code, verification_uri, verification_uri_complete: text('verification_uri_complete'),
      expires_in: seconds('expires_in', 600), interval: Math.max(1, seconds('interval', usualInterval)),
    }
  }
  throw whatIsWrong(exchanged, body) ?? await failureOf('device-refused', exchanged)
}

/** An answer with some of the members and without an error is no refusal: tells which member is wrong. */
function whatIsWrong({ answer, url }: Exchange, body: JsonObject): Failure | undefined {
  const address = body['verification_uri'] === undefined && body['verification_url'] !== undefined
    ? 'verification_url'
    : 'verification_uri'
  const members = ['device_code', 'user_code', address]
  if (answer.status !== 200 || body['error'] !== undefined || members.every(name => body[name] === undefined))
    return undefined
  const wrong = members.find(name => typeof body[name] !== 'string' || body[name] === '')
  return wrong === undefined ? undefined : wrongMember(answer, url, wrong, body[wrong], 'string')
}

/**
 * Checks that the user is sent to https, or to this machine (RFC 8628, section 5.4, for the spirit; there is no rule by
 * number).
 */
export function checkVerificationAddress({ verification_uri, verification_uri_complete }: DeviceAuthorization): Check {
  const addresses = [verification_uri, verification_uri_complete ?? verification_uri]
  const unsafe = addresses.find(address => !isSafeAddress(address))
  return holds(
    'endpoints-safe', 'RFC 8628 5.4', describeBy('https-addresses'), unsafe ?? verification_uri, unsafe === undefined,
  )
}

/** Asks once whether the user has allowed it (RFC 8628, section 3.4). */
export async function pollForTokens(
  { send, server, client, authentication }: TokenEndpointParty, deviceCode: string, extra: [string, string][],
): Promise<Exchange> {
  return exchange(send, 'poll', server.token_endpoint, options => oauth.deviceCodeGrantRequest(
    server, client, authentication, deviceCode, { additionalParameters: extra, ...options },
  ))
}

/**
 * Judges the answer to a poll (RFC 8628, section 3.5): it is too early, polls come too fast, the provider has a fault
 * that may pass, or shows a web page instead, or anything else, which the checks of a token response judge. Raises
 * `access-denied` and `device-code-expired`.
 */
export async function judgePoll({ answer }: Exchange): Promise<'pending' | 'slow-down' | 'fault' | 'page' | 'decided'> {
  const provider = await readRefusal(answer)
  switch (provider.meaning ?? provider.error) {
    case 'authorization_pending': return 'pending'
    case 'slow_down': return 'slow-down'
    case 'access_denied': throw new Failure('access-denied', { provider })
    case 'expired_token': throw new Failure('device-code-expired', { provider })
    case 'server_error':
    case 'temporarily_unavailable': return 'fault'
  }
  if (isPassing(answer.status)) return 'fault'
  return isPage(answer) ? 'page' : 'decided'
}

/**
 * A web page with status 200 is of whatever stands before the server, such as one on maintenance, and decides nothing.
 */
function isPage({ status, body }: WireResponse): boolean {
  return status === 200 && body.trimStart().startsWith('<')
}

/**
 * After how many seconds the provider wants to be asked again (RFC 9110, section 10.2.3); undefined where it does not
 * say.
 */
export function retryAfterSeconds({ answer }: Exchange, now: number): number | undefined {
  return secondsToWait(answer.headers, now)
}
