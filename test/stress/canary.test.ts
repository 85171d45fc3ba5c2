import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freshHome, run, start, type Ended } from '../support/cli.ts'
import { runInside, startInside } from '../support/inside.ts'
import { startStub, type Handlers, type Stub } from '../support/stub-provider.ts'
import { tokens, without } from '../support/stub-answers.ts'
import { thorough } from '../support/thorough.ts'
import { walk } from '../support/walks.ts'
import { wide } from '../support/wide.ts'

/** Secrets that are easily found, of characters that each encoding writes in its own way. */
const canaries = {
  client_secret: 'CANARY-secret/+~:"\\ü', access_token: 'CANARY-access/+~_-=', refresh_token: 'CANARY-refresh/+~_-=',
  code: 'CANARY-code/+~_-=',
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [
    secret, encodeURIComponent(secret), new URLSearchParams([['', secret]]).toString().slice(1),
    bytes.toString('base64'),
    bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'), JSON.stringify(secret).slice(1, -1),
  ]
}

const forms = Object.entries(canaries).flatMap(([name, secret]) => formsOf(secret).map(form => [name, form] as const))

function expectSilent(what: string, { stdout, stderr }: Ended, allowed: string[] = []): void {
  for (const [name, form] of forms) {
    if (!allowed.includes(name)) expect(stdout.includes(form) ? `${what}: ${name} on stdout as ${form}` : '').toBe('')
    expect(stderr.includes(form) ? `${what}: ${name} on stderr as ${form}` : '').toBe('')
  }
  expect(`${stdout}${stderr}`).not.toContain(Buffer.from(`stub client:${canaries.client_secret}`).toString('base64'))
}

/** Only the session's own file may hold a secret. */
function expectFilesSilent(what: string, home: string): void {
  for (const name of readdirSync(home, { recursive: true, encoding: 'utf8' }).filter(file =>
    !/^t-[0-9a-f]{32}\.json$/.test(file))) {
    const text = readFileSync(join(home, name), 'latin1')
    for (const [secret, form] of forms) expect(text.includes(form) ? `${what}: ${secret} in ${name}` : '').toBe('')
  }
}

async function canaryStub(): Promise<Stub> {
  const stub = await startStub()
  onTestFinished(() => stub.close())
  stub.client.client_secret = canaries.client_secret
  return stub
}

/** The well-behaved stub, but with our canaries for code and tokens. */
function planted(stub: Stub): Partial<Handlers> {
  return {
    authorize: async (asked) => {
      const said = await stub.good.authorize(asked, stub)
      const [[code, grant] = []] = [...stub.grants].slice(-1)
      if (code === undefined || !grant || typeof said === 'string') return said
      stub.grants.delete(code)
      stub.grants.set(canaries.code, grant)
      return {
        ...said,
        headers: { location: said.headers?.['location']?.replace(code, encodeURIComponent(canaries.code)) ?? '' },
      }
    },
    token: async (asked) => {
      const { access_token, refresh_token } = canaries
      if (asked.parameters.get('grant_type') === 'refresh_token')
        return { body: { access_token, refresh_token, token_type: 'Bearer', expires_in: 900 } }
      return tokens(body => ({ ...without(body, 'id_token'), access_token, refresh_token }))(asked, stub)
    },
    userinfo: ({ headers }) =>
      headers.authorization === `Bearer ${canaries.access_token}` ? { body: { id: 1, name: 'Jane' } } : { status: 401 },
  }
}

const echoes: [name: string, worse: (stub: Stub) => Partial<Handlers>, status: number][] = [
  [
    'the token endpoint repeats the request in its error',
    () => ({
      token: ({ body, headers }) => ({
        status: 400, body: { error: 'invalid_request', error_description: `${body} ${headers.authorization ?? ''}` },
      }),
    }),
    3,
  ],
  [
    'the token endpoint answers with a page that holds the request',
    () => ({ token: ({ body }) => ({ status: 400, body: `<title>${body}</title>` }) }), 3,
  ],
  [
    'the token endpoint redirects with the code',
    () => ({
      token: ({ parameters }) => ({
        status: 307, headers: { location: `/elsewhere?code=${encodeURIComponent(parameters.get('code') ?? '')}` },
      }),
    }),
    4,
  ],
  ['the token endpoint hangs up', () => ({ token: () => 'drop' }), 5],
  [
    'tokens of a type that is not ours',
    stub => ({ token: async asked => tokens(body => ({ ...body, ...canaries, token_type: 'mac' }))(asked, stub) }), 4,
  ],
  [
    'userinfo repeats the token',
    () => ({
      userinfo: ({ headers }) => ({
        status: 401,
        headers: {
          'www-authenticate': `Bearer error="invalid_token", error_description="${headers.authorization ?? ''}"`,
        },
      }),
    }),
    3,
  ],
  [
    'userinfo answers with a page',
    () => ({ userinfo: ({ headers }) => ({ body: `<title>${headers.authorization ?? ''}</title>` }) }), 3,
  ],
]

const loud = ['-v', '-v', '-v']
const ways = [['--json'], ['--events'], ['--explain']]

/**
 * Every way of telling with `npm run stress`; otherwise each failure is told in one way, and each way of some failures.
 */
const waysFor = (place: number) => thorough ? ways : ways.slice(place % ways.length, place % ways.length + 1)

test.runIf(wide)('S9: no command and no failure shows a secret, in any encoding, at any loudness', {
  timeout: 120_000,
}, async () => {
  const stub = await canaryStub()
  const home = freshHome()
  const environment = { OAUTH_WALK_CLIENT_SECRET: canaries.client_secret }
  const login = [
    stub.issuer, '--client-id', stub.client.client_id, '--scope', 'read', '--profile', 'canary', '--port', '0', ...loud,
  ]
  for (const [place, [name, worse, status]] of echoes.entries()) {
    stub.reset({ ...planted(stub), ...worse(stub) })
    for (const extra of waysFor(place)) {
      const ended = await walk([...login, ...extra], { home, environment }, {}, startInside)
      expect([name, ended.status, ended.stderr]).toEqual([name, status, ended.stderr])
      expectSilent(`${name} ${extra.join(' ')}`, ended)
    }
  }
  stub.reset(planted(stub))
  for (const extra of [...ways, ['--brief', '--lang', 'zh']]) {
    const ended = await walk(
      [...login, ...extra], { home, environment }, {}, extra.includes('--brief') ? start : startInside,
    )
    expect(ended.status, ended.stderr).toBe(0)
    expectSilent(`login ${extra.join(' ')}`, ended)
  }
  expectFilesSilent('login', home)
  const commands = [
    ['userinfo'], ['token', 'refresh'], ['token', 'show'], ['profile', 'list'], ['profile', 'show'],
    ['token', 'show', '--lang', 'zh'],
  ]
    .concat([['api', `${stub.issuer}/userinfo`, '--include'], ['token', 'refresh', '--if-expiring', '1h']])
  for (const words of [...commands, ...commands.map(command => [...command, '--json'])]) {
    const ended = await runInside([...words, ...loud], { home, environment })
    expect(ended.status, `${words.join(' ')}: ${ended.stderr}`).toBe(0)
    expectSilent(words.join(' '), ended)
  }
  const printing = [['token'], ['token', '--json'], ['token', '--format', 'env'], ['token', '--scope', 'openid']]
  for (const words of printing) expectSilent(
    words.join(' '), await runInside([...words, ...loud], { home, environment }), ['access_token'],
  )
  const secretFile = join(home, 'secret.txt')
  writeFileSync(secretFile, canaries.client_secret)
  expectSilent('secret by file', await run(['userinfo', '--client-secret-file', secretFile, ...loud], { home }))
  writeFileSync(secretFile, '')
  expectSilent('logout', await run(['logout', ...loud], { home, environment }))
  expectFilesSilent('logout', home)
})
