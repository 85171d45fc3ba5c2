import { expect, test } from 'vitest'
import type { Handler } from '../../support/stub-provider.ts'
import type { Json } from '../../support/walks.ts'
import { examine, openExamined } from './exam-stub.ts'
import { examineSignedIn, signingIn } from './signing-in.ts'

const spring: Handler = ({ url }) => ({ status: 404, body: { status: 404, error: 'Not Found', path: url.pathname } })
const causeOf = (document: Json) => (document['error'] as Json)['cause']

test.concurrent.for<[string, Handler, string]>([
  ['nothing, in Spring’s words', spring, 'nothing-there'],
  ['nothing, in other words', () => ({ status: 404, body: { error: 'not_found' } }), 'nothing-there'],
  ['a page of a web server', () => ({ status: 404, body: '<h1>Not Found' }), 'nothing-there'],
  ['another method', () => ({ status: 405 }), 'nothing-there'],
  ['an error of OAuth', () => ({ status: 404, body: { error: 'invalid_client' } }), 'control-refused'],
  ['a page that refuses', () => ({ status: 400, body: '<h1>Bad Request' }), 'control-refused'],
])('an authorization endpoint with %s', async ([, authorize, code], context) => {
  const { status, rules, document } = await examine(await openExamined(context, { authorize }), '--probe', 'C11,C14')
  expect([status, rules['C11']?.evidence[0]?.code, rules['C14']?.evidence[0]?.code]).toEqual([5, code, code])
  expect(causeOf(document))
    .toMatch(code === 'nothing-there' ? /^There is nothing at an address/ : /^The provider also refused/)
})

test.concurrent('whoever could not be sent to sign in, since nothing is there', async (context) => {
  const { status, document } = await examineSignedIn(await openExamined(context, { authorize: spring }), '--probe', 'C19')
  expect([status, causeOf(document)]).toEqual([5, expect.stringMatching(/^There is nothing at an address/)])
})

test.concurrent('a token endpoint that is not there', async (context) => {
  const { rules, document } = await examineSignedIn(
    await openExamined(context, { authorize: signingIn, token: spring }), '--probe', 'C30',
  )
  expect([rules['C30']?.evidence[0]?.message, causeOf(document)]).toEqual([
    'Nothing at this address takes the unbroken message either (status 404)',
    expect.stringMatching(/^There is nothing at an address/),
  ])
})
