import { describe, expect, test } from 'vitest'
import { remarks, skipReasons, verdicts, type Verdict } from '../../src/codes/exam.ts'
import { resourceProbes } from '../../src/check/resource/index.ts'
import { loadCatalogue } from '../../src/messages/load.ts'
import { countsText, tableLines } from '../../src/render/check/table.ts'
import { columnsOf } from '../../src/text/columns.ts'
import { openWriter } from '../../src/text/terminal.ts'

/** Rules that share a line are more than this. */
const mostAlike = 5

/** Every rule with this verdict, and with each of the reasons where it was not judged. */
const allWith = (verdict: Verdict) => (verdict === 'SKIP' ? skipReasons : [undefined]).flatMap(reason =>
  resourceProbes.map(probe => ({ probe, verdict, reason, evidence: [] })))

describe.each(['en', 'zh'] as const)('the table of verdicts, in %s', (language) => {
  test.each(verdicts)('has a line for each rule in 80 columns, beside one that is INCONCLUSIVE: %s', async (verdict) => {
    const [widest, ...rest] = [...allWith('INCONCLUSIVE').slice(0, 1), ...allWith(verdict)]
    const rules = widest ? [widest, ...rest] : rest
    const writer = await openWriter({ colour: false, width: 80 })
    const catalogue = await loadCatalogue(language)
    for (let place = 0; place < rules.length; place += mostAlike) {
      const some = [...rules.slice(0, 1), ...rules.slice(place + 1, place + 1 + mostAlike)]
      const lines = writer.lines(tableLines(some, catalogue, 80)).trimEnd().split('\n')
      expect([lines.length, lines.filter(line => columnsOf(line) > 80)]).toEqual([some.length + 2, []])
    }
  })

  test('has one line for many rules that were not judged for the same reason, and for no others', async () => {
    const writer = await openWriter({ colour: false, width: 80 })
    const { exam } = await loadCatalogue(language)
    const rowsOf = async (rules: Parameters<typeof tableLines>[0]) =>
      writer.lines(tableLines(rules, await loadCatalogue(language), 80)).trimEnd().split('\n').slice(0, -2)
    const rules = allWith('SKIP').filter(({ reason }) => reason === 'moved')
    const others = allWith('SKIP').filter(({ reason }) => reason === 'not-all-asked').slice(0, 2)
    const judged = resourceProbes.slice(0, 1).map(probe => ({ probe, verdict: 'PASS' as const, evidence: [] }))
    const rows = await rowsOf([...judged, ...rules.slice(1), ...others])
    expect(rows).toHaveLength(4)
    expect(rows[1]).toBe(`- SKIP  M02–M08  ${exam.manyRules(7)}  ${exam.reasons.moved}`)
    expect((await rowsOf(rules.filter((_, place) => place !== 2 && place !== 4)))[0])
      .toBe(`- SKIP  M01, M02, M04, M06–M08  ${exam.manyRules(6)}  ${exam.reasons.moved}`)
    expect(await rowsOf(rules.slice(0, mostAlike))).toHaveLength(mostAlike)
    expect(await rowsOf(rules.map(({ probe }) => ({ probe, verdict: 'PASS' as const, evidence: [] })))).toHaveLength(8)
  })

  test('says below where no rule was judged', async () => {
    const catalogue = await loadCatalogue(language)
    const [one, two] = allWith('SKIP')
    if (!one || !two) throw new Error('no rules')
    expect(countsText([one, two], catalogue)).toBe(`2 SKIP  ${catalogue.exam.noneJudged}`)
    expect(countsText([one, { ...two, verdict: 'PASS' }], catalogue)).toBe('1 PASS  1 SKIP')
  })

  test('has a line in 80 columns for what is to be known of a rule that holds', async () => {
    const writer = await openWriter({ colour: false, width: 80 })
    const rules = [
      ...allWith('INCONCLUSIVE').slice(0, 1),
      ...remarks.flatMap(remark => allWith('PASS').map(one => ({ ...one, remark }))),
    ]
    const lines = writer.lines(tableLines(rules, await loadCatalogue(language), 80)).trimEnd().split('\n')
    expect([lines.length, lines.filter(line => columnsOf(line) > 80)]).toEqual([rules.length + 2, []])
  })

  test('keeps to 40 columns too', async () => {
    const writer = await openWriter({ colour: false, width: 40 })
    const lines = writer.lines(tableLines(allWith('SKIP'), await loadCatalogue(language), 40)).split('\n')
    expect(lines.filter(line => columnsOf(line) > 40)).toEqual([])
    expect(lines.filter(line => / {3,}\S/.test(line.trim()))).toEqual([])
  })
})
