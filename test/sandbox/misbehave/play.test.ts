import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import type { Sandbox } from '../../../src/sandbox/index.ts'
import {
  discover, HandClient, openCallback, openSandbox, temporaryFolder, walkedClient, walkToCallback, type Json,
} from '../support.ts'

const misbehaving = async (misbehave: string): Promise<Sandbox> => openSandbox({ misbehave })
const document = async ({ issuer }: Sandbox) => (await fetch(`${issuer}/.well-known/openid-configuration`)).text()

async function arrivalOf(misbehave: string, more: Record<string, string> = {}) {
  const sandbox = await misbehaving(misbehave)
  const callback = await openCallback()
  const client = new HandClient(sandbox, callback.uri)
  return { sandbox, client, arrival: await walkToCallback(client, callback, more) }
}

describe('documents', () => {
  test('of a provider that behaves are as ever', async () => {
    expect((await discover(await misbehaving('oidcc-client-test')))['issuer']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  test('are changed for every request, not once', async () => {
    const sandbox = await misbehaving('discovery-issuer-mismatch')
    const [one, two] = [await discover(sandbox), await discover(sandbox)]
    expect([one['issuer'], two['issuer']]).toEqual(['https://other.example', 'https://other.example'])
    expect(one['token_endpoint']).toBe(`${sandbox.issuer}/token`)
  })

  test('can be what no JSON value is', async () => {
    const twice = await document(await misbehaving('h21-issuer-twice'))
    expect(twice.match(/"issuer":/g)).toHaveLength(2)
    expect(await document(await misbehaving('h20-prototype-members'))).toMatch(/^\{"__proto__":/)
    expect(await document(await misbehaving('h18-discovery-json-depth'))).toContain('['.repeat(100_000))
  })

  test('of keys are changed too', async () => {
    const sandbox = await misbehaving('h35-private-key-published')
    const { keys: [key] } = await (await fetch(`${sandbox.issuer}/jwks`)).json() as { keys: Json[] }
    expect(key).toHaveProperty('d')
  })
})

describe('the authorization response', () => {
  test('is changed in the address', async () => {
    const { arrival } = await arrivalOf('h47-iss-of-another-provider')
    expect([arrival.method, arrival.params.get('iss'), arrival.params.get('state')]).toEqual([
      'GET', 'https://other.example', 'the-state',
    ])
  })

  test('is changed in the form that posts itself', async () => {
    const { arrival } = await arrivalOf('form-post-error', { response_mode: 'form_post' })
    expect([arrival.method, arrival.params.get('error'), arrival.params.has('code')]).toEqual([
      'POST', 'access_denied', false,
    ])
  })

  test('can say something twice', async () => {
    const { arrival } = await arrivalOf('l38-code-twice')
    expect(arrival.params.getAll('code')).toHaveLength(2)
  })

  test('can hide behind a #', async () => {
    const { arrival } = await arrivalOf('l22-answer-in-fragment')
    expect(arrival.params.toString()).toBe('')
  })

  test('is as ever where the fault is elsewhere', async () => {
    const { client, arrival } = await arrivalOf('h90-userinfo-other-sub')
    const { body } = await client.exchange(arrival.params.get('code') ?? '')
    expect((await client.userinfo(body['access_token'])).body['sub']).toBe('654321')
  })
})

describe('the token response', () => {
  test('holds an ID token that is wrong in one claim', async () => {
    const { tokens } = await walkedClient({ misbehave: 'invalid-aud' })
    expect(decodeJwt(String(tokens['id_token']))).toMatchObject({
      aud: 'another-client', sub: '123456', nonce: 'the-nonce',
    })
  })

  test('of a refresh can be wrong alone', async () => {
    const { client, tokens } = await walkedClient({ misbehave: 'refresh-token-invalid-sub' })
    expect(decodeJwt(String(tokens['id_token'])).sub).toBe('123456')
    const { body } = await client.refresh(tokens['refresh_token'])
    expect(decodeJwt(String(body['id_token'])).sub).toBe('654321')
  })

  test('of a refresh can be another answer altogether', async () => {
    const { client, tokens } = await walkedClient({ misbehave: 'h59-refresh-503' })
    expect(tokens['access_token']).toBeTypeOf('string')
    expect((await client.refresh(tokens['refresh_token'])).status).toBe(503)
  })

  test('comes after the code was used, or not at all', async () => {
    const { client, arrival } = await arrivalOf('h60-token-connection-drop')
    const code = arrival.params.get('code') ?? ''
    await expect(client.exchange(code)).rejects.toThrow('fetch failed')
  })

  test('leaves errors of the provider alone', async () => {
    const { client } = await walkedClient({ misbehave: 'h64-token-type-dpop' })
    expect(await client.exchange('of-nobody')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })
})

describe('userinfo', () => {
  test('can be a JWT', async () => {
    const { sandbox, tokens } = await walkedClient({ misbehave: 'userinfo-signed' })
    const answer = await fetch(`${sandbox.issuer}/userinfo`, {
      headers: { authorization: `Bearer ${String(tokens['access_token'])}` },
    })
    expect(answer.headers.get('content-type')).toMatch(/^application\/jwt/)
    expect(decodeJwt(await answer.text())).toMatchObject({ sub: '123456', iss: sandbox.issuer, aud: 'oauth-walk' })
  })

  test('is only for who sends the token in the header', async () => {
    const { sandbox, client, tokens } = await walkedClient({ misbehave: 'userinfo-bearer-header' })
    expect((await client.userinfo(tokens['access_token'])).status).toBe(200)
    const posted = await fetch(`${sandbox.issuer}/userinfo`, {
      method: 'POST', body: new URLSearchParams({ access_token: String(tokens['access_token']) }),
    })
    expect(posted.status).toBe(401)
  })
})

describe('raw answers', () => {
  const answerOf = async (name: string) =>
    fetch(`${(await misbehaving(name)).issuer}/.well-known/openid-configuration`, { redirect: 'manual' })

  test('redirect to where nothing is, and such a request is counted', async () => {
    const sandbox = await misbehaving('h10-discovery-redirect-307')
    const answer = await fetch(`${sandbox.issuer}/.well-known/openid-configuration`, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([
      307, `${sandbox.issuer}/elsewhere/.well-known/openid-configuration`,
    ])
    await fetch(answer.headers.get('location') ?? '')
    expect(sandbox.requests).toMatchObject({ discovery: 1, elsewhere: 1, token: 0 })
  })

  test.each([
    ['h12-discovery-html', 200, 'text/html; charset=utf-8'],
    ['h11-discovery-500', 500, 'application/json; charset=utf-8'],
  ])('%s has status %i', async (name, status, type) => {
    const answer = await answerOf(name)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type])
  })

  test.each(['h14-gzip-bomb', 'h14-brotli-bomb'])('%s unpacks without an end in sight', async (name) => {
    const answer = await answerOf(name)
    let bytes = 0
    for await (const chunk of answer.body ?? []) {
      bytes += (chunk as Uint8Array).length
      if (bytes > 5_000_000) break
    }
    expect(bytes).toBeGreaterThan(5_000_000)
  })

  test('h15-drip-feed sends a byte and keeps its reader waiting', async () => {
    const answer = await answerOf('h15-drip-feed')
    const reader = answer.body?.getReader()
    expect((await reader?.read())?.value).toHaveLength(1)
    await reader?.cancel()
  })

  test.each([
    'h16-not-http', 'h16-two-content-lengths', 'h16-header-flood', 'h16-long-header', 'h60-discovery-connection-drop',
  ])('%s is no answer', async (name) => {
    await expect(answerOf(name)).rejects.toThrow('fetch failed')
  })
})

describe('the sandbox', () => {
  test('counts what it is asked, and writes it down without a word of the messages', async () => {
    const lines: string[] = []
    const { sandbox, client, tokens } = await walkedClient({ note: line => lines.push(line) })
    await client.userinfo(tokens['access_token'])
    await discover(sandbox)
    expect(sandbox.requests).toMatchObject({
      authorization: 1, token: 1, userinfo: 1, discovery: 1, jwks: 0, elsewhere: 0,
    })
    expect(lines).toEqual(['authorization GET\n', 'token POST\n', 'userinfo GET\n', 'discovery GET\n'])
  })

  test('writes nothing down unasked', async () => {
    const folder = temporaryFolder()
    await discover(await openSandbox({ folder }))
    expect(existsSync(join(folder, 'requests'))).toBe(false)
  })

  test('knows no other faults, names close ones, and touches nothing', async () => {
    const folder = join(temporaryFolder(), 'not-there')
    await expect(openSandbox({ folder, misbehave: 'invald-iss' })).rejects.toMatchObject({
      code: 'misbehaviour-unknown',
      details: { name: 'invald-iss', close: expect.arrayContaining(['invalid-iss']) as unknown },
    })
    expect(existsSync(folder)).toBe(false)
  })

  test('can’t misbehave where another process serves it', async () => {
    const folder = temporaryFolder()
    const host = await openSandbox({ folder })
    await expect(openSandbox({ folder, misbehave: 'invalid-iss' })).rejects.toMatchObject({
      code: 'served-differently', details: { issuer: host.issuer },
    })
    expect((await discover(host))['issuer']).toBe(host.issuer)
  })

  test('behaves for guests as its host wants it', async () => {
    const folder = temporaryFolder()
    await openSandbox({ folder, misbehave: 'discovery-issuer-mismatch' })
    const guest = await openSandbox({ folder })
    expect((await discover(guest))['issuer']).toBe('https://other.example')
  })
})
