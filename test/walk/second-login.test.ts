import { readdirSync, readFileSync, statSync } from 'node:fs'
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
