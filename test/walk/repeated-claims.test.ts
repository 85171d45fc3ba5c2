import { expect, test } from 'vitest'
import type { JWTPayload } from 'jose'
import { freshHome } from '../support/cli.ts'
import { walkInside } from '../support/inside.ts'
import { claims, tokensSignedBy } from '../support/stub-answers.ts'
import { openStub, type Handlers, type Stub } from '../support/stub-provider.ts'
import { documentOf, type Json } from '../support/walks.ts'

/** JSON with a member before all others that stands in it as well. */
const twice = (json: string, member: string) => json.replace('{', `{${member},`)

/** Signed, and sent as a JWT (OpenID Connect Core 1.0, section 5.3.2). */
const userinfo = (change: (json: string) => string): Handlers['userinfo'] => (_, stub) => ({
  headers: { 'content-type': 'application/jwt' },
  body: stub.keys.signText(
    change(JSON.stringify({ ...claims, iss: stub.issuer, aud: stub.client.client_id })),
  ),
})

/** The code comes back within a JWT (JARM, section 2.1). */
const response = (change: (json: string) => string): Handlers['authorize'] => async (asked, stub) => {
  const { headers } = await stub.good.authorize(asked, stub) as { headers: { location: string } }
  const back = new URL(headers.location)
  const answer = {
    ...Object.fromEntries(back.searchParams), aud: stub.client.client_id, exp: Math.floor(Date.now() / 1000) + 60,
  }
  back.search = new URLSearchParams({ response: stub.keys.signText(change(JSON.stringify(answer))) }).toString()
  return { status: 302, headers: { location: back.href } }
}

const idToken = (change: (json: string) => string, header?: (json: string) => string): Partial<Handlers> => ({
  token: tokensSignedBy(({ keys }: Stub, good: JWTPayload) => keys.signText(change(JSON.stringify(good)), header)),
})

const asIs = (json: string) => json

async function login(handlers: Partial<Handlers>, words: readonly string[]) {
  const stub = await openStub()
  stub.reset(handlers)
  return walkInside([
    stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--timeout', '20s', '--json', ...words,
  ], { home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret } })
}

type Row = [name: string, handlers: Partial<Handlers>, words: readonly string[], jwt: string]

const rows: Row[] = [
  ['a claim of the ID token', idToken(json => twice(json, '"sub":"somebody-else"')), [], 'id_token'],
  ['a claim that is spelt otherwise', idToken(json => twice(json, '"s\\u0075b":"somebody-else"')), [], 'id_token'],
  ['a member of its header', idToken(asIs, json => twice(json, '"alg":"none"')), [], 'id_token'],
  ['a claim of signed userinfo', { userinfo: userinfo(json => twice(json, '"email":"a@b.example"')) }, [], 'userinfo'],
  [
    'a claim of a signed authorization response', { authorize: response(json => twice(json, '"code":"of-another"')) },
    ['--response-mode', 'jwt'], 'authorization_response',
  ],
]

test.each(rows)('%s that stands there twice is noted once, and ends a strict login', async (_name, handlers, words, jwt) => {
  const ended = await login(handlers, words)
  expect(ended.status, ended.stderr).toBe(0)
  const findings = (documentOf(ended)['findings'] as Json[]).filter(({ code }) => code === 'member-repeated')
  expect(findings).toEqual([expect.objectContaining({ message: expect.stringContaining(`(${jwt})`) as unknown })])
  const strict = await login(handlers, [...words, '--strict'])
  expect([strict.status, documentOf(strict)['error']]).toMatchObject([4, { code: 'deviation' }])
})

test('where each stands once, a strict login has nothing to say', async () => {
  const handlers = { ...idToken(asIs), userinfo: userinfo(asIs), authorize: response(asIs) }
  const ended = await login(handlers, ['--response-mode', 'jwt', '--strict'])
  expect([ended.status, documentOf(ended)['findings']], ended.stderr).toEqual([0, []])
})
