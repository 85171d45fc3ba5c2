import type { CheckName } from '../codes/failure.ts'
import { compared, whatIsWrong } from '../messages/text.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import { clean } from '../text/printable.ts'
import type { WalkEvent } from '../walk/events.ts'
import type { Lines, Piece, TerminalWriter } from '../text/terminal.ts'
import type { Terminal } from './terminal-means.ts'
import { indent } from './voice.ts'

export type Checked = Extract<WalkEvent, { type: 'check' }>

/** What proves most is named first, where not all has room. */
const weighty: readonly string[] = [
  'id-token-signature', 'id-token-issuer', 'id-token-audience', 'id-token-nonce', 'id-token-expiry', 'id-token-subject',
  'id-token-issued-at', 'id-token-algorithm',
]

/**
 * The checks that passed, in one line: how many, and by a noun as many of them as have room before what stands at its
 * end.
 */
export function foldedLine(
  passed: readonly Checked[], end: string,
  { catalogue: { telling, checkWords }, writer }: {
    catalogue: Pick<Catalogue, 'telling' | 'checkWords'>
    writer: TerminalWriter
  },
): Piece[] {
  const sorted = [...passed].sort((one, other) => weightOf(one) - weightOf(other))
  const nouns = [...new Set(sorted.map(({ name }) => nounOf(name, checkWords)))]
  const before = ` ${telling.checks(passed.length)}`
  // However long the step took: the same nouns are named each time.
  const reserved = Math.max(...[end, `${telling.semicolon}${telling.took(999)}`].map(writer.measure))
  const room = writer.width === undefined ? Infinity : writer.width - indent - 1 - writer.measure(before) - reserved
  return [
    { text: '✓', style: 'good' },
    { text: `${before}${asManyAsFit(nouns, telling.enumeration, room, writer.measure)}${end}`, style: 'dim' },
  ]
}

function weightOf({ name }: Checked): number {
  const place = weighty.indexOf(name)
  return place < 0 ? weighty.length : place
}

function nounOf(name: string, words: Catalogue['checkWords']): string {
  return Object.hasOwn(words, name) ? words[name as CheckName].noun : clean(name, 60)
}

/** The items with a sign between them; where not all have room, as many as do, and a sign for the rest. */
export function asManyAsFit(
  items: readonly string[], between: string, room: number, measure: (text: string) => number,
): string {
  let named = ''
  for (const [place, item] of items.entries()) {
    const longer = `${named}${place === 0 ? '' : between}${item}`
    const rest = place === items.length - 1 ? '' : `${between}…`
    if (measure(`${longer}${rest}`) > room) return named === '' ? '…' : `${named}${between}…`
    named = longer
  }
  return named
}

/** A check that failed: by what is wrong, with what came and what was expected in full contrast. */
export function failedLines(
  { name, actual, expected, rule }: Checked,
  { catalogue: { checkWords, telling, values } }: { catalogue: Pick<Catalogue, 'checkWords' | 'telling' | 'values'> },
): Lines {
  const wrong = Object.hasOwn(checkWords, name) ? whatIsWrong(checkWords[name], actual) : name
  const told = telling.cameExpected(compared(values, actual, 400), compared(values, expected, 400))
  return [
    [[{ text: '✗', style: 'bad' }, { text: ' ' }, { text: wrong, style: 'wrong' }]],
    [
      [{ text: told }, { text: '  ' }, { text: telling.rule(rule), style: 'dim', whole: true }],
      { at: indent + 2, hang: indent + 2 },
    ],
  ]
}

/** The place of a check that failed among the others; its values follow. */
export function failedOutline(
  { name }: Checked, { catalogue: { checkWords } }: { catalogue: Pick<Catalogue, 'checkWords'> },
): Lines {
  return [[[{ text: '✗', style: 'bad' }, { text: ` ${nounOf(name, checkWords)}`, style: 'wrong' }]]]
}

/** A check that passed, with the values that were compared: once where they are the same. */
export function passedLines(
  { name, actual, expected, rule }: Checked, { catalogue: { checks, telling, values } }: Terminal,
): Lines {
  const [came, wanted] = [compared(values, actual, 400), compared(values, expected, 400)]
  return [[[
    { text: '✓', style: 'good' }, { text: ` ${Object.hasOwn(checks, name) ? checks[name].title : name}  ` },
    { text: came === wanted ? telling.equal(came) : telling.mustBe(came, wanted), style: 'dim' },
    { text: '  ' }, { text: telling.rule(rule), style: 'dim', whole: true },
  ]]]
}
