import { expect, test, type TestContext } from 'vitest'
import { freshHome } from '../../support/cli.ts'
import { startInside } from '../../support/inside.ts'
import type { Asked, Handler, Said } from '../../support/stub-provider.ts'
import { authorizing, back, examine, openExamined, readExamined, redirectUri, wordsFor } from './exam-stub.ts'
import { examineSignedIn, signingIn } from './signing-in.ts'

const signInPage: Said = { body: '<title>Sign in</title><form method=post><input type=password name=p></form>' }
const interaction: Said = { status: 302, headers: { location: '/interaction/abcdef' } }

/** Requests that a right provider refuses, for each of these rules. */
const isBroken = ({ parameters }: Asked): boolean => {
  const names = [...parameters.keys()]
  return parameters.get('response_type') !== 'code'
    || parameters.get('code_challenge_method') !== 'S256'
    || !parameters.get('redirect_uri')?.startsWith('http://127.0.0.1')
    || new Set(names).size !== names.length
}

const broken = (said: Said): Handler => (asked, stub) => isBroken(asked) ? said : authorizing()(asked, stub)

test.concurrent.for<[string, Said, string, string | undefined]>([
  ['its sign-in page', signInPage, 'INCONCLUSIVE', 'page-shown'],
  ['a page of its own', interaction, 'INCONCLUSIVE', 'sent-on'],
  ['a page that tells of an error', { body: '<title>Error</title>' }, 'WEAK', 'status-otherwise'],
  ['an address of errors', { status: 302, headers: { location: '/failed?error=invalid_request' } }, 'PASS', undefined],
])('whatever the rule, where a broken request leads to %s', async ([, said, verdict, code], context) => {
  const { rules } = await examine(
    await openExamined(context, { authorize: broken(said) }), '--probe', 'C11,C14,C15,C22,C23',
  )
  for (const rule of ['C11', 'C14', 'C15', 'C22', 'C23'])
    expect([rule, rules[rule]?.verdict, rules[rule]?.evidence[0]?.code]).toEqual([rule, verdict, code])
  // The same words for all of them.
  expect(new Set(Object.values(rules).map(({ evidence }) => evidence[0]?.message)).size).toBe(1)
})

test.concurrent('the same is told in Chinese', async (context) => {
  const stub = await openExamined(context, { authorize: broken(interaction) })
  const { rules } = await examine(stub, '--probe', 'C11,C14', '--lang', 'zh')
  for (const rule of ['C11', 'C14'])
    expect(rules[rule]?.evidence[0]?.message).toMatch(/浏览器被转到 http\S+\/interaction\/abcdef：无法判断是否拒绝/)
})

test.concurrent('who signs in sees that the request was taken by way of another address', async (context) => {
  const once: Handler = (asked, stub) => {
    const names = [...asked.parameters.keys()]
    if (new Set(names).size === names.length) return signingIn(asked, stub)
    const first = new URLSearchParams(names.map((name): [string, string] => [name, asked.parameters.get(name) ?? '']))
    for (const name of new Set(names)) first.set(name, asked.parameters.get(name) ?? '')
    return { status: 302, headers: { location: `/authorize?${first.toString()}` } }
  }
  const { status, rules: { C15 } } = await examineSignedIn(
    await openExamined(context, { authorize: once }), '--probe', 'C15',
  )
  expect([status, C15?.verdict, C15?.evidence[0]?.code]).toEqual([3, 'FAIL', 'code-issued'])
})

test.concurrent('a token in the address is not told as a code', async (context) => {
  const implicit: Handler = (asked, stub) => asked.parameters.get('response_type')?.includes('token')
    ? {
        status: 302,
        headers: { location: `${redirectUri}#access_token=x1&state=${asked.parameters.get('state') ?? ''}` },
      }
    : authorizing()(asked, stub)
  const { rules: { C14 } } = await examine(await openExamined(context, { authorize: implicit }), '--probe', 'C14')
  expect([C14?.verdict, C14?.evidence[0]?.message]).toEqual([
    'FAIL', `The browser is sent to ${redirectUri} with access_token in the address`,
  ])
})

test.concurrent('a state in small letters came back changed', async (context) => {
  const stub = await openExamined(context, { authorize: authorizing({ state: state => state.toLowerCase() }) })
  const { rules: { C16 } } = await examine(stub, '--probe', 'C16')
  expect([C16?.verdict, C16?.evidence[0]?.code]).toEqual(['FAIL', 'parameter-differs'])
})

async function among(context: TestContext, authorize: Handler) {
  const stub = await openExamined(context, { authorize })
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  const words = wordsFor(stub, '--no-sign-in', '--json', '--probe', 'C03,C11,C17')
  return readExamined(await startInside(words, { home: freshHome(), environment }).ended)
}

test.concurrent('a grave rule that an answer leaves open ends the run as unjudged, also among others', async (context) => {
  const { status, document } = await among(context, broken(interaction))
  expect([status, (document['error'] as { message: string }).message]).toEqual([
    5, 'Not judged: C11 redirect-unregistered',
  ])
})

test.concurrent('where the provider wants a sign-in first, the rules that this leaves open are told', async (context) => {
  const { status, stderr } = await among(context, () => signInPage)
  expect([status, stderr]).toEqual([
    0, expect.stringContaining('! Nobody can say whether these rules hold: C11 (sign-in first).'),
  ])
})

test.concurrent('where every rule is judged, nothing is said of that', async (context) => {
  const { status, stderr } = await among(context, (asked, stub) =>
    asked.parameters.get('state') === '' ? back(redirectUri, {}) : authorizing()(asked, stub))
  expect([status, stderr.includes('Nobody can say')]).toEqual([0, false])
})
