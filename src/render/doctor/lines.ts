import { loginHelp, tellApart, runIn } from '../../messages/again.ts'
import type { Catalogue } from '../../messages/catalogue.ts'
import type { DoctorLimit, DoctorWords, RemarkCode } from '../../messages/doctor-words.ts'
import type { ReadingSentences } from '../../messages/explain.ts'
import { columnsOf, padColumns } from '../../text/columns.ts'
import type { Command } from '../../text/shell.ts'
import type { Line, Lines, Piece } from '../../text/terminal.ts'
import { tellReading } from '../explain/reading.ts'
import { describeFinding } from '../document.ts'
import { describeFailure } from '../failure.ts'
import type { DoctorLine } from './line.ts'

/** What was found of this machine, and of the provider where one was named. */
export interface DoctorFound {
  machine: readonly DoctorLine[]
  provider: readonly DoctorLine[]
  target: string | undefined
}

const signs: Record<DoctorLine['state'], Piece> = {
  good: { text: '✓', style: 'good' }, note: { text: '!', style: 'note' }, bad: { text: '✗', style: 'bad' },
}

/** What `doctor` says, and what `explain` says of documents. */
export type DoctorSentences = DoctorWords & { readings: Readonly<Record<string, ReadingSentences>> }

/** A line in words: what was found, and what helps. */
export interface ToldLine {
  said: string
  code: string
  ways: DoctorWays
}

/** What helps: `toFill` are commands in which something is to be replaced, each with the words that say so. */
interface DoctorWays {
  advice: readonly string[]
  toFill: readonly { words: string, command: Command }[]
  next: readonly Command[]
}

/** Puts a line into the words of a catalogue. */
export function tellLine(line: DoctorLine, words: DoctorSentences, catalogue: Catalogue): ToldLine {
  if (line.state === 'bad') return tellBad(line, words, catalogue)
  if ('reading' in line) {
    const { said, why, fix } = tellReading(line.reading, { readings: words.readings })
    return {
      said: `${said}${catalogue.telling.colon}${why}`, code: line.reading.name, ways: { ...none, advice: [fix] },
    }
  }
  if ('finding' in line)
    return {
      said: describeFinding(line.finding as Parameters<typeof describeFinding>[0], catalogue), code: line.finding.code,
      ways: none,
    }
  return {
    said: words.remarks[line.code](line.details), code: line.code, ways: ownWays(line.code, line.details, words),
  }
}

function tellBad(
  { failure, headline: own }: Extract<DoctorLine, { state: 'bad' }>, words: DoctorSentences, catalogue: Catalogue,
): ToldLine {
  const { message, expected, came, cause, said, advice, next } = describeFailure(failure, catalogue)
  const { telling: { colon, aside, cameExpected } } = catalogue
  const { code, details } = failure
  if (own) return { said: `${words.remarks[own](details)}${colon}${cause}`, code, ways: ownWays(own, details, words) }
  const differing = expected !== undefined && came !== undefined ? aside(cameExpected(came, expected)) : ''
  return {
    said: `${message}${differing}${colon}${cause}${said ? words.said(said) : ''}`, code,
    ways: waysOf(advice, next, words),
  }
}

function ownWays(
  code: RemarkCode, details: Readonly<Record<string, unknown>>, words: DoctorSentences,
): DoctorWays {
  return { ...tellApart(words.ways[code]?.(details) ?? [], runIn({}), true), toFill: [] }
}

/** Words in the place of which something else is to be typed. */
const placeholder = /(?<=^|[ /="'])(?:ISSUER|URI|URL|ID|FILE|FOLDER|PROFILE|HOST|SCOPE|RESOURCE|TENANT|COMMAND|APPID|AGENTID|SECONDS|VALUE)(?=$|[ /"'])/g

/** Words in capitals in an address, where a parameter of that name has a secret. */
function secretsToFill(one: Command): string[] {
  const plain = (name: string) => name.replace(/[_.-]/g, '').toUpperCase()
  const words = [...one.matchAll(/[?&#;]([\w.-]{1,64})=([A-Z][A-Z\d_]*)(?=$|[&#;' ])/g)].flatMap(
    ([, name = '', word = '']) => plain(name) === plain(word) ? [word] : [],
  )
  return [...words, ...one.match(/(?<=:)PASSWORD(?=@)/g) ?? []]
}

/**
 * What is typed works as it is pasted: a command with a word to be replaced is advice, and one that only shows the help
 * is left out.
 */
function waysOf(advice: readonly string[], next: readonly Command[], words: DoctorSentences): DoctorWays {
  const commands = next.filter(one => one !== loginHelp).map(one => ({
    one, names: [...new Set([...one.match(placeholder) ?? [], ...secretsToFill(one)])],
  }))
  return {
    advice,
    toFill: commands.filter(({ names }) => names.length > 0).map(({ one, names }) => ({
      words: words.inPlaceOf(names), command: one,
    })),
    next: commands.filter(({ names }) => names.length === 0).map(({ one }) => one),
  }
}

const none: DoctorWays = { advice: [], toFill: [], next: [] }

/** Everything that was found, a line each; below a line that is not good, what helps. */
export function doctorLines(
  { machine, provider, target }: DoctorFound, words: DoctorSentences, catalogue: Catalogue,
): Lines {
  const all = [...machine, ...provider]
  const width = Math.max(...all.map(({ part }) => columnsOf(words.parts[part])))
  const rows = (lines: readonly DoctorLine[]) => lines.flatMap(line => rowsOf(line, width, words, catalogue))
  const count = (state: DoctorLine['state']) => all.filter(line => line.state === state).length
  return [
    [[{ text: words.machine, style: 'bold' }]], ...rows(machine),
    ...target === undefined
      ? []
      : [[[]] as Line, [[{ text: words.provider(target), style: 'bold' }]] as Line, ...rows(provider)],
    [[]], [[{ text: words.counts(count('bad'), count('note'), limitsOf(all)) }]],
  ]
}

/** What a login may still end by, or not bring, although nothing keeps it from working. */
function limitsOf(lines: readonly DoctorLine[]): DoctorLimit[] {
  const isSaid = (code: RemarkCode) => lines.some(line => 'code' in line && line.code === code)
  return [
    ...lines.some(isUnjudged) ? ['redirect-uri' as const] : [],
    ...isSaid('proof-untried') ? ['secret' as const] : [],
    ...isSaid('keys-none-unproven') ? ['identity' as const] : [],
  ]
}

const unjudged: readonly RemarkCode[] = [
  'redirect-unclear', 'redirect-unavailable', 'redirect-untried', 'redirect-client-missing',
]

/** The provider did not say whether it knows the redirect URI. */
function isUnjudged(line: DoctorLine): boolean {
  // What came there without the state may be anybody's.
  if ('finding' in line) return line.part === 'redirect-uri' && line.finding.code === 'state-missing'
  return 'code' in line && unjudged.includes(line.code)
}

function rowsOf(line: DoctorLine, width: number, words: DoctorSentences, catalogue: Catalogue): Line[] {
  const { said, ways } = tellLine(line, words, catalogue)
  const [margins, below] = [{ at: 0, hang: width + 4 }, { at: width + 4, hang: width + 6 }]
  const typed = (text: Command): Line => [[{ text: '→ ', style: 'dim' }, { text, whole: true }], below]
  return [
    [
      [
        signs[line.state], { text: ` ${padColumns(words.parts[line.part], width)}  ` },
        { text: said, ...line.state === 'bad' && { style: 'wrong' as const } },
      ],
      margins,
    ],
    ...ways.advice.map((text): Line => [[{ text: '→ ', style: 'dim' }, { text }], below]),
    ...ways.toFill.flatMap(({ words: told, command }): Line[] => [
      [[{ text: '→ ', style: 'dim' }, { text: told }], below],
      [[{ text: command, whole: true }], { at: width + 6, hang: width + 6 }],
    ]),
    ...ways.next.map(typed),
  ]
}
