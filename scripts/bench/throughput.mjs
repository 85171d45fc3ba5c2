import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { environmentOf, program, run } from './child.mjs'
import { makeHome } from './homes.mjs'

/**
 * Many `token` at a machine that has a refresh token and nothing else: 200 one after the other, 50 at once. Each time
 * one of them refreshes.
 */
export async function measureThroughput() {
  return [await measure('200 one after the other', 200, 1), await measure('50 at once', 50, 50)]
}

async function measure(name, count, atOnce) {
  const home = makeHome()
  let refreshes = 0
  const server = createServer((request, response) => {
    if (request.method === 'POST') refreshes += 1
    const tokens = {
      access_token: `token-${refreshes}`, token_type: 'Bearer', expires_in: 3600, refresh_token: `next-${refreshes}`,
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(tokens))
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${server.address().port}`
  const env = environmentOf(home, {
    OAUTH_WALK_AUTHORIZATION_ENDPOINT: `${url}/authorize`, OAUTH_WALK_TOKEN_ENDPOINT: `${url}/token`,
    OAUTH_WALK_CLIENT_ID: 'bench',
    OAUTH_WALK_REFRESH_TOKEN: 'seed',
  })
  try {
    const started = performance.now()
    const ended = []
    while (ended.length < count) ended.push(
      ...await Promise.all(Array.from({ length: atOnce }, async () => run([program, 'token'], env))),
    )
    const seconds = (performance.now() - started) / 1000
    const failed = ended.filter(({ status, stdout }) => status !== 0 || stdout !== 'token-1\n').length
    return `token, ${name}: ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(1)} a second, ${failed} failed, ${refreshes} refresh`
  } finally {
    server.closeAllConnections()
    server.close()
    rmSync(home, { recursive: true, force: true })
  }
}
