import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** What happens once a refresh token is replaced, before the answer leaves; the count starts at 1. */
type Rotated = (count: number) => void | Promise<void>

/** A token endpoint that replaces the refresh token each time, and ends the family when one is used twice. */
export async function startRotating(rotated: Rotated = () => undefined, lifetimeSeconds = 3600) {
  const seen = { requests: 0, isRevoked: false, current: 'canary-refresh-0/+=' }
  const answer = async (token: string | null) => {
    seen.requests += 1
    if (token !== seen.current) seen.isRevoked = true
    if (seen.isRevoked) return [400, { error: 'invalid_grant' }] as const
    const count = seen.requests
    seen.current = `canary-refresh-${count}/+=`
    const answered = [
      200,
      {
        access_token: `canary-access-${count}/+=`, token_type: 'Bearer', expires_in: lifetimeSeconds,
        refresh_token: seen.current,
      },
    ] as const
    await rotated(count)
    return answered
  }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => body += chunk.toString())
    request.on('end', () => void answer(new URLSearchParams(body).get('refresh_token')).then(([status, document]) => {
      response.writeHead(status, {
        'content-type': 'application/json', 'cache-control': 'no-store', connection: 'close',
      }).end(JSON.stringify(document))
    }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { seen, url }
}
