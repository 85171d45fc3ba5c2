const { startSandbox } = require('oauth-walk/sandbox')
const { createSignIn } = require('./sign-in.js')

const redirectUri = 'http://localhost:5173/signed-in'
let sandbox
let signIn

beforeAll(async () => {
  sandbox = await startSandbox({
    users: [{ username: 'ada', password: 'engine', claims: { name: 'Ada Lovelace', email: 'ada@example.com' } }],
    clients: [{ client_id: 'page', redirect_uris: [redirectUri] }],
    consent: false,
  })
})
afterAll(() => sandbox.close())
beforeEach(() => {
  sandbox.clearFaults()
  signIn = createSignIn({ authority: sandbox.issuer, clientId: 'page', redirectUri })
})

async function walk(how) {
  const { url } = await sandbox.signIn(await signIn.begin('/cart'), how)
  return signIn.finish(url)
}

test('comes back to where the user was', async () => {
  await expect(walk()).resolves.toMatchObject({
    back: '/cart', profile: { sub: 'ada', name: 'Ada Lovelace', email: 'ada@example.com' },
  })
})

test('proves that it asked', async () => {
  sandbox.clearRequests()
  await walk()
  const { parameters } = sandbox.requests().find(({ endpoint }) => endpoint === 'token')
  expect(parameters).toMatchObject({ client_id: 'page', code_verifier: '[hidden]' })
})

test('a user who comes later can sign in too', async () => {
  await sandbox.addUser({ username: 'grace', password: 'compiler', claims: { name: 'Grace Hopper' } })
  await expect(walk({ username: 'grace' })).resolves.toMatchObject({ profile: { name: 'Grace Hopper' } })
})

test('takes no userinfo of somebody else', async () => {
  await sandbox.queueFault({ fault: 'userinfo-invalid-sub', client_id: 'page' })
  await expect(walk()).rejects.toThrow(/subject/)
})

test('tells a refusal', async () => {
  await expect(walk({ username: 'ada', password: 'wrong' })).rejects.toMatchObject({ code: 'sign-in-failed' })
})
