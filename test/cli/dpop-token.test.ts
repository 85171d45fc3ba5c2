import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, type JWK } from 'jose'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { freshHome, start, type Running } from '../support/cli.ts'
import { listen, release } from '../support/ports.ts'
import { createProofJudge } from '../support/proofs.ts'
import { startStub, tokens } from './stub-provider.ts'
import { runJson, runTo, runToError } from './inside.ts'
import { changeSession, containing, plantBound, plantSession, readSession } from './support.ts'
import * as atDoor from './support.ts'
import { sampled } from '../support/wide.ts'

const accessToken = 'planted-access-token/+='

function newKey(): Record<string, string> {
  return {
    ...generateKeyPairSync('ec', {
      namedCurve: 'P-256',
    }).privateKey.export({ format: 'jwk' }) as Record<string, string>,
    alg: 'ES256',
  }
}

function bound(parts: Record<string, unknown> = {}): Record<string, unknown> {
  return { token_type: 'DPoP', dpop_key: newKey(), ...parts }
}

async function signedIn(parts: Record<string, unknown> = {}) {
  const stub = await startStub()
  const home = freshHome()
  plantSession(home, stub.issuer, bound(parts))
  return { stub, home }
}

/** A resource server that judges each proof, with nonces of its own; it knows which key the token is bound to. */
async function startResource(
  { key, nonce, scheme = 'DPoP' }: { key: Record<string, string>, nonce?: (count: number) => string, scheme?: string },
) {
  const judge = createProofJudge()
  let count = 0
  const server = createServer((request, response) => void (async () => {
    count += 1
    const jkt = await calculateJwkThumbprint(key)
    const url = `${origin}${(request.url ?? '').split('?')[0] ?? ''}`
    const judged = await judge.judge(
      { method: request.method ?? '', url, headers: request.headers }, { nonce: nonce?.(count), jkt },
    )
    const isOurs = request.headers.authorization === `DPoP ${accessToken}`
    if (!('error' in judged) && isOurs) return void response.end('opened')
    const error = 'error' in judged ? judged.error : 'invalid_token'
    const fields = { 'www-authenticate': `${scheme} error="${error}"`, ...nonce ? { 'dpop-nonce': nonce(count) } : {} }
    response.writeHead(401, fields).end(JSON.stringify(judged))
  })())
  const origin = await listen(server)
  onTestFinished(async () => release(server))
  return { origin, judge, asked: () => count }
}

describe('api with a bound token', () => {
  test.each([
    undefined, 'DPoP', 'dPoP',
  ])('proves possession, with a nonce where it is challenged by %s', async (scheme) => {
    const { home } = await signedIn()
    const resource = await startResource({
      key: readSession(home).dpop_key ?? {}, ...scheme === undefined ? {} : { nonce: () => 'rs-nonce', scheme },
    })
    const ended = await runTo(
      0, ['api', `${resource.origin}/a/b?c=d`, '--allow-origin', resource.origin, '-X', 'PUT', '--data', 'x'], { home },
    )
    expect(ended).toMatchObject({ stdout: 'opened', stderr: '' })
    const said = { htm: 'PUT', htu: `${resource.origin}/a/b`, ath: expect.any(String) as unknown }
    expect(resource.judge.claims).toMatchObject(scheme === undefined ? [said] : [said, { ...said, nonce: 'rs-nonce' }])
  })

  test('ends after one more request where a nonce is wanted twice, and refreshes nothing for it', async () => {
    const { stub, home } = await signedIn()
    const resource = await startResource({ key: readSession(home).dpop_key ?? {}, nonce: count => `n-${count}` })
    const failure = await atDoor.runToError(3, ['api', resource.origin, '--allow-origin', resource.origin], { home })
    expect(failure).toMatchObject({
      code: 'resource-refused', diagnosis: 'proof-nonce', provider: { error: 'use_dpop_nonce' },
    })
    expect([resource.asked(), stub.seenAt('/token')]).toEqual([2, []])
  })

  test('a token that is not bound is sent as before, also where the session has a key', async () => {
    const { stub, home } = await signedIn({ token_type: 'Bearer' })
    await runTo(0, ['api', `${stub.issuer}/userinfo`], { home })
    expect(stub.seen).toMatchObject([{ path: '/userinfo', authorization: `Bearer ${accessToken}` }])
  })

  test('one of the session of before is refused by its resource: the next command is a login with --dpop', async () => {
    const { home } = await signedIn({ token_type: 'Bearer', dpop_key: null, refresh_token: null })
    const resource = await startResource({ key: newKey() })
    expect(await runToError(3, ['api', resource.origin, '--allow-origin', resource.origin], { home }))
      .toMatchObject({ diagnosis: 'proof-missing', hint: containing('--dpop') })
  })
})

describe('token of a bound session', () => {
  test.each([[], ['--format', 'bare']])('prints the token with %j', async (...words) => {
    const { home } = await signedIn()
    expect((await runTo(0, ['token', ...words], { home })).stdout).toBe(`${accessToken}\n`)
  })

  test('says in the document which type it has', async () => {
    const { home } = await signedIn()
    expect(
      await atDoor.runJson(0, ['token'], { home }),
    ).toMatchObject({ access_token: accessToken, token_type: 'DPoP' })
  })

  test.each([
    'header', 'env', 'curl-config',
  ])('refuses --format %s, which would send it without its proof', async (format) => {
    const { home } = await signedIn()
    const { stdout, stderr } = await runTo(2, ['token', '--format', format], { home })
    expect([stdout, stderr]).toEqual(['', containing('oauth-walk token --dpop-proof METHOD URL')])
    expect(stderr).toContain('oauth-walk api URL')
  })

  test('--dpop-proof is the proof for that one request', async () => {
    const { home } = await signedIn()
    const { stdout, stderr } = await runTo(
      0, ['token', '--dpop-proof', 'post', 'https://api.example/a?b=c', '--dpop-nonce', 'n-1'], { home },
    )
    expect([stdout, stderr]).toEqual([expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+\n$/), ''])
    const judge = createProofJudge()
    const presented = {
      method: 'POST', url: 'https://api.example/a',
      headers: { authorization: `DPoP ${accessToken}`, dpop: stdout.trim() },
    }
    const jkt = await calculateJwkThumbprint(readSession(home).dpop_key as unknown as JWK)
    expect(await judge.judge(presented, { nonce: 'n-1', jkt })).toEqual({ jkt })
    const document = await runJson(0, ['token', '--dpop-proof', 'GET', 'https://api.example/'], { home })
    expect(document).toMatchObject({ ok: true, method: 'GET', url: 'https://api.example/' })
    expect(decodeJwt(String(document['dpop_proof']))).toMatchObject({ htm: 'GET', htu: 'https://api.example/' })
  })

  test.each([
    ['GET'], ['GET', 'https://api.example/', 'more'], ['TRACE', 'https://api.example/'], ['GET', 'http://api.example/'],
  ])('--dpop-proof %j is wrong usage', async (...words) => {
    const { home } = await signedIn()
    expect(await runToError(2, ['token', '--dpop-proof', ...words], { home })).toMatchObject({
      code: 'setting-invalid', message: containing('--dpop-proof'),
    })
  })

  test('--dpop-proof is nothing for a session without a key', async () => {
    const { home } = await signedIn({ token_type: 'Bearer', dpop_key: null })
    expect(await runToError(2, ['token', '--dpop-proof', 'GET', 'https://api.example/'], { home }))
      .toMatchObject({ code: 'setting-invalid', message: containing('bound to no key') })
  })

  test('show names the key without showing it', async () => {
    const { home } = await signedIn()
    const document = await atDoor.runJson(0, ['token', 'show'], { home })
    expect(document).toMatchObject({
      tokens: { dpop_key: expect.stringMatching(/^<private_key#[0-9a-f]{4}>$/) as unknown },
    })
    expect(JSON.stringify(document)).not.toContain(readSession(home).dpop_key?.['d'])
  })
})

describe('other programs get no bound token:', () => {
  const exec = (server: string) => ({
    KUBERNETES_EXEC_INFO: JSON.stringify({
      apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential',
      spec: { interactive: false, cluster: { server } },
    }),
  })
  const asked: [name: string, words: string[], input: string, environment: Record<string, string>][] = [
    ['git', ['git', 'get'], 'protocol=https\nhost=git.example\n\n', {}],
    ['docker', ['docker', 'get'], 'git.example', {}],
    ['kubectl', ['kubectl', '--token-type', 'access_token'], '', exec('https://git.example')],
    [
      'aws',
      [
        'aws', '--token-type', 'access_token', '--role-arn', 'arn:aws:iam::1:role/r', '--sts-endpoint',
        'https://git.example/',
      ],
      '', {},
    ],
  ]
  test.each(sampled(asked, 2))('%s', async (name, words, input, environment) => {
    const home = freshHome()
    plantBound(home, 'http://127.0.0.1:9', ['git.example'], bound())
    const { stdout, stderr } = await atDoor.runTo(2, ['credential', ...words], { home, input, environment })
    expect(stderr).toContain(`credential ${name}`)
    expect(stderr).toMatch(/bound to a key \(DPoP\)[^]*oauth-walk api URL/)
    expect(stdout).not.toContain(accessToken)
    // The code of the failure is token-bound.
    expect(await atDoor.runToError(2, ['credential', ...words], { home, input, environment })).toMatchObject({
      code: 'token-bound',
    })
  })
})

describe('a key in the store', () => {
  test.each<[string, unknown]>([
    ['of no kind', { alg: 'ES256', d: 'x' }],
    ['that is public', { kty: 'EC', alg: 'ES256', crv: 'P-256', x: 'a', y: 'b' }], ['that is a text', 'key'],
    ['with a member that is none', { ...newKey(), x: 5 }], ['that does not sign', { ...newKey(), d: 'AAAA' }],
  ])('%s is damage to the store, not a bug', async (_, key) => {
    const { home } = await signedIn()
    changeSession(home, session => ({ ...session, dpop_key: key as Record<string, string> }))
    expect(await runToError(6, ['userinfo'], { home })).toMatchObject({ code: 'store-corrupt' })
  })

  test('outlives a refresh that is killed, and proves possession in the next', async () => {
    const { stub, home } = await signedIn({ expires_at: Date.now() - 1000 })
    const { dpop_key: key } = readSession(home)
    stub.endpoints['/token'] = () => new Promise(() => undefined)
    const running = start(['token', 'refresh'], { home })
    await vi.waitFor(() => expect(stub.seenAt('/token')).toHaveLength(1), { timeout: 10_000 })
    running.child.kill('SIGKILL')
    await running.ended
    expect(readSession(home)).toMatchObject({ dpop_key: key, intent: { at: expect.any(Number) as unknown } })
    stub.endpoints['/token'] = () => ({ body: { ...tokens(1), token_type: 'DPoP' } })
    await atDoor.runTo(0, ['token', 'refresh'], { home })
    expect(readSession(home)).toMatchObject({ dpop_key: key, access_token: 'stub-access-1/+=' })
  })

  test('stays with the tokens where several processes refresh at once: one request, proven with it', async () => {
    const { stub, home } = await signedIn({ expires_at: Date.now() - 1000 })
    const { dpop_key: key } = readSession(home)
    // Nobody is answered before all have seen the lock, or wait for it.
    const children: Running[] = []
    stub.endpoints['/token'] = async () => {
      await vi.waitFor(() => expect(children).toHaveLength(5), { timeout: 10_000 })
      return { body: { ...tokens(1), token_type: 'DPoP' } }
    }
    children.push(...Array.from({ length: 5 }, () => start(['token'], { home })))
    const ended = await Promise.all(children.map(async ({ ended }) => ended))
    expect(ended.map(({ status, stdout, stderr }) => [status, stdout, stderr]))
      .toEqual(Array.from({ length: 5 }, () => [0, 'stub-access-1/+=\n', '']))
    const [request, ...more] = stub.seenAt('/token')
    expect(more).toEqual([])
    const { jwk } = decodeProtectedHeader(request?.dpop ?? '')
    expect(await calculateJwkThumbprint(jwk as JWK)).toBe(await calculateJwkThumbprint(key as JWK))
    expect(readSession(home)).toMatchObject({ dpop_key: key, access_token: 'stub-access-1/+=', refresh_generation: 1 })
  })
})

test('tokens that come by a device are bound too', async () => {
  const home = freshHome()
  expect(await runJson(0, ['login', 'sandbox', '--device', '--auto', '--dpop', '--quiet'], { home }))
    .toMatchObject({ token_type: 'DPoP', findings: [] })
  expect(readSession(home)).toMatchObject({ token_type: 'DPoP', dpop_key: { alg: 'ES256' } })
})
