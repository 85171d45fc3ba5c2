import { createServer } from 'node:http'
import { decodeJwt, SignJWT } from 'jose'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freshHome, type Ended } from '../support/cli.ts'
import { newEcdsaPair } from '../support/key-pairs.ts'
import { listen, release } from '../support/ports.ts'
import { metadataOf } from '../support/stub-answers.ts'
import { openStub, type Handler, type Stub } from '../support/stub-provider.ts'
import { documentOf, type Json } from '../support/walks.ts'
import { login } from './going.ts'

/** A request object that stands at an address: all that is the same in each login. */
async function host(stub: Stub): Promise<string> {
  const object = await new SignJWT({
    client_id: stub.client.client_id, response_type: 'code', scope: 'openid email', prompt: 'consent',
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'oauth-authz-req+jwt' }).sign(newEcdsaPair().privateKey)
  const server = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'application/oauth-authz-req+jwt' }).end(object))
  const origin = await listen(server)
  onTestFinished(() => release(server))
  return `${origin}/request.jwt`
}

/** Takes from the address what the object does not say (OpenID Connect Core 1.0, section 6.3.3). */
const assemble: Handler = async (asked, stub) => {
  const object = decodeJwt(await (await fetch(asked.parameters.get('request_uri') ?? '')).text())
  const parameters = new URLSearchParams(asked.parameters)
  parameters.delete('request_uri')
  for (const [name, value] of Object.entries(object)) parameters.set(name, String(value))
  return stub.good.authorize({ ...asked, parameters }, stub)
}

const go = async (stub: Stub, words: string[]): Promise<Ended> => login(
  stub.issuer, ['--client-id', stub.client.client_id, '--scope', 'openid email', ...words], {
    home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
  },
)
const errorOf = (ended: Ended) => (documentOf(ended) as { error: Json }).error

describe('a request that is hosted elsewhere', () => {
  test('is named in the address, and what must be new in each login stands beside it', async () => {
    const stub = await openStub()
    const address = await host(stub)
    stub.reset({ authorize: assemble })
    const ended = await go(stub, ['--request-uri', address, '--json'])
    expect(ended.status, ended.stderr).toBe(0)
    const sent = stub.asked.find(({ endpoint }) => endpoint === 'authorize')?.parameters
    expect(sent?.get('request_uri')).toBe(address)
    expect(['state', 'nonce', 'code_challenge', 'redirect_uri', 'client_id', 'response_type'].filter(name =>
      !sent?.get(name))).toEqual([])
  })

  test.each<[
    string, (address: string) => string[], (good: Record<string, unknown>) => Record<string, unknown>, RegExp,
  ]>(
    [
      [
        'the provider takes none', address => ['--request-uri', address],
        good => ({ ...good, request_uri_parameter_supported: false }), /request_uri_parameter_supported/,
      ],
      [
        'requests must be pushed', address => ['--request-uri', address],
        good => ({
          ...good, pushed_authorization_request_endpoint: `${String(good['issuer'])}/push`,
          require_pushed_authorization_requests: true,
        }),
        /pushed/,
      ],
      ['it is to be pushed', address => ['--request-uri', address, '--par'], good => good, /pushed/],
      [
        'the provider can not fetch it safely', () => ['--request-uri', 'http://files.example/request.jwt'],
        good => good,
        /https/,
      ],
    ],
  )('is refused before the browser opens where %s', async (_, words, change, says) => {
    const stub = await openStub()
    stub.reset({ discovery: () => ({ body: change(metadataOf(stub)) }) })
    const ended = await go(stub, [...words(await host(stub)), '--json'])
    expect(ended.status, ended.stderr).toBe(2)
    expect(errorOf(ended)).toMatchObject({ code: 'setting-invalid', message: expect.stringMatching(says) as string })
    expect(stub.counts.authorize).toBe(0)
  })
})

test('an answer behind the # of an address is refused with the reason', async () => {
  const stub = await openStub()
  for (const mode of ['fragment.jwt', 'fragment']) {
    const ended = await go(stub, ['--response-mode', mode, '--json'])
    expect(ended.status, ended.stderr).toBe(2)
    expect(errorOf(ended)).toMatchObject({
      message: expect.stringMatching(/behind the # of an address never reaches/) as string,
    })
  }
  expect(stub.counts.discovery).toBe(0)
})
