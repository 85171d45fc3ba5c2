import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startSandbox } from 'oauth-walk/sandbox'
import { Connection } from './app.js'

const redirectUri = 'http://127.0.0.1:4000/callback'
let sandbox

before(async () => {
  sandbox = await startSandbox({
    users: [{ username: 'ada', password: 'engine', claims: { name: 'Ada Lovelace', roles: ['admin'] } }],
    clients: [{ client_id: 'program', client_secret: 'its secret', redirect_uris: [redirectUri] }],
    lifetimes: { access_token: 300 },
  })
})
after(() => sandbox.close())

async function signedIn() {
  const connection = await Connection.open({
    issuer: sandbox.issuer, clientId: 'program', clientSecret: 'its secret', redirectUri,
  })
  const { url } = await sandbox.signIn(await connection.begin())
  return { connection, claims: await connection.finish(url) }
}

test('signs in and reads', async () => {
  const { connection, claims } = await signedIn()
  assert.deepEqual(claims.roles, ['admin'])
  assert.equal((await connection.user()).name, 'Ada Lovelace')
})

test('refreshes an access token that has expired, once', async () => {
  const { connection } = await signedIn()
  assert.equal(await sandbox.expire({ username: 'ada', kind: 'access_token' }) > 0, true)
  sandbox.clearRequests()
  assert.equal((await connection.user()).name, 'Ada Lovelace')
  assert.deepEqual(sandbox.requests().map(({ endpoint, status }) => [endpoint, status]), [
    ['userinfo', 401], ['token', 200], ['userinfo', 200],
  ])
})

test('has the user sign in again when the refresh token has expired too', async () => {
  const { connection } = await signedIn()
  await sandbox.expire({ username: 'ada' })
  await assert.rejects(connection.user(), { error: 'invalid_grant' })
})

test('takes no answer of another provider', async () => {
  await sandbox.queueFault({ fault: 'invalid-iss' })
  await assert.rejects(signedIn(), /JWT claim value|iss/)
  sandbox.clearFaults()
})
