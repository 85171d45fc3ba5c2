import { expect, test } from 'vitest'
import type { Handler, Said } from '../../support/stub-provider.ts'
import { openExamined } from './exam-stub.ts'
import { examineSignedIn, signingIn } from './signing-in.ts'

let flows = 0
const toLogin = (): Said => ({
  status: 302, headers: { location: `/login/${`flow${flows += 1}`.padEnd(20, 'x')}?a=${flows}` },
})

/** Sends whoever has not signed in to its login page, and says this to a reference that was used. */
function pushing(said: () => Said): Handler {
  const used = new Set<string>()
  return (asked, stub) => {
    const reference = asked.parameters.get('request_uri')
    if (reference === null) return signingIn(asked, stub)
    if (used.has(reference)) return said()
    used.add(reference)
    return asked.headers['user-agent']?.startsWith('oauth-walk-check') ? toLogin() : stub.good.authorize(asked, stub)
  }
}

test.concurrent.for<[string, () => Said, unknown[]]>([
  [
    'is refused by a page of status 200', () => ({ body: '<title>Error</title>' }),
    ['WEAK', undefined, 'status-otherwise'],
  ],
  [
    'gets a page that may be anything', () => ({ body: '<title>Oops</title>' }),
    ['INCONCLUSIVE', 'unclear', 'page-shown'],
  ],
  [
    'is sent to another page than a fresh one', () => ({ status: 302, headers: { location: '/oops?m=expired' } }),
    ['INCONCLUSIVE', 'unclear', 'sent-on'],
  ],
  ['is sent where a fresh one is sent', toLogin, ['FAIL', undefined, 'request-uri-taken']],
])('a request_uri that was used %s', async ([, said, expected], context) => {
  const stub = await openExamined(context, { authorize: pushing(said) })
  const discovery: Handler = async (asked, { good }) => {
    const { body } = await good.discovery(asked, stub) as { body: object }
    return { body: { ...body, pushed_authorization_request_endpoint: `${stub.issuer}/push` } }
  }
  stub.reset({ authorize: pushing(said), discovery })
  const { rules: { C39 } } = await examineSignedIn(stub, '--probe', 'C39')
  expect([C39?.verdict, C39?.reason?.code, C39?.evidence[0]?.code]).toEqual(expected)
})
