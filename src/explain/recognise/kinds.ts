import type { StepId } from '../../codes/failure.ts'
import type { SeenKind, SeenRequest } from '../record.ts'
import { valueOf } from './pairs.ts'

/** What a request is, by its parameters first and then by its address. */
export function kindOfRequest(request: SeenRequest): SeenKind {
  const { method, form, query } = request
  const has = (...names: string[]) =>
    names.some(name => valueOf(query, name) !== undefined || valueOf(form, name) !== undefined)
  const path = pathOf(request)
  // A preflight is made by the browser, and brings nothing.
  if (method === 'OPTIONS') return 'other'
  if (has('SAMLRequest', 'SAMLResponse')) return 'saml'
  if (has('logout_token')) return 'logout-token'
  if (has('grant_type')) return kindOfGrant(valueOf(form, 'grant_type') ?? valueOf(query, 'grant_type') ?? '')
  if (method === 'POST' && has('password', 'passwd', 'Passwd', 'pwd', 'j_password')) return 'sign-in'
  return byParameters(request, has, path)
    ?? byPath(path, method ?? 'GET')
    ?? (isCutRequest(request, has, path) ? 'authorization-request' : kindOfOther(request))
}

function kindOfGrant(grant: string): SeenKind {
  return grant === 'refresh_token' ? 'refresh-request' : grant.endsWith('device_code') ? 'device-poll' : 'token-request'
}

type Has = (...names: string[]) => boolean

function byParameters(request: SeenRequest, has: Has, path: string): SeenKind | undefined {
  const { method } = request
  const isClient = has('client_id', 'appid', 'app_id', 'client_key', 'app_key')
  if (has('response_type') && isClient)
    return method === 'POST' && /\/par\b|\/pushed|as\/par/i.test(path) ? 'pushed-request' : 'authorization-request'
  if (isClient && method === 'POST' && isOfDevice(has, path)) return 'device-request'
  if (isClient
    && has('redirect_uri', 'redirect_url', 'redirectUri', 'request_uri', 'request', 'code_challenge')
    && !has('code', 'auth_code', 'client_secret')) return 'authorization-request'
  if (has('id_token_hint', 'post_logout_redirect_uri')) return 'logout-request'
  if (/\/(?:(?:user)?access_?token|token|oauth\.(?:v2\.)?access)\/?$/i.test(path)) return 'token-request'
  return isAnswer(request) ? 'authorization-response' : undefined
}

/**
 * A device asks for a code by itself: it names no answer, and no place to which one could go (RFC 8628, section 3.1).
 * The page on which a person types the code has an address like it.
 */
function isOfDevice(has: Has, path: string): boolean {
  return /device[^/]*(?:\/[^/]*)?\/?$/i.test(path)
    && has('scope', 'code_challenge')
    && !has('redirect_uri', 'redirect_url', 'redirectUri', 'request_uri', 'code', 'user_code')
}

/** An authorization request that lacks most of its parameters: the address of the endpoint tells it. */
function isCutRequest({ method = 'GET' }: SeenRequest, has: Has, path: string): boolean {
  return method === 'GET'
    && has('response_type', 'client_id', 'redirect_uri', 'scope')
    && /\/(?:authori[sz]e|authori[sz]ation|oauth2?(?:\/v[\d.]+)?\/auth|openid-connect\/auth)\/?$/i.test(path)
}

/** What a provider sends back through the browser (RFC 6749, sections 4.1.2 and 4.2.2; JARM). */
function isAnswer(request: SeenRequest): boolean {
  const { method, query, form, fragment } = request
  const inFragment = ['code', 'error', 'access_token', 'id_token', 'response'].some(name =>
    valueOf(fragment, name) !== undefined)
  if (inFragment) return true
  const pairs = method === 'POST' ? form : query
  const has = (name: string) => valueOf(pairs, name) !== undefined
  // Shops have codes of their own.
  if (!has('state') && !has('iss') && /\/(?:redeem|coupons?|promo|vouchers?|gift|invite)\b/i.test(pathOf(request)))
    return false
  if (has('code') || has('auth_code') || has('authCode')) return !has('client_secret') && !has('secret')
  if (has('error')) return ['state', 'error_description', 'iss', 'error_code', 'error_uri', 'error_reason'].some(has)
  if (has('id_token')) return has('state') || method === 'POST'
  return has('access_token')
    ? has('token_type') && has('state')
    : isSignedAnswer(valueOf(pairs, 'response'))
}

/** A JWT, or what this program masks one with: others have a `response` too (JARM, section 2.3). */
function isSignedAnswer(response: string | undefined): boolean {
  return response !== undefined && /^(?:eyJ|<?response#[\da-f]{4}>?$)/.test(response)
}

const paths: readonly (readonly [pattern: RegExp, kind: SeenKind])[] = [
  [
    /\/\.well-known\/(?:openid-configuration|oauth-authorization-server|oauth-protected-resource)|\/discovery\/v\d\.0\/openid/i,
    'metadata-request',
  ],
  [/jwks|\/openid-connect\/certs$|\/discovery\/(?:v2\.0\/)?keys$|\/oauth2?\/v\d\/(?:keys|certs)$/i, 'keys-request'],
  [/\/userinfo\/?$/i, 'userinfo-request'],
  [/\/device_?authori[sz]ation\/?$|\/device_?code\/?$|\/device\/code$|\/auth\/device$/i, 'device-request'],
  [/\/(?:token_)?introspect(?:ion)?\/?$|\/check_token$/i, 'introspection-request'],
  [/\/(?:token_)?revo(?:ke|cation)\/?$/i, 'revocation-request'],
  [/\/par\/?$|\/pushed[\w-]*\/?$/i, 'pushed-request'],
  [
    /\/end_?session\/?$|\/openid-connect\/logout$|\/oidc\/logout$|\/v2\/logout$|\/oauth2\/v2\.0\/logout$/i,
    'logout-request',
  ],
  [/\/(?:connect\/)?register\/?$|\/clients-registrations\//i, 'registration-request'],
]

function byPath(path: string, method: string): SeenKind | undefined {
  const [, kind] = paths.find(([pattern]) => pattern.test(path)) ?? []
  return kind === 'registration-request' && method === 'GET' ? undefined : kind
}

function kindOfOther({ headers }: SeenRequest): SeenKind {
  const authorization = valueOf(headers, 'authorization') ?? ''
  return /^(?:Bearer|DPoP)\b/i.test(authorization) ? 'resource-request' : 'other'
}

function pathOf({ url = '' }: SeenRequest): string {
  return (url.split(/[?#]/, 1)[0] ?? '').replace(/^[\w+.-]+:\/\/[^/]*/, '')
}

const steps: Partial<Record<SeenKind, StepId>> = {
  'authorization-request':
    'redirect', 'pushed-request': 'redirect', 'device-request': 'redirect', 'sign-in': 'consent',
  'authorization-response': 'callback',
  'token-request': 'token', 'refresh-request': 'token', 'device-poll': 'token', 'userinfo-request': 'userinfo',
  'resource-request': 'userinfo',
}

/** The step of the walk to which a message belongs. */
export function stepOf(kind: SeenKind): StepId | undefined {
  return steps[kind]
}
