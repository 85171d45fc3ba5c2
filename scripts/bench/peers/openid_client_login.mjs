// A login with openid-client, as a program of its own would do it: discovery, PKCE, state, nonce, ID token verified,
// userinfo, tokens saved.
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [folder, issuer, clientId] = process.argv.slice(2)
const require = createRequire(join(folder, 'package.json'))
const client = await import(pathToFileURL(require.resolve('openid-client')).href)
const server = createServer()
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
const redirectUri = `http://127.0.0.1:${server.address().port}/callback`
const configuration = await client.discovery(new URL(issuer), clientId, undefined, client.None(), {
  execute: [client.allowInsecureRequests],
})
const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()]
const url = client.buildAuthorizationUrl(configuration, {
  redirect_uri: redirectUri, scope: 'openid profile email', state, nonce,
  code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
})
process.stderr.write(`${url.href}\n`)
const callback = await new Promise(resolve => server.once('request', (request, response) => {
  response.end('done')
  resolve(new URL(request.url, redirectUri))
}))
const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce }
const tokens = await client.authorizationCodeGrant(configuration, callback, checks)
const claims = await client.fetchUserInfo(configuration, tokens.access_token, tokens.claims().sub)
writeFileSync(join(process.env.OAUTH_WALK_HOME, 'peer.json'), JSON.stringify(tokens), { mode: 0o600 })
process.stdout.write(`${JSON.stringify(claims)}\n`)
server.closeAllConnections()
server.close()
