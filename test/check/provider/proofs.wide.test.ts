import { describe, expect, test } from 'vitest'
import { openExamined } from './exam-stub.ts'
import { binding, type Careless } from './proving-stub.ts'
import { examineSignedIn, signingIn } from './signing-in.ts'
import { sampled } from '../../support/wide.ts'

type Row = [name: string, verdict: string, seen: string[], careless: Careless[]]

const rows: Row[] = [
  ['checks all of a proof', 'PASS', [], []],
  [
    'verifies no signature', 'FAIL',
    [
      'Tokens were issued for a proof whose signature is wrong',
      'Tokens were issued for a proof that nobody signed (alg none)',
    ],
    ['signature', 'alg', 'userinfo'],
  ],
  [
    'takes alg none for a signature', 'FAIL', ['Tokens were issued for a proof that nobody signed (alg none)'],
    ['alg', 'userinfo'],
  ],
  ['takes a proof for any request, at any time, again and again', 'FAIL',
    [
      'Tokens were issued for a proof of another address (htu)', 'Tokens were issued for a proof of GET (htm)',
      'Tokens were issued for a proof that is an hour old (iat)', 'The same proof was taken a second time',
    ],
    ['htm', 'htu', 'iat', 'jti', 'userinfo']],
  [
    'binds no token to the key', 'WEAK',
    ['A request with a proof brought a token of the type Bearer: it is bound to no key'], ['binding'],
  ],
  [
    'lets whoever has a proof in', 'FAIL',
    [
      'Userinfo opens with a bound token and a proof by another key',
      'Userinfo opens with a bound token and a proof that is not for it (ath)',
    ],
    ['key', 'ath'],
  ],
  [
    'wants no proof where a token is used', 'FAIL',
    ['Userinfo opens with a bound token as Bearer and no proof', 'Userinfo opens with a bound token and no proof'],
    ['scheme', 'proof'],
  ],
  [
    'verifies no signature where a token is used', 'FAIL',
    ['Userinfo opens with a bound token and a proof whose signature is wrong'], ['userinfo-signature'],
  ],
  ['lets nobody in', 'INCONCLUSIVE', ['The same message was refused unbroken too'], ['userinfo']],
]

describe('a provider that binds tokens to keys and', () => {
  test.concurrent.for(sampled(rows, 3))('%s: C40 %s', { timeout: 90_000 }, async ([, verdict, seen, careless], context) => {
    const stub = await openExamined(
      context, { authorize: signingIn, ...binding(...careless) }, { dpop_signing_alg_values_supported: ['ES256'] },
    )
    const { rules: { C40 } } = await examineSignedIn(stub, '--probe', 'C40')
    const told = C40?.evidence.map(({ message }) => message) ?? []
    expect([
      C40?.verdict, told.filter(message => verdict === 'INCONCLUSIVE' || !message.startsWith('The same message')),
    ]).toEqual([verdict, seen])
  })
})
