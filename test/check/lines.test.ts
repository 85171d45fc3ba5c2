import { describe, expect, test } from 'vitest'
import { remarks, skipReasons, verdicts, type Verdict } from '../../src/codes/exam.ts'
import { resourceProbes } from '../../src/check/resource/index.ts'
import { loadCatalogue } from '../../src/messages/load.ts'
import { tableLines } from '../../src/render/check/lines.ts'
import { columnsOf } from '../../src/text/columns.ts'
import { openWriter } from '../../src/text/terminal.ts'

/** Every rule with this verdict, and with each of the reasons where it was not judged. */
const allWith = (verdict: Verdict) => (verdict === 'SKIP' ? skipReasons : [undefined]).flatMap(reason =>
  resourceProbes.map(probe => ({ probe, verdict, reason, evidence: [] })))

describe.each(['en', 'zh'] as const)('the table of verdicts, in %s', (language) => {
  test.each(verdicts)('has a line for each rule in 80 columns, beside one that is INCONCLUSIVE: %s', async (verdict) => {
    const [widest, ...rest] = [...allWith('INCONCLUSIVE').slice(0, 1), ...allWith(verdict)]
    const rules = widest ? [widest, ...rest] : rest
    const writer = await openWriter({ colour: false, width: 80 })
    const lines = writer.lines(tableLines(rules, await loadCatalogue(language), 80)).trimEnd().split('\n')
    expect([lines.length, lines.filter(line => columnsOf(line) > 80)]).toEqual([rules.length + 2, []])
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
