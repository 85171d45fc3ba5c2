import { describe, expect, test } from 'vitest'
import { thorough } from '../support/thorough.ts'
import { bundleChild, crowded, raceChildren } from './children.ts'
import { key, makeFolder } from './fixtures.ts'
import { startProvider } from './provider.ts'
import { wide } from '../support/wide.ts'

bundleChild()

describe('S5 a provider that revokes the family of a token used twice', crowded, () => {
  test('never does, with processes that refresh, log in and log out at random', async () => {
    const folder = makeFolder()
    const provider = await startProvider()
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8].slice(0, wide ? 8 : 4)
    const ends = await raceChildren(
      seeds.map(seed => ({ do: 'mix', folder, key, url: provider.url, seed, operations: thorough ? 40 : 15 })),
    )
    const reports = ends.map(end => end.report as { value: { refreshed: number } })
    expect(reports).toEqual(seeds.map(() => ({ value: { refreshed: expect.any(Number) as unknown } })))
    expect(provider.seen.revokedFamilies).toBe(0)
    expect(reports.reduce((sum, report) => sum + report.value.refreshed, 0)).toBe(provider.seen.requests)
    expect(provider.seen.requests).toBeGreaterThan(0)
  })
})
