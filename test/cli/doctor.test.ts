import { createServer } from 'node:http'
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { listen, release } from '../support/ports.ts'
import type { Json } from '../support/walks.ts'
import { openMcp } from '../sandbox/mcp/support.ts'
import * as atDoor from './support.ts'
import { startStub } from './stub-provider.ts'

interface Line { part: string, state: string, code: string, message: string, ways?: string[] }
interface Told { status: number | null, document: Json, lines: Line[], stderr: string }

async function doctor(words: string[], environment: NodeJS.ProcessEnv = {}, home = freshHome()): Promise<Told> {
  const { status, stdout, stderr } = await startInside(['doctor', ...words, '--json'], { home, environment }).ended
  const document = JSON.parse(stdout) as Json
  return {
    status, document, stderr,
    lines: [...document['machine'] as Line[] | undefined ?? [], ...document['provider'] as Line[] | undefined ?? []],
  }
}

const about = (lines: readonly Line[], part: string) => lines.filter(line => line.part === part)
const free = ['--port', '0']

describe('doctor without a target', () => {
  test('tells of this machine alone, and makes nothing', async () => {
    const { status, document, lines } = await doctor(free)
    expect([status, document['ok'], document['provider']]).toEqual([0, true, undefined])
    expect(lines.filter(({ state }) => state === 'bad')).toEqual([])
    expect([...new Set(lines.map(({ part }) => part))]).toEqual([
      'program', 'language', 'environment', 'terminal', 'store', 'keyring', 'browser', 'redirect-listener', 'proxy',
      'tls',
    ])
  })

  test('names a variable that nobody reads, and the one that was meant', async () => {
    const { lines } = await doctor(free, { OAUTH_WALK_CLIENTID: 'x', OAUTH_WALK_SCOPE: 'openid' })
    expect(about(lines, 'environment')).toEqual([
      expect.objectContaining({ state: 'good', message: expect.stringContaining('OAUTH_WALK_SCOPE') as string }),
      expect.objectContaining({
        state: 'note', code: 'variable-unknown', message: expect.stringContaining('OAUTH_WALK_CLIENT_ID') as string,
        ways: ['unset OAUTH_WALK_CLIENTID'],
      }),
    ])
  })

  test('shows no value of a secret’s variable', async () => {
    const { document } = await doctor(free, { OAUTH_WALK_CLIENT_SECRET: 'canary-of-a-secret' })
    expect(JSON.stringify(document)).toContain('OAUTH_WALK_CLIENT_SECRET')
    expect(JSON.stringify(document)).not.toContain('canary')
  })

  test.each<[string, string, NodeJS.ProcessEnv, string, string, number]>([
    ['a proxy that is none', '', { https_proxy: 'socks5://inside:1080' }, 'proxy', 'proxy-failed', 5],
    ['a browser that is not there', '', { BROWSER: 'no-such-browser' }, 'browser', 'browser-not-opened', 5],
    ['TLS checks that are switched off', '', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'tls', 'tls-checks-off', 2],
    ['authorities that can’t be read', '--ca=/nowhere/ca.pem', {}, 'tls', 'file-unreadable', 2],
    [
      'a redirect URI that is not this machine', '--redirect-uri=https://example.com/callback', {}, 'redirect-listener',
      'redirect-uri-unusable', 2,
    ],
  ])('ends as a login would for %s', async (_, flag, environment, part, code, exit) => {
    const { status, document, lines } = await doctor([...free, ...flag === '' ? [] : [flag]], environment)
    expect([
      status, document['ok'], about(lines, part).filter(({ state }) => state === 'bad').map(line => line.code),
    ]).toEqual(
      [exit, false, [code]],
    )
    expect(document['error']).toMatchObject({ code: 'doctor-found', exit_code: exit })
  })

  test('says which port is taken, and the way out', async () => {
    const server = createServer()
    const port = new URL(await listen(server)).port
    onTestFinished(() => release(server))
    const { status, lines } = await doctor(['--port', port])
    expect([status, about(lines, 'redirect-listener')]).toEqual([
      5,
      [
        expect.objectContaining({
          code: 'port-in-use',
          message: `Port ${port} on 127.0.0.1 is in use: The answer would go to the program that listens there.`,
        }),
      ],
    ])
  })

  test('ends with the names of the table, and a hint for who reads it', async () => {
    const wrong = ['doctor', ...free, '--browser', 'no-such-browser']
    const { stdout, stderr } = await atDoor.runTo(5, wrong, { home: freshHome() })
    expect(stdout).toContain('✗ browser')
    expect(stderr).toMatch(/✗ Wrong: browser\n[^]*See ✗ in the table/)
    const busy = await doctor(['--redirect-uri', 'https://example.com/callback'])
    expect(busy.document['error']).toMatchObject({
      message: 'Wrong: callback port', hint: expect.stringContaining('"ways"') as string,
    })
  })

  test('says what is wrong with the store: exit 6', async () => {
    const home = freshHome()
    mkdirSync(join(home, 'profiles'), { recursive: true })
    writeFileSync(join(home, 'file'), '')
    const { status, lines } = await doctor(free, {}, join(home, 'file'))
    expect([status, about(lines, 'store')[0]?.code]).toEqual([6, 'store-unsafe'])
  })

  test('knows the variables of every command', async () => {
    const names = [
      'OAUTH_WALK_SANDBOX_PORT', 'OAUTH_WALK_SAVE_AS', 'OAUTH_WALK_MIN_TTL', 'OAUTH_WALK_JSON',
      'OAUTH_WALK_PASSPHRASE_FD', 'OAUTH_WALK_REFRESH_TOKEN',
    ]
    const { lines } = await doctor(free, Object.fromEntries(names.map(name => [name, '0'])))
    expect(about(lines, 'environment').filter(({ state }) => state === 'note')).toEqual([])
  })
})

describe('doctor at a provider', () => {
  test('finds the sandbox well', async () => {
    const { status, document, lines } = await doctor(['sandbox'])
    expect([status, document['target']]).toEqual([0, 'sandbox'])
    expect(
      lines.filter(({ part, state }) => state !== 'good' && !['terminal', 'keyring', 'browser'].includes(part)),
    ).toEqual(
      [],
    )
    expect(lines.map(({ part }) => part))
      .toEqual(expect.arrayContaining(['settings', 'metadata', 'keys', 'clock', 'certificate', 'session']))
  })

  test.each<[string, string, number, string]>([
    ['h04-http-token-endpoint', 'endpoints', 4, 'endpoints-safe'],
    ['discovery-issuer-mismatch', 'metadata', 4, 'issuer-identical'],
  ])('says what a login would say: %s', async (fault, part, exit, code) => {
    const { status, lines } = await doctor(['sandbox'], { OAUTH_WALK_SANDBOX_MISBEHAVE: fault })
    expect([status, about(lines, part).filter(({ state }) => state === 'bad').map(line => line.code)]).toEqual([
      exit, [code],
    ])
  })

  test('asks nothing at an address that a login would refuse', async () => {
    const stub = await startStub()
    const usual = stub.endpoints['/.well-known/openid-configuration']
    stub.endpoints['/.well-known/openid-configuration'] = async (seen) => {
      const said = await usual?.(seen)
      return { ...said, body: { ...said?.body as object, jwks_uri: 'file:///etc/passwd' } }
    }
    const { status, lines } = await doctor([stub.issuer, ...free])
    const refused = about(lines, 'endpoints').filter(({ state }) => state === 'bad').map(({ code }) => code)
    expect([status, refused, about(lines, 'keys'), about(lines, 'redirect-uri')]).toEqual([
      4, ['endpoints-safe'], [], [],
    ])
  })

  test('does not find what is not there: exit 5, with a command that works as pasted', async () => {
    const { status, lines } = await doctor(['http://127.0.0.1:1', ...free])
    expect([status, about(lines, 'metadata')]).toEqual([
      5,
      [
        expect.objectContaining({
          code: 'network-failed', ways: [expect.stringContaining('curl -v http://127.0.0.1:1/')],
        }),
      ],
    ])
  })

  test.each([
    [-300, 'note', 'clock-differs'], [-3600, 'bad', 'id-token-expiry'], [90, 'bad', 'id-token-issued-at'],
  ])('tells of a clock there that differs by %i s', async (
    seconds, state, code,
  ) => {
    const date = new Date(Date.now() + seconds * 1000).toUTCString()
    const stub = await startStub()
    const usual = stub.endpoints['/.well-known/openid-configuration']
    stub.endpoints['/.well-known/openid-configuration'] = async (seen) => {
      const said = await usual?.(seen)
      return { ...said, headers: { ...said?.headers, date } }
    }
    const { lines } = await doctor([stub.issuer, ...free])
    expect(about(lines, 'clock')).toEqual([expect.objectContaining({ state, code })])
  })

  test('leads to check at a protected resource', async () => {
    const { resource } = await openMcp({})
    const { status, lines } = await doctor([resource, ...free])
    expect([status, about(lines, 'metadata')[0]?.ways]).toEqual([0, [`oauth-walk check ${resource}`]])
  })

  test('writes what it saw for a ticket, without secrets and without the user’s folder', async () => {
    const home = freshHome()
    const file = join(home, 'ticket.json')
    const { stderr } = await doctor(
      ['sandbox', '--bundle', file], { OAUTH_WALK_CLIENT_SECRET: 'canary-of-a-secret' }, home,
    )
    const bundle = JSON.parse(readFileSync(file, 'utf8')) as Json
    expect(Object.keys(bundle)).toEqual([
      'format', 'version', 'program', 'command', 'at', 'machine', 'target', 'provider', 'asked',
    ])
    expect(bundle).toMatchObject({
      format: 'oauth-walk-doctor', version: 1, program: expect.stringMatching(/^oauth-walk \d/) as string,
      command: 'oauth-walk doctor sandbox',
    })
    expect(stderr).toContain(`Written: ${file}`)
    expect((bundle['asked'] as Json[]).map(({ url }) => new URL(String(url)).pathname)).toEqual([
      '/.well-known/openid-configuration', '/jwks',
    ])
    expect(JSON.stringify(bundle)).not.toContain('canary')
  })
})

describe('the file for a ticket', () => {
  const asked = (file: string) => (JSON.parse(readFileSync(file, 'utf8')) as { asked: Json[] }).asked

  test('has the authorization request that was refused, and its answer', async () => {
    const stub = await startStub({ '/authorize': () => ({ status: 400, body: 'no' }) })
    const file = join(freshHome(), 'ticket.json')
    await doctor([stub.issuer, '--client-id', 'app', '--bundle', file, ...free])
    expect(asked(file).at(-1)).toMatchObject({
      method: 'GET', url: expect.stringContaining(`${stub.issuer}/authorize?`) as string, status: 400,
    })
  })

  test('is tried before anything else, and no walk is spoken of', async () => {
    const { status, document } = await doctor(['--bundle', '/nowhere/ticket.json', ...free])
    expect([status, document['machine']]).toEqual([2, undefined])
    expect(document['error']).toMatchObject({ code: 'file-unwritable', cause: 'Its name comes from --bundle.' })
  })

  test('names what was asked where nobody answered', async () => {
    const file = join(freshHome(), 'ticket.json')
    await doctor(['http://127.0.0.1:1', '--bundle', file, ...free])
    expect(asked(file)).toContainEqual({
      method: 'GET', url: 'http://127.0.0.1:1/.well-known/openid-configuration', failure: 'network-failed',
    })
  })
})

test('doctor reads well at 60 columns, in both languages', async () => {
  const { stdout } = await atDoor.runTo(0, ['doctor', 'sandbox', '--lang', 'zh'], { home: freshHome() })
  expect(stdout).toMatch(/^本机\n✓ 程序/)
  const english = await atDoor.runTo(0, ['doctor', 'sandbox'], { home: freshHome() })
  expect(english.stdout)
    .toMatch(/Nothing here keeps a login from working\. \d things? \(!\) (?:is|are) worth knowing\.\n$/)
})
