import { readingsAt } from './readings.ts'

/** A text as somebody reads it who takes off encodings, and where each unit of it stood in the text as it came. */
export interface View {
  text: string
  /** The place in the text as it came of what begins at this unit; one more for the end of all. */
  places: Uint32Array
}

/** Encodings stand in one another: an address in a query in a script in an attribute. */
const mostLayers = 4

/** The text as it came, and with one layer of its encodings less each time. */
export function viewsOf(text: string): View[] {
  const views: View[] = [{ text, places: Uint32Array.from({ length: text.length + 1 }, (_, place) => place) }]
  for (let last = views[0]; last && views.length <= mostLayers;) {
    const next = peel(last)
    if (next.text.length === last.text.length) break
    views.push(next)
    last = next
  }
  return views
}

/** Octets of an address, references of a page, escapes of JSON and of a script; a script joins its texts by `+`. */
function peel({ text, places }: View): View {
  const [parts, kept]: [string[], number[]] = [[], []]
  let plain = 0
  for (let at = nextSign(text, 0); at < text.length; at = nextSign(text, at)) {
    const [said, length] = readAt(text, at)
    if (length < 2) {
      at += 1
      continue
    }
    parts.push(text.slice(plain, at), said)
    for (let place = plain; place < at; place += 1) kept.push(places[place] ?? 0)
    for (let unit = 0; unit < said.length; unit += 1) kept.push(places[at] ?? 0)
    plain = at += length
  }
  parts.push(text.slice(plain))
  for (let place = plain; place <= text.length; place += 1) kept.push(places[place] ?? 0)
  return { text: parts.join(''), places: Uint32Array.from(kept) }
}

const signs = /[%&\\"'`]/g

function nextSign(text: string, from: number): number {
  signs.lastIndex = from
  return signs.test(text) ? signs.lastIndex - 1 : text.length
}

const joined = /["'`]\s{0,9}\+\s{0,9}["'`]/y
const ofScript = /\\(?:x([\da-f]{2})|u\{0{0,9}([\da-f]{1,5})\})/iy
const ofOldScript = /%u00([\da-f]{2})/iy

/** What stands for something else at this place, and its length; nothing of any length where it stands for itself. */
function readAt(text: string, at: number): [said: string, length: number] {
  for (const pattern of [joined, ofScript, ofOldScript]) {
    pattern.lastIndex = at
    const [whole, two, braced] = pattern.exec(text) ?? []
    const digits = two ?? braced
    if (whole !== undefined)
      return [digits === undefined ? '' : String.fromCodePoint(Number.parseInt(digits, 16)), whole.length]
  }
  // The first reading takes off one layer; those behind it take off more.
  const [reading] = readingsAt(text, at)
  return reading ? [String.fromCharCode(...reading.units), reading.length] : ['', 0]
}
