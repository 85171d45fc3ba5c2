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
  const refusal = await whyRefused(context, settings, message)
  if (refusal) refuse(context, settings, refusal)
  else if (context.method === 'DELETE') context.status = 200
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

/** Why a message is refused: no token, no good one, or one without the scope of the tool that is called. */
interface Refusal { error: 'invalid_token' | 'insufficient_scope' | undefined, scope?: string | undefined }

/** Nothing where the message is allowed. */
async function whyRefused(
  context: Context, { issuer, signingKey, locks, careless }: McpSettings, { method = '', params }: Message,
): Promise<Refusal | undefined> {
  if (careless?.initialize && (method === 'initialize' || method.startsWith('notifications/'))) return undefined
  const authorization = context.get('authorization')
  const allowed = await checkToken(
    { authorization, proof: context.get('dpop'), method: context.method, url: issuer + context.path },
    {
      issuer, signingKey, bound: wantsProof({ locks, careless }),
      audience: careless?.audience ? undefined : resourceOf(issuer, careless),
    },
  )
  if (!allowed) return { error: authorization === '' ? undefined : 'invalid_token' }
  const scope = method === 'tools/call' ? tools.find(({ name }) => name === params?.['name'])?.scope : undefined
  return scope === undefined || allowed.scopes.includes(scope) ? undefined : { error: 'insufficient_scope', scope }
}

function wantsProof({ locks, careless }: Pick<McpSettings, 'locks' | 'careless'>): boolean {
  return locks.has('dpop') || locks.has('dpop-nonce') || careless?.bound === true
}

/** Refuses by challenge (RFC 6750, section 3.1). */
function refuse(context: Context, settings: McpSettings, { error, scope }: Refusal): void {
  const { issuer, careless } = settings
  context.status = error === 'insufficient_scope' ? 403 : 401
  // A client that shows a token without proof has to hear what is missing.
  const scheme = wantsProof(settings) && !(careless?.bound && context.get('authorization') === '') ? 'DPoP' : 'Bearer'
  context.set(
    'www-authenticate',
    challenge(issuer + (metadataPaths[0] ?? ''), { scheme, error, ...scope !== undefined && { scope } }),
  )
  context.body = { error: error ?? 'invalid_request' }
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
