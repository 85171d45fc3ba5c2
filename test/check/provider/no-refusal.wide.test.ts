import { expect, test } from 'vitest'
import type { Handler, Said } from '../../support/stub-provider.ts'
import { examine, openExamined } from './exam-stub.ts'
import { examineSignedIn, signingIn } from './signing-in.ts'
import { sampled } from '../../support/wide.ts'

/** Answers so to a token request with another verifier than the one that was meant. */
const wrongly = (said: Said): Handler => (asked, stub) =>
  asked.parameters.get('code_verifier')?.startsWith('oauth-walk') ? said : stub.good.token(asked, stub)

/** What holds neither a token nor an error: it ended the run as a bug of the program's, or was told as a refusal. */
const silent: [string, Said][] = [
  ['an object of something else', { body: { ok: true } }],
  ['a number that means that nothing is wrong', { body: { code: 0 } }],
  ['a token that is null', { body: { access_token: null, token_type: 'Bearer' } }],
  ['a token that is a number', { body: { access_token: 5, token_type: 'Bearer' } }],
  ['a type without a token', { body: { token_type: 'Bearer' } }],
  ['an ID token alone', { body: { id_token: 'a.b.c' } }],
  ['a list', { body: [] }],
  ['nothing', { body: '' }],
  ['a page', { body: '<h1>Hello</h1>' }],
  ['a redirect', { status: 302, headers: { location: '/err' } }],
]

test.concurrent.for(sampled(silent, 3))('%s is no refusal of a token request: nobody can say', async ([, said], context) => {
  const stub = await openExamined(context, { authorize: signingIn, token: wrongly(said) })
  const { status, rules: { C19 } } = await examineSignedIn(stub, '--probe', 'C19')
  expect([status, C19?.verdict, C19?.evidence[0]?.message]).toEqual([
    5, 'INCONCLUSIVE',
    `The answer has status ${typeof said === 'string'
      ? ''
      : said.status ?? 200} and no error: nobody can say whether it refuses`,
  ])
})

test.concurrent('tokens that stand in an object of the answer were issued, and are given back', async (context) => {
  const token = wrongly({ body: { code: 0, data: { access_token: 'wrapped-token-of-the-stub' } } })
  const stub = await openExamined(context, { authorize: signingIn, token })
  const { status, rules: { C19 } } = await examineSignedIn(stub, '--probe', 'C19')
  expect([status, C19?.verdict, C19?.evidence[0]?.code]).toEqual([3, 'FAIL', 'tokens-issued'])
  const revoked = stub.asked.filter(({ endpoint }) => endpoint === 'revoke').map(({ parameters }) =>
    parameters.get('token'))
  expect(revoked).toContain('wrapped-token-of-the-stub')
})

test.concurrent('a refresh that says nothing ends the other rules no more than a code does', async (context) => {
  const token: Handler = async (asked, stub) => {
    if (asked.parameters.get('grant_type') === 'refresh_token') return { body: { ok: true } }
    const said = await stub.good.token(asked, stub)
    return typeof said === 'string' || said.status !== undefined
      ? said
      : { ...said, body: { ...said.body as object, refresh_token: 'refresh-token-of-the-stub' } }
  }
  const stub = await openExamined(context, { authorize: signingIn, token })
  const { status, rules } = await examineSignedIn(stub, '--probe', 'C03,C34,C36')
  expect([status, rules['C03']?.verdict, rules['C34']?.verdict, rules['C36']?.verdict]).toEqual([
    5, 'PASS', 'INCONCLUSIVE', 'INCONCLUSIVE',
  ])
})

test.concurrent('a request without nonce is not refused by an answer that says nothing', async (context) => {
  const token: Handler = (asked, stub) =>
    stub.grants.get(asked.parameters.get('code') ?? '')?.nonce === undefined
      ? { body: { ok: true } }
      : stub.good.token(asked, stub)
  const stub = await openExamined(context, { authorize: signingIn, token })
  const { rules: { C31 } } = await examineSignedIn(stub, '--probe', 'C31')
  expect([C31?.verdict, C31?.evidence[0]?.code]).toEqual(['INCONCLUSIVE', 'no-refusal'])
})

test.concurrent('of a replaced refresh token, what comes for the newest one then has to be a refusal', async (context) => {
  const used = new Set<string>()
  let count = 0
  const token: Handler = async (asked, stub) => {
    const old = asked.parameters.get('refresh_token')
    if (old !== null && used.size > 1) return { status: 500 }
    if (old !== null && used.has(old)) {
      used.add('found out')
      return { status: 400, body: { error: 'invalid_grant' } }
    }
    if (old !== null) used.add(old)
    const refresh_token = `refresh-token-${count += 1}`
    if (old !== null) return { body: { access_token: `access-${count}`, token_type: 'Bearer', refresh_token } }
    const said = await stub.good.token(asked, stub)
    return typeof said === 'string' || said.status !== undefined
      ? said
      : { ...said, body: { ...said.body as object, refresh_token } }
  }
  const stub = await openExamined(context, { authorize: signingIn, token })
  const { rules: { C35 } } = await examineSignedIn(stub, '--probe', 'C35', '--destructive')
  expect([C35?.verdict, C35?.evidence[0]?.code]).toEqual(['INCONCLUSIVE', 'server-failed'])
})

test.concurrent.for<[string, string, Said]>([
  ['a page at the introspection endpoint', 'C38', { body: '<title>Sign in</title>' }],
  ['an empty answer at the introspection endpoint', 'C38', { body: '' }],
])('%s is no refusal', async ([, probe, said], context) => {
  const stub = await openExamined(context, { elsewhere: () => said })
  stub.reset({
    elsewhere: () => said,
    discovery: async (asked, it) => {
      const { body } = await it.good.discovery(asked, it) as { body: object }
      return { body: { ...body, introspection_endpoint: `${it.issuer}/introspect` } }
    },
  })
  const { rules } = await examine(stub, '--probe', probe)
  expect([rules[probe]?.verdict, rules[probe]?.evidence[0]?.code]).toEqual(['INCONCLUSIVE', 'no-refusal'])
})

test.concurrent('a redirect of the userinfo endpoint neither opens nor refuses', async (context) => {
  const stub = await openExamined(context, {
    authorize: signingIn,
    userinfo: (asked, it) => asked.headers.authorization === undefined
      ? { status: 302, headers: { location: '/login' } }
      : it.good.userinfo(asked, it),
  })
  const { rules: { C33 } } = await examineSignedIn(stub, '--probe', 'C33')
  expect([C33?.verdict, C33?.evidence[0]?.code]).toEqual(['INCONCLUSIVE', 'no-refusal'])
})

test.concurrent('a revocation that is confirmed otherwise than by 200 is told as one that was not confirmed', async (context) => {
  const stub = await openExamined(context, { authorize: signingIn, revoke: () => ({ status: 204 }) })
  const { stderr } = await examineSignedIn(stub, '--probe', 'C19')
  expect(stderr).toContain('The revocation of 2 tokens was not confirmed: status 204')
  expect(stderr).not.toContain('not revoked')
})

test.concurrent('whoever answers a revocation with 204 has ended the token where it is refused then', async (context) => {
  const ended = new Set<string | null>()
  const token: Handler = async (asked, stub) => {
    const old = asked.parameters.get('refresh_token')
    if (ended.has(old)) return { status: 400, body: { error: 'invalid_grant' } }
    const refresh_token = `refresh-token-${stub.counts.token}`
    if (old !== null)
      return { body: { access_token: `access-${stub.counts.token}`, token_type: 'Bearer', refresh_token } }
    const said = await stub.good.token(asked, stub)
    return typeof said === 'string' || said.status !== undefined
      ? said
      : { ...said, body: { ...said.body as object, refresh_token } }
  }
  const revoke: Handler = ({ parameters }) => {
    ended.add(parameters.get('token'))
    return { status: 204 }
  }
  const userinfo: Handler = () => ({ status: 401 })
  const stub = await openExamined(context, { authorize: signingIn, token, revoke, userinfo })
  const { rules: { C37 } } = await examineSignedIn(stub, '--probe', 'C37', '--destructive')
  expect([C37?.verdict, C37?.evidence[0]?.code]).toEqual(['WEAK', 'revocation-refused'])
})
