import { describe, expect, test, type TestContext } from 'vitest'
import { makeKeys } from '../../support/stub-keys.ts'
import { idToken, tokens, tokensSignedBy, without } from '../../support/stub-answers.ts'
import type { Handlers } from '../../support/stub-provider.ts'
import { examineSandbox, openExamined } from './exam-stub.ts'
import { examineSignedIn, signingIn } from './signing-in.ts'
import { sampled } from '../../support/wide.ts'

type Row = [name: string, verdict: string, codes: readonly string[], handlers: Partial<Handlers>]

const rows: Row[] = [
  ['that is right', 'PASS', [], {}],
  [
    'that somebody else has signed', 'FAIL', ['id-token-signature'],
    { token: tokensSignedBy(({ keys }, good) => keys.signAsStranger(good)) },
  ],
  ['that no published key has signed', 'FAIL', ['id-token-signature'], { jwks: () => ({ body: makeKeys().jwks }) }],
  ['for which no key is published', 'FAIL', ['id-token-signature'], { jwks: () => ({ body: { keys: [] } }) }],
  ['whose keys are a page', 'FAIL', ['unreadable-answer'], { jwks: () => ({ body: '<!doctype html><p>Keys' }) }],
  ['whose keys can’t be had now', 'INCONCLUSIVE', ['unreadable-answer'], { jwks: () => ({ status: 503 }) }],
  [
    'of another issuer, for another client', 'FAIL', ['id-token-issuer', 'id-token-audience'],
    { token: idToken(good => ({ ...good, iss: 'https://other.example', aud: 'other' })) },
  ],
  ['that has expired', 'FAIL', ['id-token-expiry'], { token: idToken(good => ({ ...good, exp: 1_000_000_000 })) }],
  [
    'of an access token that did not come', 'FAIL', ['id-token-access-token-hash'],
    { token: idToken(good => ({ ...good, at_hash: 'x' })) },
  ],
  [
    'that has a claim twice', 'WEAK', ['members-repeated'],
    { token: tokensSignedBy(({ keys }, good) => keys.signText(JSON.stringify(good).replace('{', '{"sub":"another",'))) },
  ],
  [
    'beside which a member stands twice', 'WEAK', ['members-repeated'],
    {
      token: async (asked, stub) => {
        const { body } = await stub.good.token(asked, stub) as { body: object }
        const twice = JSON.stringify(body).replace('{', '{"access_token":"another",')
        return { headers: { 'content-type': 'application/json' }, body: twice }
      },
    },
  ],
  ['that did not come', 'FAIL', ['id-token-present'], { token: tokens(good => without(good, 'id_token')) }],
  [
    'that is good for a week', 'WEAK', ['lives-long'],
    { token: idToken(good => ({ ...good, exp: Number(good.iat) + 7 * 24 * 3600 })) },
  ],
]

async function examine(context: TestContext, handlers: Partial<Handlers>) {
  const stub = await openExamined(context, { authorize: signingIn, ...handlers })
  const { rules } = await examineSignedIn(stub, '--probe', 'C32')
  return { stub, rule: rules['C32'] }
}

describe('an ID token', () => {
  test.concurrent.for(sampled(rows, 3))('%s: %s', async ([, verdict, codes, handlers], context) => {
    const { rule } = await examine(context, handlers)
    expect([rule?.verdict, rule?.evidence.map(({ code }) => code)]).toEqual([verdict, codes])
  })

  test.concurrent('whose key was published a moment later is verified with the keys as they are by then, asked for once more', async (context) => {
    const { stub, rule } = await examine(context, {
      jwks: (_, { counts, keys }) => ({ body: counts.jwks > 1 ? keys.jwks : makeKeys().jwks }),
    })
    expect([rule?.verdict, stub.counts.jwks]).toEqual(['PASS', 2])
  })

  // By the sandbox's own faults: none of them ends the run, and no other rule is broken by it.
  test.each([
    ['oidcc-client-test-invalid-sig-es256', 'PASS'], ['h30-jwks-empty', 'FAIL'],
  ])('of a sandbox that plays %s', async (misbehave, keys) => {
    const { rules, status } = await examineSandbox(
      '--misbehave', misbehave, '--probe', 'C07,C19,C32,C34', '--port', '0',
    )
    expect(Object.values(rules).map(({ verdict }) => verdict)).toEqual([keys, 'PASS', 'FAIL', 'PASS'])
    expect([status, rules['C32']?.evidence.map(({ code }) => code)]).toEqual([3, ['id-token-signature']])
  })
})
