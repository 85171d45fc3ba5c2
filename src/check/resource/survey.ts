import type { ProtectedResource, Traveller } from '../../walk/context.ts'
import { findProvider } from '../../walk/find-provider.ts'
import {
  compareWith, findMetadata, knock, noteMissing, proveServer, requireListed, serverMeant, type FoundMetadata,
} from '../../walk/find-resource.ts'
import { report, verify } from '../../walk/observe.ts'
import { checkAuthorizationEndpoint } from '../../protocol/authorization-request.ts'
import { requirePushEndpoint } from '../../protocol/pushed-request.ts'
import { checkEndpoints, checkReach, type BehindResource } from '../../protocol/metadata.ts'
import { mostAsked } from '../../codes/exam.ts'
import { Failure } from '../../codes/failure.ts'
import { isReached } from './pages.ts'
import type { Notebook, Page } from '../notebook.ts'
import type { Survey } from './surveyed.ts'

const later = ['registration_endpoint', 'pushed_authorization_request_endpoint']

const noChallenge = { schemes: [], metadata: undefined, scope: undefined, isQuoted: true }

/**
 * Walks from a resource to its authorization servers as a login does, by the same functions, and goes on where a login
 * stops. Of several servers the first ones are asked, unless one is chosen. Raises `resource-open` where nothing asks
 * for a login, `authorization-server-unlisted`, and what is not the server's fault.
 */
export async function survey(traveller: Traveller, resource: ProtectedResource, notebook: Notebook): Promise<Survey> {
  const walk: Traveller = {
    ...traveller, step: 'start', strict: false, judging: true, observers: [notebook.observe, ...traveller.observers],
  }
  const challenge = notebook.turn()
  const knocked = await notebook.take(challenge, async () => knock(walk, resource))
  const metadata = notebook.turn()
  // Where no answer came at all, the next address of the same host brings none either.
  const found = isReached(challenge)
    ? await notebook.take(metadata, async () => searchMetadata(walk, resource, knocked))
    : undefined
  const content = notebook.turn()
  const document = found?.metadata
  if (document) {
    requireListed(resource, document)
    await notebook.take(content, async () => compareWith(walk, resource, document))
  }
  const named = found ? serversOf(resource, found) : []
  const servers = named.slice(0, mostAsked)
  const providers: Page[] = []
  for (const { issuer, way } of servers) {
    const page = notebook.turn(issuer)
    providers.push(page)
    await notebook.take(page, async () => visitProvider(walk, resource, issuer, way))
  }
  const unasked = named.slice(mostAsked).map(({ issuer }) => issuer)
  const isGuessed = servers.some(({ way }) => way === 'guessed')
  const isMcp = walk.extensions.some(({ name }) => name === 'pkce-required')
  return { challenge, metadata, hasMetadata: document !== undefined, content, providers, unasked, isGuessed, isMcp }
}

type Knocked = Awaited<ReturnType<typeof knock>> | undefined

async function searchMetadata(walk: Traveller, resource: ProtectedResource, knocked: Knocked): Promise<FoundMetadata> {
  const found = await findMetadata(walk, resource, knocked?.challenge ?? noChallenge)
  if (found.metadata) return found
  if (knocked?.isOpen) throw new Failure('resource-open', { url: resource.url })
  await report(walk, [noteMissing(found.tried)])
  return found
}

/** Whom the resource names, or its own host, which may be its provider as in MCP's first protocol. */
function serversOf(
  resource: ProtectedResource, { metadata }: FoundMetadata,
): { issuer: string, way: BehindResource }[] {
  const servers = metadata?.authorizationServers ?? []
  const meant = serverMeant(resource, servers)
  const named = meant === undefined ? servers : [meant]
  if (named.length === 0) return [{ issuer: new URL(resource.url).origin, way: 'guessed' }]
  return [...new Set(named)].map(issuer => ({ issuer, way: 'named' }))
}

async function visitProvider(
  walk: Traveller, resource: ProtectedResource, issuer: string, behindResource: BehindResource,
): Promise<void> {
  if (behindResource === 'named') await proveServer(walk, resource, issuer)
  const server = await findProvider({ ...walk, provider: { ...walk.provider, issuer, behindResource } })
  // A login looks at these where it needs them.
  await verify(walk, [
    checkEndpoints({ ...server }, later), ...checkReach(issuer, { ...server }, later),
    ...checkAuthorizationEndpoint(server),
  ])
  if (server.authorization_endpoint === undefined) throw new Failure('endpoints-missing', { issuer, given: [] })
  if (server.require_pushed_authorization_requests) requirePushEndpoint(server)
}
