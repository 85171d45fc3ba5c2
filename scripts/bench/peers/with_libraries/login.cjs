'use strict'
const { closeSync, openSync, rmSync } = require('node:fs')
const { Agent, createServer, request } = require('node:http')
const { join } = require('node:path')
const { URL, URLSearchParams } = require('node:url')

const library = name => require(join(__dirname, '../../../../dist/vendor', `${name}.cjs`))
const { Command } = library('commander')

const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const home = process.env.OAUTH_WALK_HOME

new Command().argument('<issuer>').option('--client-id <ID>').option('--scope <SCOPE>').option('--port <PORT>')
  .action(logIn).parseAsync()

async function logIn(issuer, { clientId, scope, port }) {
  const oauth = library('oauth4webapi')
  const options = { [oauth.allowInsecureRequests]: true, [oauth.customFetch]: ask }
  const client = { client_id: clientId }
  const address = new URL(issuer)
  const server = await oauth.processDiscoveryResponse(address, await oauth.discoveryRequest(address, options))
  const [verifier, state, nonce] = [
    oauth.generateRandomCodeVerifier(), oauth.generateRandomState(), oauth.generateRandomNonce(),
  ]
  const listener = createServer()
  await new Promise(resolve => listener.listen(Number(port), '127.0.0.1', resolve))
  const redirectUri = `http://127.0.0.1:${listener.address().port}/callback`
  const callback = new Promise(resolve => listener.once('request', ({ url }, response) => {
    response.end('done')
    resolve(new URL(url, redirectUri))
  }))
  process.stderr.write(`${server.authorization_endpoint}?${new URLSearchParams({
    response_type: 'code', client_id: clientId, redirect_uri: redirectUri, scope, prompt: 'consent', state, nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  })}\n`)
  const Conf = library('conf').default
  const keys = await (await ask(server.jwks_uri)).json()
  const code = oauth.validateAuthResponse(server, client, await callback, state)
  const answer = await oauth.authorizationCodeGrantRequest(
    server, client, oauth.None(), code, redirectUri, verifier, options,
  )
  const tokens = await oauth.processAuthorizationCodeResponse(
    server, client, answer, { expectedNonce: nonce, requireIdToken: true },
  )
  await oauth.validateApplicationLevelSignature(
    server, answer, { ...options, [oauth.jwksCache]: { jwks: keys, uat: Math.floor(Date.now() / 1000) } },
  )
  const { sub } = oauth.getValidatedIdTokenClaims(tokens)
  const userinfo = await oauth.userInfoRequest(server, client, tokens.access_token, options)
  const claims = await oauth.processUserInfoResponse(server, client, sub, userinfo)
  keep(Conf, { session: tokens, profile: { issuer, client_id: clientId } })
  process.stdout.write(`${JSON.stringify(claims)}\n`)
  agent.destroy()
  listener.closeAllConnections()
  listener.close()
}

/** What oauth4webapi asks its `fetch` for; a class of Node's would load all of Node's fetch. */
function ask(url, { method = 'GET', headers = {}, body } = {}) {
  const text = body?.toString()
  const fields = text === undefined ? headers : { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
  return new Promise((resolve, reject) => {
    request(url, { agent, method, headers: fields }, (answer) => {
      const parts = []
      answer.on('data', part => parts.push(part)).on('end', () => resolve(new Response(answer, `${Buffer.concat(parts)}`)))
    }).on('error', reject).end(text)
  })
}

/** What oauth4webapi uses of an answer. */
class Response {
  body = null
  bodyUsed = false
  #text

  constructor({ statusCode, headers }, text) {
    this.status = statusCode
    this.headers = new Map(Object.entries(headers))
    this.#text = text
  }

  get [Symbol.toStringTag]() { return 'Response' }
  clone() { return new Response({ statusCode: this.status, headers: Object.fromEntries(this.headers) }, this.#text) }
  async text() { return this.#text }
  async json() { return JSON.parse(this.#text) }
}

/** One lock for all, and each record synced to the disk, as the program does. */
function keep(Conf, records) {
  const lock = `${home}/lock`
  closeSync(openSync(lock, 'wx', 0o600))
  for (const [configName, record] of Object.entries(records)) {
    new Conf({ cwd: home, configName, configFileMode: 0o600, projectName: 'least', projectSuffix: '' }).store = record
  }
  rmSync(lock)
}
