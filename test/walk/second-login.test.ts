import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startStub, type Stub } from '../support/stub-provider.ts'
import { walk } from '../support/walks.ts'

let stub: Stub

beforeAll(async () => {
  stub = await startStub()
})

afterAll(() => stub.close())

async function signIn(home: string, ...words: string[]): Promise<void> {
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  expect(await walk([stub.issuer, '--client-id', stub.client.client_id, '--port', '0', ...words], { home, environment })).toMatchObject({ status: 0 })
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
  expect(JSON.parse(profilesIn(home)[1]?.text ?? '')).toMatchObject({ created_at: (JSON.parse(before[1]?.text ?? '') as { created_at: string }).created_at })
})

function profilesIn(home: string): { name: string, text: string, changed: number }[] {
  const names = readdirSync(home).filter(name => /^(p-.*|config)\.json$/.test(name)).sort()
  return names.map(name => ({ name, text: readFileSync(join(home, name), 'utf8'), changed: statSync(join(home, name)).mtimeMs }))
}

test.each([
  ['where nobody named the profile, nothing of the other client', [], 'openid profile email'],
  ['in a profile that was named, the scope but no credentials', ['--profile', 'mine'], 'openid'],
])('another client at the same issuer takes over %s', async (_, named, scope) => {
  const home = freshHome()
  const secret = join(home, 'secret.txt')
  writeFileSync(secret, stub.client.client_secret)
  const first = [stub.issuer, '--client-id', stub.client.client_id, '--client-secret-file', secret, '--auth-method', 'client_secret_post', '--scope', 'openid']
  expect(await walk([...first, '--port', '0', ...named], { home })).toMatchObject({ status: 0 })
  stub.reset()
  await walk([stub.issuer, '--client-id', 'another client', '--port', '0', ...named], { home })
  const [authorized] = stub.asked.filter(({ endpoint }) => endpoint === 'authorize')
  const [token] = stub.asked.filter(({ endpoint }) => endpoint === 'token')
  expect(authorized?.parameters.get('scope')).toBe(scope)
  expect(token?.parameters.get('client_id')).toBe('another client')
  expect(`${token?.headers.authorization ?? ''}${token?.body ?? ''}`).not.toMatch(/Basic|client_secret/)
})
