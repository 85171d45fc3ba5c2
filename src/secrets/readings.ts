/**
 * The decoded meaning of a part of a text: one unit, or two for a character beyond U+FFFF, and the length of that part.
 */
export interface Reading {
  units: readonly number[]
  length: number
}

/** The longest part that is read as one character; all of its bits are set, as a ring of slots needs it. */
export const longestReading = 63

const [percent, backslash, ampersand, plus, space] = [0x25, 0x5c, 0x26, 0x2b, 0x20]
const [tab, lineFeed, carriageReturn] = [0x09, 0x0a, 0x0d]

/** Tells whether an encoded character may begin with this unit; a line break in a value may be none of it. */
export function mayOpen(unit: number): boolean {
  return unit === percent
    || unit === backslash
    || unit === ampersand
    || unit === plus
    || unit === lineFeed
    || unit === carriageReturn
}

/** Tells whether these units are a line break, or one of the two characters of one. */
export function isLineBreak([unit, ...more]: readonly number[]): boolean {
  return more.length === 0 && (unit === lineFeed || unit === carriageReturn)
}

/** The length of a line break that has this length itself, with the blanks that the next line is indented by. */
export function lengthOfFold(text: string, at: number, length: number): number {
  let end = at + length
  while (end - at < longestReading && (text.charCodeAt(end) === space || text.charCodeAt(end) === tab)) end += 1
  return end - at
}

/**
 * Other meanings of a place than the unit that stands there: an escape of JSON (also escaped again), octets of an
 * address or a form in either case (also percent-encoded again), an escape of JSON within an address, a character
 * reference of HTML. Each is considered by itself: whoever wrote the text may have meant another, or none.
 */
export function readingsAt(text: string, at: number): readonly Reading[] {
  switch (text.charCodeAt(at)) {
    case plus: return blank
    case percent: return plainOctets[hexadecimal(text, at + 1, 2) ?? percent]
      ?? [...octetsAt(text, at), ...escapesAt(text, at)]
    case backslash: return escapesAt(text, at)
    case ampersand: return referenceAt(text, at)
    case lineFeed: return newLine
    case carriageReturn: return newLine
    default: return []
  }
}

const blank: Reading[] = [{ units: [space], length: 1 }]
const newLine: Reading[] = [{ units: [lineFeed], length: 1 }]

/** The one reading of most octets. */
const plainOctets: (Reading[] | undefined)[] = Array.from({ length: 128 }, (_, octet) =>
  octet === percent || octet === backslash || octet === plus ? undefined : [{ units: [octet], length: 3 }])

/** `%C3%BC`, and `%25C3%25BC` where it was encoded twice. */
function octetsAt(text: string, at: number): Reading[] {
  const readings: Reading[] = []
  for (let level = 0; level < 4; level += 1) {
    const octet = hexadecimal(text, at + 1 + 2 * level, 2)
    if (octet === undefined) break
    const reading = octet < 0x80 ? { units: [octet], length: 3 + 2 * level } : characterAt(text, at, level, octet)
    if (reading) readings.push(reading)
    // A blank of a form that was encoded once more.
    if (octet === plus) readings.push({ units: [space], length: 3 + 2 * level })
    if (octet !== percent) break
  }
  return readings
}

/** A character of several octets in UTF-8, each encoded as often as the first. */
function characterAt(text: string, at: number, level: number, first: number): Reading | undefined {
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0
  if (size === 0) return undefined
  const width = 3 + 2 * level
  let point = first & (0xff >> (size + 1))
  for (let place = 1; place < size; place += 1) {
    const start = at + place * width
    const octet = hexadecimal(text, start + width - 2, 2)
    if (octet === undefined
      || (octet & 0xc0) !== 0x80
      || text.slice(start, start + width - 2) !== `%${'25'.repeat(level)}`) return undefined
    point = point << 6 | octet & 0x3f
  }
  return point > 0x10ffff ? undefined : { units: unitsOf(point), length: size * width }
}

/** `\/`, `\"`, `\u002B`, with as many backslashes as there were encodings; each sign may be percent-encoded. */
function escapesAt(text: string, at: number): Reading[] {
  const readings: Reading[] = []
  let end = at
  for (let count = 1; count <= 8 && unitAt(text, end) === backslash; count += 1) {
    end += lengthAt(text, end)
    if (count === 2 || count === 4 || count === 8) readings.push({ units: [backslash], length: end - at })
  }
  if (end === at || end >= text.length) return readings
  const [sign, after] = [unitAt(text, end), end + lengthAt(text, end)]
  const unit = sign === 0x75 ? hexadecimal(text, after, 4) : shortEscapes.get(sign)
  const length = after - at + (sign === 0x75 ? 4 : 0)
  if (unit !== undefined) readings.push({ units: [unit], length }, ...pairAt(text, at, unit, length))
  return readings
}

/** The same with the escape behind it, where the two are one character beyond U+FFFF. */
function pairAt(text: string, at: number, high: number, length: number): Reading[] {
  const [next, opener] = [at + length, text.slice(at, at + length - 4)]
  const low = isWithin(high, 0xd800, 0xdbff) && text.startsWith(opener, next)
    ? hexadecimal(text, next + length - 4, 4)
    : undefined
  return low !== undefined && isWithin(low, 0xdc00, 0xdfff) ? [{ units: [high, low], length: 2 * length }] : []
}

function isWithin(unit: number, first: number, last: number): boolean {
  return unit >= first && unit <= last
}

/**
 * The escapes of a JSON text that have one letter or sign (RFC 8259, section 7), and that of JavaScript for an
 * apostrophe.
 */
const shortEscapes = new Map(
  Object.entries({ '"': '"', '/': '/', '\'': '\'', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' })
    .map(([sign, meaning]) => [sign.charCodeAt(0), meaning.charCodeAt(0)]),
)

/** A sign, which may be percent-encoded. */
function unitAt(text: string, at: number): number {
  return lengthAt(text, at) === 1 ? text.charCodeAt(at) : hexadecimal(text, at + 1, 2) ?? 0
}

function lengthAt(text: string, at: number): number {
  return text.charCodeAt(at) === percent && (hexadecimal(text, at + 1, 2) ?? 0x80) < 0x80 ? 3 : 1
}

/** The names that HTML has for signs which values are made of. */
const references = new Map(Object.entries({
  amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', plus: '+', sol: '/', bsol: '\\', equals: '=', lowbar: '_',
  UnderBar: '_', percnt: '%', num: '#', period: '.',
  colon: ':', semi: ';', comma: ',', quest: '?', excl: '!', commat: '@', dollar: '$', ast: '*', midast: '*', lpar: '(',
  rpar: ')', lsqb: '[', lbrack: '[', rsqb: ']',
  rbrack: ']', lcub: '{', lbrace: '{', rcub: '}', rbrace: '}', Hat: '^', grave: '`', verbar: '|', vert: '|', Tab: '\t',
  NewLine: '\n', nbsp: '\u00a0',
}).map(([name, sign]) => [name, sign.charCodeAt(0)]))
const reference = /&(?:#(?:x0{0,16}([\da-f]{1,6})|0{0,16}(\d{1,7}));?|([a-z]{2,8});)/iy

/** `&amp;`, `&#43;`, `&#x2B;`; a number may end without its sign. */
function referenceAt(text: string, at: number): Reading[] {
  reference.lastIndex = at
  const [whole = '', hexadecimalDigits, digits, name] = reference.exec(text) ?? []
  const point = name === undefined
    ? Number.parseInt(hexadecimalDigits ?? digits ?? '', hexadecimalDigits === undefined ? 10 : 16)
    : references.get(name) ?? Number.NaN
  return point <= 0x10ffff ? [{ units: unitsOf(point), length: whole.length }] : []
}

function unitsOf(point: number): number[] {
  return point < 0x10000 ? [point] : [0xd800 + (point - 0x10000 >> 10), 0xdc00 + (point - 0x10000 & 0x3ff)]
}

/** So many hexadecimal digits as a number; undefined where others stand there. */
function hexadecimal(text: string, at: number, digits: number): number | undefined {
  let value = 0
  for (let place = at; place < at + digits; place += 1) {
    const digit = digitOf(text.charCodeAt(place))
    if (digit < 0) return undefined
    value = value * 16 + digit
  }
  return value
}

function digitOf(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30
  const letter = (unit | 0x20) - 0x61
  return letter >= 0 && letter < 6 ? letter + 10 : -1
}
