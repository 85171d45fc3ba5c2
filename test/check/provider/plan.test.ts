import { describe, expect, test } from 'vitest'
import { providerProbeList } from '../../../src/check/provider/index.ts'
import { freshHome } from '../../support/cli.ts'
import { startInside } from '../../support/inside.ts'
import type { Stub } from '../../support/stub-provider.ts'
import { examine, openExamined } from './exam-stub.ts'
import { examineSignedIn, signingIn } from './signing-in.ts'

interface Plan { plan: { id: string, reason?: { code: string } }[], requests: number, besides: number, most: number }

async function plan(...words: string[]): Promise<Plan> {
  return JSON.parse(
    (await startInside(['check', ...words, '--plan', '--json'], { home: freshHome() }).ended).stdout,
  ) as Plan
}

/** Requests of the examination itself: what a browser asks, and what is given back, is none of them. */
const sentTo = ({ asked }: Stub) => asked.filter(({ endpoint, headers }) =>
  endpoint !== 'revoke' && headers['user-agent']?.startsWith('oauth-walk-check/')).length

describe('no more is sent than was planned', () => {
  test.concurrent.for([
    'C01', 'C04', 'C05', 'C07', 'C08', 'C09', 'C10', 'C11', 'C12', 'C15', 'C17', 'C23',
  ])('for %s, without a sign-in', async (probe, context) => {
    const stub = await openExamined(context)
    const { requests, besides } = await plan(stub.issuer, '--i-operate', stub.issuer, '--probe', probe, '--no-sign-in')
    await examine(stub, '--probe', probe)
    expect(sentTo(stub)).toBeGreaterThan(0)
    expect(sentTo(stub)).toBeLessThanOrEqual(requests + besides)
  })

  test.concurrent.for(['C19', 'C26', 'C30', 'C32', 'C33', 'C36'])('for %s, with one', async (probe, context) => {
    const stub = await openExamined(context, { authorize: signingIn })
    const { requests, besides } = await plan(stub.issuer, '--i-operate', stub.issuer, '--probe', probe)
    await examineSignedIn(stub, '--probe', probe)
    expect(sentTo(stub)).toBeGreaterThan(requests)
    expect(sentTo(stub)).toBeLessThanOrEqual(requests + besides)
  })
})

describe('what would not be tried is planned as such', () => {
  const passive = ['C01', 'C02', 'C03', 'C04', 'C05', 'C06', 'C07']
  const tried = ({ plan: rules }: Plan) => rules.filter(({ reason }) => reason === undefined).map(({ id }) => id)
  const reasonOf = ({ plan: rules }: Plan, rule: string) => rules.find(({ id }) => id === rule)?.reason?.code

  test.each([
    ['https://accounts.google.com', '--i-operate', 'https://accounts.google.com'],
    ['google', '--i-operate', 'https://accounts.google.com'], ['huawei', '--i-operate', ''],
    [
      'https://op.example', '--i-operate', 'https://op.example', '--token-endpoint',
      'https://github.com/login/oauth/access_token',
    ],
  ])('at a public provider: %s', async (...words) => {
    const found = await plan(...words)
    expect([tried(found), reasonOf(found, 'C11'), found.requests]).toEqual([passive, 'public-issuer', 11])
  })

  test('without --i-operate', async () => {
    const found = await plan('okta')
    expect([tried(found), reasonOf(found, 'C19')]).toEqual([passive, 'not-operated'])
  })

  test('by the flags', async () => {
    const found = await plan('https://op.example', '--i-operate', 'https://op.example', '--no-sign-in')
    expect([reasonOf(found, 'C19'), reasonOf(found, 'C42'), reasonOf(found, 'C11')]).toEqual([
      'sign-in-off', 'destructive-off', undefined,
    ])
    const all = await plan('https://op.example', '--i-operate', 'https://op.example', '--destructive', '--slow')
    expect(tried(all)).toHaveLength(providerProbeList.length)
    expect(tried(await plan('https://op.example', '--i-operate', 'https://op.example')))
      .toEqual(providerProbeList.filter(({ destructive, slow }) => !destructive && !slow).map(({ id }) => id))
  })
})
