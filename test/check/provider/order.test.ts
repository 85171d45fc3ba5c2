import { describe, expect, test } from 'vitest'
import { providerProbeList } from '../../../src/check/provider/index.ts'
import { costOf, inTurn } from '../../../src/check/provider/order.ts'
import { failureOfProvider } from '../../../src/cli/check/provider-ending.ts'
import type { Examined } from '../../../src/check/probe.ts'

/**
 * The numbers of the rules in the order of a run that may send so many requests, where each rule sends as many as it
 * may.
 */
function orderWith(requests: number, isPushed = false): string[] {
  let left = requests
  const cost = (probe: typeof providerProbeList[number]) => costOf(probe, isPushed)
  const order = []
  for (const probe of inTurn(providerProbeList, { left: () => left, costOf: cost })) {
    order.push(probe)
    left -= cost(probe)
  }
  return order.map(({ id }) => id)
}

const severityOf = (id: string) => providerProbeList.find(probe => probe.id === id)?.severity ?? ''

describe('the rules of a run', () => {
  test('are all tried once, those that end something last', () => {
    const order = orderWith(1000)
    expect(order.toSorted()).toEqual(providerProbeList.map(({ id }) => id))
    expect(order.slice(-5)).toEqual(['C35', 'C27', 'C29', 'C37', 'C42'])
    expect(order.indexOf('C11')).toBeLessThan(order.indexOf('C09'))
  })

  test.each([
    [80, false], [80, true], [40, false],
  ])('begin with those on which most depends where %s requests may not do (pushed: %s)', (requests, isPushed) => {
    const order = orderWith(requests, isPushed).filter((id) => {
      const probe = providerProbeList.find(one => one.id === id)
      return probe !== undefined && probe.requests > 1 && probe.glance === undefined
    })
    const last = order.findLastIndex(id => ['critical', 'high'].includes(severityOf(id)))
    expect(order.slice(0, last).filter(id => ['medium', 'low'].includes(severityOf(id)))).toEqual([])
  })
})

/** The rules that such a run tries to their ends, each with all the requests that it may send. */
function triedWith(requests: number, isPushed = false): string[] {
  let left = requests
  return orderWith(requests, isPushed).filter((id) => {
    const probe = providerProbeList.find(one => one.id === id)
    left -= probe ? costOf(probe, isPushed) : 0
    return left >= 0
  })
}

test.each([[80, false], [80, true], [60, false]])('of %s requests, none is spent on one costly rule while as much depends on cheaper ones (pushed: %s)', (requests, isPushed) => {
  const tried = triedWith(requests, isPushed)
  expect(tried).toEqual(expect.arrayContaining(['C04', 'C10', 'C17', 'C18']))
  const leftOut = providerProbeList.filter(({ id }) => !tried.includes(id))
  expect(leftOut.filter(({ severity }) => severity === 'critical')).toEqual([])
  // Proofs take 24 requests: a third of a run.
  const order = orderWith(requests, isPushed)
  for (const id of ['C29', 'C35', 'C37']) expect(order.indexOf(id)).toBeLessThan(order.indexOf('C40'))
})

test('what does not fit any more comes behind what does', () => {
  const order = orderWith(24)
  const tried = triedWith(24)
  expect(order.slice(0, tried.length)).toEqual(tried)
})

test('where all requests were sent, the rest is what is to be checked next', () => {
  const stopped = {
    fact: { kind: 'sight' as const, code: 'stopped' as const, details: { reason: 'budget-spent' } },
    exchange: undefined, subject: undefined,
  }
  const examined = providerProbeList.map((probe): Examined => probe.id === 'C37' || probe.id === 'C42'
    ? { probe, verdict: 'INCONCLUSIVE', reason: 'stopped', evidence: [stopped] }
    : { probe, verdict: 'PASS', evidence: [] })
  const words = [['--suite', 'oidc'], ['--destructive']]
  const failure = failureOfProvider(examined, {
    target: 'op', issuer: 'https://op.example', clientId: 'app', words, failOn: 'high', stopped: 'budget-spent',
  })
  expect(failure).toMatchObject({
    code: 'rules-unjudged', details: { why: ['budget-spent'], words: [['--destructive'], ['--probe', 'C37']] },
  })
})
