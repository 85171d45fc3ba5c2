import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

/** JWTs that a client signs, by themselves: their signature, their age and their audience. */
const now = Math.floor(Date.parse('2026-11-28T10:00:00Z') / 1000)
const { privateKey, publicKey } = await generateKeyPair('ES256')
const jwk = await exportJWK(publicKey)
const keys = JSON.stringify({ keys: [{ ...jwk, kid: 'k1', alg: 'ES256' }] })
const issuer = 'https://op.example'

interface Told { tokens: { signature: string }[], findings: { name: string, gravity: string }[] }

async function explain(token: string, ...flags: string[]): Promise<{ told: Told, text: string, chinese: string }> {
  const home = freshHome()
  const file = join(home, 'token.txt')
  writeFileSync(file, token)
  const all = ['explain', file, '--at', '2026-11-28T10:00:00Z', ...flags]
  const [json, text, chinese] = await Promise.all([['--json'], [], ['--lang', 'zh']].map(async more =>
    (await runInside([...all, ...more], { home })).stdout))
  return { told: JSON.parse(json ?? '') as Told, text: text ?? '', chinese: chinese ?? '' }
}

const namesOf = ({ findings }: Told) => findings.map(({ gravity, name }) => `${gravity}:${name}`)
const damage = (token: string) => `${token.slice(0, -8)}AAAAAAAA`

async function assertion(aud: string, kid = 'k1'): Promise<string> {
  return new SignJWT({ iss: 'abc', sub: 'abc', aud, jti: 'a1B2c3', iat: now, exp: now + 60 })
    .setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey)
}

async function proof(iat = now): Promise<string> {
  return new SignJWT({ jti: 'a1B2c3', htm: 'POST', htu: `${issuer}/token`, iat })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk }).sign(privateKey)
}

test('an assertion is verified with the key that is given under its name', async () => {
  const [good, bad, other] = await Promise.all([
    explain(await assertion(issuer), '--jwks', keys), explain(damage(await assertion(issuer)), '--jwks', keys),
    explain(await assertion(issuer, 'k2'), '--jwks', keys),
  ])
  expect([good, bad, other].map(({ told }) => told.tokens[0]?.signature)).toEqual(['holds', 'fails', 'unknown'])
  expect(namesOf(good.told)).toEqual([])
  expect(namesOf(bad.told)).toEqual(['broken:client-signature-fails'])
  // The provider's keys and the client's may be told apart by nothing but their names.
  expect(namesOf(other.told)).toEqual([])
  expect(other.text).toContain('none of the keys at hand')
  expect([good, bad, other].map(({ text }) => text).join('')).not.toContain('there is no key')
})

test('a provider’s key of the same name is not taken for the client’s', async () => {
  const metadata = JSON.stringify({
    issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`,
  })
  const { told } = await explain(`${metadata}\n${keys}\nclient_assertion: ${damage(await assertion(issuer))}`)
  expect(told.tokens.map(({ signature }) => signature)).toEqual(['unknown'])
  expect(namesOf(told)).not.toContain('broken:client-signature-fails')
})

test('a DPoP proof is verified with the key in its header, and its age is told', async () => {
  const [good, bad, old] = await Promise.all([
    explain(await proof()), explain(damage(await proof())), explain(await proof(now - 7200)),
  ])
  expect([good, bad, old].map(({ told }) => told.tokens[0]?.signature)).toEqual(['holds', 'fails', 'holds'])
  expect([good, bad, old].map(({ told }) => namesOf(told))).toEqual([
    [], ['broken:client-signature-fails'], ['note:proof-old'],
  ])
  expect(good.text).toContain('holds with the key in its header')
  for (const mask of ['<signature>', '[REDACTED]', '***', '…', '{{signature}}'])
    expect(namesOf((await explain((await proof()).replace(/\.[\w-]+$/, `.${mask}`))).told), mask).toEqual([])
})

test.each([
  [`${issuer}/token`, 'note:assertion-audience-endpoint'], [`${issuer}/as/par`, 'note:assertion-audience-endpoint'],
  ['https://auth.op.example/oauth2/token', 'note:assertion-audience-endpoint'],
  ['https://other.example', 'broken:assertion-audience-differs'], [`${issuer}/`, 'broken:assertion-audience-differs'],
])('an assertion for %s by itself', async (audience, expected) => {
  const { told, text, chinese } = await explain(await assertion(audience), '--issuer', issuer, '--client-id', 'abc')
  expect(namesOf(told)).toEqual([expected])
  if (expected.startsWith('note')) expect(text + chinese).not.toMatch(/✗/)
})

test('where the metadata names the token endpoint, another address is a fault', async () => {
  const metadata = JSON.stringify({
    issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`,
  })
  const { told } = await explain(`${metadata}\nclient_assertion: ${await assertion(`${issuer}/oauth/token`)}`)
  expect(namesOf(told)).toContain('broken:assertion-audience-differs')
})

test('a token of which parts are missing is not whole', async () => {
  const token = await assertion(issuer)
  const cut = token.replace(/\.[^.]*$/, '')
  for (const part of [cut, cut.slice(0, -20), token.replace(/(.{64})/g, '$1\n')])
    expect(namesOf((await explain(part)).told)).toContain('note:token-cut')
  expect(namesOf((await explain(token)).told)).not.toContain('note:token-cut')
})
