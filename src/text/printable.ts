import { nameCodePoint } from '../codes/code-point.ts'
import { beforeEncoded } from '../limits.ts'

/** A text that is no longer than wanted, and how many UTF-16 units of it were left out. */
export interface Shortened {
  text: string
  left: number
}

/**
 * The beginning of a text, in constant time and never cut within a character. Code that looks at a text from outside
 * looks at this.
 */
export function takeUnits(text: string, most: number): Shortened {
  if (text.length <= most) return { text, left: 0 }
  const end = beforeEncoded(text, isHighSurrogate(text.charCodeAt(most - 1)) ? most - 1 : most)
  return { text: text.slice(0, end), left: text.length - end }
}

/** UTF-16 units to take for each character that is shown: escape sequences and joined characters need several. */
const unitsPerCharacter = 4

/**
 * Makes text from outside (provider, browser, file, environment) fit for a reader: cut first, then cleaned; at most
 * that many characters. The time it takes grows with `most`, not with the text.
 */
export function clean(text: string, most = 200): string {
  const { text: seen, left } = takeUnits(text, most * unitsPerCharacter)
  const line = strip(seen).trim()
  if (left === 0 && line.length <= most) return line
  const characters = Array.from(line)
  return characters.length > most || left > 0 ? `${characters.slice(0, most - 1).join('')}…` : line
}

/** Such a text as one clean line; nothing where the value is none, or has nothing to read. */
export function cleanText(value: unknown, most: number): string | undefined {
  const line = typeof value === 'string' ? clean(value, most) : ''
  return line === '' ? undefined : line
}

/**
 * A value to compare by eye: characters that `clean` drops are shown as `⟨U+200B⟩`, since they may be the only
 * difference. Cut first; at most that many characters of it are shown.
 */
export function reveal(text: string, most = 200): string {
  const { text: seen, left } = takeUnits(text, most)
  const shown = plain.test(seen) && seen === seen.trim()
    ? seen
    : seen.toWellFormed().replace(expressions().unseen, named).replace(/^ +| +$/g, named)
  return left === 0 ? shown : `${shown}…`
}

function named(characters: string): string {
  return Array.from(characters, one => `⟨${nameCodePoint(one)}⟩`).join('')
}

/**
 * One line in which a reader sees every character: no escape sequence with its payload, no control character (a blank
 * stands for it), nothing bidirectional or invisible, no lone surrogate. Linear in the text, whatever it holds.
 */
export function strip(text: string): string {
  if (plain.test(text)) return text
  const { invisible, stacked } = expressions()
  return dropSequences(text).replace(controls, ' ').replace(invisible, '').replace(stacked, '$1').toWellFormed()
}

/** The text without characters that leave no trace where it is shown: a reader sees the parts around them as one. */
export function bare(text: string): string {
  if (plainLines.test(text)) return text
  const { traceless } = expressions()
  return text.search(traceless) < 0 ? text : dropSequences(text).replace(traceless, '')
}

/** Tells whether a character, by its UTF-16 units, leaves no trace where it is shown. */
export function leavesNoTrace([unit = 0x20, ...low]: readonly number[]): boolean {
  if (unit >= 0x20 && unit <= 0x7e) return false
  return String.fromCharCode(unit, ...low).search(expressions().traceless) === 0
}

/** Characters that need no look-up: those of ASCII, the signs of European and Chinese texts, and Han characters. */
const plain
  = /^[\x20-\x7e\xa1-\xac\xae-\xff\u2010-\u2027\u2030-\u205e\u2190-\u2bff\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e]*$/
const plainLines = /^[\t\n\r\x20-\x7e]*$/
// eslint-disable-next-line no-control-regex
const controls = /[\x00-\x1f\x7f-\x9f]/g

/** Built when a text first needs them: looking up Unicode's properties takes milliseconds. */
const expressions = () => made ??= {
  /**
   * Bidirectional, zero-width and other characters that show nothing, with which a text can be made to look like
   * another, or to say something that only a program reads. A variation selector stays behind a sign that it makes an
   * emoji, or none.
   */
  invisible:
    /[\u2028\u2029\ufff9-\ufffb]|(?<!\p{Emoji})[\ufe0e\ufe0f]|(?![\ufe0e\ufe0f])\p{Default_Ignorable_Code_Point}/gu,
  /** A terminal shows nothing of a control character but line ends and tabs. */
  // eslint-disable-next-line no-control-regex
  traceless: /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb]|\p{Default_Ignorable_Code_Point}/gu,
  /** All that a reader does not see, or takes for a blank. */
  // eslint-disable-next-line no-control-regex
  unseen: /[\x00-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb]|[^\P{Zs} ]|\p{Default_Ignorable_Code_Point}/gu,
  /** More marks upon one letter than any language writes: they run over the lines above and below. */
  stacked: /(\p{M}{8})\p{M}+/gu,
}
let made: Record<'invisible' | 'traceless' | 'unseen' | 'stacked', RegExp> | undefined

/** The text with what shows nothing replaced. */
export function replaceInvisible(text: string, by: (found: string) => string): string {
  return text.replace(expressions().invisible, by)
}

/** Strings for the terminal (OSC, DCS, SOS, PM, APC) by the character that begins them behind ESC, or as one of C1. */
const strings = new Set([0x5d, 0x50, 0x58, 0x5e, 0x5f, 0x9d, 0x90, 0x98, 0x9e, 0x9f])
const escape = 0x1b
const controlSequence = 0x9b

/**
 * The text without escape sequences, 7-bit and 8-bit. It looks at each character once: an expression would go back
 * again and again.
 */
function dropSequences(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (!/[\x1b\x90\x98\x9b\x9d-\x9f]/.test(text)) return text
  const kept: string[] = []
  let from = 0
  for (let place = 0; place < text.length;) {
    const end = endOfSequence(text, place)
    if (end > place) {
      kept.push(text.slice(from, place))
      from = end
    }
    place = Math.max(end, place + 1)
  }
  kept.push(text.slice(from))
  return kept.join('')
}

/** Where the sequence that begins at this place ends; the place itself where none begins. */
function endOfSequence(text: string, place: number): number {
  const code = text.charCodeAt(place)
  if (code === controlSequence) return endOfControlSequence(text, place + 1)
  if (code !== escape) return strings.has(code) && code > 0x7f ? endOfString(text, place + 1) : place
  const kind = text.charCodeAt(place + 1)
  if (kind === 0x5b) return endOfControlSequence(text, place + 2)
  if (strings.has(kind)) return endOfString(text, place + 2)
  const end = skip(text, place + 1, 0x20, 0x2f)
  return isWithin(text.charCodeAt(end), 0x30, 0x7e) ? end + 1 : end
}

/** ECMA-48, section 5.4: parameters, intermediates, one final character; each of them may be missing. */
function endOfControlSequence(text: string, place: number): number {
  const end = skip(text, skip(text, place, 0x30, 0x3f), 0x20, 0x2f)
  return isWithin(text.charCodeAt(end), 0x40, 0x7e) ? end + 1 : end
}

/** Up to BEL or ST. Another escape sequence ends it too, as it does in terminals, and so does the end of the text. */
function endOfString(text: string, place: number): number {
  for (let end = place; end < text.length; end += 1) {
    const code = text.charCodeAt(end)
    if (code === 0x07 || code === 0x9c) return end + 1
    if (code === escape) return text.charCodeAt(end + 1) === 0x5c ? end + 2 : end
  }
  return text.length
}

function skip(text: string, place: number, first: number, last: number): number {
  let end = place
  while (isWithin(text.charCodeAt(end), first, last)) end += 1
  return end
}

function isWithin(code: number, first: number, last: number): boolean {
  return code >= first && code <= last
}

function isHighSurrogate(code: number): boolean {
  return isWithin(code, 0xd800, 0xdbff)
}

/** The same JSON value with another text in place of each, at any depth; names stay. */
export function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(item => mapTexts(item, map))
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapTexts(member, map)]))
}
