import type { Gravity } from '../../explain/reading.ts'
import type { ExplainWords } from '../../messages/explain.ts'
import type { Line, Lines, Piece } from '../../text/terminal.ts'
import type { SavedFinding } from '../saved/saved-finding.ts'
import type { Telling } from './document.ts'
import { tellReading } from './reading.ts'

const signs: Record<Gravity, Piece> = {
  broken: { text: '✗', style: 'bad' }, weak: { text: '!', style: 'note' }, note: { text: '·', style: 'dim' },
}

/** What is wrong, the gravest first, each with its reason, its mend, its rule and its places. */
export function findingLines(findings: readonly SavedFinding[], telling: Telling, failed = 0): Lines {
  if (findings.length === 0) return [withoutFindings(telling, failed)]
  return [
    countLine(findings, telling), ...findings.flatMap(finding => [[[]] as const, ...toldFinding(finding, telling)]),
  ]
}

/** Checks of a login that failed: nobody says beside them that nothing is wrong. */
export function failedIn(events: readonly { type: string, ok?: boolean }[] = []): number {
  return events.filter(({ type, ok }) => type === 'check' && ok === false).length
}

function withoutFindings({ words }: Telling, failed: number): Line {
  return failed > 0 ? [[{ text: words.findings(failed, 0, 0), style: 'bold' }]] : [[{ text: words.nothing }]]
}

/** More is not said ahead of the story. */
const mostAhead = 3

/** The findings in one line each, to stand ahead of a story that is longer than a screen. */
export function verdictLines(findings: readonly SavedFinding[], telling: Telling, failed = 0): Lines {
  if (findings.length === 0) return [withoutFindings(telling, failed), [[]]]
  const broken = findings.filter(({ gravity }) => gravity === 'broken')
  const gravest = broken.length > 0 ? broken : findings
  const more = gravest.length - mostAhead
  return [
    countLine(findings, telling), ...gravest.slice(0, mostAhead).map(finding => headOf(finding, telling)),
    ...more > 0 ? [[[{ text: telling.words.moreBelow(more), style: 'dim' }]] as const] : [], [[]],
  ]
}

/** Where something stands in the input, for a reader. */
export function placeText(place: string, { places }: ExplainWords): string {
  const [, kind, number] = /^(line|entry) (\d{1,9})$/.exec(place) ?? []
  return number === undefined ? place : places[kind === 'line' ? 'line' : 'entry'](Number(number))
}

/** How many there are of each gravity. */
export function countText(findings: readonly SavedFinding[], { words }: Telling): string {
  const count = (wanted: Gravity) => findings.filter(({ gravity }) => gravity === wanted).length
  return words.findings(count('broken'), count('weak'), count('note'))
}

function countLine(findings: readonly SavedFinding[], telling: Telling): Line {
  return [[{ text: countText(findings, telling), style: 'bold' }]]
}

function headOf(finding: SavedFinding, telling: Telling): Line {
  const { said } = tellReading(finding, telling)
  return [
    [signs[finding.gravity], { text: ' ' }, { text: said, style: finding.gravity === 'broken' ? 'wrong' : 'bold' }],
    { at: 0, hang: 2 },
  ]
}

function toldFinding(finding: SavedFinding, telling: Telling): Lines {
  const { words } = telling
  const { colon, enumeration } = telling.catalogue.telling
  const { why, fix } = tellReading(finding, telling)
  const row = (label: string, text: string): Line => [
    [{ text: `${label}${colon}`, style: 'dim' }, { text }], { at: 2, hang: 4 },
  ]
  const places = finding.places.slice(0, 5).map(place => placeText(place, words)).join(enumeration)
  return [
    headOf(finding, telling),
    row(words.why, why), row(words.fix, fix), ...finding.clause === undefined ? [] : [row(words.rule, finding.clause)],
    ...places === '' ? [] : [row(words.place, places)],
  ]
}
