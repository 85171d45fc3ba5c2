import { Failure } from '../failure.ts'
import type { Finding } from '../protocol/checks.ts'
import { isRedirect, requestDocument } from '../protocol/library.ts'
import { readResourceChallenge, type ResourceChallenge } from '../protocol/resource/challenge.ts'
import {
  checkNamedAddress, compareResource, readResourceMetadata, resourceMetadataAddresses, type ResourceMetadata,
} from '../protocol/resource/metadata.ts'
import { backChannel } from './back-channel.ts'
import type { ProtectedResource, Walk } from './context.ts'
import { report, verify } from './observe.ts'
import { tryAddress } from './try-address.ts'

/** What a protected resource said of itself before anybody signed in. */
export interface FoundResource {
  /** The identifier by which tokens are asked for (RFC 8707, section 2). */
  identifier: string
  /** The authorization server whose tokens it takes. */
  issuer: string
  /** It names no authorization server: its own host may be one, as in MCP's first protocol. */
  isBare: boolean
  /** By which schemes it wants to be asked, in lower case. */
  schemes: string[]
  /** The scope that its challenge or its metadata names. */
  scope: string[] | undefined
  /** All scopes that its metadata knows: what a later request may ask for. */
  known: string[]
}

/**
 * From a protected resource to the authorization server whose tokens it takes (RFC 9728, section 5): a request without a token, the challenge that
 * comes back, and the metadata at the address that the challenge names, or else at the resource's own. Raises `resource-open`, `resource-identical`,
 * `endpoints-safe`, `authorization-server-unclear`, `authorization-server-unlisted`, and what sending raises.
 */
export async function findResource(walk: Walk, target: ProtectedResource): Promise<FoundResource> {
  const { challenge, isOpen } = await knock(walk, target)
  const { metadata, tried } = await findMetadata(walk, target, challenge)
  const scope = challenge.scope?.split(' ').filter(Boolean)
  if (metadata === undefined) {
    if (isOpen) throw new Failure('resource-open', { url: target.url })
    await report(walk, [{ code: 'resource-metadata-missing', details: { tried } }])
    const issuer = target.authorizationServer ?? new URL(target.url).origin
    return { identifier: target.url, issuer, isBare: true, scope, known: [], schemes: challenge.schemes }
  }
  const { check, findings } = compareResource(target.url, metadata)
  await verify(walk, [check])
  await report(walk, findings)
  const issuer = chooseServer(target, metadata)
  if (issuer === undefined) await report(walk, [{ code: 'authorization-server-unnamed', details: { host: new URL(target.url).host } }])
  else await verify(walk, checkNamedAddress(target.url, 'authorization_servers', issuer))
  return {
    identifier: String(metadata.resource), issuer: issuer ?? new URL(target.url).origin, isBare: issuer === undefined,
    scope: scope ?? metadata.scopes, known: metadata.scopes ?? [], schemes: challenge.schemes,
  }
}

/** Asks without a token. What real servers get wrong here leaves nothing at risk: the metadata is looked for all the same. */
async function knock(
  walk: Walk, { url, knock: ask }: ProtectedResource,
): Promise<{ challenge: ResourceChallenge, isOpen: boolean }> {
  const answer = await ask(backChannel(walk))
  const { status, headers } = answer
  if (isRedirect(answer)) throw new Failure('redirect-refused', { url, status, location: headers['location'] ?? '', carries_secret: false })
  const challenge = readResourceChallenge(answer)
  await report(walk, noteChallenge(status, challenge))
  return { challenge, isOpen: status < 300 }
}

function noteChallenge(status: number, { schemes, metadata }: ResourceChallenge): Finding[] {
  if (status !== 401) return [{ code: 'resource-not-challenging', details: { status } }]
  if (schemes.length === 0) return [{ code: 'challenge-missing', details: {} }]
  return metadata === undefined ? [{ code: 'challenge-without-metadata', details: {} }] : []
}

/** One address after the other, until one has the document. */
async function findMetadata(
  walk: Walk, { url }: ProtectedResource, { metadata: named }: ResourceChallenge,
): Promise<{ metadata: ResourceMetadata | undefined, tried: { url: string, status: unknown }[] }> {
  if (named !== undefined) await verify(walk, checkNamedAddress(url, 'resource_metadata', named))
  const tried: { url: string, status: unknown }[] = []
  for (const address of new Set([...named === undefined ? [] : [named], ...resourceMetadataAddresses(new URL(url))])) {
    const metadata = await tryAddress(async () => readResourceMetadata(await requestDocument(backChannel(walk), 'discovery', address)))
    if (!(metadata instanceof Failure)) {
      const [first] = tried
      const details = { named, status: first?.status, found: address }
      if (named !== undefined && first?.url === named) await report(walk, [{ code: 'challenge-metadata-elsewhere', details }])
      return { metadata, tried }
    }
    tried.push({ url: address, status: metadata.details['status'] })
  }
  return { metadata: undefined, tried }
}

/** Of thousands, nobody reads more. */
const mostOffered = 5

/** The authorization server to ask; nothing where none is named. Raises `authorization-server-unclear`, `authorization-server-unlisted`. */
function chooseServer(target: ProtectedResource, { authorizationServers: servers }: ResourceMetadata): string | undefined {
  const { url, authorizationServer: chosen } = target
  const isListed = chosen === undefined || servers.length === 0 || servers.includes(chosen)
  const offered = { url, servers: servers.slice(0, mostOffered), more: Math.max(0, servers.length - mostOffered) }
  if (!isListed) throw new Failure('authorization-server-unlisted', { ...offered, chosen })
  if (chosen === undefined && servers.length > 1) throw new Failure('authorization-server-unclear', offered)
  return chosen ?? servers[0]
}
