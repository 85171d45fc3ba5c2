import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { providerProbeList } from '../../src/check/provider/index.ts'
import { providerProbes } from '../../src/codes/exam.ts'
import { enProviderRules } from '../../src/messages/en/provider-rules.ts'

const document = readFileSync(new URL('../../docs/check.md', import.meta.url), 'utf8')
const rows = document.split('\n').filter(line => /^\| `C\d\d` \|/.test(line)).map(line =>
  line.split('|').slice(1, -1).map(cell => cell.trim()))

describe('the document’s table of a provider’s rules', () => {
  test('has each rule, with its title and what is sent, as the program says them', () => {
    const expected = Object.entries(providerProbes).map(([id, name]) => [
      `\`${id}\``, enProviderRules[name].title, enProviderRules[name].sends,
    ])
    expect(rows.map(([id, title, , sends]) => [id, title, sends])).toEqual(expected)
  })

  test.each(
    providerProbeList.map(probe => [probe.id, probe] as const),
  )('says of %s how grave it is, and what it needs', (id, { severity, session, destructive, slow }) => {
    const [, , grave, , needs = ''] = rows.find(([cell]) => cell === `\`${id}\``) ?? []
    expect([grave, needs.includes('a sign-in'), needs.includes('--destructive'), needs.includes('--slow')])
      .toEqual([severity, session === 'browser', destructive === true, slow === true])
  })
})
