import { SignJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { rsaPair } from '../support/key-pairs.ts'
import { claims, tokensSignedBy } from '../support/stub-answers.ts'
import { startStub, type Handlers, type Stub } from '../support/stub-provider.ts'
import { documentOf, walk, type Json } from '../support/walks.ts'

// Without metadata, RS256 is what an ID token is signed with.
const { publicKey, privateKey } = rsaPair(1)
let stub: Stub
beforeAll(async () => {
  stub = await startStub()
  return () => stub.close()
})

/** A provider that calls itself so in its ID tokens, and in its answers to the browser where it names itself there. */
function calling(name: string, answer?: string): Partial<Handlers> {
  return {
    jwks: () => ({ body: { keys: [{ ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] } }),
    token: tokensSignedBy(async (_, good) =>
      new SignJWT({ ...good, iss: name }).setProtectedHeader({ alg: 'RS256' }).sign(privateKey)),
    authorize: async (asked) => {
      const { headers: { location } } = await stub.good.authorize(asked, stub) as { headers: { location: string } }
      const back = new URL(location)
      if (answer === undefined) back.searchParams.delete('iss')
      else back.searchParams.set('iss', answer)
      return { status: 302, headers: { location: back.href } }
    },
  }
}

/** A login at endpoints, without an issuer unless one is among the words. */
async function signIn(handlers: Partial<Handlers>, ...words: string[]): Promise<[number | null, Json]> {
  stub.reset(handlers)
  const { client_id, client_secret } = stub.client
  const ended = await walk([
    '--authorization-endpoint', `${stub.issuer}/authorize`, '--token-endpoint', `${stub.issuer}/token`,
    '--userinfo-endpoint', `${stub.issuer}/userinfo`, '--client-id', client_id, '--port', '0', '--scope', 'openid',
    '--json', ...words,
  ], { home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: client_secret } }, {}, startInside)
  return [ended.status, documentOf(ended)]
}

const containing = (words: string): unknown => expect.stringContaining(words)

test('an ID token of another name on that origin is refused, and the name can be given', async () => {
  const [own, keys] = [`${stub.issuer}/o`, `${stub.issuer}/jwks`]
  const [status, { error }] = await signIn(calling(own), '--jwks-uri', keys)
  expect([status, error]).toEqual([4, expect.objectContaining({
    code: 'id-token-issuer', expected: stub.issuer, came: own, cause: containing('No issuer was named'),
    hint: containing(` --issuer ${own}`),
  })])
  expect(JSON.stringify(error)).not.toContain('trust')
  const [again, { subject }] = await signIn(calling(own), '--jwks-uri', keys, '--issuer', own)
  expect([again, subject]).toEqual([0, claims.sub])
})

test('the name of a stranger stands in no command', async () => {
  const [status, { error }] = await signIn(calling('https://elsewhere.example'), '--jwks-uri', `${stub.issuer}/jwks`)
  expect([status, error]).toEqual([4, expect.objectContaining({
    came: 'https://elsewhere.example', hint: expect.stringMatching(/^oauth-walk login .* --issuer URL$/m) as string,
  })])
  expect((error as Json)['hint']).not.toContain('elsewhere')
})

test('an answer in the browser that names another one is told in the same words', async () => {
  const own = `${stub.issuer}/o`
  expect(await signIn(calling(own, own))).toEqual([4, expect.objectContaining({ error: expect.objectContaining({
    code: 'response-issuer', cause: containing('No issuer was named'), hint: containing(` --issuer ${own}`),
  }) as Json })])
})

test('without keys, the note says that they are missing, and where they come from', async () => {
  const [status, { findings }] = await signIn(calling(stub.issuer))
  const unused = (findings as Json[]).find(({ code }) => code === 'id-token-unused')
  expect([status, unused?.['message']]).toEqual([0, containing('--jwks-uri')])
})
