import { withinSecret, type Rule } from './names.ts'

/** A secret by its place in a text: what stands there, undone of the text's own encoding. */
export interface Position {
  start: number
  end: number
  kind: string
  value: string
}

/** A text within a JSON string: a body in a body, or an address. It is masked by itself, and written back as a string. */
export interface Inner {
  start: number
  end: number
  text: string
}

/** What a text holds under names. */
export interface Positions {
  secrets: Position[]
  inner: Inner[]
}

/**
 * Where secrets stand in a body, by their names: in JSON at any depth (also JSONP, and what was cut off), in a form, in XML. Nothing has to be
 * well-formed: whatever looks like a name with a value is one.
 */
export function positionsIn(text: string, rule: Rule): Positions {
  const json = jsonPositions(text, rule)
  if (/^\s*[[{]/.test(text.slice(0, 100))) return json
  return { secrets: [...json.secrets, ...pairPositions(text, rule), ...elementPositions(text, rule)], inner: [] }
}

/** Where secrets stand in an address: in its query, its fragment, and before its host. */
export function addressPositions(text: string, rule: Rule): Position[] {
  const password = /^[a-z][a-z0-9+.-]{0,20}:\/\/[^/?#@:]{0,200}:([^/?#@]{1,200})@/i.exec(text)
  const before = password ? [{ start: password[0].length - 1 - (password[1]?.length ?? 0), end: password[0].length - 1, kind: 'password', value: password[1] ?? '' }] : []
  return [...before, ...pairPositions(text, rule)]
}

/** `name=value` as forms and addresses have it, and as attributes are written. */
function pairPositions(text: string, rule: Rule): Position[] {
  const found: Position[] = []
  for (let at = text.indexOf('='); at !== -1; at = text.indexOf('=', at + 1)) {
    const kind = rule(decodeForm(nameBefore(text, at)))
    if (kind === undefined) continue
    const quote = text[at + 1] === '"' || text[at + 1] === '\'' ? text[at + 1] : undefined
    const start = quote === undefined ? at + 1 : at + 2
    const end = quote === undefined ? endOf(valueOfForm, text, start) : endOr(text.indexOf(quote, start), text.length)
    if (end > start) found.push({ start, end, kind, value: decodeForm(text.slice(start, end)) })
  }
  return found
}

function nameBefore(text: string, end: number): string {
  let start = end
  while (start > 0 && end - start < 65 && isOfName(text.charCodeAt(start - 1))) start -= 1
  return text.slice(start, end)
}

/** Letters, digits, `_`, `-`, `.`, `%`, `+`. */
function isOfName(unit: number): boolean {
  return isDigit(unit) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a) || [0x5f, 0x2d, 0x2e, 0x25, 0x2b].includes(unit)
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}

const valueOfForm = /[^&;#"'<> \t\r\n]*/y
const charactersOfJson = /[^"\\]+/y
const numberOfJson = /[\d.eE+-]+/y
const tokenOfJson = /["{}[\],\d-]/g

/** The first place from `start` on that does not fit a sticky pattern. */
function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start
  return pattern.test(text) ? pattern.lastIndex : start
}

function nextToken(text: string, start: number): number {
  tokenOfJson.lastIndex = start
  return tokenOfJson.test(text) ? tokenOfJson.lastIndex - 1 : text.length
}

function endOr(found: number, otherwise: number): number {
  return found === -1 ? otherwise : found
}

function decodeForm(text: string): string {
  return text.length === 0 || !/[%+]/.test(text) ? text : new URLSearchParams(`=${text.replaceAll('&', '%26')}`).get('') ?? text
}

/** `<name>value</name>`. */
function elementPositions(text: string, rule: Rule): Position[] {
  const found: Position[] = []
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    const name = /^<([\w.:-]{1,64})>/.exec(text.slice(at, at + 70))
    const kind = name && rule(name[1] ?? '')
    if (!kind) continue
    const open = at + name[0].length
    const data = text.startsWith('<![CDATA[', open) ? open + 9 : open
    const end = endOr(text.indexOf(data === open ? '<' : ']]>', data), text.length)
    if (end > data) found.push({ start: data, end, kind, value: text.slice(data, end) })
  }
  return found
}

/** What is known where a JSON text is being read. */
interface Reading {
  /** The kind of the secret that the value to come is, by its name. */
  named: string | undefined
  name: string
  /** The kinds of the lists and objects around it. */
  around: (string | undefined)[]
}

function jsonPositions(text: string, rule: Rule): Positions {
  const found: Positions = { secrets: [], inner: [] }
  const reading: Reading = { named: undefined, name: '', around: [] }
  for (let at = nextToken(text, 0); at < text.length; at = nextToken(text, at + 1)) {
    const unit = text.charCodeAt(at)
    if (unit === 0x22) at = readString(text, at, rule, reading, found)
    else if (unit === 0x7b || unit === 0x5b) open(reading)
    else if (unit === 0x7d || unit === 0x5d) close(reading)
    else if (unit === 0x2c) [reading.named, reading.name] = [undefined, '']
    else at = readNumber(text, at, reading, found)
  }
  return found
}

function open(reading: Reading): void {
  reading.around.push(reading.named ?? reading.around.at(-1))
  reading.named = undefined
  reading.name = ''
}

function close(reading: Reading): void {
  reading.around.pop()
  reading.named = undefined
}

/** A string, and gives the place of its last unit. */
function readString(text: string, at: number, rule: Rule, reading: Reading, found: Positions): number {
  const end = endOfString(text, at + 1)
  const raw = text.slice(at + 1, end)
  const value = raw.includes('\\') ? unescapeJson(raw) : raw
  const after = skipBlanks(text, end + 1)
  const around = reading.around.at(-1)
  if (text[after] === ':') {
    reading.name = value
    reading.named = around === undefined ? rule(value) : withinSecret(value, around, rule)
    return after
  }
  const kind = reading.name === '' ? around : reading.named
  if (kind !== undefined && value !== '') found.secrets.push({ start: at + 1, end, kind, value })
  else if (/[={]/.test(value)) found.inner.push({ start: at + 1, end, text: value })
  return end
}

function readNumber(text: string, at: number, reading: Reading, found: Positions): number {
  const end = endOf(numberOfJson, text, at)
  const kind = reading.name === '' ? reading.around.at(-1) : reading.named
  if (kind !== undefined) found.secrets.push({ start: at, end, kind, value: text.slice(at, end) })
  return end - 1
}

function endOfString(text: string, start: number): number {
  let end = endOf(charactersOfJson, text, start)
  while (text.charCodeAt(end) === 0x5c) end = endOf(charactersOfJson, text, end + 2)
  return Math.min(end, text.length)
}

function skipBlanks(text: string, start: number): number {
  let at = start
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at += 1
  return at
}

/** What was cut off within an escape is taken as it stands. */
function unescapeJson(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`) as string
  } catch {
    return raw
  }
}
