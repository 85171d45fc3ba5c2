import { expect, test, type TestContext } from 'vitest'
import type { Handler, Handlers, Said } from '../../support/stub-provider.ts'
import { openExamined, publicClient } from './exam-stub.ts'
import { examineSignedIn, signingIn } from './signing-in.ts'

const busy: Said = { status: 503, body: { error: 'temporarily_unavailable' } }
const dead: Said = { status: 400, body: { error: 'invalid_grant' } }

async function examine(context: TestContext, handlers: Partial<Handlers>, probe: string, ...more: string[]) {
  const stub = await openExamined(context, { authorize: signingIn, ...handlers })
  const { rules: { [probe]: rule } } = await examineSignedIn(stub, '--probe', probe, '--destructive', ...more)
  return [rule?.verdict, rule?.reason?.code, rule?.evidence.map(({ code }) => code)]
}

/** Ends what its own client revokes; the first refresh after another client's revocation is answered by this. */
function refreshing(said: Said): Partial<Handlers> {
  let next: Said | undefined
  const token: Handler = async (asked, stub) => {
    if (asked.parameters.get('client_id') === publicClient) return dead
    if (asked.parameters.get('grant_type') !== 'refresh_token') return stub.good.token(asked, stub)
    const answer = next
    next = undefined
    return answer ?? { body: { access_token: 'new', token_type: 'Bearer', expires_in: 60, refresh_token: 'newer' } }
  }
  const revoke: Handler = ({ parameters }) => {
    const isOther = parameters.get('client_id') === publicClient
    if (parameters.get('token') !== 'oauth-walk-check-garbage') next = isOther ? said : dead
    return {}
  }
  return { token, revoke }
}

test.concurrent.for<[string, Said, unknown[]]>([
  ['breaks', busy, ['INCONCLUSIVE', 'server-error', ['server-failed']]],
  [
    'is refused for something else', { status: 400, body: { error: 'invalid_request' } },
    ['INCONCLUSIVE', 'unclear', ['refused-otherwise']],
  ],
  ['is refused for its token', dead, ['FAIL', undefined, ['revoked-by-other']]],
])('a refresh that %s after another client revoked the token', async ([, said, expected], context) => {
  const [verdict, reason, codes] = await examine(
    context, refreshing(said), 'C37', '--second-client-id', publicClient,
  )
  expect([verdict, reason, (codes as string[]).slice(0, 1)]).toEqual(expected)
})

test.concurrent.for<[string, Said, unknown[]]>([
  ['breaks', busy, ['INCONCLUSIVE', 'server-error', ['server-failed']]],
  ['opens', { body: { sub: '1' } }, ['WEAK', undefined, ['token-lives']]],
  ['refuses', { status: 401 }, ['PASS', undefined, []]],
])('a userinfo endpoint that %s after a replay', async ([, said, expected], context) => {
  let codes = 0
  const token: Handler = (asked, stub) => {
    codes += 1
    return stub.good.token(asked, stub)
  }
  const userinfo: Handler = (asked, stub) => codes > 1 ? said : stub.good.userinfo(asked, stub)
  expect(await examine(context, { token, userinfo }, 'C27')).toEqual(expected)
})

test.concurrent.for<[string, Said, unknown[]]>([
  ['says with 200 that it refuses', { body: { error: 'invalid_token' } }, ['WEAK', undefined, 'status-otherwise']],
  ['shows a page', { body: '<title>Sign in</title>' }, ['INCONCLUSIVE', 'unclear', 'page-shown']],
  ['opens', { body: { sub: '1' } }, ['FAIL', undefined, 'userinfo-opened']],
  ['opens with a JWT', { body: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.' }, ['FAIL', undefined, 'userinfo-opened']],
])('a userinfo endpoint that %s to a wrong token', async ([, said, expected], context) => {
  const userinfo: Handler = async (asked, stub) => {
    const good = await stub.good.userinfo(asked, stub)
    return typeof good === 'object' && good.status === undefined ? good : said
  }
  const [verdict, reason, codes] = await examine(context, { userinfo }, 'C33')
  expect([verdict, reason, (codes as string[])[0]]).toEqual(expected)
})

test.concurrent.for<[string, number, unknown[]]>([
  ['once', 1, ['PASS', undefined, []]],
  ['again too', 2, ['INCONCLUSIVE', 'control-failed', ['control-refused']]],
])('a userinfo endpoint that knows the tokens of a login %s no more', async ([, ended, expected], context) => {
  let logins = 0
  const token: Handler = async (asked, stub) => {
    logins += 1
    const good = await stub.good.token(asked, stub)
    return typeof good !== 'object' || logins > ended ? good : { ...good, body: { ...good.body as object, access_token: 'ended' } }
  }
  const userinfo: Handler = async (asked, stub) =>
    asked.headers.authorization === 'Bearer ended' ? { status: 401 } : stub.good.userinfo(asked, stub)
  expect(await examine(context, { token, userinfo }, 'C33')).toEqual(expected)
})
