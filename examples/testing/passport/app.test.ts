import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startSandbox, type Sandbox, type SignIn } from 'oauth-walk/sandbox'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createApp } from './app.js'
import { createVisitor } from './visitor.js'

let sandbox: Sandbox
let server: Server
let visitor: ReturnType<typeof createVisitor>

beforeAll(async () => {
  sandbox = await startSandbox({
    users: [
      { username: 'ada', password: 'engine', claims: { sub: 'user-1', name: 'Ada Lovelace' } },
      { username: 'bob', password: 'builder', claims: { sub: 'user-2', name: 'Bob' } },
    ],
    clients: [{ client_id: 'website', client_secret: 'its secret', redirect_uris: ['http://127.0.0.1/callback'] }],
  })
  const app = await createApp({ issuer: sandbox.issuer, clientID: 'website', clientSecret: 'its secret' })
  server = app.listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
})
afterAll(async () => {
  server.close()
  await sandbox.close()
})
beforeEach(() => {
  sandbox.clearFaults()
  visitor = createVisitor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})

/** What the visitor sees in the end. */
async function signIn(how?: SignIn) {
  const { location } = await visitor.open('/login')
  const { url } = await sandbox.signIn(location, how)
  return visitor.follow(url)
}

test('greets whoever signed in', async () => {
  expect(await visitor.follow('/')).toMatchObject({ text: 'Please sign in' })
  expect(await signIn({ username: 'ada' })).toMatchObject({ status: 200, text: 'Hello, Ada Lovelace' })
  expect(await visitor.follow('/')).toMatchObject({ text: 'Hello, Ada Lovelace' })
})

test('greets another user by another name', async () => {
  expect(await signIn({ username: 'bob' })).toMatchObject({ text: 'Hello, Bob' })
})

test('lets nobody in who did not allow it', async () => {
  expect(await signIn({ deny: true })).toMatchObject({ status: 403, text: 'You were not signed in' })
})

test('takes no ID token that is for somebody else', async () => {
  await sandbox.queueFault({ fault: 'invalid-aud', client_id: 'website' })
  expect(await signIn()).toMatchObject({ status: 403 })
  expect(await visitor.follow('/')).toMatchObject({ text: 'Please sign in' })
})

test('says so when the provider is down, and works when it is back', async () => {
  await sandbox.queueFault({ endpoint: 'token', status: 503, body: { error: 'temporarily_unavailable' } })
  expect(await signIn()).toMatchObject({ status: 502, text: 'Signing in does not work at the moment' })
  expect(await signIn()).toMatchObject({ status: 200 })
})

test('asks for no more than it needs', async () => {
  sandbox.clearRequests()
  await signIn()
  const request = sandbox.requests().find(({ endpoint }) => endpoint === 'authorization')
  expect(request?.parameters).toMatchObject({ scope: 'openid profile', response_type: 'code', state: expect.any(String) })
})

test('two sandboxes stand side by side, and go when their tests end', async () => {
  await using other = await startSandbox()
  expect(other.issuer).not.toBe(sandbox.issuer)
})
