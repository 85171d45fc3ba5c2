import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { challengeOf } from '../support/stub-keys.ts'
import { freshHome } from '../support/cli.ts'
import { startStub, type Asked, type Endpoint, type Stub } from '../support/stub-provider.ts'
import { freshStub, startWaitingProcess } from '../support/waiting-walk.ts'
import { walk } from '../support/walks.ts'

interface Seen { asked: Stub['asked'], story: string }

/** What the client sent in two walks, seen by the provider. */
let walks: Seen[] = []
let stub: Stub
beforeAll(async () => {
  stub = await startStub()
})
afterAll(() => stub.close())

async function walkOnce(): Promise<Seen> {
  stub.reset()
  const ended = await walk([stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '-vvv'], {
    home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
  })
  expect(ended.status, ended.stderr).toBe(0)
  return { asked: stub.asked, story: ended.stderr }
}

function asked({ asked: requests }: Seen, endpoint: Endpoint): Asked {
  const found = requests.filter(request => request.endpoint === endpoint)
  expect(found).toHaveLength(1)
  return found[0] as Asked
}

describe('what a walk sends', () => {
  test('is seen in two walks', async () => {
    walks = [await walkOnce(), await walkOnce()]
  })

  test('D08: the hash of a verifier of 32 bytes, by S256, and another one in every walk', () => {
    const challenges = walks.map(seen => asked(seen, 'authorize').parameters)
    const verifiers = walks.map(seen => asked(seen, 'token').parameters.get('code_verifier') ?? '')
    expect(challenges.map(parameters => parameters.get('code_challenge_method'))).toEqual(['S256', 'S256'])
    expect(challenges.map(parameters => parameters.get('code_challenge'))).toEqual(verifiers.map(challengeOf))
    for (const verifier of verifiers) expect(Buffer.from(verifier, 'base64url')).toHaveLength(32)
    expect(verifiers[0]).not.toBe(verifiers[1])
  })

  test.each(
    [['D10', 'state', /^[\da-f]{64}$/], ['D11', 'nonce', /^[\w-]{43}$/]] as const,
  )('%s: a %s of 32 bytes, another one in every walk, shown in the address only', (_number, name, form) => {
    const values = walks.map(seen => asked(seen, 'authorize').parameters.get(name) ?? '')
    for (const value of values) expect(value).toMatch(form)
    expect(values[0]).not.toBe(values[1])
    const lines = walks.flatMap(({ story }, index) =>
      story.split('\n').filter(line => line.includes(values[index] ?? '')))
    // The line that a person opens, and with -vvv the event that a script would read, of both walks.
    expect(lines).toEqual(Array(4).fill(expect.stringContaining('/authorize?')))
  })

  test('L47: a state that no encoding changes', () => {
    for (const seen of walks) expect(asked(seen, 'authorize').url.search).toMatch(/[?&]state=[\w.~-]+&/)
  })

  test('D40: the code in the body of a POST, the client by one method only', () => {
    for (const { method, url, headers, parameters } of walks.map(seen => asked(seen, 'token'))) {
      expect([method, url.search, headers['content-type']]).toEqual([
        'POST', '', 'application/x-www-form-urlencoded;charset=UTF-8',
      ])
      expect(headers.authorization).toMatch(/^Basic /)
      expect([...parameters.keys()].sort()).toEqual(['code', 'code_verifier', 'grant_type', 'redirect_uri'])
    }
  })

  test('D42: the same redirect URI as in step 2', () => {
    const uris = walks.map(seen =>
      (['authorize', 'token'] as const).map(endpoint => asked(seen, endpoint).parameters.get('redirect_uri')))
    for (const [first, second] of uris) expect([first, second]).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/), first,
    ])
  })

  test('D60: the access token in the Authorization field, not in the address', () => {
    for (const { method, url, headers, body } of walks.map(seen => asked(seen, 'userinfo'))) {
      expect([method, url.search, body]).toEqual(['GET', '', ''])
      expect(headers.authorization).toMatch(/^Bearer \S+$/)
    }
  })

  test('no cookie, whatever the provider sets, and no address of where the client came from', () => {
    for (const { headers } of walks.flatMap(seen => seen.asked.filter(({ endpoint }) => endpoint !== 'authorize'))) {
      expect([headers.cookie, headers.referer, headers.origin]).toEqual([undefined, undefined, undefined])
    }
  })
})

test('L78: kill -9 while waiting leaves neither state nor verifier in any file', async () => {
  const { running, home, state, address } = await startWaitingProcess(await freshStub())
  running.child.kill('SIGKILL')
  await running.ended
  const challenge = new URL(address).searchParams.get('code_challenge')
  for (const name of readdirSync(home, { recursive: true, encoding: 'utf8' })) {
    const text = readFileSync(join(home, name), 'utf8')
    expect(text).not.toContain(state)
    expect((text.match(/[\w-]{43}/g) ?? []).map(challengeOf)).not.toContain(challenge)
  }
})

test('L83: over SSH the port to forward is named, and loopback is bound all the same', async () => {
  const { stub: provider, ...options } = { stub: await freshStub(), home: freshHome() }
  const words = [provider.issuer, '--client-id', provider.client.client_id, '--port', '0', '--timeout', '1']
  const { stderr } = await walk(
    words,
    {
      ...options,
      environment: {
        SSH_CONNECTION: '192.0.2.1 5 192.0.2.2 22', OAUTH_WALK_CLIENT_SECRET: provider.client.client_secret,
      },
    },
    'nobody',
  )
  const [, port = ''] = /Waiting at http:\/\/127\.0\.0\.1:(\d+)\/callback/.exec(stderr) ?? []
  expect(stderr).toMatch(new RegExp(`ssh -L ${port}:127\\.0\\.0\\.1:${port} \\S+@192\\.0\\.2\\.2$`, 'm'))
})
