import { CommanderError } from 'commander'
import { split } from 'shlex'
import { describe, expect, test } from 'vitest'
import { fillFix } from '../../src/cli/failures/fill-remedy.ts'
import { buildProgram } from '../../src/cli/program.ts'
import { causeCodes } from '../../src/codes/described.ts'
import { checkNames, Failure, failureNames, type FailureCode } from '../../src/codes/failure.ts'
import type { ThisRun } from '../../src/messages/way.ts'
import { enDoctor, enUndo } from '../../src/messages/en/doctor.ts'
import { en } from '../../src/messages/en/index.ts'
import { enProviderErrors } from '../../src/messages/en/failures.ts'
import { loadHelp } from '../../src/messages/load.ts'
import { zhDoctor } from '../../src/messages/zh/doctor.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { describeFailure } from '../../src/render/failure.ts'
import { asItIs } from '../../src/secrets/mask.ts'
import type { Command } from '../../src/text/shell.ts'
import { sampled } from '../support/wide.ts'

/** Runs of each kind: where the login went, and how the session's profile is called. */
const runs: [string, ThisRun][] = [
  [
    'the sandbox',
    { login: [['sandbox']], session: [['--profile', 'mine']], played: [['--misbehave', 'invalid-iss']], isLogin: true },
  ],
  ['a saved profile', { login: [['mine']], session: [['--profile', 'mine']], played: [], isLogin: true }],
  [
    'an issuer that is not saved',
    {
      login: [['https://op.example/a b'], ['--client-id', 'my app'], ['--scope', ''], ['--no-open']],
      session: [['--profile', 'mine']], played: [], isLogin: true,
    },
  ],
]

const typical = {
  profile:
    'mine', path: '/a/b.json', host: 'op.example', url: 'https://op.example/token', seconds: 3, flag: '--tenant',
  example: 'common', preset: 'okta', variable: 'tenant',
  redirect_uri: 'https://app.example/cb', expected: 'file', came: 'keyring', issuer: 'http://op.example',
  given: 'https://other.example', origin: 'https://api.example', command: 'login',
  tool: 'git', target: 'https://op.example', other: 'http://[::1]:8765/callback', name: 'x', what: 'client-secret',
  now: 'https://another.example',
}

/** What makes rows say something else. */
const variants: Record<string, unknown>[] = [
  {}, { preset: undefined, seeded: true }, { by_device: true }, { reason: 'EACCES', command: 'sandbox' },
  { near: ['okta'] }, { scope: ['email'], provider: { error: 'invalid_token' } },
  { setting: '--misbehave', close: ['invalid-iss'] },
  { setting: '--misbehave', close: [], not_played: { en: 'why', zh: '原因' } }, { reason: 'own-sandbox' },
  ...[
    { known: ['a'] }, { known: ['a'], tls: true }, { exclusive: ['a', 'b'] }, { key_use: 'sig' }, { key_use: 'enc' },
  ].map(
    more => ({ setting: '--require', ...more }),
  ),
  ...[
    'form_post', 'auto', 'device', 'stdin', 'https', 'certificate-missing', 'fragment', 'not-web', 'query', 'no-answer',
    'expired',
  ].map(reason => ({ reason })), { other: undefined },
  ...['passphrase', 'callback-address', 'client-secret'].map(what => ({ what })), { profile: undefined },
  { unknown: true }, { preset: undefined }, { status: 407 }, { candidates: ['mine'] },
  ...sampled(Object.keys(enProviderErrors), 3).map(error => ({ provider: { error } })),
  ...sampled(causeCodes, 3).map(code => ({ because: { code, facts: ['https://op.example/', 'b'] } })),
]

/** Rows that lead somewhere else than this run went, since it went nowhere or to the wrong place. */
const elsewhere: ReadonlySet<FailureCode> = new Set([
  'usage', 'profile-unknown', 'target-missing', 'terminal-missing', 'transcript-invalid', 'no-session',
  'endpoints-missing', 'profile-bound-elsewhere', 'issuer-insecure', 'mcp-moved', 'issuer-form', 'issuer-identical',
  'authorization-server-changed',
])

async function parse(words: string[]): Promise<void> {
  const program = buildProgram(words, await loadHelp('en'), {}, async () => undefined)
  await program.parseAsync(words, { from: 'user' }).catch((error: unknown) => {
    if (!(error instanceof CommanderError && error.exitCode === 0)) throw error
  })
}

/**
 * The words of a suggestion behind the program's name; nothing for a command of another program. What is suggested is a
 * command, and no advice.
 */
function wordsOf(line: string): string[] | undefined {
  const typed = line.replace(/^OAUTH_WALK_HOME=\$\(mktemp -d\) /, '')
  expect(typed).toMatch(
    /^(?:oauth-walk [a-z-]|oauth-walk$|(?:curl|ls|df|mv|npm|date|openssl|kubectl) |(?:export|unset) [A-Za-z_]+)/,
  )
  return typed.startsWith('oauth-walk') ? split(typed).slice(1) : undefined
}

/**
 * Most suggestions come again and again: each is looked at once for a run, and once more where it has to stay with it.
 */
const seen = new Map<ThisRun, Set<string>>(runs.map(([, again]) => [again, new Set()]))

async function expectToWork(lines: readonly string[], run: ThisRun, mayGoElsewhere: boolean): Promise<void> {
  const { login, session } = run
  for (const line of lines) {
    const look = `${mayGoElsewhere ? 'may' : 'must not'} ${line}`
    if (seen.get(run)?.has(look)) continue
    seen.get(run)?.add(look)
    const words = wordsOf(line)
    if (!words) continue
    await expect(parse(words), line).resolves.toBeUndefined()
    if (words.includes('--help')) continue
    if (words[0] === 'login' && !mayGoElsewhere) expect([login[0]?.[0], 'mine'], line).toContain(words[1])
    if (['token', 'userinfo', 'logout', 'api'].includes(words[0] ?? ''))
      expect(words.slice(-2), line).toEqual(session[0])
  }
}

describe.each(sampled(runs, 4))('after a run to %s', (_, again) => {
  test.each([
    ...checkNames, ...failureNames,
  ])('what %s suggests parses as it stands, and names that run', async (code) => {
    for (const catalogue of [en, zh]) {
      for (const variant of variants) {
        const { next } = describeFailure(asItIs(new Failure(code, { ...typical, ...variant, again })), catalogue)
        if (next.length === 0) expect.fail(`${code} ${JSON.stringify(variant)} suggests nothing`)
        // A refused token of the environment comes from a login with the environment's issuer, whatever ran.
        const isSeed = code === 'session-ended' && 'seeded' in variant
        const named = isSeed || /issuer-(?:respelt|loopback)|resource-elsewhere-here/.test(JSON.stringify(variant))
        await expectToWork(next, again, elsewhere.has(code) || named)
      }
    }
  })

  test('what the doctor suggests does so too', async () => {
    for (const [, fix] of [...Object.values(enDoctor), ...Object.values(zhDoctor)]) {
      const ways = fillFix(fix, new Failure('token-refused', { again, scope: ['openid'] }), enUndo)
      await expectToWork(ways.filter((way): way is Command => typeof way === 'string'), again, false)
      for (const way of ways) expect(typeof way === 'string' ? '' : way.advice).not.toMatch(/^oauth-walk/)
    }
  })
})

test('a flag of the suggestion takes the place of the one that was given, and of those that contradict it', () => {
  const again = {
    login: [['https://op.example'], ['--client-id', 'x'], ['--timeout', '5'], ['--device']], session: [], played: [],
  }
  const tell = (code: FailureCode, details: object = {}) =>
    describeFailure(asItIs(new Failure(code, { ...details, again })), en).next
  expect(tell('nobody-came')).toEqual(['oauth-walk login https://op.example --client-id x --device --timeout 900'])
  expect(tell('paste-refused')).toEqual(['oauth-walk login https://op.example --client-id x --timeout 5 --paste'])
  expect(
    fillFix('oauth-walk login {target} --scope "a" {without --timeout}', new Failure('token-refused', { again }), enUndo),
  ).toEqual(
    ['oauth-walk login https://op.example --client-id x --device --scope "a"'],
  )
})

test('a secret is to be typed, also where the run read it from a file: the same file would only be wrong again', () => {
  const fix = 'Copy it again\noauth-walk login {target} --client-secret-file -'
  const after = (...flags: string[][]) => fillFix(
    fix, new Failure('token-refused', { again: { login: [['github'], ...flags], session: [], played: [] } }), enUndo,
  ).at(-1)
  expect(after()).toBe('oauth-walk login github --client-secret-file -')
  expect(after(['--client-secret-file', 'my secret.txt'])).toBe('oauth-walk login github --client-secret-file -')
})

test('a login that began can be walked again with its messages shown, one that showed them be written down; one that never began has its help', () => {
  const again = {
    login: [['https://op.example']], session: [], played: [['--misbehave', 'invalid-iss']], isLogin: true,
  }
  const tell = (options: object, details: object = {}) =>
    describeFailure(asItIs(new Failure('library-refused', { again: { ...again, ...details } }, options)), en).next
  expect(tell({ step: 'token' })).toEqual(['oauth-walk login https://op.example --misbehave invalid-iss -v'])
  expect(tell({ step: 'token' }, { isVerbose: true })).toEqual([
    'oauth-walk login https://op.example --misbehave invalid-iss --html walk.html',
  ])
  expect(tell({})).toEqual(['oauth-walk login --help'])
})

test('what helps against a fault that the sandbox played is tried with that fault, and nothing asks an address that is gone', () => {
  const at = (target: string, played: string[][]) => ({
    login: [[target], ['--auto']], session: [], played, isLogin: true,
  })
  const tell = (code: FailureCode, details: object, again: object) =>
    describeFailure(asItIs(new Failure(code, { ...details, again }, { step: 'start' })), en).next
  const details = {
    url: 'http://127.0.0.1:1/mcp', location: 'http://127.0.0.1:1/mcp/', servers: ['http://127.0.0.1:1/a'], page: 400,
    status: 400,
  }
  const sandbox = at('sandbox', [['--misbehave', 'x']])
  expect(tell('authorization-server-unclear', details, sandbox)).toEqual([
    'oauth-walk login sandbox --auto --misbehave x --authorization-server http://127.0.0.1:1/a',
  ])
  for (const code of ['mcp-moved', 'mcp-transport-old', 'error-page'] as const) {
    expect(tell(code, details, sandbox), code).toEqual(['oauth-walk login sandbox --auto --misbehave x -v'])
    expect(tell(code, details, at('https://rs.example/mcp', [])).join(), code).not.toContain('-v')
  }
  expect(
    tell('profile-unknown', { profile: 'sandbx', near: ['sandbox'] }, at('sandbx', [['--misbehave', 'x']]))[0],
  ).toMatch(
    /^oauth-walk login sandbox /,
  )
})

test('what is lacking is named as a flag that can be filled in', () => {
  const again = { login: [['google'], ['--client-id', 'x']], session: [], played: [], isLogin: true }
  const tell = (code: FailureCode, details: object) =>
    describeFailure(asItIs(new Failure(code, { ...details, again })), en).next
  expect(tell('person-needed', { what: 'client-secret' })).toEqual([
    'oauth-walk login google --client-id x --client-secret-file FILE',
  ])
  expect(tell('certificate-unusable', { path: 'c.pem', found: 'no-key' })).toEqual([
    'oauth-walk login google --client-id x --tls-key FILE',
  ])
  expect(tell('profile-bound-elsewhere', { profile: 'mine', bound: 'x', given: 'y', source: '--client-id' }))
    .toEqual(['oauth-walk login google --client-id y --profile mine-2'])
})

test('who was answered, if by a stranger, is not told to register a redirect URI that is known', () => {
  const tell = (reason: string) => describeFailure(
    asItIs(
      new Failure('nobody-came', {
        redirect_uri: 'http://127.0.0.1:1/callback', seconds: 2, ignored: [{ reason, count: 1 }],
      }),
    ),
    en,
  ).advice.join()
  expect(tell('other-path')).toContain('register http://127.0.0.1:1/callback')
  expect(tell('signed-response')).not.toContain('newest tab')
  for (const reason of ['missing-state', 'wrong-state']) expect(tell(reason)).toMatch(/newest tab only(?!.*register)/)
})

test('who got a signed answer is told how to ask for one', () => {
  const { cause, next } = describeFailure(
    asItIs(new Failure('nobody-came', {
      redirect_uri: 'http://127.0.0.1:1/callback', seconds: 2, ignored: [{ reason: 'signed-response', count: 1 }],
      again: { login: [['https://op.example']], session: [], played: [], isLogin: true },
    })),
    en,
  )
  expect(cause).toContain('signed, in the parameter response')
  expect(next).toEqual(['oauth-walk login https://op.example --response-mode jwt'])
})

test('where nobody came, what was seen decides what helps', () => {
  const again = { login: [['https://op.example'], ['--browser', 'false']], session: [], played: [], isLogin: true }
  const tell = (details: object) => describeFailure(
    asItIs(new Failure('nobody-came', { redirect_uri: 'http://127.0.0.1:1/callback', seconds: 2, ...details, again })),
    en,
  )
  expect(tell({ browser: 'ended with 3' })).toMatchObject({
    cause: expect.stringContaining('The browser’s command failed (ended with 3)') as string,
    next: ['oauth-walk login https://op.example --no-open', 'oauth-walk login https://op.example --paste'],
  })
  expect(tell({ could_push: true })).toMatchObject({
    next: ['oauth-walk doctor https://op.example --browser false', 'oauth-walk login https://op.example --browser false --par'],
  })
  expect(tell({}).next).toEqual([
    'oauth-walk doctor https://op.example --browser false',
    'oauth-walk login https://op.example --browser false --timeout 900',
  ])
})

test('a login at a port without TLS is led to http, and a file that is not there to its folder', () => {
  const again = { login: [['https://127.0.0.1:1/x'], ['--client-id', 'y']], session: [], played: [], isLogin: true }
  const tell = (code: FailureCode, details: object) =>
    describeFailure(asItIs(new Failure(code, { ...details, again })), en).next
  expect(tell('network-failed', { reason: 'ERR_SSL_WRONG_VERSION_NUMBER', url: 'https://127.0.0.1:1/x/y?z' }))
    .toEqual(['oauth-walk login http://127.0.0.1:1/x --client-id y', 'curl -v https://127.0.0.1:1/x/y'])
  expect(tell('network-failed', { reason: 'ECONNREFUSED', url: 'https://127.0.0.1:1/x' })).toEqual([
    'curl -v https://127.0.0.1:1/x',
  ])
  for (const [path, folder] of [['a b/walk.json', '\'a b/\''], ['walk.json', '.'], ['-x', './']] as const) expect(
    tell('file-unreadable', { path, reason: 'ENOENT', source: '--ca' }),
  ).toEqual([`ls -l ${folder}`])
})

test('a lesson is done again as a lesson, whatever failed in it', () => {
  const again = { login: [], session: [], played: [], isLogin: false, isLesson: true }
  for (const code of [
    'left', 'interrupted', 'access-denied', 'start-address', 'same-browser', 'port-in-use', 'issuer-form',
  ] as const) {
    for (const catalogue of [en, zh]) expect(
      describeFailure(asItIs(new Failure(code, { ...typical, again })), catalogue).next, code,
    ).toEqual(['oauth-walk learn'])
  }
})

test('what a saved walk says of its run is read as words, whatever it holds', () => {
  for (const again of [
    7, 'x', [], { login: 'x' }, { login: [7, [], [null], ['$(x)']] }, { login: [['--', 'x; y']], session: {} },
  ]) {
    const [line = ''] = describeFailure(asItIs(new Failure('left', { again })), en).next
    expect(split(line).slice(0, 2), line).toEqual(['oauth-walk', 'login'])
  }
})

test('after a redirect the address that it led to is named, and the endpoints where metadata moved by a slash', () => {
  const at = (purpose: string, url: string, location: string) => {
    const again = { login: [['https://op.example/o']], session: [], played: [], isLogin: true }
    return describeFailure(
      asItIs(new Failure('redirect-refused', { purpose, url, status: 301, location, again })), en,
    ).next
  }
  const document = 'https://op.example/o/.well-known/openid-configuration'
  expect(at('discovery', document, `${document}/`)).toEqual([
    `curl -s ${document}/`,
    'oauth-walk login https://op.example/o --authorization-endpoint URL --token-endpoint URL --userinfo-endpoint URL --jwks-uri URL',
  ])
  expect(at('discovery', document, '/p/.well-known/openid-configuration')).toEqual([
    'oauth-walk login https://op.example/p',
  ])
  expect(at('jwks', 'https://op.example/keys', '/keys/')).toEqual([
    'oauth-walk login https://op.example/o --jwks-uri https://op.example/keys/',
  ])
  for (const elsewhere of ['https://evil.example/keys', 'https://op.example.evil.example/', 'javascript:1', 'https://a@op.example/', 'http://op.example/keys', ''])
    expect(at('jwks', 'https://op.example/keys', elsewhere).join()).not.toContain('jwks-uri')
})
