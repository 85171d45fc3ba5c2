import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { claims } from '../support/stub-answers.ts'
import { startStub, type Handler, type Stub } from '../support/stub-provider.ts'
import { eventsOf, walk, type Walked } from '../support/walks.ts'

let stub: Stub

beforeAll(async () => {
  stub = await startStub()
})

afterAll(() => stub.close())

async function signIn(home: string, ...words: string[]): Promise<Walked> {
  return walk(
    [stub.issuer, '--client-id', stub.client.client_id, '--port', '0', ...words],
    { home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret } },
  )
}

/** Says this of the keys at the first request, and what is good from the second on. */
const atFirst = (said: Awaited<ReturnType<Handler>>): Handler => (asked, here) =>
  here.counts.jwks === 1 ? said : here.good.jwks(asked, here)

test('the keys are fetched while the user signs in, and shown where they are used', async () => {
  let keysAreThere: () => void = () => undefined
  const fetched = new Promise<void>((resolve) => { keysAreThere = resolve })
  stub.reset({
    jwks: (asked, here) => {
      keysAreThere()
      return here.good.jwks(asked, here)
    },
    // Who waited for the browser before it asks for the keys would wait for ever.
    authorize: async (asked, here) => fetched.then(() => here.good.authorize(asked, here)),
  })
  const ended = await signIn(freshHome(), '--events')
  expect([ended.status, stub.counts.jwks]).toEqual([0, 1])
  expect(eventsOf(ended).find(({ purpose }) => purpose === 'jwks')).toMatchObject({
    step: 'token', response: { status: 200 },
  })
})

test.each([
  ['no keys', { status: 503 }], ['no answer', 'drop' as const],
  ['keys that have been replaced since', { body: { keys: [] } }],
])('%s, ahead: they are fetched once more when they are needed', async (_, said) => {
  stub.reset({ jwks: atFirst(said) })
  const ended = await signIn(freshHome())
  expect([ended.status, stub.counts.jwks]).toEqual([0, 2])
  expect(JSON.parse(ended.stdout)).toEqual(claims)
})

test('without an ID token nobody asks for keys', async () => {
  stub.reset()
  expect((await signIn(freshHome(), '--scope', 'profile')).status).toBe(0)
  expect(stub.counts.jwks).toBe(0)
})
