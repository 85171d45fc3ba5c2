/* global URLSearchParams */
// A client and its user's browser, as little as they can be: what is measured is the provider.
import { createHash } from 'node:crypto'
import { Agent, request } from 'node:http'

const verifier = 'v'.repeat(43)
const redirectUri = 'http://127.0.0.1:9/callback'
const asked = {
  client_id: 'app', response_type: 'code', redirect_uri: redirectUri, scope: 'openid profile email offline_access',
  state: 'x', nonce: 'n',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
}
const authorization = `Basic ${Buffer.from('app:secret').toString('base64')}`
const form = 'application/x-www-form-urlencoded'
const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/**
 * A function that logs a new user in at the provider, from the authorization request to userinfo, and tells how many
 * requests that took.
 */
export async function loginAgain(issuer) {
  const metadata = JSON.parse((await ask(`${issuer}/.well-known/openid-configuration`)).text)
  return async () => {
    const { code, requests } = await signIn(`${metadata.authorization_endpoint}?${new URLSearchParams(asked)}`)
    const grant = new URLSearchParams({
      grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier,
    }).toString()
    const tokens = requireOk(await ask(metadata.token_endpoint, { authorization, 'content-type': form }, grant))
    requireOk(await ask(metadata.userinfo_endpoint, { authorization: `Bearer ${tokens.access_token}` }))
    return requests + 2
  }
}

/** Goes where the provider sends the browser, and fills in its forms, until that is the client. */
async function signIn(start) {
  const jar = new Map()
  let [url, body] = [start, undefined]
  for (let requests = 1; requests < 20; requests += 1) {
    const cookie = [...jar.values()].filter(({ path }) => new URL(url).pathname.startsWith(path)).map(({ pair }) =>
      pair).join('; ')
    const answer = await ask(url, { cookie, ...body === undefined ? {} : { 'content-type': form } }, body)
    for (const header of answer.headers['set-cookie'] ?? []) keep(jar, header)
    const { location } = answer.headers
    const [, action] = /action="([^"]+(?:login|confirm))"/.exec(answer.text) ?? []
    if (location?.startsWith(redirectUri)) return { code: new URL(location).searchParams.get('code'), requests }
    if (location === undefined && action === undefined)
      throw new Error(`${url} answers ${answer.status}: ${answer.text}`)
    url = new URL(location ?? action, url).href
    if (location !== undefined) body = undefined
    else body = action.endsWith('login') ? 'username=zhangsan&password=walk-123456' : ''
  }
  throw new Error('the browser is sent round and round')
}

function keep(jar, header) {
  const [pair, ...attributes] = header.split('; ')
  const path = attributes.find(attribute => attribute.startsWith('path='))?.slice(5) ?? '/'
  const key = pair.slice(0, pair.indexOf('=')) + path
  if (/expires=Thu, 01 Jan 1970/.test(header)) jar.delete(key)
  else jar.set(key, { pair, path })
}

function requireOk({ status, text }) {
  if (status !== 200) throw new Error(`${status}: ${text}`)
  return JSON.parse(text)
}

async function ask(url, headers = {}, body) {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    request(url, {
      method: body === undefined ? 'GET' : 'POST', agent, headers: { ...headers, ...length },
    }, (answer) => {
      let text = ''
      answer.setEncoding('latin1').on('data', (chunk) => { text += chunk })
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }))
    }).on('error', reject).end(body)
  })
}
