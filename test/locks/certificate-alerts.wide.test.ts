import { createServer } from 'node:https'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { freshHome, type Ended } from '../support/cli.ts'
import { makeDemandingServers } from '../support/demanding-server.ts'
import { startInside } from '../support/inside.ts'
import { metadataOf } from '../support/stub-answers.ts'
import { openStub, type Handlers } from '../support/stub-provider.ts'
import { walk } from '../support/walks.ts'

const { shown: { ca, mine, alien, expired }, own, at } = makeDemandingServers()
const versions = ['1.2', '1.3'] as const
const servers = { 1.2: '', 1.3: '' }

beforeAll(async () => {
  for (const version of versions) servers[version] = await at(version)
})

interface Told { status: number | null, code: unknown, message: string, cause: string, hint: string }

const plain = (hint: string) =>
  hint.replaceAll(ca, 'ca.pem').replace(/https?:\/\/\S+:\d+/, 'ISSUER').replace(/127-0-0-1-\d+/, 'PROFILE')

/** What a run says at its end, without the address of this run. */
function toldBy({ status, stdout }: Ended): Told {
  const { error } = JSON.parse(stdout) as { error: Record<string, string> }
  const { code, message = '', cause = '', hint = '' } = error
  return { status, code, message: message.replace(/localhost:\d+/, 'HOST'), cause, hint: plain(hint) }
}

async function logIn(issuer: string, words: readonly string[], lang = 'en'): Promise<Told> {
  const line = [
    'login', issuer, '--client-id', 'x', '--ca', ca, '--no-save', '--no-open', '--port', '0', '--timeout', '6',
    '--json', '--lang', lang, ...words,
  ]
  return toldBy(await startInside(line, { home: freshHome() }).ended)
}

/** A stub whose tokens come from elsewhere. */
const tokensFrom = (origin: string) => (): Partial<Handlers> => ({
  discovery: (_, stub) => ({ body: { ...metadataOf(stub), token_endpoint: `${origin}/token` } }),
})

describe.each(versions)('a server that demands a certificate in TLS %s', (version) => {
  test.each([
    ['none is shown', []], ['one of an unknown authority', alien], ['one that has expired', expired],
  ])('%s: the login says what the server said', async (_, words) => {
    for (const lang of ['en', 'zh']) expect(await logIn(servers[version], words, lang)).toMatchSnapshot(lang)
  })

  test('takes the right one', async () => {
    // It is no provider: what comes is a page about the connection.
    expect(
      await logIn(servers[version], mine),
    ).toMatchObject({ code: expect.not.stringContaining('network') as string })
  })

  test('at the token endpoint: a login says it, and so does a refresh', async () => {
    const stub = await openStub()
    const home = freshHome()
    const walkAway = async (words: string[]) => walk(
      [
        stub.issuer, '--client-id', stub.client.client_id, '--ca', ca, '--port', '0', '--timeout', '90', '--json',
        ...words,
      ],
      { home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret } }, {}, startInside,
    )
    expect((await walkAway([])).status).toBe(0)
    stub.reset(tokensFrom(servers[version])())
    const login = toldBy(await walkAway(['--no-save']))
    const refresh = toldBy(await startInside(['token', 'refresh', '--json'], { home }).ended)
    expect([login, refresh]).toMatchSnapshot()
    expect(login.cause + refresh.cause).not.toContain('spent')
  })
})

describe('a server that closes the connection and says nothing', () => {
  async function startSilent(version: (typeof versions)[number]): Promise<string> {
    // Node's own server ends the connection without an alert where it does not know the authority.
    const tls = { ...own, requestCert: true, minVersion: `TLSv${version}`, maxVersion: `TLSv${version}` } as const
    const server = createServer(tls, (_request, response) => response.end('{}'))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    return `https://localhost:${(server.address() as { port: number }).port}`
  }

  test.each(versions)('in TLS %s: what was seen, and that a certificate was shown', async (version) => {
    const issuer = await startSilent(version)
    const told = await logIn(issuer, alien)
    expect(told).toMatchObject({
      status: 5, code: 'network-failed',
      message: expect.stringMatching(/^The connection to HOST broke \(ECONNRESET\)$/) as string,
    })
    expect(told.cause).toMatch(/without a TLS alert\. The certificate of --tls-cert was shown/)
  })
})

test.each([
  ['en', /^No certificate was shown: http:\S+\/token is http/], ['zh', /^没有出示证书：http:\S+\/token 是 http/],
])('over http nobody says that a certificate was refused (%s)', async (lang, cause) => {
  const words = [
    'login', 'sandbox', '--misbehave', 'mtls-aliases-missing', '--auto', '--no-save', '--port', '0', '--json', '--lang',
    lang,
  ]
  const told = toldBy(await startInside(words, { home: freshHome() }).ended)
  expect([told.status, told.code]).toEqual([3, 'token-refused'])
  expect(told.cause).toMatch(cause)
})
