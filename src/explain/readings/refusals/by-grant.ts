import { headerOf, lacks, parameterOf } from '../../parameters.ts'
import type { Seen } from '../../record.ts'
import type { GrantCause, StandardCode } from './standard-codes.ts'

/** By the ends of the names of the grants: a server that takes the short name is not told that it is short. */
const refused: Readonly<Record<string, GrantCause>> = {
  authorization_code: 'grant-refused-code', refresh_token: 'grant-refused-refresh',
  password: 'grant-refused-password', client_credentials: 'grant-refused-client',
  'jwt-bearer': 'grant-refused-assertion', 'saml2-bearer': 'grant-refused-assertion',
  device_code: 'grant-refused-device', 'token-exchange': 'grant-refused-exchange', ciba: 'grant-refused-ciba',
}

/** The cause of an error by what its request asked for and with what; the code alone where that is not seen. */
export function causeByGrant(code: StandardCode, seen: Seen | undefined): StandardCode | GrantCause {
  const grant = seen && parameterOf(seen, 'grant_type')
  if (code === 'invalid_scope' && seen) return lacksScope(seen) ? causeOfNoScope(grant) : code
  if (seen === undefined || grant === undefined || grant === '') return code
  const end = grant.slice(grant.lastIndexOf(':') + 1)
  if (code === 'invalid_grant') return Object.hasOwn(refused, end) ? refused[end] ?? code : 'grant-refused-other'
  const isKnown = /^urn:[^:]+:./.test(grant) || (end === grant && isPlainGrant(end))
  return code === 'unsupported_grant_type' && isKnown && isForm(seen) ? 'grant-not-offered' : code
}

/** The grants that have no URN for a name. */
function isPlainGrant(grant: string): boolean {
  return ['authorization_code', 'refresh_token', 'password', 'client_credentials'].includes(grant)
}

/** A request whose header fields are not seen may have been called anything: only its own look tells then. */
function isForm({ request }: Seen): boolean {
  const type = headerOf(request, 'content-type')
  return (request?.form.length ?? 0) > 0
    && !/^\s*[{[]/.test(request?.body ?? '')
    && (type === undefined || /^\s*application\/x-www-form-urlencoded\b/i.test(type))
}

/** What a request object or a reference holds was not read. */
function lacksScope(seen: Seen): boolean {
  return seen.request !== undefined
    && seen.request.form.length > 0
    && ['scope', 'request', 'request_uri'].every(name => lacks(seen, name))
}

/** With these the scopes were asked for, or granted, before. */
function causeOfNoScope(grant: string | undefined): GrantCause {
  return grant !== undefined && /^(?:authorization_code|refresh_token|.*device_code|.*:ciba)$/.test(grant)
    ? 'scope-of-earlier'
    : 'scope-wanted'
}
