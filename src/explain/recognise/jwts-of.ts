import type { JwtRole, Pairs, Seen, SeenJwt } from '../record.ts'
import { readJwt } from './jwt.ts'

/** What a JWT is used as, by the name under which it is sent or brought. */
const roles: Readonly<Record<string, JwtRole>> = {
  id_token: 'id_token', id_token_hint: 'id_token', access_token: 'access_token', refresh_token: 'refresh_token',
  client_assertion: 'client_assertion', assertion: 'assertion',
  request: 'request_object', logout_token: 'logout_token', response: 'authorization_response',
  software_statement: 'software_statement', subject_token: 'assertion', dpop: 'dpop_proof', token: 'access_token',
}

/** The JWTs of one message, each with what it is used as there. */
export function jwtsOf(seen: Seen): SeenJwt[] {
  const { request, response } = seen
  const sent = request ? [...request.query, ...request.fragment, ...request.form, ...fieldsOf(request.headers)] : []
  const members: Pairs = Object.entries(response?.members ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [])
  const all = [...sent, ...members].flatMap(([name, value]) => {
    const role = Object.hasOwn(roles, name) ? roles[name] : undefined
    return value.startsWith('eyJ') && value.includes('.') ? readJwt(value, role, seen) ?? [] : []
  })
  const whole = response?.members ? [] : wholeBody(seen)
  return [...all, ...whole]
}

/** The tokens of a request's header fields. */
function fieldsOf(headers: Pairs): Pairs {
  return headers.flatMap(([name, value]): (readonly [string, string])[] => {
    const [, token] = name === 'authorization' ? /^(?:Bearer|DPoP)\s+(\S+)/i.exec(value) ?? [] : []
    return token !== undefined ? [['access_token', token]] : name === 'dpop' ? [[name, value]] : []
  })
}

/** An answer that is a JWT as a whole: signed userinfo (OpenID Connect Core 5.3.2), signed introspection (RFC 9701). */
function wholeBody(seen: Seen): SeenJwt[] {
  const body = seen.response?.body?.trim() ?? ''
  const role = seen.kind === 'userinfo-request'
    ? 'userinfo'
    : seen.kind === 'introspection-request'
      ? 'introspection'
      : undefined
  const jwt = readJwt(body, role, seen)
  return jwt ? [jwt] : []
}
