/** The octets of a part of a text that may be base64, each as one unit, and where they stood. */
export interface Decoded {
  octets: string
  /** The part of the text that holds these octets, or a bit of them. */
  placeOf: (start: number, end: number) => { start: number, end: number }
}

/** Too few digits to hold a value that is looked for. */
const fewestDigits = 11

/** Escapes of one part that may be none, at most: more than the signs before an honest echo. */
const mostDoubtful = 4

/** A part: enough digits, or a few before what may be an escaped one, with all backslashes behind them. */
const parts = /([A-Za-z0-9+/_-]{11,}|[A-Za-z0-9+/_-]{0,10}(?=[\\%&\r\n]))(?:\\*)/g

/** An escape has no more backslashes. */
const mostBackslashes = 8

/**
 * Decodes base64 and base64url (RFC 4648) wherever a text may hold it. A value may stand within something longer, which
 * shifts its digits, so each part is decoded from its first, second, third and fourth digit on. Escaped digits and line
 * breaks do not end a part.
 */
export function* decodeBase64(text: string): Generator<Decoded> {
  let room: Room | undefined
  for (let at = 0; at < text.length;) {
    parts.lastIndex = at
    const part = parts.exec(text)
    if (part === null) return
    const start = part.index
    const plain = start + (part[1]?.length ?? 0)
    if (lengthOfEscape(text, plain) === 0) {
      at = Math.max(plain + 1, parts.lastIndex - mostBackslashes)
      yield* decodeRun(plainRun(text, start, plain))
      continue
    }
    room ??= { digits: Buffer.alloc(text.length), places: new Int32Array(text.length) }
    const run = readRun(text, start, room)
    yield* decodeRun(run)
    for (const place of run.doubtful) yield* decodeRun(readRun(text, place, room))
    at = Math.max(run.end, start + 1)
  }
}

/** Digits that belong together. */
interface Run {
  digits: string
  /** Where each stands. */
  placeOf: (digit: number) => number
  text: string
  end: number
}

/** For digits without their escapes, and where each stood. */
interface Room {
  digits: Buffer
  places: Int32Array
}

function* decodeRun(run: Run): Generator<Decoded> {
  if (run.digits.length >= fewestDigits) for (let phase = 0; phase < 4; phase += 1) yield decode(run, phase)
}

function decode({ digits, placeOf, text, end }: Run, phase: number): Decoded {
  return {
    octets: octetsOf(digits.slice(phase)),
    placeOf: (first, last) => {
      const after = phase + Math.ceil(last * 8 / 6)
      return {
        start: placeOf(phase + Math.floor(first * 8 / 6)),
        end: after < digits.length ? placeOf(after) : afterPadding(text, end),
      }
    },
  }
}

/** Room to decode a part in: most parts are short, and there are many. */
const scratch = Buffer.alloc(256)

function octetsOf(digits: string): string {
  if (digits.length > scratch.length) return Buffer.from(digits, 'base64').toString('latin1')
  return scratch.toString('latin1', 0, scratch.write(digits, 'base64'))
}

function plainRun(text: string, start: number, end: number): Run {
  return { digits: text.slice(start, end), placeOf: digit => start + digit, text, end }
}

/**
 * Reads digits and their escapes from a place on. `doubtful` lists places where an escape may be none, so that another
 * part may begin behind its first sign.
 */
function readRun(text: string, start: number, { digits, places }: Room): Run & { doubtful: number[] } {
  const doubtful: number[] = []
  let [at, count] = [start, 0]
  while (at < text.length) {
    const isPlain = isDigit(text.charCodeAt(at))
    const length = isPlain ? 1 : lengthOfEscape(text, at)
    const digit = isPlain ? text.charCodeAt(at) : length === 0 ? padding : meaningOf(text, at + length)
    if (digit === padding) break
    if (!isPlain && doubtful.length < mostDoubtful && isDoubtful(text, at)) doubtful.push(afterOpener(text, at))
    if (digit !== lineBreak) {
      digits[count] = digit
      places[count++] = at
    }
    at += length
  }
  return { doubtful, digits: digits.toString('latin1', 0, count), placeOf: digit => places[digit] ?? at, text, end: at }
}

function mayEscape(unit: number): boolean {
  return unit === 0x5c || unit === 0x25 || unit === 0x26 || unit === 0x0a || unit === 0x0d
}

/** Tells whether an escape may be digits: all may but `\\/` and a plain line break. */
function isDoubtful(text: string, at: number): boolean {
  return text.charCodeAt(at) >= 0x20 && text.charCodeAt(afterOpener(text, at)) !== 0x2f
}

function afterOpener(text: string, start: number): number {
  let at = start + 1
  while (text.charCodeAt(at) === 0x5c) at += 1
  return at
}

function isDigit(unit: number): boolean {
  return digitUnits[unit] === 1
}

const allDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_'
const digitUnits = new Uint8Array(128)
for (const digit of allDigits) digitUnits[digit.charCodeAt(0)] = 1

const [padding, lineBreak, plus, slash] = [-1, -2, 0x2b, 0x2f]
const paddings = /^(?:=|%(?:25){0,3}3d|\\{1,8}u003d|&#(?:61|x3d);){1,2}/i
const escapes = /\\{1,8}(?:\/|u00(?:2[bdfBDF]|5[fF]|3[dD]))|%(?:25){0,3}(?:2[bdfBDF]|5[fF]|3[dD]|0[adAD])|&#(?:4[357]|95|61|[xX](?:2[bdfBDF]|5[fF]|3[dD]));|\r?\n|(?:\\{1,8}r)?\\{1,8}n/y

function afterPadding(text: string, end: number): number {
  return end + (paddings.exec(text.slice(end, end + 40))?.[0].length ?? 0)
}

/** The length of the escaped sign or line break at a place; 0 where there is none. */
function lengthOfEscape(text: string, at: number): number {
  escapes.lastIndex = at
  return mayEscape(text.charCodeAt(at)) && escapes.test(text) ? escapes.lastIndex - at : 0
}

/**
 * The digit that an escape stands for, told by its last two characters: the sign itself or its number, hexadecimal, or
 * decimal in a reference.
 */
function meaningOf(text: string, end: number): number {
  const last = text[end - 1] === ';' ? end - 1 : end
  switch (text.slice(last - 2, last).toLowerCase()) {
    case '2b': case '2d': case '43': case '45': return plus
    case '2f': case '5f': case '47': case '95': case '\\/': return slash
    case '3d': case '61': return padding
    default: return lineBreak
  }
}
