import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/**
 * A provider of nothing but a token endpoint, whose tokens are recognized anywhere; it replaces the refresh token each
 * time.
 */
export async function startTokenEndpoint() {
  const seen: { authorization: string | undefined, body: URLSearchParams }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => body += chunk.toString())
    request.on('end', () => {
      seen.push({ authorization: request.headers.authorization, body: new URLSearchParams(body) })
      const tokens = {
        access_token: `canary-access-${seen.length}`, token_type: 'Bearer', expires_in: 3600,
        refresh_token: `canary-refresh-${seen.length}`,
      }
      response.writeHead(200, {
        'content-type': 'application/json', 'cache-control': 'no-store', connection: 'close',
      }).end(
        JSON.stringify(tokens),
      )
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  /** The environment of a machine that never had a browser. */
  const environment = {
    OAUTH_WALK_AUTHORIZATION_ENDPOINT: `${url}/authorize`, OAUTH_WALK_TOKEN_ENDPOINT: `${url}/token`,
    OAUTH_WALK_CLIENT_ID: 'machine',
    OAUTH_WALK_SCOPE: 'profile', OAUTH_WALK_REFRESH_TOKEN: 'canary-refresh-0',
  }
  return { seen, url, environment }
}
