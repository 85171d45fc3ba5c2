'use strict'
// The least that a login can be on Node: its five requests over node:http, the ID token's signature by node:crypto, one
// file. No library, no flags, no messages, no masking, no lock, and of the checks only state, nonce, issuer and
// signature. What another login takes beyond this is what it does beyond this.
const { createHash, createPublicKey, randomBytes, verify } = require('node:crypto')
const { closeSync, fsyncSync, openSync, renameSync, writeSync } = require('node:fs')
const { Agent, createServer, request } = require('node:http')
const { join } = require('node:path')
const { URLSearchParams } = require('node:url')

const [issuer, clientId] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const random = () => randomBytes(32).toString('base64url')

function ask(url, { body, ...options } = {}) {
  return new Promise((resolve, reject) => {
    request(url, { agent, ...options }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', chunk => text += chunk).on('end', () => resolve(JSON.parse(text)))
    }).on('error', reject).end(body)
  })
}

async function logIn() {
  const metadata = await ask(`${issuer}/.well-known/openid-configuration`)
  const [verifier, state, nonce] = [random(), random(), random()]
  const server = createServer()
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  const redirectUri = `http://127.0.0.1:${server.address().port}/callback`
  const callback = new Promise(resolve => server.once('request', ({ url }, response) => {
    response.end('done')
    resolve(new URL(url, redirectUri).searchParams)
  }))
  process.stderr.write(`${metadata.authorization_endpoint}?${new URLSearchParams({
    response_type: 'code', client_id: clientId, redirect_uri: redirectUri, scope: 'openid profile email', state, nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  })}\n`)
  const keys = ask(metadata.jwks_uri)
  const answer = await callback
  const tokens = await ask(metadata.token_endpoint, {
    method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code', client_id: clientId, redirect_uri: redirectUri, code: answer.get('code'),
      code_verifier: verifier,
    }).toString(),
  })
  check(tokens.id_token, await keys, { nonce, isOurs: answer.get('state') === state })
  const claims = await ask(metadata.userinfo_endpoint, { headers: { authorization: `Bearer ${tokens.access_token}` } })
  save(JSON.stringify(tokens))
  process.stdout.write(`${JSON.stringify(claims)}\n`)
  agent.destroy()
  server.closeAllConnections()
  server.close()
}

function check(idToken, { keys }, { nonce, isOurs }) {
  const [header, payload, signature] = idToken.split('.')
  const read = part => JSON.parse(Buffer.from(part, 'base64url'))
  const key = createPublicKey({ key: keys.find(({ kid }) => kid === read(header).kid), format: 'jwk' })
  const isSigned = verify('sha256', Buffer.from(`${header}.${payload}`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))
  const claims = read(payload)
  if (!isSigned || !isOurs || claims.nonce !== nonce || claims.iss !== issuer) throw new Error('not what was asked for')
}

function save(text) {
  const path = join(process.env.OAUTH_WALK_HOME, 'by-hand.json')
  const file = openSync(`${path}.tmp`, 'w', 0o600)
  writeSync(file, text)
  fsyncSync(file)
  closeSync(file)
  renameSync(`${path}.tmp`, path)
}

logIn()
