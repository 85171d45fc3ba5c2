import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { answerAll, type Answer } from '../mcp/stub.ts'
import { listen, release } from './ports.ts'

/** A token request as the authorization server got it. */
export interface TokenAsked { headers: IncomingHttpHeaders, form: URLSearchParams }

export interface GrantingResource {
  /** The MCP server. */
  url: string
  /** Its authorization server. */
  issuer: string
  tokens: TokenAsked[]
  /** Every path that was asked, in order. */
  paths: string[]
}

/** How the authorization server answers a token request; a text is the error of a refusal. */
export type Judge = (asked: TokenAsked, issuer: string) => string | undefined | Promise<string | undefined>

export const accessToken = 'canary-access-token-of-the-resource'

/**
 * An MCP server that takes one access token, and its authorization server, which gives it to whom a test lets have it:
 * no browser can go there, no client register, and nothing is said of PKCE.
 */
export async function startGrantingResource(judge: Judge = () => undefined): Promise<GrantingResource> {
  const server = createServer()
  const issuer = await listen(server)
  onTestFinished(() => release(server))
  const resource: GrantingResource = { url: `${issuer}/mcp`, issuer, tokens: [], paths: [] }
  server.on('request', (request, response) => void (async () => {
    const body = await text(request)
    resource.paths.push(request.url ?? '')
    const { status = 200, headers = {}, json } = await answer(resource, judge, request, body)
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json ?? {}))
  })())
  return resource
}

async function answer(
  resource: GrantingResource, judge: Judge, { url = '', method = '', headers }: IncomingMessage, body: string,
): Promise<Answer> {
  const { issuer } = resource
  if (url === '/mcp') {
    if (headers.authorization !== `Bearer ${accessToken}`)
      return {
        status: 401,
        headers: {
          'www-authenticate': `Bearer error="invalid_token", scope="tools", resource_metadata="${issuer}/.well-known/oauth-protected-resource/mcp"`,
        },
      }
    return answerAll({ method, headers, message: JSON.parse(body || '{}') as object })
  }
  if (url.startsWith('/.well-known/oauth-protected-resource'))
    return { json: { resource: resource.url, authorization_servers: [issuer] } }
  if (url === '/.well-known/oauth-authorization-server') {
    return {
      json: {
        issuer, token_endpoint: `${issuer}/token`, response_types_supported: [],
        scopes_supported: ['tools', 'offline_access'],
      },
    }
  }
  if (url !== '/token') return { status: 404 }
  const asked = { headers, form: new URLSearchParams(body) }
  resource.tokens.push(asked)
  const error = await judge(asked, issuer)
  return error === undefined
    ? { json: { access_token: accessToken, token_type: 'Bearer', expires_in: 300, scope: 'tools' } }
    : { status: 400, json: { error, error_description: 'said by the test' } }
}
