import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isFailing, type Examined } from '../../src/check/probe.ts'
import { acceptKnown, goneFrom, readBaseline, takenIn, toBaseline } from '../../src/render/check/baseline.ts'
import type { Json } from '../support/walks.ts'
import { check } from './support.ts'
import { evidenceOf, examinedAll, issuer } from './made-up.ts'

const failing = (...ids: string[]): Examined[] => examinedAll(() => 'PASS').map(one =>
  ids.includes(one.probe.id) ? { ...one, verdict: 'FAIL', evidence: [evidenceOf()] } : one)
const newIn = (examined: readonly Examined[]) =>
  examined.filter(one => isFailing(one, 'low')).map(({ probe: { id } }) => id)

describe('a baseline', () => {
  test('knows the failures that it was made of, and no others', () => {
    const known = readBaseline(JSON.parse(JSON.stringify(toBaseline(issuer, failing('C01', 'C19')))))
    expect(known && newIn(acceptKnown(failing('C01', 'C19', 'C20'), known))).toEqual(['C20'])
    expect(known && goneFrom(known, failing('C19'))).toEqual(['C01'])
  })

  test('does not know a failure by which something else is seen', () => {
    const known = toBaseline(issuer, failing('C19'))
    const other = failing('C19').map(one =>
      one.verdict === 'FAIL' ? { ...one, evidence: [evidenceOf(), evidenceOf('network-failed')] } : one)
    expect(newIn(acceptKnown(other, known))).toEqual(['C19'])
  })

  test('keeps what was not judged this time when it is made anew', () => {
    const skipped = failing('C02').map((one): Examined =>
      one.probe.id === 'C01' ? { ...one, verdict: 'SKIP', evidence: [] } : one)
    expect(toBaseline(issuer, skipped, toBaseline(issuer, failing('C01', 'C05'))).known.map(({ id }) => id))
      .toEqual(['C01', 'C02'])
  })

  test.each([
    null, [], {}, { format: 'oauth-walk-baseline/2', address: issuer, known: [] },
    { format: 'oauth-walk-baseline/1', known: [] }, 7,
  ])('is none: %j', (value) => {
    expect(readBaseline(value)).toBeUndefined()
  })

  test('leaves out what is no entry', () => {
    const known = [null, { id: 1, name: 'x', seen: [] }, { id: 'C01', name: 'x', seen: ['a', 7] }]
    expect(readBaseline({ format: 'oauth-walk-baseline/1', address: issuer, known })?.known).toEqual([
      { id: 'C01', name: 'x', seen: ['a'] },
    ])
  })
})

describe('at the front door', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-test-'))

  test.each<[string, string[], string | undefined]>([
    ['--update-baseline without a file', ['--update-baseline'], undefined],
    ['a file that is no baseline', ['--baseline', join(folder, 'none.json')], '{}'],
  ])('refuses %s before anything is sent', async (_, words, content) => {
    if (content !== undefined) writeFileSync(join(folder, 'none.json'), content)
    const { status, document } = await check(['sandbox', '--auto', ...words])
    expect([status, (document['error'] as Json)['code']]).toEqual([2, 'setting-invalid'])
  })

  test('a file that is not there is one that can’t be read; with --update-baseline it is made', async () => {
    const file = join(folder, 'new.json')
    const missing = await check(['sandbox', '--auto', '--probe', 'C01', '--baseline', file])
    expect([missing.status, (missing.document['error'] as Json)['code']]).toEqual([2, 'file-unreadable'])
    expect((missing.document['error'] as Json)['hint']).toMatch(/^oauth-walk check sandbox .*--update-baseline/)
    expect(
      (await check(['sandbox', '--auto', '--probe', 'C01', '--baseline', file, '--update-baseline'])).status,
    ).toBe(0)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      format: 'oauth-walk-baseline/1', address: 'sandbox', known: [],
    })
    expect((await check(['sandbox', '--auto', '--probe', 'C01', '--baseline', file])).status).toBe(0)
  })

  test('what is taken in anew is named as it is written, and what was known is not', async () => {
    const file = join(folder, 'taken.json')
    const words = [
      'sandbox', '--auto', '--misbehave', 'weak-redirect-variants', '--probe', 'C12', '--baseline', file,
      '--update-baseline',
    ]
    const [first, second] = [await check(words), await check(words)]
    expect([first.status, first.stderr]).toEqual([0, expect.stringContaining('! 1 new failure accepted: C12 critical')])
    expect([second.status, second.stderr]).toEqual([0, expect.not.stringContaining('accepted')])
  })

  test('a failure by which something else is seen is taken in anew', () => {
    const known = toBaseline(issuer, failing('C19'))
    const other = failing('C19', 'C20').map(one =>
      one.probe.id === 'C19' ? { ...one, evidence: [evidenceOf('network-failed')] } : one)
    expect([takenIn(other, known), takenIn(failing('C19'), known), takenIn(failing('C01'))].map(taken =>
      taken.map(({ probe: { id } }) => id))).toEqual([['C19', 'C20'], [], ['C01']])
  })

  test.each([
    [[]], [['--update-baseline']],
  ])('a file that was written for another provider is not used, and not written over: %s', async (words) => {
    const [file, content] = [join(folder, 'other.json'), JSON.stringify(toBaseline(issuer, failing('C01')))]
    writeFileSync(file, content)
    const { status, document } = await check(['sandbox', '--auto', '--probe', 'C01', '--baseline', file, ...words])
    expect([status, (document['error'] as Json)['code'], readFileSync(file, 'utf8')]).toEqual([
      2, 'setting-invalid', content,
    ])
  })
})
