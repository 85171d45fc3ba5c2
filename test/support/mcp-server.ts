import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { answerAll, type Answer, type Asked } from '../mcp/stub.ts'
import { listen, release } from './ports.ts'

/** How the server judges a request that has a token: nothing where it takes it. */
export type Judge = (asked: Asked & { token: string, message: { id?: number, method?: string } }) => Answer | undefined

export interface McpServer {
  url: string
  /** Where its metadata stands. */
  metadata: string
  /** Every request in a word, and by which token it was asked. */
  asked: string[]
  /** The header fields of each of them. */
  fields: IncomingHttpHeaders[]
  /** Replaces the judge from then on. */
  judge: (judge: Judge) => void
}

export interface McpFacts {
  /** Issuers that its metadata names. */
  servers: string[]
  path?: string
  /** Whether the 401 names the metadata. */
  challenges?: boolean
  scopes?: string[]
}

/**
 * An MCP server of one tool behind providers of the test's own, with the metadata of RFC 9728 and a challenge that
 * names it.
 */
export async function openMcpServer(
  { servers, path = '/notes', challenges = true, scopes }: McpFacts,
): Promise<McpServer> {
  const asked: string[] = []
  const fields: IncomingHttpHeaders[] = []
  let judge: Judge = () => undefined
  const server = createServer((request, response) => void answer(request, response))
  const origin = await listen(server)
  const [url, metadata] = [`${origin}${path}`, `/.well-known/oauth-protected-resource${path}`]
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request)
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    const message = (request.url === path && body !== '' ? JSON.parse(body) : {}) as Asked['message']
    fields.push(request.headers)
    asked.push([request.method, request.url, message.method].filter(Boolean).join(' '))
    send(response, say(request, message, token))
  }
  const say = (
    { url: place, method = '', headers }: IncomingMessage, message: Asked['message'], token: string | undefined,
  ): Answer => {
    if (place === metadata)
      return { json: { resource: url, authorization_servers: servers, ...scopes && { scopes_supported: scopes } } }
    if (place !== path) return { status: 404 }
    const challenge = { 'www-authenticate': `Bearer${challenges ? ` resource_metadata="${origin}${metadata}"` : ''}` }
    const one = { method, headers, message }
    return token === undefined ? { status: 401, headers: challenge } : judge({ ...one, token }) ?? answerAll(one)
  }
  onTestFinished(() => release(server))
  return { url, metadata: `${origin}${metadata}`, asked, fields, judge: (next) => { judge = next } }
}

function send(response: ServerResponse, { status = 200, headers = {}, json, body = '' }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(json === undefined ? body : JSON.stringify(json))
}
