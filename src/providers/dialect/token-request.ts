import type { WireRequest } from '../../wire.ts'
import type { Dialect, RequestRules } from '../preset.ts'
import { separateScopes } from './authorization.ts'
import { writeFields, type Fields } from './fields.ts'
import { fillAddress, fillAll, type Values } from './values.ts'

/** The rules of a token or refresh request; a rule that the refresh request lacks is that of the token request. */
export function rulesFor(dialect: Dialect, purpose: string): RequestRules | undefined {
  if (purpose !== 'refresh' || !dialect.refresh) return dialect.token
  return { ...dialect.token, ...dialect.refresh }
}

/**
 * Writes a token or refresh request as this provider wants it, from the standard one, a form that is POSTed (RFC 6749
 * 4.1.3, 6).
 */
export function writeTokenRequest(request: WireRequest, rules: RequestRules, values: Values): WireRequest {
  const standard: Fields = [...new URLSearchParams(request.body ?? '')]
  const known = { ...values, ...Object.fromEntries(standard) }
  const fields = writeFields(standard, rules, known)
  const address = rules.url === undefined ? request.url : fillAddress(rules.url, known)
  return encodeFields({ ...request, url: address }, fields, rules, known)
}

/**
 * Writes the device authorization request (RFC 8628, section 3.1): scopes as for a browser, everything else as in the
 * standard.
 */
export function writeDeviceRequest(request: WireRequest, dialect: Dialect): WireRequest {
  return {
    ...request,
    body: new URLSearchParams(separateScopes([...new URLSearchParams(request.body ?? '')], dialect)).toString(),
  }
}

function encodeFields(request: WireRequest, fields: Fields, rules: RequestRules, values: Values): WireRequest {
  const encoding = rules.encoding ?? 'form'
  const method = rules.method ?? request.method
  const { 'content-type': _type, ...kept } = request.headers
  const headers = withHeaders(kept, rules.headers, values)
  const { body: _body, ...bare } = request
  if (encoding === 'query' || method === 'GET') return { ...bare, method, headers, url: withQuery(request.url, fields) }
  const json = encoding === 'json'
  return {
    ...bare, method,
    headers: {
      'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded;charset=UTF-8', ...headers,
    },
    body: json ? JSON.stringify(Object.fromEntries(fields)) : new URLSearchParams(fields).toString(),
  }
}

/** The address with these parameters behind its own. */
export function withQuery(address: string, fields: Fields): string {
  if (fields.length === 0) return address
  const query = fields.map(pair => pair.map(encodeURIComponent).join('=')).join('&')
  return `${address}${address.includes('?') ? '&' : '?'}${query}`
}

/** The headers of a request with those that the provider insists on. */
export function withHeaders(
  sent: Record<string, string>, own: Record<string, string> | undefined, values: Values,
): Record<string, string> {
  return { ...sent, ...Object.fromEntries(fillAll(own, values).map(([name, value]) => [name.toLowerCase(), value])) }
}
