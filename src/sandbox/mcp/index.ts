import type { JsonWebKey } from 'node:crypto'
import { text } from 'node:stream/consumers'
import type { SandboxMiddleware } from '../interactions.ts'
import type { Lock } from '../locks/names.ts'
import { clientDocument, clientDocumentPath } from './client-document.ts'
import { mcpPath, metadataPaths, resourceMetadata, resourceOf, tools, type Careless } from './facts.ts'
import { answerMessage, type Message, type Said } from './protocol.ts'
import { challenge, checkToken } from './token.ts'

type Context = Parameters<SandboxMiddleware>[0]

/** What the MCP server must know of the provider before it, and in what it is careless. */
export interface McpSettings {
  issuer: string
  signingKey: JsonWebKey
  locks: ReadonlySet<Lock>
  careless?: Careless | undefined
}

/**
 * An MCP server over Streamable HTTP, and the metadata of its resource (RFC 9728); everything else is for the provider.
 */
export function mcpRoutes(settings: McpSettings): SandboxMiddleware {
  return async (context, next) => {
    if (context.path === clientDocumentPath) context.body = clientDocument(settings.careless)
    else if (metadataPaths.includes(context.path)) context.body = resourceMetadata(settings.issuer, settings.careless)
    else if (context.path !== mcpPath && context.path !== `${mcpPath}/`) await next()
    else await serve(context, settings)
  }
}

async function serve(context: Context, settings: McpSettings): Promise<void> {
  if (context.method !== 'POST' && context.method !== 'DELETE') {
    context.status = 405
    context.set('allow', 'POST, DELETE')
    return
  }
  const message = context.method === 'POST' ? readMessage(await text(context.req)) : {}
  if (!await isAllowed(context, settings, message)) return
  if (context.method === 'DELETE') context.status = 200
  else say(context, answerMessage(message, name => context.get(name)))
}

function readMessage(body: string): Message {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

/**
 * Refuses by challenge: without a good token, or without the scope of the tool that is called (RFC 6750, section 3.1).
 */
async function isAllowed(
  context: Context, { issuer, signingKey, locks, careless }: McpSettings, { method = '', params }: Message,
): Promise<boolean> {
  if (careless?.initialize && (method === 'initialize' || method.startsWith('notifications/'))) return true
  const authorization = context.get('authorization')
  const bound = locks.has('dpop') || locks.has('dpop-nonce') || careless?.bound === true
  const allowed = await checkToken(
    { authorization, proof: context.get('dpop'), method: context.method, url: issuer + context.path },
    { issuer, signingKey, bound, audience: careless?.audience ? undefined : resourceOf(issuer, careless) },
  )
  const wanted = method === 'tools/call' ? tools.find(({ name }) => name === params?.['name'])?.scope : undefined
  const lacks = wanted !== undefined && allowed?.scopes.includes(wanted) === false
  if (allowed && !lacks) return true
  const error = allowed ? 'insufficient_scope' : authorization === '' ? undefined : 'invalid_token'
  context.status = allowed ? 403 : 401
  // A client that shows a token without proof has to hear what is missing.
  const scheme = bound && !(careless?.bound && authorization === '') ? 'DPoP' : 'Bearer'
  context.set(
    'www-authenticate', challenge(issuer + (metadataPaths[0] ?? ''), { scheme, error, ...lacks && { scope: wanted } }),
  )
  context.body = { error: error ?? 'invalid_request' }
  return false
}

function say(context: Context, { status, body, streamed, session }: Said): void {
  context.status = status
  if (session !== undefined) context.set('mcp-session-id', session)
  if (body === undefined) context.body = null
  else if (!streamed) context.body = body
  else {
    context.body = `event: message\ndata: ${JSON.stringify(body)}\n\n`
    context.type = 'text/event-stream'
  }
  // A body of null would make it 204.
  context.status = status
}
