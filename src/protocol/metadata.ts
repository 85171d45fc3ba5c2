import * as oauth from 'oauth4webapi'
import { isSafeOrigin } from '../addresses/host.ts'
import { isSpecialPurpose } from '../addresses/special-purpose.ts'
import { describeBy, type Cause } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import type { Send } from '../wire.ts'
import type { Finding } from '../codes/finding.ts'
import { holds, same, type Check } from './checks.ts'
import { parseAddress } from '../addresses/loopback.ts'
import { isOtherLoopback, isSameAddress } from '../addresses/same-issuer.ts'
import { readJsonObject } from './answer/describe.ts'
import { kindOf } from './answer/kind.ts'
import { failureOf } from './answer/refusal.ts'
import { requireIssuerForm, requireSecureIssuer } from './issuer-form.ts'
import { exchange, requestDocument, type Exchange } from './library.ts'

/** The metadata of an authorization server (RFC 8414, section 2; OpenID Connect Discovery 1.0, section 3). */
export type AuthorizationServer = oauth.AuthorizationServer

/** Members of the metadata that are addresses the walk may use. */
export const endpointNames = [
  'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri', 'revocation_endpoint',
  'end_session_endpoint',
  'pushed_authorization_request_endpoint', 'device_authorization_endpoint', 'introspection_endpoint',
] as const

/**
 * Raises `issuer-form`, `issuer-insecure` or `setting-invalid` unless the issuer is https (http on loopback) without
 * query and fragment (RFC 8414, section 2).
 */
export function requireUsableIssuer(issuer: string): URL {
  requireIssuerForm(issuer)
  const url = parseAddress(issuer)
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Failure('setting-invalid', { setting: 'issuer', value: issuer, expected: describeBy('https-url') })
  if (issuer.includes('?') || issuer.includes('#') || url.username || url.password) {
    throw new Failure('setting-invalid', { setting: 'issuer', value: issuer, expected: describeBy('bare-url') })
  }
  requireSecureIssuer(issuer)
  return url
}

/**
 * Where metadata may stand, in the order in which it is looked for: OpenID Connect Discovery 1.0, section 4 (behind the
 * issuer's path); RFC 8414, section 3 (before it); and OpenID's document before the path, as RFC 8414, section 5, tells
 * of it.
 */
export type DiscoveryAlgorithm = 'oidc' | 'oauth2' | 'oidc-before-path'

/** How a resource led to an issuer: it named it, or it was guessed to be the resource's own host. */
export type BehindResource = 'named' | 'guessed'

/**
 * The addresses worth asking; `oidc-before-path` differs from `oidc` only where the issuer has a path. An issuer that a
 * resource named is any authorization server: RFC 8414's address comes first (RFC 9728, section 7.2, and MCP's
 * specification say so).
 */
export function discoveryAlgorithms({ pathname }: URL, behindResource?: BehindResource): DiscoveryAlgorithm[] {
  const hasPath = pathname.replaceAll('/', '') !== ''
  if (behindResource) return ['oauth2', ...hasPath ? ['oidc-before-path' as const] : [], 'oidc']
  return ['oidc', 'oauth2', ...hasPath ? ['oidc-before-path' as const] : []]
}

/** Asks for the metadata at one of its addresses: one GET, its answer unjudged. Raises `redirect-refused`. */
export async function requestMetadata(send: Send, issuer: URL, algorithm: DiscoveryAlgorithm): Promise<Exchange> {
  if (algorithm !== 'oidc-before-path')
    return exchange(send, 'discovery', issuer.href, options =>
      oauth.discoveryRequest(issuer, { algorithm, ...options }))
  const address = new URL(`/.well-known/openid-configuration${issuer.pathname.replace(/\/$/, '')}`, issuer).href
  return requestDocument(send, 'discovery', address)
}

/**
 * The metadata object in an answer; raises `discovery-refused` for another status, `unreadable-answer` for anything but
 * a JSON object.
 */
export async function readMetadata(exchanged: Exchange): Promise<Record<string, unknown>> {
  if (exchanged.answer.status !== 200) throw await failureOf('discovery-refused', exchanged)
  return readJsonObject(exchanged.answer, exchanged.url)
}

/** Members that only an OpenID provider has. */
const openidMembers = [
  'id_token_signing_alg_values_supported', 'subject_types_supported', 'claims_supported', 'end_session_endpoint',
  'acr_values_supported',
]

/**
 * Tells whether a provider's metadata speaks of OpenID (OpenID Connect Discovery 1.0, section 3): by the scope, by a
 * member that only such a provider has, or by a userinfo endpoint of that name. RFC 8414's own members say nothing of
 * it.
 */
export function speaksOfOpenid(server: AuthorizationServer): boolean {
  if (server.scopes_supported) return server.scopes_supported.includes('openid')
  return openidMembers.some(member => server[member] !== undefined) || hasNamedUserinfo(server)
}

/** Tells whether the userinfo endpoint is called so, as OpenID Connect calls it. */
export function hasNamedUserinfo({ userinfo_endpoint: endpoint = '' }: AuthorizationServer): boolean {
  return /\/userinfo\/?$/.test(endpoint)
}

/** Members that are lists of strings; other lists are none of our business. */
const listNames = [
  'scopes_supported', 'response_types_supported', 'response_modes_supported', 'grant_types_supported',
  'token_endpoint_auth_methods_supported',
  'id_token_signing_alg_values_supported', 'userinfo_signing_alg_values_supported', 'code_challenge_methods_supported',
]

/**
 * The metadata without members that should be lists of strings and are not (RFC 8414, section 2): they are as good as
 * missing.
 */
export function dropUnusableLists(
  metadata: Record<string, unknown>,
): { usable: Record<string, unknown>, findings: Finding[] } {
  const members = listNames.filter(name => metadata[name] !== undefined && !isListOfStrings(metadata[name]))
  const usable = Object.fromEntries(Object.entries(metadata).flatMap(([name, value]) => {
    if (!(members as readonly string[]).includes(name)) return [[name, value]]
    return Array.isArray(value) ? [[name, value.filter(item => typeof item === 'string')]] : []
  }))
  return { usable, findings: noteNoLists(metadata, members) }
}

/** Notes members that should be lists of strings, with what they are; of a list, with what stands in it. */
export function noteNoLists(
  metadata: Record<string, unknown>, members: readonly string[], rule?: string,
): Finding[] {
  const kinds = members.map((name) => {
    const value = metadata[name]
    return Array.isArray(value) ? `list-of-${kindOf(value.find(item => typeof item !== 'string'))}` : kindOf(value)
  })
  return members.length > 0 ? [{ code: 'metadata-unusable', details: { members, kinds, ...rule && { rule } } }] : []
}

export function isListOfStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every(item => typeof item === 'string')
}

/** Checks that the document is about the issuer that was asked, character by character (RFC 8414, section 3.3). */
export function checkIssuer(asked: string, metadata: Record<string, unknown>): Check {
  const check = same('issuer-identical', 'RFC 8414 3.3', asked, metadata['issuer'])
  if (check.actual === describeBy('missing')) return { ...check, because: { code: 'issuer-missing', facts: [asked] } }
  return !check.ok && isRespelt(asked, check.actual)
    ? { ...check, because: { code: 'issuer-respelt', facts: [check.actual] } }
    : !check.ok && isOtherLoopback(asked, check.actual)
        ? { ...check, because: { code: 'issuer-loopback', facts: [check.actual] } }
        : check
}

/**
 * As `checkIssuer`, but more forgiving where a resource led to the issuer. One that the resource named may differ by a
 * slash at its end, since nobody else could publish it; one that was guessed may be any other of the same host. Both
 * are noted. Raises nothing.
 */
export function compareIssuer(
  asked: string, metadata: Record<string, unknown>, behindResource?: BehindResource,
): { check: Check, findings: Finding[] } {
  const check = checkIssuer(asked, metadata)
  const { issuer } = metadata
  if (check.ok || !behindResource || typeof issuer !== 'string') return { check, findings: [] }
  const isOwn = behindResource === 'guessed'
    ? parseAddress(issuer)?.origin === asked
    : issuer.replace(/\/$/, '') === asked.replace(/\/$/, '')
  if (!isOwn)
    return { check: { ...check, because: { code: 'issuer-named-by-resource', facts: [asked, issuer] } }, findings: [] }
  return { check: { ...check, ok: true }, findings: [{ code: 'issuer-slash', details: { asked, issuer } }] }
}

/** The same address, spelt otherwise; what is no address is none. */
function isRespelt(one: string, other: string): boolean {
  return parseAddress(one) !== undefined && isSameAddress(one, other)
}

/**
 * Checks that every endpoint is https (or http on loopback), without user name and fragment (RFC 6749 3.1, 3.2; RFC
 * 8414 2).
 */
export function checkEndpoints(server: Record<string, unknown>, names: readonly string[] = endpointNames): Check {
  const present = names.filter(name => server[name] !== undefined)
  const unsafe = present.filter(name => !isSafeEndpoint(server[name]))
  const actual = unsafe.length > 0 ? unsafe.map(name => `${name}=${textOf(server[name])}`).join(' ') : present.join(' ')
  const [first = ''] = unsafe
  return holds(
    'endpoints-safe', 'RFC 6749 3.1', describeBy('endpoint-addresses'), actual, unsafe.length === 0,
    whyUnsafe(first, server[first]) ?? { code: 'endpoint-unsafe', facts: unsafe },
  )
}

/** What is wrong with it, where that alone makes it unsafe: it is no text, or has in it what no address may have. */
function whyUnsafe(name: string, value: unknown): Cause | undefined {
  if (name !== '' && typeof value !== 'string') return { code: 'member-no-text', facts: [name, kindOf(value)] }
  const url = typeof value === 'string' ? parseAddress(value) : undefined
  if (url === undefined || !isSafeOrigin(url)) return undefined
  return { code: 'address-with', facts: [name, url.username + url.password === '' ? 'fragment' : 'user-name'] }
}

/**
 * Endpoints on another host than the issuer's, as a note: common with large providers, and how mix-up attacks look too
 * (RFC 9700, section 4.4). Nothing where either has no host: other checks tell that.
 */
export function noteHosts(server: Record<string, unknown>): Finding[] {
  const home = namedHost(server['issuer'])
  if (home === undefined) return []
  return endpointNames.flatMap((endpoint) => {
    const host = namedHost(server[endpoint])
    return host === undefined || host === home ? [] : [{ code: 'endpoint-elsewhere', details: { endpoint, host } }]
  })
}

/** The host in an address; undefined where there is none, as in `javascript:` and in what is no address. */
function namedHost(value: unknown): string | undefined {
  return (typeof value === 'string' && parseAddress(value)?.host) || undefined
}

/**
 * Checks that a provider elsewhere names no endpoint on this machine, in a private network or at another address of
 * special purpose: the code and the token would go to whatever listens there. Nothing to check where the issuer is such
 * a host itself. (RFC 9700, section 4.4, for the spirit; there is no rule by number.)
 */
export function checkReach(
  issuer: string, metadata: Record<string, unknown>, names: readonly string[] = endpointNames,
): Check[] {
  if (isSpecialPurpose(hostOf(issuer))) return []
  const inside = names.filter(name =>
    typeof metadata[name] === 'string' && isSpecialPurpose(hostOf(textOf(metadata[name]))))
  const actual = inside.map(name => `${name}=${textOf(metadata[name])}`).join(' ')
  const because: Cause = { code: 'endpoint-unsafe', facts: inside }
  if (inside.length === 0) return []
  return [holds('endpoints-safe', 'RFC 9700 4.4', describeBy('public-address'), actual, false, because)]
}

function hostOf(address: string): string {
  return parseAddress(address)?.hostname ?? ''
}

/**
 * Tells whether an address may be that of an endpoint: https (or http on loopback), without user name and fragment (RFC
 * 6749, sections 3.1 and 3.2).
 */
export function isSafeEndpoint(value: unknown): boolean {
  const url = typeof value === 'string' ? parseAddress(value) : undefined
  return url !== undefined && isSafeOrigin(url) && url.username + url.password + url.hash === ''
}

/** An object may have a member called `toString`: only JSON can always be written. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
