import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { freshHome, run, start, type Ended } from '../support/cli.ts'
import { startAtDoor } from '../support/door.ts'
import { startStub, type Stub } from '../support/stub-provider.ts'
import { claims } from '../support/stub-answers.ts'
import { leaksIn } from '../support/secrets-seen.ts'
import { visit } from '../support/user-agent.mjs'
import { contentOf, documentOf, eventsOf, expectSignedIn, storedSessions } from '../support/walks.ts'
import { sampled } from '../support/wide.ts'

let stub: Stub
beforeAll(async () => {
  stub = await startStub()
})
afterAll(async () => stub.close())
beforeEach(() => stub.reset())

const redirectUri = 'https://your.example/callback'

interface Pasted extends Ended {
  home: string
  /** The address that the browser ended at. */
  address: string
}

/** Logs in with --paste and writes to stdin what becomes of the address at which the browser ends. */
async function paste(
  change: (address: string) => string, words: readonly string[] = [], uri = redirectUri, { keepsOpen = false } = {},
): Promise<Pasted> {
  const home = freshHome()
  const running = startAtDoor(
    [
      'login', stub.issuer, '--client-id', stub.client.client_id, '--paste', '--no-open', '--redirect-uri', uri,
      ...words,
    ],
    {
      home, openInput: true, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
    },
  )
  const [, asked = ''] = await running.sees('stderr', /^ *(http\S+\?\S+)$/m)
  const { location = '' } = await visit({ cookies: [], visited: [] }, { url: asked })
  if (keepsOpen) running.stdin.write(change(location))
  else running.stdin.end(change(location))
  return { ...await running.ended, home, address: location }
}

/** Holds the default port, so that a listener would fail. */
async function occupyDefaultPort(): Promise<Server | undefined> {
  const server = createServer()
  const bound = await new Promise<boolean>(resolve =>
    server.once('error', () => resolve(false)).listen(8765, '127.0.0.1', () => resolve(true)))
  onTestFinished(() => void server.close())
  return bound ? server : undefined
}

describe('an address that is pasted', () => {
  test('ends the walk like one that a listener heard, with a redirect URI anywhere', async () => {
    const pasted = await paste(address => `${address}\n`)
    await expectSignedIn(pasted, pasted.home, { userinfo: claims, profile: profileOf(stub) })
    expect(stub.asked.find(({ endpoint }) => endpoint === 'token')?.parameters.get('redirect_uri')).toBe(redirectUri)
    expect(pasted.stderr).toMatch(
      /can’t be reached\. That is fine[^]*begins with https:\/\/your\.example\/callback[^]*your own browser showed/,
    )
    expect(stub.counts).toMatchObject({ authorize: 1, token: 1, userinfo: 1 })
  })

  test('L81: may be wrapped, quoted, without a line end, and with a fragment', async () => {
    expect((await paste(address => `\n\n  "<${address}#_=_>"  `)).status).toBe(0)
  })

  test.each<[string, (address: string) => string]>([
    ['only its query', address => new URL(address).search],
    ['only its query, without the question mark', address => `'${new URL(address).search.slice(1)}'\n`],
    ['with a line break in it', address => `${address.slice(0, 60)}\n${address.slice(60)}\n`],
    ['with line breaks before its query and within it', address => address.replace('?', '\r\n?').replace(/&/g, '\r\n&')],
    ['with the codes of a bracketed paste', address => `\u001B[200~${address}\u001B[201~\n`],
    [
      'with those codes and line breaks',
      address => `\u001B[200~${address.slice(0, 50)}\n\n${address.slice(50)}\n\u001B[201~\n`,
    ],
    ['with blanks in it', address => `  ${address.slice(0, 70)}  ${address.slice(70)}\n`],
    ['with other lines behind it', address => `${address}\n\nnothing of it\n`],
    ['with another address behind it', address => `${address}\nhttps://your.example/callback?code=x&state=y\n`],
  ])('L81: from a pipe, may come %s', async (_how, change) => {
    const pasted = await paste(change)
    expect(pasted.status, pasted.stderr).toBe(0)
  })

  test('L81: a line is an answer though the pipe stays open', async () => {
    const pasted = await paste(address => `${address}\n`, [], redirectUri, { keepsOpen: true })
    expect(pasted.status, pasted.stderr).toBe(0)
  })

  test('needs no port of this machine', async () => {
    const held = await occupyDefaultPort()
    expect((held?.address() as AddressInfo | undefined)?.port ?? 8765).toBe(8765)
    expect((await paste(address => address, [], 'http://127.0.0.1:8765/callback')).status).toBe(0)
  })

  test('shows its code nowhere, also with -vvv and --events', async () => {
    const pasted = await paste(address => `${address}\n`, ['-vvv', '--events'])
    expect(pasted.status, pasted.stderr).toBe(0)
    expect(leaksIn(pasted.stdout + pasted.stderr, new Map([...stub.secrets, ['address', pasted.address]]))).toEqual([])
    expect(eventsOf(pasted).filter(({ type }) => type === 'waiting' || type === 'listening')).toMatchObject([
      { type: 'waiting', ways: ['paste'] },
    ])
  })

  test('is asked for with --quiet too, which still prints where to sign in', async () => {
    const pasted = await paste(address => address, ['--quiet'])
    expect([pasted.status, pasted.stderr.trim().split('\n').length]).toEqual([0, 1])
  })

  test('makes the profile paste again only where nothing else can answer', async () => {
    const { home } = await paste(address => address)
    const listening = start(
      ['login', '--redirect-uri', 'http://127.0.0.1/callback', '--port', '0', '--no-open'], { home },
    )
    await listening.sees('stderr', /Waiting at http:\/\/127\.0\.0\.1/)
    listening.child.kill('SIGINT')
    expect((await listening.ended).status).toBe(130)
    expect(documentOf(await run(['profile', 'show', '--json'], { home }))).toMatchObject({
      settings: { paste: { value: true, source: 'profile' } },
    })
    const other = await paste(address => address, [], 'http://127.0.0.1:8765/callback')
    expect(documentOf(await run(['profile', 'show', '--json'], { home: other.home }))).not.toHaveProperty(
      'settings.paste',
    )
  })
})

describe('L81 D24: from a pipe, a wrong address ends the walk with 4 and nothing kept', () => {
  test.each(sampled<[string, string, (address: string) => string]>([
    ['a bare code', 'no-address', address => new URL(address).searchParams.get('code') ?? ''],
    ['only a query without a state', 'missing-state', address => new URL(address).search.replace(/&?state=[^&]+/, '')],
    ['a path and a query', 'no-address', address => `/callback${new URL(address).search}`],
    ['another origin', 'elsewhere', address => address.replace('your.example', 'attacker.example')],
    ['another scheme', 'elsewhere', address => address.replace('https:', 'http:')],
    ['a wrong state', 'wrong-state', address => address.replace(/state=[^&]+/, `state=${'A'.repeat(43)}`)],
    ['another path', 'elsewhere', address => address.replace('/callback', '/callback/x')],
    ['the redirect URI alone', 'without-answer', () => redirectUri],
    ['another port', 'elsewhere', address => address.replace('your.example', 'your.example:444')],
    ['no state', 'missing-state', address => address.replace(/&?state=[^&]+/, '')],
    [
      'a signed answer that was not asked for', 'signed-response',
      () => `${redirectUri}?response=eyJhbGciOiJSUzI1NiJ9.eyJzdGF0ZSI6IngifQ.c2ln`,
    ],
    ['the state twice', 'wrong-state', address => `${address}&state=x`],
    ['a stranger’s denial', 'wrong-state-with-error', () => `${redirectUri}?error=access_denied&state=x`],
    ['a file', 'no-address', () => 'file:///etc/passwd'],
    ['9000 characters', 'too-long', address => `${address}&filler=${'x'.repeat(9000)}`],
  ], 2))('%s', async (_name, reason, change) => {
    const pasted = await paste(change, ['--events'])
    expect(pasted.status, pasted.stderr).toBe(4)
    const ignored = eventsOf(pasted).filter(({ type }) => type === 'callback-ignored')
    expect(ignored).toMatchObject([{ way: 'paste', reason: expect.stringContaining(reason) as string }])
    expect(eventsOf(pasted).at(-1)).toMatchObject({
      document: { error: { code: 'paste-refused', step: 'consent', exit_code: 4 } },
    })
    expect(leaksIn(
      pasted.stdout + pasted.stderr, new Map([['code', new URL(pasted.address).searchParams.get('code') ?? '']]),
    )).toEqual([])
    expect(stub.counts.token).toBe(0)
    expect(contentOf(pasted.home)).toEqual({})
  })
})

describe('D24: what is in a pasted address is checked as at the listener', () => {
  test.each<[string, string, number, (address: string) => string]>([
    ['a second code', 'parameters-once', 4, address => `${address}&code=another`],
    [
      'another issuer', 'response-issuer', 4,
      address => address.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fattacker.example'),
    ],
    ['a token', 'no-token-in-front-channel', 4, address => `${address}&access_token=x`],
    ['a denial', 'access-denied', 3, address => address.replace(/code=[^&]+/, 'error=access_denied')],
  ])('%s: %s', async (_name, code, status, change) => {
    const pasted = await paste(change, ['--json'])
    expect(pasted.status, pasted.stderr).toBe(status)
    expect(documentOf(pasted)).toMatchObject({ error: { code, step: 'callback' } })
    expect([stub.counts.token, storedSessions(pasted.home)]).toEqual([0, []])
  })
})

test('a pipe without an address is exit 7', async () => {
  const pasted = await paste(() => '', ['--json'])
  expect(pasted.status).toBe(7)
  expect(documentOf(pasted)).toMatchObject({ error: { code: 'person-needed', step: 'consent' } })
})

test.each([
  ['en', /^The line that was given is empty\..* begins with https:\/\/your\.example\/callback\.$/],
  ['zh', /^给出的那一行是空的。.*它以 https:\/\/your\.example\/callback 开头。$/],
])('an empty line is exit 7, and says what to paste, in %s', async (language, cause) => {
  const pasted = await paste(() => ' \n\n', ['--json', '--lang', language])
  expect(pasted.status, pasted.stderr).toBe(7)
  expect(documentOf(pasted)).toMatchObject({ error: { code: 'person-needed', cause: expect.stringMatching(cause) as string } })
})

test('nobody who pastes is waited for until --timeout', async () => {
  const running = start(
    ['login', stub.issuer, '--client-id', 'x', '--paste', '--no-open', '--timeout', '1'],
    { home: freshHome(), openInput: true },
  )
  expect((await running.ended).status).toBe(5)
})

function profileOf({ issuer }: Stub): string {
  return issuer.replace(/^https?:\/\//, '').replace(/[^A-Za-z0-9]+/g, '-')
}
