import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { duties } from './ledger/duties.ts'
import { hostile } from './ledger/hostile.ts'
import { listener } from './ledger/listener.ts'
import { storage } from './ledger/storage.ts'
import { findNamed } from './ledger/titles.ts'
import { freshHome, run } from './support/cli.ts'

const ledger = { ...duties, ...listener, ...hostile, ...storage }
const named = findNamed()

/** Faults of the sandbox that bear a number: `npm run conformance` plays each of them. */
async function playedNumbers(): Promise<string[]> {
  const { stdout } = await run(['sandbox', '--misbehave', 'list', '--json'], { home: freshHome() })
  const { misbehaviours } = JSON.parse(stdout) as { misbehaviours: { case?: string }[] }
  return misbehaviours.flatMap(({ case: number }) => number ?? [])
}

describe('the ledger of numbered cases', () => {
  test('finds the tests that are known to be there', () => {
    expect(named).toContainEqual(expect.objectContaining({ number: 'S8', file: 'cli/full-disk.test.ts' }))
    expect(named).toContainEqual(expect.objectContaining({ number: 'L21', file: 'transport/listener-door.test.ts' }))
    expect(named).toContainEqual(expect.objectContaining({ number: 'own-86', file: 'walk/own-callback.test.ts' }))
  })

  test('has a test for every number, or the reason why there is none', async () => {
    const proven = new Set([...named.map(({ number }) => number), ...await playedNumbers()])
    const open = Object.entries(ledger).filter(([number, entry]) => typeof entry === 'string' && !proven.has(number))
    expect(open).toEqual([])
  })

  test('gives a reason only where there is no test', async () => {
    const proven = new Set([...named.map(({ number }) => number), ...await playedNumbers()])
    const excused = Object.entries(ledger).filter(([, entry]) => typeof entry !== 'string')
    expect(excused.filter(([number]) => proven.has(number))).toEqual([])
    for (const [number, entry] of excused) expect([number, typeof entry === 'string' ? '' : entry.reason]).toEqual(
      [number, expect.stringMatching(/\S{2,} \S+/)],
    )
  })

  test('knows every number that a test or a fault is named by', async () => {
    const numbers = [
      ...named.map(({ number }) => number).filter(number => !number.startsWith('own-')), ...await playedNumbers(),
    ]
    expect([...new Set(numbers)].filter(number => !(number in ledger))).toEqual([])
  })

  test('counts at least thirty hostile cases of our own, each named once', () => {
    const own = named.filter(({ number }) => number.startsWith('own-'))
    const numbers = own.map(({ number }) => number)
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([])
    expect(numbers.length).toBeGreaterThanOrEqual(30)
  })
})

describe('what no test can prove', () => {
  const [, outOfScope = ''] = readFileSync(fileURLToPath(new URL('../SECURITY.md', import.meta.url)), 'utf8')
    .split('## Out of scope')

  test.each([
    ['S10', /node --inspect.*core dumps/], ['S18', /Network file systems on which a rename is not atomic/],
  ])('%s stands in SECURITY.md as out of scope', (_number, form) => {
    expect(outOfScope).toMatch(form)
  })
})
