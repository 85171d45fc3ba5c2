/** The decoded octets of a part of a text that may be base64, as one unit for each, and where the octets stood. */
export interface Decoded {
  octets: string
  /** The part of the text in which these octets are, with what else of the text tells something about them. */
  placeOf: (start: number, end: number) => { start: number, end: number }
}

/** Fewer digits hold no value that is looked for. */
const fewestDigits = 11

/** As many escapes of one part are doubted: more than the signs before an honest echo. */
const mostDoubtful = 4

/**
 * Undoes base64 and base64url (RFC 4648) wherever a text may hold it. A value may stand within something longer, and what is before it shifts its
 * digits: each part is decoded from its first four digits on. A sign that is escaped, and a line break, do not end a part.
 */
export function* decodeBase64(text: string): Generator<Decoded> {
  let room: Pick<Run, 'digits' | 'places'> | undefined
  for (let at = 0; at < text.length;) {
    const plain = countDigits(text, at)
    if (plain < fewestDigits && lengthOfEscape(text, at + plain) === 0) {
      at += plain + 1
      continue
    }
    room ??= { digits: new Uint8Array(text.length), places: new Int32Array(text.length) }
    const run = readRun(text, at, room)
    const { doubtful, end } = run
    yield* decodeRun(run)
    for (const place of doubtful) yield* decodeRun(readRun(text, place, room))
    at = Math.max(end, at + 1)
  }
}

interface Run {
  /** Where an escape may be none: another part may begin after its first sign. */
  doubtful: number[]
  count: number
  /** The values of the digits, 0 to 63. */
  digits: Uint8Array
  /** Where each stands. */
  places: Int32Array
  end: number
  /** With the padding. */
  padded: number
}

function* decodeRun(run: Run): Generator<Decoded> {
  if (run.count >= fewestDigits) for (let phase = 0; phase < 4; phase += 1) yield decode(run, phase)
}

function readRun(text: string, start: number, { digits, places }: Pick<Run, 'digits' | 'places'>): Run {
  const doubtful: number[] = []
  let [at, count] = [start, 0]
  while (at < text.length) {
    const digit = digitAt(text, at)
    const length = digit >= 0 ? 1 : lengthOfEscape(text, at)
    const value = digit >= 0 || length === 0 ? digit : meaningOf(text.slice(at, at + length))
    if (length === 0 || value === padding) break
    if (digit < 0 && doubtful.length < mostDoubtful && isDoubtful(text, at)) doubtful.push(afterOpener(text, at))
    if (value >= 0) {
      digits[count] = value
      places[count++] = at
    }
    at += length
  }
  return { doubtful, count, digits, places, end: at, padded: at + (paddings.exec(text.slice(at, at + 40))?.[0].length ?? 0) }
}

function mayEscape(unit: number): boolean {
  return unit === 0x5c || unit === 0x25 || unit === 0x0a || unit === 0x0d
}

/** What stands in the escape may be digits: all but `\\/` and a line break as it is. */
function isDoubtful(text: string, at: number): boolean {
  return text.charCodeAt(at) >= 0x20 && text.charCodeAt(afterOpener(text, at)) !== 0x2f
}

function afterOpener(text: string, start: number): number {
  let at = start + 1
  while (text.charCodeAt(at) === 0x5c) at += 1
  return at
}

function countDigits(text: string, start: number): number {
  let at = start
  while (digitAt(text, at) >= 0) at += 1
  return at - start
}

function digitAt(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return unit < 128 ? values[unit] ?? -1 : -1
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const values = new Int8Array(128).fill(-1)
for (let place = 0; place < alphabet.length; place += 1) values[alphabet.charCodeAt(place)] = place
values['-'.charCodeAt(0)] = 62
values['_'.charCodeAt(0)] = 63

const [padding, lineBreak] = [-1, -2]
const paddings = /^(?:=|%(?:25){0,3}3d|\\{1,8}u003d){1,2}/i
const escapes = /\\{1,8}(?:\/|u00(?:2[bdfBDF]|5[fF]|3[dD]))|%(?:25){0,3}(?:2[bdfBDF]|5[fF]|3[dD]|0[adAD])|\r?\n|(?:\\{1,8}r)?\\{1,8}n/y

/** How long the escaped sign or the line break is that stands here; 0 where there is none. */
function lengthOfEscape(text: string, at: number): number {
  if (!mayEscape(text.charCodeAt(at))) return 0
  escapes.lastIndex = at
  return escapes.exec(text)?.[0].length ?? 0
}

function meaningOf(escape: string): number {
  if (/[\r\n]|\\n$|0[ad]$/i.test(escape)) return lineBreak
  if (/\/$|2f$|5f$/i.test(escape)) return 63
  return /3d$/i.test(escape) ? padding : 62
}

function decode({ count: digitCount, digits, places, end, padded }: Run, phase: number): Decoded {
  const count = Math.floor((digitCount - phase) * 6 / 8)
  const octets = Buffer.alloc(count)
  for (let octet = 0, digit = phase; octet < count; octet += 3, digit += 4) {
    const bits = (digits[digit] ?? 0) << 18 | (digits[digit + 1] ?? 0) << 12 | (digits[digit + 2] ?? 0) << 6 | (digits[digit + 3] ?? 0)
    octets[octet] = bits >> 16
    octets[octet + 1] = bits >> 8
    octets[octet + 2] = bits
  }
  return {
    octets: octets.toString('latin1'),
    placeOf: (first, last) => {
      const after = phase + Math.ceil(last * 8 / 6)
      return { start: places[phase + Math.floor(first * 8 / 6)] ?? end, end: after < digitCount ? places[after] ?? end : padded }
    },
  }
}
