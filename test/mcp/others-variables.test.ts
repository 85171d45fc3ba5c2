import { expect, test } from 'vitest'
import { freshHome, type CliOptions } from '../support/cli.ts'
import { runInside, startInside } from '../support/inside.ts'
import { openMcpServer } from '../support/mcp-server.ts'
import { openRegisteringStub } from '../support/registering-stub.ts'
import { documentOf, walk, type Walked } from '../support/walks.ts'

const metadata = { code_challenge_methods_supported: ['S256'] }

async function openPlace() {
  const { stub } = await openRegisteringStub({ metadata })
  return { stub, server: await openMcpServer({ servers: [stub.issuer], path: '/mcp' }) }
}

const go = async (words: string[], environment: NonNullable<CliOptions['environment']>): Promise<Walked> =>
  walk([...words, '--port', '0', '--timeout', '30', '--json'], { home: freshHome(), environment }, {}, startInside)

const others = {
  OAUTH_WALK_CLIENT_ID: 'client-of-another', OAUTH_WALK_CLIENT_SECRET: 'secret-of-another',
  OAUTH_WALK_HEADER: 'X-Api-Key:key-of-another', OAUTH_WALK_INITIAL_ACCESS_TOKEN: 'token-of-another',
  OAUTH_WALK_CLIENT_ASSERTION_FILE: '/nowhere/assertion-of-another',
}
const atAnother = { OAUTH_WALK_ISSUER: 'https://another.example', ...others }
const ofAnother = /of-another|b2YtYW5vdGhlc/
const unfolded = (text: string) => text.replace(/\n {2,}/g, ' ')

test.each<[string, (url: string) => string[]]>([
  ['the target', url => [url]], ['--protected-resource', url => ['--protected-resource', url]],
])('a resource that is typed as %s leads the variables of another provider’s client to nobody', async (_how, words) => {
  const { stub, server } = await openPlace()
  const ended = await go(words(server.url), atAnother)
  expect([ended.status, documentOf(ended)['client_id']], ended.stderr).toEqual([0, 'registered-1'])
  const remark = /^! OAUTH_WALK_CLIENT_[^\n]*OAUTH_WALK_ISSUER names https:\/\/another\.example, and \S+ did not name/gm
  expect(unfolded(ended.stderr).match(remark)).toHaveLength(1)
  expect(JSON.stringify([stub.asked, server.fields])).not.toMatch(ofAnother)
})

test('the variables are used where the resource names the issuer that they are about', async () => {
  const { stub, server } = await openPlace()
  const ended = await go([server.url], {
    OAUTH_WALK_ISSUER: `${stub.issuer}/`, OAUTH_WALK_CLIENT_ID: stub.client.client_id,
    OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret, OAUTH_WALK_HEADER: 'X-Api-Key:of-this',
  })
  expect([ended.status, ended.stderr]).toEqual([0, expect.not.stringContaining('OAUTH_WALK_ISSUER')])
  expect(stub.counts.token).toBe(1)
  expect(JSON.stringify(stub.asked)).toContain('of-this')
  expect(JSON.stringify(server.fields)).not.toContain('of-this')
})

test('the issuer of the environment is the provider of a resource of the environment, and no other is', async () => {
  const { stub, server } = await openPlace()
  const { OAUTH_WALK_CLIENT_ASSERTION_FILE: _file, ...environment } = atAnother
  const ended = await go([], { ...environment, OAUTH_WALK_PROTECTED_RESOURCE: server.url })
  expect(documentOf(ended)['error'], ended.stderr).toMatchObject({ code: 'authorization-server-unlisted' })
  expect(stub.asked).toEqual([])
})

test.each([['doctor'], ['check']])('%s leaves them out too', async (command) => {
  const { stub, server } = await openPlace()
  const ended = await runInside([command, server.url], { home: freshHome(), environment: atAnother })
  expect(unfolded(ended.stderr)).toMatch(/^! OAUTH_WALK_CLIENT_\S+[^\n]*OAUTH_WALK_ISSUER names/m)
  expect(stub.asked.length).toBeGreaterThan(0)
  expect(JSON.stringify([stub.asked, server.fields])).not.toMatch(ofAnother)
})

test.each([['login'], ['doctor'], ['check']])('a header that is typed for %s goes to the provider alone', async (command) => {
  const { stub, server } = await openPlace()
  const words = [server.url, '--header', 'X-Api-Key:of-this']
  const ended = command === 'login'
    ? await go(words, {})
    : await runInside([command, ...words], { home: freshHome() })
  expect(JSON.stringify(stub.asked), ended.stderr).toContain('of-this')
  expect(server.fields.length).toBeGreaterThan(1)
  expect(JSON.stringify(server.fields)).not.toContain('of-this')
})

test.each([
  [['login']], [['login', '--device']], [['login', '--par']], [['login', '--fapi2']], [['login', '--json']],
  [['check']], [['doctor']],
])('%j sends an issuer nothing of another provider’s client, not even with the first look at its metadata', async (words) => {
  const { stub } = await openPlace()
  const [command = '', ...flags] = words
  await runInside([command, stub.issuer, ...flags], { home: freshHome(), environment: atAnother })
  expect(stub.counts.discovery).toBeGreaterThan(0)
  expect(JSON.stringify(stub.asked)).not.toMatch(ofAnother)
})
