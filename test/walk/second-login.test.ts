import { createServer } from 'node:http'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { freshHome, run } from '../support/cli.ts'
import { runInside, walkInside } from '../support/inside.ts'
import { listen } from '../support/ports.ts'
import { startStub, type Stub } from '../support/stub-provider.ts'

let stub: Stub

beforeAll(async () => {
  stub = await startStub()
})

afterAll(() => stub.close())

async function signIn(home: string, ...words: string[]): Promise<void> {
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  expect(await walkInside(
    [stub.issuer, '--client-id', stub.client.client_id, '--port', '0', ...words], { home, environment },
  )).toMatchObject({ status: 0 })
}

test('a second login leaves a profile that says the same as it was', async () => {
  const home = freshHome()
  await signIn(home)
  const before = profilesIn(home)
  expect(before.map(({ name }) => name)).toEqual([expect.stringMatching(/^config/), expect.stringMatching(/^p-/)])
  await signIn(home)
  expect(profilesIn(home)).toEqual(before)
  await signIn(home, '--scope', 'openid')
  expect(profilesIn(home)).not.toEqual(before)
  expect(JSON.parse(profilesIn(home)[1]?.text ?? '')).toMatchObject({
    created_at: (JSON.parse(before[1]?.text ?? '') as { created_at: string }).created_at,
  })
})

function profilesIn(home: string): { name: string, text: string, changed: number }[] {
  const names = readdirSync(home).filter(name => /^(p-.*|config)\.json$/.test(name)).sort()
  return names.map(name => ({
    name, text: readFileSync(join(home, name), 'utf8'), changed: statSync(join(home, name)).mtimeMs,
  }))
}

test.each([
  ['where nobody named the profile, nothing of the other client', [], 'openid profile email'],
  ['in a profile that was named, the scope but no credentials', ['--profile', 'mine'], 'openid'],
])('another client at the same issuer takes over %s', async (_, named, scope) => {
  const home = freshHome()
  const secret = join(home, 'secret.txt')
  writeFileSync(secret, stub.client.client_secret)
  const first = [
    stub.issuer, '--client-id', stub.client.client_id, '--client-secret-file', secret, '--auth-method',
    'client_secret_post', '--scope', 'openid',
  ]
  expect(await walkInside([...first, '--port', '0', ...named], { home })).toMatchObject({ status: 0 })
  stub.reset()
  await walkInside([stub.issuer, '--client-id', 'another client', '--port', '0', ...named], { home })
  const [authorized] = stub.asked.filter(({ endpoint }) => endpoint === 'authorize')
  const [token] = stub.asked.filter(({ endpoint }) => endpoint === 'token')
  expect(authorized?.parameters.get('scope')).toBe(scope)
  expect(token?.parameters.get('client_id')).toBe('another client')
  expect(`${token?.headers.authorization ?? ''}${token?.body ?? ''}`).not.toMatch(/Basic|client_secret/)
})

test('the sandbox’s own client never uses the credentials of another of its clients', async () => {
  const home = freshHome()
  const login = ['login', 'sandbox', '--auto', '--quiet', '--port', '0']
  expect(await run([...login, '--client-id', 'oauth-walk-public', '--auth-method', 'none'], { home }))
    .toMatchObject({ status: 0 })
  expect(await runInside(login, { home })).toMatchObject({ status: 0 })
})

/** As much of GitHub as a login needs, for any client. */
async function openGitHub(): Promise<string> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1')
    if (pathname === '/login/oauth/authorize') {
      return void response.writeHead(302, {
        location: `${searchParams.get('redirect_uri') ?? ''}?code=abc&state=${searchParams.get('state') ?? ''}`,
      }).end()
    }
    const body = pathname.endsWith('access_token')
      ? { access_token: 'token-of-github', token_type: 'bearer', scope: 'read:user' }
      : { id: 1, login: 'octocat' }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return listen(server)
}

test('another client with the same preset gets a profile of its own', async () => {
  const home = freshHome()
  const origin = await openGitHub()
  const signIn = async (id: string) => walkInside(
    ['github', '--provider-origin', origin, '--client-id', id, '--port', '0'],
    { home, environment: { OAUTH_WALK_CLIENT_SECRET: `secret of ${id}` } },
  )
  expect(await signIn('first client')).toMatchObject({ status: 0 })
  const before = profilesIn(home)
  expect(await signIn('second client')).toMatchObject({ status: 0 })
  expect(profilesIn(home)).toEqual(expect.arrayContaining(before.filter(({ name }) => name.startsWith('p-'))))
  expect(profilesIn(home).filter(({ name }) => name.startsWith('p-'))).toHaveLength(2)
})
