import { createServer } from 'node:http'
import { describe, expect, test, type TestContext } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { freePort, listen, release } from '../support/ports.ts'
import { residentBrowser } from '../support/resident-browser.ts'
import type { Handlers } from '../support/stub-provider.ts'
import type { Json } from '../support/walks.ts'
import { openExamined, type Rule } from './provider/exam-stub.ts'

interface Unjudged {
  rules: (Rule | undefined)[]
  status: number | null
  reason: string | undefined
  error: Json
  stderr: string
  seconds: number
}

interface Otherwise { port?: number, rule?: string, browser?: string, isPublic?: boolean }

/** Examines one rule for which somebody signs in, in a way that judges nothing. */
async function examine(
  context: TestContext, words: string[], handlers: Partial<Handlers> = {},
  { port, rule: number = 'C19', browser, isPublic = false }: Otherwise = {},
): Promise<Unjudged> {
  const stub = await openExamined(context, handlers)
  const redirectUri = `http://127.0.0.1:${port ?? await freePort()}/callback`
  const client = ['--client-id', stub.client.client_id, '--redirect-uri', redirectUri]
  const environment = {
    ...isPublic ? {} : { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
    ...browser === undefined ? {} : { BROWSER: browser },
  }
  const began = performance.now()
  const running = startInside(
    ['check', stub.issuer, '--i-operate', stub.issuer, ...client, '--probe', number, '--json', ...words],
    { home: freshHome(), environment },
  )
  const { status, stdout, stderr } = await running.ended
  const { rules: [rule], error } = JSON.parse(stdout) as { rules: Rule[], error: Json }
  return {
    status, stderr, error, rules: [rule], reason: rule?.reason?.code, seconds: (performance.now() - began) / 1000,
  }
}

describe('what could not be judged has its own cause', () => {
  test.concurrent('a browser that does not open is told at once, and nobody is waited for without a terminal', async (context) => {
    const { status, error, seconds, stderr } = await examine(context, [
      '--browser', 'no-such-browser', '--timeout', '60',
    ])
    expect([status, error['cause'], seconds < 60]).toEqual([
      5, 'The browser did not open, so nobody could sign in.', true,
    ])
    expect([String(error['hint']).includes('--browser COMMAND'), String(error['hint']).includes('--no-open')])
      .toEqual([true, true])
    expect(stderr).not.toContain('Open this address')
  })

  test.concurrent('a program that was to sign in and failed did open, and its own words are told', async (context) => {
    const program = `node -e 'console.error("a.mjs:12"); console.error("TimeoutError: no button"); process.exit(3)'`
    const { status, error, rules } = await examine(context, ['--browser', program, '--timeout', '60'])
    expect([status, String(error['cause'])]).toEqual([
      5, expect.stringContaining('The program of --browser ended with an error'),
    ])
    expect(error['hint']).not.toContain('--browser COMMAND')
    expect(rules[0]?.evidence[0]).toMatchObject({
      code: 'browser-not-opened',
      message: 'The program that opens the browser failed (ended with 3: TimeoutError: no button)',
    })
  })

  test.concurrent('a program that nobody named fails, and the way out is not the same command', async (context) => {
    const { status, error } = await examine(context, [], {}, { browser: '/bin/false' })
    expect([status, error['cause']]).toEqual([
      5, 'The program that opens the browser on this machine ended with an error, so nobody was signed in. '
      + 'What it said stands with the rules.',
    ])
    expect(error['hint']).toMatch(/oauth-walk check .*--no-open$/)
  })

  test.concurrent('where the named program can’t be started, a person opens the addresses', async (context) => {
    const { error } = await examine(context, ['--browser', 'no-such-browser'])
    expect(error['hint']).toMatch(/oauth-walk check (?!.*--browser no-such).*--no-open$/)
  })

  test.concurrent('a client without a secret is said to be tried as a public one', async (context) => {
    const [guessed, said, proven] = await Promise.all([
      examine(context, ['--no-sign-in'], {}, { rule: 'C11', isPublic: true }),
      examine(context, ['--no-sign-in', '--auth-method', 'none'], {}, { rule: 'C11', isPublic: true }),
      examine(context, ['--no-sign-in'], {}, { rule: 'C11' }),
    ])
    expect(guessed.stderr).toContain('! No client secret was given:')
    expect(guessed.stderr).toContain('--auth-method none')
    expect([said.stderr, proven.stderr].join()).not.toContain('public client')
  })

  test.concurrent('nobody signed in', async (context) => {
    const { status, reason, error, stderr, rules } = await examine(context, ['--no-open', '--timeout', '1'])
    expect(stderr).toMatch(/Open this address in a browser, and sign in as a user of your tests:\nhttp/)
    expect([
      status, reason, error['cause'],
    ]).toEqual([5, 'nobody-came', 'No answer came back from the browser in time.'])
    expect(rules[0]?.evidence[0]?.opened).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\S+\?\S*response_type=code/)
    expect(error['hint']).toContain('--no-sign-in')
  })

  test.concurrent.for([
    '/bin/false', 'no-such-program',
  ])('the sign-in fails by %s, among rules that were judged', async (
    program, context,
  ) => {
    const { status, error } = await examine(context, ['--browser', program], {}, { rule: 'C01,C26' })
    expect([status, error['code'], error['rules'] ?? error['message']]).toEqual([
      5, 'rules-unjudged', expect.stringContaining('C26 client-auth-wrong'),
    ])
  })

  test.concurrent('the port is busy', async (context) => {
    const other = createServer()
    const port = Number(new URL(await listen(other)).port)
    context.onTestFinished(() => release(other))
    const { status, reason, error } = await examine(context, ['--no-open'], {}, { port })
    expect([status, reason, String(error['hint']).includes('--port')]).toEqual([5, 'port-busy', true])
  })

  test.concurrent('the token endpoint does not accept the client', async (context) => {
    const refusing: Partial<Handlers> = {
      authorize: (asked, stub) => stub.good.authorize(asked, stub),
      token: () => ({ status: 401, body: { error: 'invalid_client' } }),
    }
    const { status, reason, error } = await examine(context, ['--browser', residentBrowser()], refusing)
    expect([status, reason, error['cause']]).toEqual([
      5, 'control-failed', expect.stringContaining('does not accept the client'),
    ])
    expect(error['hint']).toContain('OAUTH_WALK_CLIENT_SECRET')
  })

  // Refuses whoever comes, and breaks a rule on which less depends.
  const open = { status: 400, headers: { 'access-control-allow-origin': '*' } }
  test.concurrent.for<[string, Partial<Handlers>, string, number]>([
    [
      'the run stopped halfway', { authorize: (_, stub) => stub.counts.authorize > 1 ? { status: 429 } : open },
      'C09,C14,C22', 5,
    ],
    ['its control failed', { authorize: () => open }, 'C09,C11', 5],
    ['its control failed, though less depends on it than is asked about', { authorize: () => open }, 'C09,C22', 0],
  ])('one rule of several could not be judged, since %s', async ([, handlers, rule, expected], context) => {
    const stub = await openExamined(context, handlers)
    const client = [
      '--client-id', stub.client.client_id, '--redirect-uri', 'http://127.0.0.1:28765/callback', '--no-sign-in',
      '--probe', rule, '--json',
    ]
    const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
    const { status, stdout } = await startInside(
      ['check', stub.issuer, '--i-operate', stub.issuer, ...client], { home: freshHome(), environment },
    ).ended
    expect([status, (JSON.parse(stdout) as { error?: Json }).error?.['code']])
      .toEqual(expected === 5 ? [5, 'rules-unjudged'] : [0, undefined])
  })

  test.concurrent('the provider wants a sign-in first', async (context) => {
    const { status, reason, error } = await examine(
      context, ['--no-sign-in'], { authorize: () => ({ body: '<title>Sign in</title>' }) }, { rule: 'C11' },
    )
    expect([status, reason, error['cause']]).toEqual([
      5, 'sign-in-first', expect.stringContaining('does not answer the right request either'),
    ])
  })
})
