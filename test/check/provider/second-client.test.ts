import { expect, test, type TestContext } from 'vitest'
import { freshHome } from '../../support/cli.ts'
import { startInside } from '../../support/inside.ts'
import { freePort } from '../../support/ports.ts'
import { residentBrowser } from '../../support/resident-browser.ts'
import type { Handler, Handlers, Said } from '../../support/stub-provider.ts'
import type { Json } from '../../support/walks.ts'
import { authorizing, openExamined, publicClient, type Rule } from './exam-stub.ts'

const signingIn: Handler = (asked, stub) =>
  asked.parameters.get('prompt') === 'none'
    ? authorizing({ redirect: () => true })(asked, stub)
    : stub.good.authorize(asked, stub)
/** Knows the first client only, by its secret. */
const knowingOne: Handler = (asked, stub) => stub.good.token(asked, stub)
const sayingOtherwise: Handler = (asked, stub) =>
  asked.parameters.get('client_id') === publicClient
    ? { status: 401, body: { error: 'unauthorized_client' } }
    : stub.good.token(asked, stub)

async function examine(context: TestContext, handlers: Partial<Handlers>, probe: string, ...more: string[]) {
  const stub = await openExamined(context, { authorize: signingIn, ...handlers })
  const home = freshHome()
  const uri = `http://127.0.0.1:${await freePort()}/callback`
  const words = [
    'check', stub.issuer, '--i-operate', stub.issuer, '--client-id', stub.client.client_id, '--second-client-id',
    publicClient, '--redirect-uri', uri,
  ]
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  const signIn = ['--browser', residentBrowser(), '--probe', probe, '--json', ...more]
  const { status, stdout } = await startInside([...words, ...signIn], { home, environment }).ended
  const { rules: [rule], error } = JSON.parse(stdout) as { rules: Rule[], error?: Json }
  const codes = stub.asked.filter(({ endpoint }) => endpoint === 'token').map(({ parameters }) =>
    parameters.get('code') ?? '')
  return { status, rule, error, codes }
}

test.concurrent.for([['in the standard’s word', knowingOne], ['in another word', sayingOtherwise]] as const)(
  'a second client that is refused %s for want of its secret is asked for it, and its refusal judges nothing',
  async ([, token], context) => {
    const { status, rule, error, codes } = await examine(context, { token }, 'C25')
    expect([status, rule?.verdict, rule?.reason?.code, rule?.evidence[0]?.code]).toEqual([
      5, 'INCONCLUSIVE', 'second-client-refused', 'second-client-refused',
    ])
    expect([rule?.evidence[0]?.message, error?.['hint']]).toEqual([
      expect.stringMatching(/No secret was given for stub public client/),
      expect.stringContaining('--second-client-secret-file FILE'),
    ])
    expect([codes.length, codes.at(-1)]).toEqual([2, 'oauth-walk-check-code'])
  },
)

test.concurrent('a second client that is known without a secret is a public one: what it is refused is judged', async (context) => {
  const { status, rule, codes } = await examine(context, {}, 'C25')
  expect([status, rule?.verdict, codes.length]).toEqual([0, 'PASS', 2])
})

test.concurrent('so it is where a provider says in a word of its own that only the code is wrong', async (context) => {
  const lax = { authorize: authorizing({ pkce: false, redirect: () => true }) }
  const token: Handler = () => ({ status: 403, body: { error: 'invalid_code' } })
  const { rule } = await examine(context, { ...lax, token }, 'C23', '--no-sign-in')
  expect([rule?.verdict, rule?.reason?.code]).toEqual(['FAIL', undefined])
})

test.concurrent.for<[string, Partial<Handlers>, unknown[]]>([
  ['may have a secret', { token: knowingOne }, [5, 'INCONCLUSIVE', 'second-client-refused']],
  ['has none', {}, [3, 'FAIL', undefined]],
])('a request without PKCE by a second client that %s', async ([, handlers, expected], context) => {
  const lax = { authorize: authorizing({ pkce: false, redirect: () => true }) }
  const { status, rule } = await examine(context, { ...lax, ...handlers }, 'C23', '--no-sign-in')
  expect([status, rule?.verdict, rule?.reason?.code]).toEqual(expected)
})

test.concurrent.for<[string, Said, unknown[]]>([
  ['is of no use', { status: 400, body: { error: 'invalid_client' } }, [0, 'WEAK', 'code-of-no-use']],
  ['brings tokens', { body: { access_token: 'without-pkce', token_type: 'Bearer' } }, [3, 'FAIL', 'tokens-issued']],
])('a code that a public client got without PKCE is sent: it %s', async ([, said, expected], context) => {
  const authorize: Handler = (asked, stub) =>
    asked.parameters.get('prompt') === 'none'
      ? authorizing({ pkce: false, redirect: () => true })(asked, stub)
      : stub.good.authorize(asked, stub)
  const token: Handler = ({ parameters }) =>
    parameters.get('code') === 'oauth-walk-check-code' || parameters.has('code_verifier')
      ? { status: 400, body: { error: 'invalid_grant' } }
      : said
  const { status, rule, codes } = await examine(context, { authorize, token }, 'C23')
  expect([status, rule?.verdict, rule?.evidence[0]?.code]).toEqual(expected)
  expect(codes.at(-1)).not.toBe('oauth-walk-check-code')
})
