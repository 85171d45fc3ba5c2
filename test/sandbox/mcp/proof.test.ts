import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { checkToken } from '../../../src/sandbox/mcp/token.ts'

const pair = async () => generateKeyPair('ES256', { extractable: true })
const [server, client, other] = await Promise.all([pair(), pair(), pair()])
const [issuer, url] = ['http://127.0.0.1:1', 'http://127.0.0.1:1/mcp']
const signingKey = await exportJWK(server.publicKey)
const jkt = await calculateJwkThumbprint(await exportJWK(client.publicKey))
const tokenWith = async (claims: object) => new SignJWT({ scope: 'mcp:read', ...claims }).setProtectedHeader({
  alg: 'ES256', typ: 'at+jwt',
})
  .setIssuer(issuer).setAudience(url).setExpirationTime('1m').sign(server.privateKey)
const [bound, plain] = await Promise.all([tokenWith({ cnf: { jkt } }), tokenWith({})])
const ath = createHash('sha256').update(bound).digest('base64url')

async function prove(claims: object = {}, { key = client, typ = 'dpop+jwt', at = 0 } = {}) {
  const now = Math.floor(Date.now() / 1000) + at
  return new SignJWT({ htm: 'POST', htu: url, ath, jti: 'one', ...claims }).setIssuedAt(now)
    .setProtectedHeader({ alg: 'ES256', typ, jwk: await exportJWK(key.publicKey) }).sign(key.privateKey)
}
const check = async (authorization: string, proof: string, mustBeBound = false) =>
  checkToken({ authorization, proof, method: 'POST', url }, { issuer, signingKey, audience: url, bound: mustBeBound })

describe('the MCP server of the sandbox', () => {
  test('takes a bound token with a proof of its key, and a plain one where it may', async () => {
    expect(await check(`DPoP ${bound}`, await prove())).toEqual({ scopes: ['mcp:read'] })
    expect(await check(`Bearer ${plain}`, '')).toEqual({ scopes: ['mcp:read'] })
    expect(await check(`Bearer ${plain}`, '', true)).toBeUndefined()
  })

  test.each<[what: string, make: () => Promise<string>, scheme?: string]>([
    ['no proof', async () => ''], ['the scheme Bearer', async () => prove(), 'Bearer'],
    ['the proof of another key', async () => prove({}, { key: other })],
    ['another method', async () => prove({ htm: 'GET' })],
    ['another address', async () => prove({ htu: `${issuer}/token` })],
    ['another token', async () => prove({ ath: 'x' })], ['no token', async () => prove({ ath: undefined })],
    ['no id', async () => prove({ jti: undefined })],
    ['another type', async () => prove({}, { typ: 'jwt' })], ['an old proof', async () => prove({}, { at: -600 })],
  ])('refuses a bound token with %s (RFC 9449 7.1)', async (_what, make, scheme = 'DPoP') => {
    expect(await check(`${scheme} ${bound}`, await make())).toBeUndefined()
  })
})
