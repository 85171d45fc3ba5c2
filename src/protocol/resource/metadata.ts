import type { Cause } from '../../codes/described.ts'
import { cutText, limits } from '../../limits.ts'
import { readJsonObject } from '../answer/describe.ts'
import { kindOf, type JsonKind } from '../answer/kind.ts'
import { failureOf } from '../answer/refusal.ts'
import type { Finding } from '../../codes/finding.ts'
import { holds, type Check } from '../checks.ts'
import { requestDocument, type Exchange } from '../library.ts'
import type { Send } from '../../wire.ts'
import { checkEndpoints, checkReach, isListOfStrings, noteNoLists } from '../metadata.ts'
import { parseAddress } from '../../addresses/loopback.ts'

/** The metadata of a protected resource (RFC 9728, section 2), as far as a client acts on it. */
export interface ResourceMetadata {
  /** The resource's identifier, as it stands in the document. */
  resource: unknown
  /** Issuers of the authorization servers whose tokens it takes. */
  authorizationServers: string[]
  /** What the document has in their place: of a list, its first entry that is no address. */
  inTheirPlace: InTheirPlace | undefined
  /** The scopes that it knows; nothing where it does not say. */
  scopes: string[] | undefined
  findings: Finding[]
}

/** What stands where the authorization servers should, by its kind; a text of a list as it is. */
type InTheirPlace = { kind: JsonKind } | { entry: JsonKind | 'text', text?: string }

const wellKnown = '/.well-known/oauth-protected-resource'

/**
 * Where the metadata of a resource stands when its challenge does not tell (RFC 9728, section 3.1): before the
 * resource's path, then at the root of its host, where some servers have one document for all.
 */
export function resourceMetadataAddresses(resource: URL): string[] {
  const { origin, pathname, search } = resource
  const path = pathname === '/' ? '' : pathname
  return [...new Set([`${origin}${wellKnown}${path}${search}`, `${origin}${wellKnown}`])]
}

/** Asks for the metadata at an address of the resource's. Raises what sending and reading raise. */
export async function requestResourceMetadata(send: Send, address: string): Promise<ResourceMetadata> {
  const asResource: Send = async request => send({ ...request, ofResource: true })
  return readResourceMetadata(await requestDocument(asResource, 'discovery', address))
}

/**
 * The metadata in an answer; raises `discovery-refused` for another status, `unreadable-answer` for anything but a JSON
 * object.
 */
async function readResourceMetadata(exchanged: Exchange): Promise<ResourceMetadata> {
  if (exchanged.answer.status !== 200) throw await failureOf('discovery-refused', exchanged)
  const document = readJsonObject(exchanged.answer, exchanged.url)
  const { resource, authorization_servers: servers, scopes_supported: scopes } = document
  const isUnread = scopes !== undefined && !isListOfStrings(scopes)
  const named = [...new Set(texts(servers))].filter(isAddress)
  return {
    resource, authorizationServers: named, inTheirPlace: named.length > 0 ? undefined : standsThere(servers),
    scopes: texts(scopes), findings: noteNoLists(document, isUnread ? ['scopes_supported'] : [], 'RFC 9728 2'),
  }
}

function standsThere(servers: unknown): InTheirPlace | undefined {
  if (servers === undefined) return undefined
  if (!Array.isArray(servers)) return { kind: kindOf(servers) }
  const [first] = servers as unknown[]
  if (servers.length === 0) return undefined
  return typeof first === 'string' ? { entry: 'text', text: cutText(first, limits.error) } : { entry: kindOf(first) }
}

/** Tells whether an entry is a plain address; others can't be asked, and are offered to nobody. */
function isAddress(server: string): boolean {
  return /^https?:\/\/[\x21-\x7E]+$/.test(server) && parseAddress(server) !== undefined
}

function texts(value: unknown): string[] | undefined {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string' && item !== '')
    : undefined
}

/**
 * Checks that an address which a resource names may be asked: https (or http on loopback), and no host inside where the
 * resource is outside.
 */
export function checkNamedAddress(resource: string, name: string, address: string): Check[] {
  const check = checkEndpoints({ [name]: address }, [name])
  const isRelative = name === 'resource_metadata' && !check.ok && !/^[a-z][a-z\d+.-]*:/i.test(address)
  const because: Cause = isRelative
    ? { code: 'challenge-address-relative', facts: [address, resource] }
    : { code: 'named-by-resource', facts: [name, resource] }
  const rule = name === 'resource_metadata' ? 'RFC 9728 5.1' : 'RFC 9728 2'
  return [{ ...check, rule }, ...checkReach(resource, { [name]: address }, [name])].map(one =>
    one.ok ? one : { ...one, because })
}

/**
 * Compares the resource that the document is about with the one that was asked for (RFC 9728, section 3.3). They must
 * be identical. One that names the same host and a path above the resource's covers it, and is noted: many real servers
 * say so, though on a host that several share, the token is then good for the others' paths too. One that is spelt
 * otherwise, such as with a slash at the end, is noted too. Anything else is somebody else's document; where nothing is
 * at the address that was asked for, it tells whether that was mistyped.
 */
export function compareResource(
  asked: string, { resource }: ResourceMetadata, isNothing = false,
): { check: Check, findings: Finding[] } {
  const because = whyAnother(asked, resource) ?? (isNothing ? whereElse(asked, resource) : undefined)
  const isSame = resource === asked || (typeof resource === 'string' && spelt(resource) === spelt(asked))
  const isAbove = !isSame && typeof resource === 'string' && covers(resource, asked)
  return {
    check: holds('resource-identical', 'RFC 9728 3.3', asked, resource, isSame || isAbove, because),
    findings: [
      ...isAbove ? [{ code: 'resource-above' as const, details: { asked, resource } }] : [],
      ...isSame && !isOneAddress(asked, resource)
        ? [{ code: 'resource-respelt' as const, details: { asked, resource } }]
        : [],
    ],
  }
}

/** Identical, but for the slash that every address without a path has for a client (RFC 3986, section 6.2.3). */
function isOneAddress(asked: string, resource: string): boolean {
  const origin = parseAddress(asked)?.origin
  return asked === resource || [asked, resource].every(address => address.replace(/\/$/, '') === origin)
}

/** Why the resources differ: a server behind a proxy often knows itself by another scheme than its clients do. */
function whyAnother(asked: string, resource: unknown): Cause | undefined {
  if (typeof resource !== 'string') return { code: 'member-no-text', facts: ['resource', kindOf(resource)] }
  const schemeless = (address: string) => spelt(address).replace(/^https?:/, '')
  const isRespelt = schemeless(resource) === schemeless(asked)
  return isRespelt ? { code: 'resource-other-scheme', facts: [resource] } : undefined
}

/** The resource of the same origin, where nothing is at the one that was asked for. */
function whereElse(asked: string, resource: unknown): Cause | undefined {
  const isHere = typeof resource === 'string' && parseAddress(resource)?.origin === parseAddress(asked)?.origin
  return isHere ? { code: 'resource-elsewhere-here', facts: [asked, resource] } : undefined
}

/**
 * Spells an address in one way: scheme and host in lower case, no slash at the end. The rest counts character by
 * character.
 */
function spelt(address: string): string {
  return address.replace(/^https?:\/\/[^/?#]*/i, origin => origin.toLowerCase()).replace(/\/$/, '')
}

function covers(resource: string, asked: string): boolean {
  const [above, below] = [parseAddress(resource), parseAddress(asked)]
  // An address that parsing changes, or that names a user, is not the address of this host for everybody.
  const isPlain = above !== undefined
    && spelt(above.href) === spelt(resource)
    && `${above.username}${above.password}${above.search}${above.hash}` === ''
  if (!isPlain || above.origin !== below?.origin) return false
  return `${below.pathname}/`.startsWith(above.pathname.replace(/\/?$/, '/'))
}
