import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startInside } from '../support/inside.ts'
import { freshHome } from '../support/cli.ts'
import { startStub, type Stub } from '../support/stub-provider.ts'
import { walk } from '../support/walks.ts'

let stub: Stub
beforeAll(async () => {
  stub = await startStub()
})
afterAll(() => stub.close())

const canary = 'CNRYk9Xzk9Xzk9Xzk9Xzk9Xzk9Xzk9Xz'

test.each([
  ['alone', 'text/plain', canary],
  ['a line of JSON', 'application/json', JSON.stringify(canary)],
  ['a list', 'application/json', JSON.stringify([canary])],
  ['an object of JavaScript', 'application/json', `{'access_token':'${canary}'}`],
  ['YAML', 'text/yaml', `access_token: ${canary}\ntoken_type: Bearer`],
  ['a field of a page', 'text/html', `<form><input name="access_token" value="${canary}"></form>`],
  ['a sentence', 'text/plain', `Your new token: ${canary}.`],
  ['a header in the body', 'text/plain', `authorization: Bearer ${canary}`],
  ['a query that is none', 'text/plain', `ok;access_token=${canary};x=1`],
])('a token that comes as %s is hidden wherever the answer is shown', async (_, type, body) => {
  stub.reset({ token: () => ({ headers: { 'content-type': type, 'set-cookie': 'lb=1' }, body }) })
  const home = freshHome()
  const files = ['w.json', 'w.har', 'w.html'].map(name => join(home, name))
  const [saved = '', har = '', html = ''] = files
  const { status, stdout, stderr } = await walk([
    stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--json', '-vvv', '--save', saved, '--har', har,
    '--html', html,
  ], { home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret } }, {}, startInside)
  expect([3, 4]).toContain(status)
  expect(stderr).toMatch(/<(?:access_token|token|secret|bearer)#[0-9a-f]{4}>/)
  for (const text of [stdout, stderr, ...files.map(file => readFileSync(file, 'utf8'))])
    expect(text).not.toContain(canary.slice(0, 12))
})
