import { Failure } from '../codes/failure.ts'
import type { Finding } from '../codes/finding.ts'
import { isSameIssuer } from '../addresses/same-issuer.ts'
import { isRedirect } from '../protocol/library.ts'
import { readResourceChallenge, type ResourceChallenge } from '../protocol/resource/challenge.ts'
import {
  checkNamedAddress, compareResource, requestResourceMetadata, resourceMetadataAddresses, type ResourceMetadata,
} from '../protocol/resource/metadata.ts'
import { backChannel } from './back-channel.ts'
import type { ProtectedResource, Traveller } from './context.ts'
import { guard, report, verify } from './observe.ts'
import { isAnyPassing, triedAt, tryAddress, type Tried } from './try-address.ts'

/** Authorization servers to list in a message, at most: nobody reads thousands. */
export const mostOffered = 5

/** A protected resource, as it described itself before anybody signed in. */
export interface FoundResource {
  /** The identifier by which tokens are asked for (RFC 8707, section 2). */
  identifier: string
  /** The authorization server whose tokens it takes. */
  issuer: string
  /** Other authorization servers that it names. */
  others: string[]
  /** It names no authorization server: its own host may be one, as in MCP's first protocol. */
  isBare: boolean
  /** It says that it is a protected resource, by its challenge or by metadata. */
  isDeclared: boolean
  /** The schemes by which it wants to be asked, in lower case. */
  schemes: string[]
  /** The scope that its challenge or its metadata names. */
  scope: string[] | undefined
  /** All scopes that its metadata knows: what a later request may ask for. */
  known: string[]
}

/**
 * From a protected resource to the authorization server whose tokens it takes (RFC 9728, section 5): a request without
 * a token, the challenge that comes back, and the metadata at the address that the challenge names, or else at the
 * resource's own. Raises `resource-open`, `resource-identical`, `endpoints-safe`, `authorization-server-unclear`,
 * `authorization-server-unlisted`, and what sending raises.
 */
export async function findResource(walk: Traveller, target: ProtectedResource): Promise<FoundResource> {
  const { challenge, isOpen, isNothing } = await knock(walk, target)
  const { metadata, tried } = await findMetadata(walk, target, challenge)
  const scope = challenge.scope?.split(' ').filter(Boolean)
  if (metadata === undefined) {
    if (isOpen) throw new Failure('resource-open', { url: target.url })
    await report(walk, [noteMissing(tried)])
    const elsewhere = target.bond?.elsewhere(target.url)
    const issuer = target.authorizationServer ?? elsewhere ?? new URL(target.url).origin
    const isDeclared = challenge.metadata !== undefined
    return {
      identifier: target.url, issuer, others: [], isBare: elsewhere === undefined, scope, known: [],
      schemes: challenge.schemes,
      isDeclared,
    }
  }
  await compareWith(walk, target, metadata, isNothing)
  const issuer = chooseServer(target, metadata)
  if (issuer !== undefined) await proveServer(walk, target, issuer)
  const others = issuer === undefined
    ? []
    : metadata.authorizationServers.filter(server => server !== issuer).slice(0, mostOffered)
  await report(
    walk, others.length > 0 ? [{ code: 'authorization-server-chosen', details: { chosen: issuer, others } }] : [],
  )
  return {
    identifier: String(metadata.resource), others, issuer: issuer ?? new URL(target.url).origin,
    isBare: issuer === undefined,
    scope: scope ?? metadata.scopes, known: metadata.scopes ?? [], schemes: challenge.schemes,
    isDeclared: true,
  }
}

/**
 * Asks without a token. What real servers get wrong here leaves nothing at risk: the metadata is looked for all the
 * same.
 */
export async function knock(
  walk: Traveller, { url, knock: ask }: ProtectedResource,
): Promise<{ challenge: ResourceChallenge, isOpen: boolean, isNothing: boolean }> {
  const answer = await ask(backChannel(walk))
  const { status, headers } = answer
  if (isRedirect(answer))
    throw new Failure('redirect-refused', { url, status, location: headers['location'] ?? '', carries_secret: false })
  const challenge = readResourceChallenge(answer)
  await report(walk, noteChallenge(status, challenge))
  return { challenge, isOpen: status < 300, isNothing: status === 404 }
}

function noteChallenge(status: number, { schemes, metadata, isQuoted }: ResourceChallenge): Finding[] {
  if (status !== 401) return [{ code: 'resource-not-challenging', details: { status } }]
  if (schemes.length === 0) return [{ code: 'challenge-missing', details: {} }]
  if (metadata === undefined) return [{ code: 'challenge-without-metadata', details: {} }]
  return isQuoted ? [] : [{ code: 'challenge-unquoted', details: {} }]
}

/** The metadata that a search found, and the addresses that had none. */
export interface FoundMetadata { metadata: ResourceMetadata | undefined, tried: Tried[] }

/**
 * Asks one address after the other until one has the document. Raises `endpoints-safe` for an address that must not be
 * asked.
 */
export async function findMetadata(
  walk: Traveller, { url }: ProtectedResource, { metadata: named }: ResourceChallenge,
): Promise<FoundMetadata> {
  if (named !== undefined) {
    await guard(walk, checkNamedAddress(url, 'resource_metadata', named))
    await report(walk, noteOrigin(url, named))
  }
  const tried: Tried[] = []
  for (const address of new Set([...named === undefined ? [] : [named], ...resourceMetadataAddresses(new URL(url))])) {
    const metadata = await tryAddress(async () => requestResourceMetadata(backChannel(walk), address))
    if (!(metadata instanceof Failure)) {
      const [first] = tried
      const details = { named, status: first?.status, found: address }
      if (named !== undefined && first?.url === named)
        await report(walk, [{ code: 'challenge-metadata-elsewhere', details }])
      return { metadata, tried }
    }
    tried.push(triedAt(metadata, address))
  }
  return { metadata: undefined, tried }
}

/** Notes that no metadata came; where an address may answer otherwise in an hour, nobody knows whether there is any. */
export function noteMissing(tried: readonly Tried[]): Finding {
  return { code: 'resource-metadata-missing', details: { tried, ...isAnyPassing(tried) && { unsure: true } } }
}

/** Notes metadata on another origin, since its author decides who gives the tokens (RFC 9728, section 7.7). */
function noteOrigin(resource: string, named: string): Finding[] {
  const { origin } = new URL(named)
  return origin === new URL(resource).origin
    ? []
    : [{ code: 'resource-metadata-elsewhere', details: { named, origin, resource } }]
}

/**
 * Compares the document with the resource, and notes one that names no authorization server. `isNothing`: the resource
 * said that nothing is there. Raises `resource-identical`.
 */
export async function compareWith(
  walk: Traveller, { url }: ProtectedResource, metadata: ResourceMetadata, isNothing = false,
): Promise<void> {
  const { check, findings } = compareResource(url, metadata, isNothing)
  await verify(walk, [check])
  const isNamed = metadata.authorizationServers.length > 0
  await report(walk, [
    ...findings, ...metadata.findings,
    ...isNamed
      ? []
      : [{
          code: 'authorization-server-missing' as const,
          details: { url, ...metadata.inTheirPlace },
        }],
  ])
}

/** Checks that an authorization server which the resource names may be asked. Raises `endpoints-safe`. */
export async function proveServer(walk: Traveller, { url }: ProtectedResource, issuer: string): Promise<void> {
  await guard(walk, checkNamedAddress(url, 'authorization_servers', issuer))
}

/**
 * The authorization server to ask; nothing where none is named. Raises `authorization-server-unclear`,
 * `authorization-server-unlisted`.
 */
function chooseServer(target: ProtectedResource, metadata: ResourceMetadata): string | undefined {
  const { authorizationServers: servers } = metadata
  requireListed(target, metadata)
  const chosen = serverMeant(target, servers)
  if (chosen === undefined && servers.length > 1)
    throw new Failure('authorization-server-unclear', offeredBy(target, metadata))
  return chosen ?? servers[0]
}

/**
 * The authorization server that the user named, or that the client belongs to, as the resource spells it; one that it
 * does not name only where it names none.
 */
export function serverMeant(
  { url, authorizationServer: chosen, bond }: ProtectedResource, servers: readonly string[],
): string | undefined {
  const listed = chosen === undefined ? undefined : servers.find(server => isSameIssuer(server, chosen))
  return listed ?? chosen ?? bond?.own(servers) ?? (servers.length === 0 ? bond?.elsewhere(url) : undefined)
}

/**
 * Raises `authorization-server-unlisted` where the user chose one that the resource does not name, though it names
 * some, and `authorization-server-changed` where it does not name the one that the client belongs to.
 */
export function requireListed(target: ProtectedResource, metadata: ResourceMetadata): void {
  const { authorizationServers: servers } = metadata
  const { url, authorizationServer: chosen, bond } = target
  const [first] = servers
  if (first === undefined) return
  if (chosen !== undefined && !servers.some(server => isSameIssuer(server, chosen)))
    throw new Failure('authorization-server-unlisted', { ...offeredBy(target, metadata), chosen })
  bond?.require(url, serverMeant(target, servers) ?? first)
}

function offeredBy({ url }: ProtectedResource, { authorizationServers: servers }: ResourceMetadata) {
  return { url, servers: servers.slice(0, mostOffered), more: Math.max(0, servers.length - mostOffered) }
}
