import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, type JWK } from 'jose'
import { expect, test } from 'vitest'
import { login } from '../locks/going.ts'
import { freshHome } from '../support/cli.ts'
import { client, startLockedProvider, type LockedProvider } from '../support/locked-provider.ts'
import { bash } from './bash.ts'
import { takeCode } from './taken-code.ts'
import { rsaPair } from '../support/key-pairs.ts'
import { sampled } from '../support/wide.ts'

const keys = {
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  PS256: () => rsaPair(1).privateKey,
}

/**
 * A provider that wants every lock that a script can open: pushed and signed requests, assertions, proofs with nonces.
 */
async function startLocked(key: KeyObject, alg: string): Promise<LockedProvider> {
  const jwk = { ...createPublicKey(key).export({ format: 'jwk' }), kid: 'mine', use: 'sig', alg }
  return startLockedProvider({
    features: {
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      requestObjects: { enabled: true, requireSignedRequestObject: true },
      dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, 7), requireNonce: () => true },
    },
  }, {
    token_endpoint_auth_method:
      'private_key_jwt', token_endpoint_auth_signing_alg: alg as never, jwks: { keys: [jwk] },
    dpop_bound_access_tokens: true,
  })
}

test.each(
  sampled(['ES256', 'PS256'] as const, 2),
)('the script of a walk with every lock opens them itself, with a key of its own and the client’s (%s)', async (alg) => {
  const [home, key] = [freshHome(), keys[alg]()]
  const provider = await startLocked(key, alg)
  const [script, pem, own] = ['walk.sh', 'client.pem', 'own.pem'].map(name => join(home, name)) as [
    string, string, string,
  ]
  writeFileSync(pem, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  writeFileSync(
    join(home, 'key.json'),
    JSON.stringify({
      ...createPrivateKey(key.export({ type: 'pkcs8', format: 'pem' })).export({ format: 'jwk' }), alg, kid: 'mine',
    }),
    { mode: 0o600 },
  )
  const walked = await login(
    provider.issuer,
    [
      '--par', '--request-object', '--dpop', '--client-key', 'key.json', '--auth-method', 'private_key_jwt', '--curl',
      script,
    ],
    { home },
  )
  expect(walked.status, walked.stderr).toBe(0)
  const verifier = new URLSearchParams(provider.at('/token')[0]?.body).get('code_verifier') ?? ''
  const before = provider.asked.length

  const variables = { CLIENT_KEY: pem, DPOP_KEY: own, STATE: 'of-the-test', NONCE: 'n', CODE_VERIFIER: verifier }
  const push = await bash(script, ['push'], variables)
  expect(push.status, push.stderr).toBe(0)
  const pushed = decodeJwt(new URLSearchParams(provider.asked.at(-1)?.body).get('request') ?? '')
  expect(pushed).toMatchObject({ state: 'of-the-test', dpop_jkt: expect.stringMatching(/^[\w-]{43}$/) as string })
  const reference = { client_id: client.client_id, request_uri: /"request_uri":"([^"]+)"/.exec(push.stdout)?.[1] ?? '' }
  const code = await takeCode(
    `${provider.issuer}/auth?${new URLSearchParams(reference).toString()}`,
    Number(new URL(String(pushed['redirect_uri'])).port),
  )
  const token = await bash(script, ['token'], { ...variables, CODE: code })
  expect(token.stdout, token.stderr).toMatch(/^HTTP\/1\.1 200[\s\S]*"token_type":"DPoP"/)
  const accessToken = /"access_token":"([^"]+)"/.exec(token.stdout)?.[1]
  const userinfo = await bash(script, ['userinfo'], { ...variables, ACCESS_TOKEN: accessToken })
  expect(userinfo.stdout, userinfo.stderr).toMatch(/^HTTP\/1\.1 200[\s\S]*"name":"Zhang San"/)

  const proofs = provider.asked.slice(before).flatMap(({ headers }) =>
    headers['dpop'] === undefined ? [] : [String(headers['dpop'])])
  const thumbprints = await Promise.all(
    proofs.map(async proof => calculateJwkThumbprint(decodeProtectedHeader(proof).jwk as JWK)),
  )
  expect(new Set(thumbprints)).toEqual(new Set([pushed['dpop_jkt']]))
  expect(statSync(own).mode & 0o777).toBe(0o600)
})
