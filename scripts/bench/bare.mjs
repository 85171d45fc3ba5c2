import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { Agent, createServer, request } from 'node:http'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { json } from 'node:stream/consumers'
import { fileURLToPath, URLSearchParams } from 'node:url'
import { environmentOf } from './child.mjs'

const require = createRequire(import.meta.url)
const clientId = 'oauth-walk-public'

/**
 * Milliseconds that the token request and the userinfo request of a login take by themselves, in a process that is warm
 * and connected.
 */
export async function measureBareRequests(issuer, home) {
  const child = spawn(
    process.execPath, [fileURLToPath(import.meta.url), issuer],
    { env: environmentOf(home), stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  await lines.next()
  child.stdin.end(`${JSON.stringify(await signIn(issuer))}\n`)
  return Number((await lines.next()).value)
}

async function signIn(issuer) {
  const { signInAsTheUser } = require('../../dist/sandbox-index.cjs')
  const verifier = randomBytes(32).toString('base64url')
  const server = createServer()
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  const redirectUri = `http://127.0.0.1:${server.address().port}/callback`
  const code = new Promise(resolve => server.once('request', ({ url }, response) => {
    response.end()
    resolve(new URL(url, redirectUri).searchParams.get('code'))
  }))
  await signInAsTheUser(`${issuer}/user/authorize?${new URLSearchParams({
    response_type: 'code', client_id: clientId, redirect_uri: redirectUri, scope: 'openid profile email',
    state: 'bench',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  })}`)
  server.closeAllConnections()
  server.close()
  return {
    grant_type: 'authorization_code', client_id: clientId, redirect_uri: redirectUri, code_verifier: verifier,
    code: await code,
  }
}

/** The child: what it needs for a request is there before the code is. */
async function redeem(issuer) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = async (url, { body, ...options } = {}) => {
    const asked = request(url, { agent, ...options })
    asked.end(body)
    const [answer] = await once(asked, 'response')
    return json(answer)
  }
  const { token_endpoint, userinfo_endpoint } = await ask(`${issuer}/.well-known/openid-configuration`)
  console.log('warm')
  for await (const line of createInterface({ input: process.stdin })) {
    const started = performance.now()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const { access_token } = await ask(token_endpoint, {
      method: 'POST', headers, body: new URLSearchParams(JSON.parse(line)).toString(),
    })
    await ask(userinfo_endpoint, { headers: { authorization: `Bearer ${access_token}` } })
    console.log(performance.now() - started)
  }
  agent.destroy()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await redeem(process.argv[2])
