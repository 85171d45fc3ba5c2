import type { Pairs, Seen, SeenRequest, WalkRecord } from '../record.ts'

/** The first value of that name. */
export function valueOf(pairs: Pairs | undefined, name: string): string | undefined {
  return pairs?.find(([given]) => given === name)?.[1]
}

/** A header field by its name in lower case. */
export function headerOf(message: { headers: Pairs } | undefined, name: string): string | undefined {
  return valueOf(message?.headers, name)
}

/** What was sent as a parameter, wherever in the request it stands. */
export function sentAs(request: SeenRequest | undefined, name: string): string | undefined {
  return valueOf(request?.form, name) ?? valueOf(request?.query, name) ?? valueOf(request?.fragment, name)
}

/** A member of an answer that is a text. */
export function memberOf(seen: Seen | undefined, name: string): string | undefined {
  const value = seen?.response?.members?.[name]
  return typeof value === 'string' ? value : undefined
}

const requestsOf = new WeakMap<WalkRecord, readonly Seen[]>()

/** The requests that a browser took to the provider; they are looked up once for a record. */
export function authorizationRequests(record: WalkRecord): readonly Seen[] {
  const known = requestsOf.get(record)
  if (known) return known
  const found = record.seen.filter(({ kind, request }) =>
    request && (kind === 'authorization-request' || kind === 'pushed-request'))
  requestsOf.set(record, found)
  return found
}

/** The credential of an Authorization header, with its scheme in lower case. */
export function authorizationOf(request: SeenRequest | undefined): { scheme: string, credential: string } | undefined {
  const [, scheme, credential] = /^(\S+)\s+(\S[^]*)$/.exec((headerOf(request, 'authorization') ?? '').trim()) ?? []
  return scheme === undefined || credential === undefined ? undefined : { scheme: scheme.toLowerCase(), credential }
}

/** A request with an access token to something else than the provider's own endpoints. */
export function isAtResource({ kind, request }: Seen): boolean {
  return ['resource-request', 'userinfo-request', 'other'].includes(kind)
    && /^(?:bearer|dpop)$/.test(authorizationOf(request)?.scheme ?? '')
}

/** The address that a request went to; by its Host field where its line has a path alone, and then without a scheme. */
export function addressOf(request: SeenRequest | undefined): string | undefined {
  if (request?.url === undefined || !request.url.startsWith('/')) return request?.url
  const host = headerOf(request, 'host')
  return host === undefined ? undefined : `//${host}${request.url}`
}
