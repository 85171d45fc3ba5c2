import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshHome, type CliOptions } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { openMcpServer, type McpServer } from '../support/mcp-server.ts'
import { openRegisteringStub, type RegisteringStub } from '../support/registering-stub.ts'
import { documentOf, storedSessions, walk, type Json, type Walked } from '../support/walks.ts'

/** A provider that the user means, another one, and a server that names the first until it is told otherwise. */
interface Place { meant: RegisteringStub, other: RegisteringStub, server: McpServer, names: (issuer: string) => void }

const metadata = { code_challenge_methods_supported: ['S256'] }

async function openPlace(): Promise<Place> {
  const [meant, other] = [await openRegisteringStub({ metadata }), await openRegisteringStub({ metadata })]
  const servers = [meant.stub.issuer]
  const server = await openMcpServer({ servers, path: '/mcp' })
  return { meant, other, server, names: (issuer) => { servers[0] = issuer } }
}

const go = async (words: string[], home = freshHome(), environment: CliOptions['environment'] = {}): Promise<Walked> =>
  walk([...words, '--port', '0', '--timeout', '30', '--json'], { home, environment }, {}, startInside)
const errorOf = (ended: Walked) => documentOf(ended)['error'] as Json
const heardBy = ({ stub }: RegisteringStub) => stub.asked.map(({ endpoint }) => endpoint)

function clientOf({ stub }: RegisteringStub): string[] {
  const file = join(freshHome(), 'secret')
  writeFileSync(file, stub.client.client_secret)
  return ['--client-id', stub.client.client_id, '--client-secret-file', file]
}

/** The server refuses tokens, and names the other provider once it has. */
function moveMidWalk({ server, other, names }: Place): void {
  server.judge(() => {
    names(other.stub.issuer)
    return { status: 401, headers: { 'www-authenticate': `Bearer resource_metadata="${server.metadata}"` } }
  })
}

test.each<[string, (place: Place) => string[]]>([
  ['by --issuer', ({ meant, server }) => [server.url, '--issuer', meant.stub.issuer]],
  ['as the target', ({ meant, server }) => [meant.stub.issuer, '--protected-resource', server.url]],
  ['by --authorization-server', ({ meant, server }) => [server.url, '--authorization-server', meant.stub.issuer]],
])('a provider that was named %s is the only one that is asked', async (_how, words) => {
  const place = await openPlace()
  place.names(place.other.stub.issuer)
  const error = errorOf(await go([...words(place), ...clientOf(place.meant)]))
  expect(error).toMatchObject({ code: 'authorization-server-unlisted', exit_code: 2 })
  // What was given for one provider is not suggested for another.
  expect(String(error['hint'])).not.toMatch(/--client-secret-file|--client-id|--issuer/)
  expect([heardBy(place.other), heardBy(place.meant)]).toEqual([[], []])
})

test.each([['--issuer'], ['--authorization-server']])(
  'a walk whose provider was named by %s does not go on elsewhere', async (flag) => {
    const place = await openPlace()
    moveMidWalk(place)
    const ended = await go([place.server.url, flag, `${place.meant.stub.issuer}/`, ...clientOf(place.meant)])
    expect(errorOf(ended)).toMatchObject({ code: 'resource-refused' })
    expect([heardBy(place.meant).includes('token'), heardBy(place.other)]).toEqual([true, []])
  },
)

test.each<[string, (place: Place) => string[], Record<string, string>]>([
  ['a secret', ({ meant }) => clientOf(meant), {}],
  ['an initial access token', () => [], { OAUTH_WALK_INITIAL_ACCESS_TOKEN: 'an-initial-access-token-0001' }],
  ['a header', () => ['--header', 'x-gateway: a-gateway-secret-0001'], {}],
])('%s is not taken to the provider that a server names in the middle of a walk', async (_what, words, environment) => {
  const place = await openPlace()
  moveMidWalk(place)
  const ended = await go([place.server.url, ...words(place)], freshHome(), environment)
  const { meant, other, server } = place
  expect(errorOf(ended), ended.stderr).toMatchObject({
    code: 'authorization-server-changed', exit_code: 2, hint: expect.stringContaining(
      `oauth-walk login ${server.url} --authorization-server ${other.stub.issuer} --profile `,
    ) as string,
  })
  expect([heardBy(meant).includes('token'), heardBy(other)]).toEqual([true, []])
})

test.each<[string, string[]]>([
  ['a login by the profile', ['login', 'm']], ['mcp that signs in again', ['mcp', '--profile', 'm', '--step-up']],
])('%s takes nothing of its session to another provider', async (_how, words) => {
  const place = await openPlace()
  const { server, meant, other, names } = place
  const home = freshHome()
  expect((await go([server.url, '--profile', 'm', ...clientOf(meant)], home)).status).toBe(0)
  const before = storedSessions(home)
  names(other.stub.issuer)
  const challenge = 'Bearer error="insufficient_scope", scope="more"'
  server.judge(() => ({ status: 403, headers: { 'www-authenticate': challenge } }))
  const ended = await startInside([...words, '--json', '--no-open'], { home }).ended
  expect(JSON.parse(ended.stdout)).toMatchObject({
    error: {
      code: 'authorization-server-changed', exit_code: 2,
      message: expect.stringContaining(`${other.stub.issuer}, and not of ${meant.stub.issuer}`) as string,
      hint: expect.stringContaining('--profile m-2') as string,
    },
  })
  expect([heardBy(other), storedSessions(home)]).toEqual([[], before])
})

test('who chooses the new provider by a flag does not take the profile’s secret there either', async () => {
  const { server, meant, other, names } = await openPlace()
  const home = freshHome()
  expect((await go([server.url, ...clientOf(meant)], home)).status).toBe(0)
  names(other.stub.issuer)
  const ended = await go([server.url, '--authorization-server', other.stub.issuer], home)
  expect([errorOf(ended)['code'], heardBy(other)]).toEqual(['authorization-server-changed', []])
})

test('a client that registers itself follows, as another client, and that is told', async () => {
  const { server, meant, other, names } = await openPlace()
  const home = freshHome()
  expect((await go([server.url, '--profile', 'm'], home)).status).toBe(0)
  names(other.stub.issuer)
  const ended = await go(['m'], home)
  expect([ended.status, documentOf(ended)], ended.stderr).toMatchObject([
    0, {
      issuer: other.stub.issuer,
      findings: expect.arrayContaining([expect.objectContaining({ code: 'authorization-server-followed' })]) as unknown,
    },
  ])
  expect(ended.stderr).toContain(`was at ${meant.stub.issuer}`)
  expect(ended.stderr).toContain('It takes the place of the session')
  expect(other.registered).toHaveLength(1)
})
