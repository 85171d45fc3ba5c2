import { expect, test } from 'vitest'
import type { Handler } from '../../support/stub-provider.ts'
import { authorizing, examine, openExamined } from './exam-stub.ts'
import { examineSignedIn, signingIn } from './signing-in.ts'

/** Sends the browser back with one more parameter than the answer has. */
const adding = (answer: Handler, made: (issuer: string, state: string) => string): Handler => async (asked, stub) => {
  const said = await answer(asked, stub)
  const more = made(encodeURIComponent(stub.issuer), encodeURIComponent(asked.parameters.get('state') ?? ''))
  const location = typeof said === 'object' ? said.headers?.['location'] : undefined
  return typeof location === 'string' ? { status: 302, headers: { location: `${location}&${more}` } } : said
}

test.concurrent.for<[string, string, Parameters<typeof adding>[1]]>([
  ['another iss behind the right one', 'C04', () => 'iss=x'],
  ['the right iss for the second time', 'C04', issuer => `iss=${issuer}`],
  ['an iss without a value behind the right one', 'C04', () => 'iss='],
  ['another state behind the right one', 'C16', () => 'state=x'],
  ['the right state for the second time', 'C16', (_, state) => `state=${state}`],
])('an error with %s: %s', async ([, probe, made], context) => {
  const { rules } = await examine(
    await openExamined(context, { authorize: adding(authorizing(), made) }), '--probe', probe,
  )
  expect([rules[probe]?.verdict, rules[probe]?.evidence.map(({ code }) => code)]).toEqual([
    'FAIL', ['parameter-repeated'],
  ])
})

test.concurrent('a code with iss twice', async (context) => {
  const twice: Handler = async (asked, stub) =>
    asked.parameters.get('prompt') === 'none'
      ? signingIn(asked, stub)
      : adding(signingIn, issuer => `iss=${issuer}&iss=x`)(asked, stub)
  const { rules } = await examineSignedIn(await openExamined(context, { authorize: twice }), '--probe', 'C04')
  expect([rules['C04']?.verdict, rules['C04']?.evidence.map(({ code }) => code)])
    .toEqual(['FAIL', ['parameter-repeated']])
})
