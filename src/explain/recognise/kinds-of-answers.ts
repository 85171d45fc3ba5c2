import { isObject } from '../../protocol/answer/json.ts'
import type { SeenKind, SeenResponse } from '../record.ts'
import { valueOf } from './pairs.ts'

/** What an answer says of its request, whatever that looks like: only one endpoint gives this. */
export function kindByAnswer({ members }: SeenResponse): SeenKind | undefined {
  return members && typeof members['device_code'] === 'string' ? 'device-request' : undefined
}

/** What an answer is that came without its request: by what it brings. */
export function kindOfResponse({ headers, members, text }: SeenResponse): SeenKind {
  if (valueOf(headers, 'www-authenticate') !== undefined) return 'resource-request'
  if (members) return kindOfMembers(members)
  return text === undefined ? 'other' : 'page'
}

function kindOfMembers(members: NonNullable<SeenResponse['members']>): SeenKind {
  const has = (...names: string[]) => names.some(name => Object.hasOwn(members, name))
  const error = typeof members['error'] === 'string' ? members['error'] : ''
  if (has('SAMLResponse', 'SAMLRequest')) return 'saml'
  if (has('device_code', 'user_code')) return 'device-request'
  if (has('access_token', 'id_token', 'refresh_token')) return 'token-request'
  if (Object.values(members).some(one => isObject(one) && typeof one['access_token'] === 'string'))
    return 'token-request'
  if (has('request_uri')) return 'pushed-request'
  if (typeof members['active'] === 'boolean') return 'introspection-request'
  if (has('client_id') && has('redirect_uris', 'grant_types')) return 'registration-request'
  if (['authorization_pending', 'slow_down', 'expired_token'].includes(error)) return 'device-poll'
  if (['invalid_token', 'insufficient_scope'].includes(error)) return 'resource-request'
  if (has('sub') && !has('exp')) return 'userinfo-request'
  if (isNumberedError(members)) return 'token-request'
  if (isOfAnyServer.test(error) && Object.keys(members).length === 1) return 'other'
  return has(
    'error', 'errcode', 'error_code', 'error_description', 'errorCode', 'errmsg', 'sub_code', 'error_response',
    'error_message',
  )
    ? 'token-request'
    : 'other'
}

/** What any server says of any address, and OAuth of nothing. */
const isOfAnyServer
  = /^(?:not[ _]found|forbidden|bad[ _]request|method[ _]not[ _]allowed|internal[ _](?:server[ _])?error)$/i

/** An error by a code of a provider's own beside a sentence. */
function isNumberedError(members: NonNullable<SeenResponse['members']>): boolean {
  const has = (...names: string[]) => names.some(name => Object.hasOwn(members, name))
  const { code, data } = members
  const isCode = (typeof code === 'number' && code !== 0 && code !== 200)
    || (typeof code === 'string' && /[1-9a-z]/i.test(code) && code !== '200')
  return has('serviceErrorCode', '__type', 'sub_error')
    || (isCode && has('message', 'msg', 'requestid', 'data'))
    || (isObject(data) && Number(data['error_code'] ?? 0) !== 0)
}
