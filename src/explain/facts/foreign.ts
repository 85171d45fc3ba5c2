import { parseAddress } from '../../addresses/loopback.ts'
import { addressOf } from '../addresses.ts'
import { headerOf, parametersOf } from '../parameters.ts'
import type { Seen, SeenKind, WalkRecord } from '../record.ts'
import { openingsIn } from './opening.ts'
import { providerOf } from './provider.ts'
import { isTelling } from './withheld.ts'

const known = new WeakMap<WalkRecord, ReadonlySet<Seen>>()

/**
 * The requests beside a login that are none of OAuth: an application asks its own servers, and is refused for reasons
 * of their own. A message alone is what somebody asks about, whatever it is.
 */
export function foreignIn(record: WalkRecord): ReadonlySet<Seen> {
  const before = known.get(record)
  if (before) return before
  const servers = serversOf(record)
  const values = servers.size > 0 ? valuesOf(record) : new Set<string>()
  const found = new Set(record.seen.filter(seen => servers.size > 0 && isForeign(seen, servers, values)))
  known.set(record, found)
  return found
}

/** The messages whose errors tell nothing of the login: those that begin one, and those of other requests. */
export function besideLogin(record: WalkRecord): ReadonlySet<Seen> {
  return new Set([...openingsIn(record), ...foreignIn(record)])
}

const ofServer: ReadonlySet<SeenKind> = new Set<SeenKind>([
  'authorization-request', 'pushed-request', 'token-request', 'refresh-request', 'device-request', 'device-poll',
  'userinfo-request', 'introspection-request', 'revocation-request',
])

/** The hosts of the endpoints of a flow, and which of them are the client's own too. */
function serversOf({ seen }: WalkRecord): ReadonlyMap<string, 'server' | 'both'> {
  const hosts = new Map<string, 'server' | 'both'>()
  for (const one of seen) {
    const host = ofServer.has(one.kind) ? addressOf(one)?.host : undefined
    if (host !== undefined) hosts.set(host, 'server')
  }
  for (const one of seen) {
    const own = one.kind === 'authorization-response' ? [one.request?.url] : valuesNamed(one, /^redirect_uri$/)
    const shared = own.map(url => parseAddress(url ?? '')?.host).filter(host => host !== undefined && hosts.has(host))
    for (const host of shared) if (host !== undefined) hosts.set(host, 'both')
  }
  return hosts
}

const ofFlow = /^(?:code|state|code_verifier|access_token|refresh_token|id_token|device_code)$/

/** The secrets of the flow, by which a request belongs to it whatever it calls them. */
function valuesOf({ seen }: WalkRecord): ReadonlySet<string> {
  const values = seen.filter(({ kind }) => kind !== 'other').flatMap(one => [
    ...valuesNamed(one, ofFlow),
    ...Object.entries(one.response?.members ?? {}).flatMap(([name, value]) => ofFlow.test(name) ? [value] : []),
  ])
  return new Set(values.filter(value => typeof value === 'string').filter(isTelling))
}

function valuesNamed(seen: Seen, names: RegExp): string[] {
  return parametersOf(seen).flatMap(([name, value]) => names.test(name) ? [value] : [])
}

function isForeign(
  seen: Seen, servers: ReadonlyMap<string, 'server' | 'both'>, values: ReadonlySet<string>,
): boolean {
  const host = addressOf(seen)?.host
  return mayBeForeign(seen)
    && host !== undefined
    && servers.get(host) !== 'server'
    && providerOf(seen) === undefined
    && !['authorization', 'dpop'].some(name => headerOf(seen.request, name) !== undefined)
    && headerOf(seen.response, 'www-authenticate') === undefined
    && !isOfTokens(seen)
    && !parametersOf(seen).some(([name, value]) => values.has(value) || /(?:_|^)token$/i.test(name))
}

/** People sign in and sign up in an application too; a client registers its addresses (RFC 7591, section 2). */
function mayBeForeign({ kind, request }: Seen): boolean {
  return kind === 'other'
    || kind === 'sign-in'
    || (kind === 'registration-request' && !request?.form.some(([name]) => name.startsWith('client_'))
      && !/"redirect_uris"|"grant_types"/.test(request?.body?.slice(0, 4000) ?? ''))
}

/** Codes that nobody writes who is not told them by a token endpoint: a server of the client's passes them on. */
function isOfTokens({ response }: Seen): boolean {
  const error = response?.members?.['error']
  return typeof error === 'string'
    && /^(?:invalid_(?:grant|client|dpop_proof)|unsupported_grant_type|unauthorized_client|redirect_uri_mismatch)$/
      .test(error)
}
