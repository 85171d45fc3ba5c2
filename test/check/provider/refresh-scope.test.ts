import { expect, test } from 'vitest'
import type { Handler } from '../../support/stub-provider.ts'
import { openExamined } from './exam-stub.ts'
import { examineSignedIn, signingIn } from './signing-in.ts'

/** Refreshes for its own client, and says of the scope what it is told to. */
const refreshing = (scopeFor: (asked: string
  | null) => string | undefined | { status: number, body: unknown }): Handler => (asked, stub) => {
  const { parameters, headers } = asked
  if (parameters.get('grant_type') !== 'refresh_token') return stub.good.token(asked, stub)
  if (headers.authorization === undefined) return { status: 401, body: { error: 'invalid_client' } }
  const scope = scopeFor(parameters.get('scope'))
  return typeof scope === 'object'
    ? scope
    : {
        body: {
          access_token: 'x'.repeat(30), token_type: 'Bearer', expires_in: 300, refresh_token: 'y'.repeat(30), scope,
        },
      }
}

const granted = 'openid profile email'
const isMore = (asked: string | null) => /admin|oauth-walk-check/.test(asked ?? '')

test.concurrent.for<[string, string[], Handler, string, string | undefined]>([
  [
    'is refused', [], refreshing(asked => isMore(asked) ? { status: 400, body: { error: 'invalid_scope' } } : granted),
    'PASS', undefined,
  ],
  [
    'is overlooked', ['admin'], refreshing(() => granted), 'WEAK',
    'A refresh that asks for admin too is not refused; it brings what was granted',
  ],
  [
    'is none of the provider’s, and the answer names no scope', [], refreshing(() => undefined), 'WEAK',
    'A refresh that asks for oauth-walk-check too is not refused, and its answer names no scope',
  ],
  [
    'is one of the provider’s, and the answer names no scope', ['admin'], refreshing(() => undefined), 'FAIL',
    'The refresh asked for admin too, which was not granted, and the answer names no scope: that means that all was granted (RFC 6749 5.1)',
  ],
  [
    'is given', ['admin'], refreshing(asked => asked ?? granted), 'FAIL',
    'The refresh brought admin, which was not granted',
  ],
])('a refresh for more than was granted, which %s', async ([, more, token, verdict, message], context) => {
  const stub = await openExamined(
    context, { authorize: signingIn, token }, { scopes_supported: [...granted.split(' '), ...more] },
  )
  const { rules: { C36 } } = await examineSignedIn(stub, '--probe', 'C36')
  expect([C36?.verdict, C36?.evidence[0]?.message]).toEqual([verdict, message])
})
