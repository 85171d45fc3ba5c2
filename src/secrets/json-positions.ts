import { isLabel, isLabelled, kindOfLabel, kindOfPair } from './labels.ts'
import { isNameSecret, withinSecret, type Rule } from './names.ts'
import type { Position, Positions } from './position.ts'

/** The state of a reader at a place in a JSON text. */
interface Reading {
  /** The kind of secret of the value to come, told by its name. */
  named: string | undefined
  name: string
  /** The lists and objects around it. */
  around: Around[]
}

/** A list or an object: the kind of all that is in it, and what it says of a name and its value by themselves. */
interface Around {
  kind: string | undefined
  isList: boolean
  label?: string | undefined
  unlabelled: Omit<Position, 'kind'>[]
  items: Omit<Position, 'kind'>[]
}

/** Finds secrets in a JSON text by their names, also in one that was cut off, or with other text around it. */
export function jsonPositions(text: string, rule: Rule): Positions {
  const found: Positions = { secrets: [], inner: [] }
  const reading: Reading = { named: undefined, name: '', around: [] }
  for (let at = nextToken(text, 0); at < text.length; at = nextToken(text, at + 1)) {
    switch (text[at]) {
      case '"': at = readString(text, at, rule, reading, found); break
      case '{': case '[': open(reading, text[at] === '['); break
      case '}': case ']': close(reading, rule, found); break
      case ',': forgetName(reading); break
      default: at = readNumber(text, at, reading, found)
    }
  }
  return found
}

function open(reading: Reading, isList: boolean): void {
  const around = reading.around.at(-1)
  const labelled = around?.label !== undefined && isLabelled(reading.name) ? around.label : undefined
  reading.around.push({ kind: reading.named ?? around?.kind ?? labelled, isList, unlabelled: [], items: [] })
  forgetName(reading)
}

function forgetName(reading: Reading): void {
  reading.named = undefined
  reading.name = ''
}

function close(reading: Reading, rule: Rule, found: Positions): void {
  const closed = reading.around.pop()
  reading.named = undefined
  if (!closed) return
  const { label, unlabelled, items, isList } = closed
  if (label !== undefined) for (const value of unlabelled) found.secrets.push({ ...value, kind: label })
  const [, second] = items
  if (!isList || !second) return
  const kind = kindOfPair(items.map(({ value }) => value), rule, reading.around.at(-1)?.isList === true)
  if (kind !== undefined) found.secrets.push({ ...second, kind })
}

/** Reads a string, and gives the place of its last unit. */
function readString(text: string, at: number, rule: Rule, reading: Reading, found: Positions): number {
  const end = endOfString(text, at + 1)
  const raw = text.slice(at + 1, end)
  const value = raw.includes('\\') ? unescapeJson(raw) : raw
  const after = skipBlanks(text, end + 1)
  const frame = reading.around.at(-1)
  const around = frame?.kind
  if (text[after] === ':') {
    reading.name = value
    reading.named = withinSecret(value, around, rule)
    if (isNameSecret(value, around)) found.secrets.push({ start: at + 1, end, kind: around, value })
    return after
  }
  const kind = (reading.name === '' ? around : reading.named) ?? note(reading, { start: at + 1, end, value }, rule)
  if (kind !== undefined && value !== '') found.secrets.push({ start: at + 1, end, kind, value })
  else if (/[={]/.test(value)) found.inner.push({ start: at + 1, end, text: value })
  return end
}

/** Values of one object that may belong to a name behind them. */
const mostUnlabelled = 16

/** Notes what may be a name with its value, or the value of one; the kind of the value where that is known already. */
function note({ name, around }: Reading, value: Omit<Position, 'kind'>, rule: Rule): string | undefined {
  const frame = around.at(-1)
  if (!frame) return undefined
  if (frame.isList && frame.items.length < 3) frame.items.push(value)
  if (isLabel(name)) frame.label ??= kindOfLabel(value.value, rule)
  if (!isLabelled(name) || frame.isList) return undefined
  if (frame.label === undefined && frame.unlabelled.length < mostUnlabelled) frame.unlabelled.push(value)
  return frame.label
}

function readNumber(text: string, at: number, reading: Reading, found: Positions): number {
  const end = endOf(numberOfJson, text, at)
  const kind = reading.name === '' ? reading.around.at(-1)?.kind : reading.named
  if (kind !== undefined) found.secrets.push({ start: at, end, kind, value: text.slice(at, end) })
  return end - 1
}

function endOfString(text: string, start: number): number {
  let end = endOf(charactersOfJson, text, start)
  while (text[end] === '\\') end = endOf(charactersOfJson, text, end + 2)
  return Math.min(end, text.length)
}

function skipBlanks(text: string, start: number): number {
  let at = start
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at += 1
  return at
}

/** The value of a JSON string, without an escape that was cut off; as it stands where JSON can't read it. */
function unescapeJson(raw: string): string {
  for (const text of [raw, raw.replace(/\\(?:u[\da-f]{0,3})?$/i, '')]) {
    try {
      return JSON.parse(`"${text}"`) as string
    } catch {
      // The next one.
    }
  }
  return raw
}

const charactersOfJson = /[^"\\]+/y
const numberOfJson = /[\d.eE+-]+/y
const tokenOfJson = /["{}[\],\d-]/g

/** The first place from `start` on that does not match a sticky pattern. */
export function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start
  return pattern.test(text) ? pattern.lastIndex : start
}

function nextToken(text: string, start: number): number {
  tokenOfJson.lastIndex = start
  return tokenOfJson.test(text) ? tokenOfJson.lastIndex - 1 : text.length
}
