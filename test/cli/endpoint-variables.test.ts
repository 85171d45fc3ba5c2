import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { openStub, type Stub } from '../support/stub-provider.ts'
import { documentOf, walk, type Json, type Walked } from '../support/walks.ts'

async function login(stub: Stub, variables: Record<string, string>, ...words: string[]): Promise<Walked> {
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret, ...variables }
  const client = ['--client-id', stub.client.client_id, '--port', '0', '--timeout', '20s']
  return walk([...words, ...client, '--json'], { home: freshHome(), environment }, {}, startInside)
}

const findingsOf = (ended: Walked) => (documentOf(ended)['findings'] as Json[]).filter(({ code }) =>
  code === 'endpoint-of-variable')

test('an endpoint of a variable that lies at none of the typed provider’s hosts is told, also to a strict login', async () => {
  const stub = await openStub()
  // The same server by its other name: another origin, as that of another provider would be.
  const elsewhere = stub.issuer.replace('127.0.0.1', 'localhost')
  const variables = { OAUTH_WALK_TOKEN_ENDPOINT: `${elsewhere}/token` }
  for (const words of [[], ['--strict']]) {
    const ended = await login(stub, variables, stub.issuer, ...words)
    expect(ended.status, ended.stderr).toBe(0)
    expect(findingsOf(ended)).toEqual([expect.objectContaining({
      step: 'start', message: expect.stringMatching(
        /^OAUTH_WALK_TOKEN_ENDPOINT sets token_endpoint to localhost:\d+, .* Unset the variable/,
      ) as unknown,
    })])
    expect(ended.stderr.match(/OAUTH_WALK_TOKEN_ENDPOINT sets/g)).toHaveLength(1)
  }
  const chinese = await login(stub, variables, stub.issuer, '--lang', 'zh')
  expect(chinese.stderr).toMatch(/OAUTH_WALK_TOKEN_ENDPOINT 把 token_endpoint 设为 localhost:\d+/)
})

test('nothing is told of one at a host of the provider, of a flag, or where the variables name the provider', async () => {
  const stub = await openStub()
  const elsewhere = stub.issuer.replace('127.0.0.1', 'localhost')
  expect(findingsOf(await login(stub, { OAUTH_WALK_TOKEN_ENDPOINT: `${stub.issuer}/token` }, stub.issuer))).toEqual([])
  expect(findingsOf(await login(stub, {}, stub.issuer, '--token-endpoint', `${elsewhere}/token`))).toEqual([])
  const all = { OAUTH_WALK_ISSUER: stub.issuer, OAUTH_WALK_TOKEN_ENDPOINT: `${elsewhere}/token` }
  expect(findingsOf(await login(stub, all))).toEqual([])
})
