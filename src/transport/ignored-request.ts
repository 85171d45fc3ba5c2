import { pageErrors } from '../codes/page-errors.ts'
import type { CallbackWay } from './callback-request.ts'

/** What was not let in, or let in and not believed: no more of it than does no harm. */
export interface IgnoredRequest {
  reason: string
  way: CallbackWay
  /** The path that was asked for, as it came. */
  path?: string
  /** The error code that it said, if it said one: the standard's own, or `other`. */
  error?: string
}

/**
 * The codes of authorization error responses (RFC 6749 4.1.2.1; OpenID Connect Core 3.1.2.6; RFC 8707, 9101, 9396,
 * 9470).
 */
const standardErrors = new Set([
  'access_denied', 'invalid_request', 'unauthorized_client', 'unsupported_response_type', 'invalid_scope',
  'server_error', 'temporarily_unavailable',
  ...pageErrors, 'invalid_request_uri', 'invalid_request_object',
  'request_not_supported', 'request_uri_not_supported', 'registration_not_supported', 'invalid_target',
  'invalid_authorization_details',
  'unmet_authentication_requirements', 'invalid_client', 'invalid_grant',
])

/**
 * The error code that parameters say, if any. They are not proven: a word that is none of the standard's is not
 * repeated.
 */
export function saidError(parameters: URLSearchParams): { error?: string } {
  const error = parameters.get('error')
  if (error === null) return {}
  return { error: standardErrors.has(error) ? error : 'other' }
}
