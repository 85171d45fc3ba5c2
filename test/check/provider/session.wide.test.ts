import { describe, expect, test, type TestContext } from 'vitest'
import { providerProbeList } from '../../../src/check/provider/index.ts'
import { freshHome, start } from '../../support/cli.ts'
import type { Handler, Handlers } from '../../support/stub-provider.ts'
import { authorizing, back, examineSandbox, openExamined, type Judging } from './exam-stub.ts'
import { examineSignedIn, signingIn, wordsToSignIn } from './signing-in.ts'

async function examineByBrowser(context: TestContext, handlers: Partial<Handlers>, ...more: string[]) {
  const stub = await openExamined(context, { authorize: signingIn, ...handlers })
  return { stub, ...await examineSignedIn(stub, ...more) }
}

/** Looks at no `code_verifier`. */
const withoutVerifier: Handler = (asked, stub) => {
  const grant = stub.grants.get(asked.parameters.get('code') ?? '')
  if (grant) grant.challenge = undefined
  asked.parameters.delete('code_verifier')
  return stub.good.token(asked, stub)
}

describe('a session', () => {
  test.concurrent('brings a code for each broken request and one for the control, and gives back all tokens', async (context) => {
    const { stub, rules, status, stderr } = await examineByBrowser(context, {}, '--probe', 'C19')
    expect([status, rules['C19']?.verdict, stderr.includes('Open this address')]).toEqual([0, 'PASS', false])
    expect(stub.counts).toMatchObject({ token: 2, revoke: 2 })
    const [wrong, right] = stub.asked.filter(({ endpoint }) => endpoint === 'token').map(({ parameters }) => parameters)
    expect(wrong?.get('code')).not.toBe(right?.get('code'))
  })

  test.concurrent('gives back what should not have been given', async (context) => {
    const { stub, rules, status } = await examineByBrowser(context, { token: withoutVerifier }, '--probe', 'C19')
    expect([status, rules['C19']?.verdict, rules['C19']?.evidence[0]?.code]).toEqual([3, 'FAIL', 'tokens-issued'])
    expect(stub.counts.revoke).toBe(2)
  })

  test.concurrent.for<[string, Partial<Handlers>, string, string]>([
    [
      'refuses the right request too', { token: () => ({ status: 400, body: { error: 'invalid_grant' } }) },
      'INCONCLUSIVE', 'control-refused',
    ],
    [
      'has another word for it',
      {
        token: (asked, stub) =>
          asked.parameters.get('code_verifier')?.startsWith('oauth-walk')
            ? { status: 400, body: { error: 'invalid_request' } }
            : stub.good.token(asked, stub),
      },
      'WEAK', 'refused-otherwise',
    ],
    ...[{}, { ok: true }, { access_token: 5 }, { data: { access_token: 'token-in-an-envelope' } }, ''].map((body):
    [string, Partial<Handlers>, string, string] => [
      `answers ${JSON.stringify(body)}`,
      {
        token: (asked, stub) =>
          asked.parameters.get('code_verifier')?.startsWith('oauth-walk')
            ? { status: 200, body }
            : stub.good.token(asked, stub),
      },
      ...typeof body === 'object' && 'data' in body
        ? ['FAIL', 'tokens-issued'] as const
        : ['INCONCLUSIVE', 'no-refusal'] as const,
    ]),
    [
      'says with 200 that it refuses',
      {
        token: (asked, stub) =>
          asked.parameters.get('code_verifier')?.startsWith('oauth-walk')
            ? { status: 200, body: { error: 'invalid_grant' } }
            : stub.good.token(asked, stub),
      },
      'WEAK', 'status-otherwise',
    ],
    ['breaks', { token: () => ({ status: 500 }) }, 'INCONCLUSIVE', 'server-failed'],
  ])('at a provider that %s', async ([, handlers, verdict, code], context) => {
    const { rules: { C19 } } = await examineByBrowser(context, handlers, '--probe', 'C19')
    expect([C19?.verdict, C19?.evidence[0]?.code]).toEqual([verdict, code])
  })

  test.concurrent.for(['C19,C27', 'C27'])('finds a code that was issued twice: %s', async (probes, context) => {
    const sameCode: Handler = async (asked, stub) => {
      const said = await signingIn(asked, stub)
      if (typeof said === 'string' || !said.headers?.['location']?.includes('code=')) return said
      const [before] = stub.grants.values()
      stub.grants.clear()
      if (before)
        stub.grants.set('the-only-code-there-is', {
          ...before, challenge: asked.parameters.get('code_challenge') ?? undefined,
          nonce: asked.parameters.get('nonce') ?? undefined,
        })
      return {
        ...said, headers: { location: said.headers['location'].replace(/code=\w+/, 'code=the-only-code-there-is') },
      }
    }
    const { rules } = await examineByBrowser(context, { authorize: sameCode }, '--probe', probes, '--destructive')
    expect([rules['C27']?.verdict, rules['C27']?.evidence.map(({ code }) => code)]).toEqual([
      'FAIL', expect.arrayContaining(['code-repeated']),
    ])
  })

  test.concurrent.for<[string, Partial<Judging>, string]>([
    ['refuses a request without PKCE', {}, 'PASS'], ['does not', { pkce: false }, 'FAIL'],
  ])('at a provider that refuses prompt=none by itself, and %s', async ([, judging, verdict], context) => {
    let count = 0
    const wantingHint: Handler = async (asked, stub) => {
      const said = await authorizing({ redirect: () => true, ...judging })(asked, stub)
      if (typeof said !== 'string' && said.headers?.['location']?.includes('error=invalid_request')) return said
      const isSilent = asked.parameters.get('prompt') === 'none' && (count += 1) > 1
      const answer = {
        error: 'invalid_request', error_description: 'id_token mandatory', state: asked.parameters.get('state'),
      }
      return isSilent ? back(asked.parameters.get('redirect_uri') ?? '', answer) : signingIn(asked, stub)
    }
    const forgiving: Handler = (asked, stub) => {
      if (!stub.grants.get(asked.parameters.get('code') ?? '')?.challenge) asked.parameters.delete('code_verifier')
      return stub.good.token(asked, stub)
    }
    const { rules } = await examineByBrowser(
      context, { authorize: wantingHint, token: forgiving }, '--probe', 'C19,C21',
    )
    expect([rules['C19']?.verdict, rules['C21']?.verdict]).toEqual(['PASS', verdict])
  })

  test.concurrent('is not begun where the provider shows an error to whoever comes', async (context) => {
    const { stub, rules } = await examineByBrowser(context, { authorize: () => ({ status: 400 }) }, '--probe', 'C19')
    expect([rules['C19']?.verdict, rules['C19']?.reason?.code, stub.counts.authorize]).toEqual([
      'INCONCLUSIVE', 'sign-in-failed', 2,
    ])
  })

  test.concurrent('sees what a provider says that wants a sign-in before it looks at a request', async (context) => {
    const pageFirst: Handler = (asked, stub) =>
      asked.parameters.get('prompt') === 'none' ? { body: '<title>Sign in</title>' } : refusingPlain(asked, stub)
    const refusingPlain: Handler = (asked, stub) => asked.parameters.get('code_challenge_method') === 'plain'
      ? back(asked.parameters.get('redirect_uri') ?? '', {
          error: 'invalid_request', state: asked.parameters.get('state'), iss: stub.issuer,
        })
      : stub.good.authorize(asked, stub)
    const { rules } = await examineByBrowser(context, { authorize: pageFirst }, '--probe', 'C11,C14,C22')
    expect(rules['C14']?.evidence[0]?.opened).toMatch(/authorize\?client_id=.*state=<state#/)
    expect(rules['C14']?.repeat).toMatch(/^echo '.*authorize\?client_id=(?!.*response_type).*'"\$STATE"/m)
    expect([rules['C11']?.reason?.code, rules['C14']?.verdict, rules['C22']?.verdict]).toEqual([
      'sign-in-first', 'FAIL', 'PASS',
    ])
  })

  test('gives back all tokens when it is interrupted', async (context) => {
    const stub = await openExamined(context, {
      authorize: signingIn, jwks: (_, { counts, keys }) => counts.token > 0 ? 'hang' : { body: keys.jwks },
    })
    const running = start(await wordsToSignIn(stub, '--probe', 'C19', '-v'), {
      home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
    })
    await running.sees('stderr', /200 {2}POST .*\/token/)
    running.child.kill('SIGINT')
    const { status, stderr } = await running.ended
    expect([status, stub.counts.revoke]).toEqual([130, 2])
    expect(stderr).toMatch(/2 tokens revoked/)
  })
})

describe('the sandbox', () => {
  test('keeps to every rule that is judged, and leaves nothing behind', async () => {
    const { rules, status, stderr } = await examineSandbox('--destructive')
    expect(
      Object.values(rules).filter(({ verdict, reason }) => verdict !== 'PASS' && !(verdict === 'SKIP' && reason)),
    ).toEqual(
      [],
    )
    expect([status, Object.keys(rules).length]).toEqual([0, providerProbeList.length])
    expect(stderr).toMatch(/tokens revoked/)
  })

  test('ends nothing of its own unless that is asked for', async () => {
    const { rules } = await examineSandbox('--probe', 'C42')
    expect([rules['C42']?.verdict, rules['C42']?.reason?.code]).toEqual(['SKIP', 'destructive-off'])
  })

  test('signs nobody in where that was not asked for', async () => {
    const { rules, stderr } = await examineSandbox('--no-sign-in', '--probe', 'C04,C16,C19,C39')
    expect(Object.values(rules).map(({ verdict, reason }) => reason?.code ?? verdict)).toEqual([
      'PASS', 'PASS', 'sign-in-off', 'PASS',
    ])
    expect(stderr).not.toMatch(/revoked/)
  })
})
