import { differenceOf, hostOf } from '../../facts/addresses.ts'
import { isLoopbackHost, parseAddress } from '../../../addresses/loopback.ts'
import { haveSameOrigin } from '../../addresses.ts'
import { isWithheld } from '../../facts/withheld.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { WalkRecord } from '../../record.ts'
import { asWritten, isOfResource, listOf, textOf, type Metadata } from './document.ts'

/** The metadata of a protected resource, as MCP servers publish it (RFC 9728, sections 2 and 3.3). */
export function readResourceMetadata(record: WalkRecord): Reading[] {
  return record.metadata.filter(isOfResource).flatMap(document => [
    ...identity(document, record), ...form(document), ...lists(document), ...servers(document),
  ])
}

/** A resource is named by an absolute address without a fragment (RFC 9728, section 1.2). */
function form(document: Metadata): Reading[] {
  const { resource: came } = document.content
  const resource = typeof came === 'string' || came === undefined ? came : asWritten(came)
  const fault = resource?.includes('#') === true
    ? 'fragment'
    : resource !== undefined && !(came === resource && isWithheld(resource)) && !parseAddress(resource)
      ? 'relative'
      : undefined
  return only(
    fault !== undefined && found('resource-form', 'broken', 'RFC 9728 1.2', { resource: resource ?? '', fault }),
  )
}

const listed = [
  'authorization_servers', 'scopes_supported', 'bearer_methods_supported', 'resource_signing_alg_values_supported',
  'dpop_signing_alg_values_supported', 'authorization_details_types_supported',
]

function lists({ content }: Metadata): Reading[] {
  const names = listed.filter(name => content[name] !== undefined && !Array.isArray(content[name]))
  const [first] = names
  if (first === undefined) return []
  return [found('metadata-not-list', 'broken', 'RFC 9728 2', { names, value: asWritten(content[first]) })]
}

function identity(document: Metadata, record: WalkRecord): Reading[] {
  const resource = textOf(document, 'resource')
  if (document.content['resource'] === undefined) return [found('resource-missing', 'broken', 'RFC 9728 2', {})]
  // What is no text has its own reading.
  if (resource === undefined) return []
  const expected = expectedResource(document, record) ?? otherOrigin(document, resource)
  if (expected === undefined || normal(expected) === normal(resource)) return [...plain(resource)]
  return [
    found('resource-differs', 'broken', 'RFC 9728 3.3', {
      resource, expected, difference: differenceOf(expected, resource) ?? 'other',
    }),
  ]
}

/** What a client connected to: by the document's own address, or by the request that was challenged. */
function expectedResource({ url }: Metadata, record: WalkRecord): string | undefined {
  const challenged
    = record.seen.find(seen => seen.response?.status === 401 && hostOf(seen.request?.url) !== undefined)?.request?.url
  if (challenged !== undefined) return challenged.replace(/[?#].*$/s, '')
  const [, origin, path] = /^(https?:\/\/[^/?#]+)\/\.well-known\/oauth-protected-resource(\/[^?#]*)?$/.exec(url ?? '')
    ?? []
  return origin === undefined || path === undefined ? undefined : `${origin}${path}`
}

/** Metadata at the root of a host is of a resource there, whichever its path. */
function otherOrigin({ url }: Metadata, resource: string): string | undefined {
  const [, origin] = /^(https?:\/\/[^/?#]+)\/\.well-known\/oauth-protected-resource\/?$/.exec(url ?? '') ?? []
  return origin === undefined || haveSameOrigin(origin, resource) || !parseAddress(resource) ? undefined : origin
}

function normal(address: string): string {
  return URL.canParse(address) ? new URL(address).href.replace(/\/$/, '') : address
}

function plain(resource: string): Reading[] {
  const url = parseAddress(resource)
  const isPlain = url?.protocol === 'http:' && !isLoopbackHost(url.hostname)
  return only(isPlain && found('resource-http', 'broken', 'RFC 9728 2', { resource }))
}

function servers(document: Metadata): Reading[] {
  const given = document.content['authorization_servers']
  const list = listOf(document, 'authorization_servers')
  if (given !== undefined && !Array.isArray(given)) return []
  if (given === undefined || given.length === 0)
    return [
      found('authorization-servers-missing', 'broken', 'RFC 9728 2', {
        kind: given === undefined ? 'missing' : 'empty',
      }),
    ]
  const wrong = [
    ...list.filter(address => /\/\.well-known\//.test(address) || !parseAddress(address)),
    ...given.filter(entry => typeof entry !== 'string').slice(0, 10).map(asWritten),
  ]
  const http = list.filter(address => /^http:/.test(address) && !isLoopbackHost(parseAddress(address)?.hostname ?? ''))
  return [
    ...only(wrong.length > 0 && found('authorization-server-form', 'broken', 'RFC 9728 2', { addresses: wrong })),
    ...only(http.length > 0 && found('authorization-server-http', 'broken', 'RFC 8414 2', { addresses: http })),
  ]
}
