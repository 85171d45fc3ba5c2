import type { Rule } from './names.ts'
import type { Position } from './position.ts'

/** An attribute of a tag, and where its value stands. */
interface Attribute { name: string, value: string, start: number, end: number }

const attribute = /([^\s"'<>/=]{1,80})\s{0,9}=\s{0,9}(?:"([^"]*)|'([^']*)|([^\s"'>]+))/g

/** Attributes that say what an element is called, and those that hold its value. */
const [calling, holding] = [/^(?:name|id|property|type)$/i, /^(?:value|content|data-value)$/i]

/**
 * Values of the fields of a page: `<input name="code" value="…">` in any order, `<meta name="token" content="…">`,
 * `<textarea name="id_token">…`, `<span id="code">…`, and attributes that have the name themselves (`data-code`).
 */
export function fieldPositions(text: string, rule: Rule): Position[] {
  const found: Position[] = []
  for (let open = text.indexOf('<'); open !== -1;) {
    const next = text.indexOf('<', open + 1)
    const segment = text.slice(open, next === -1 ? text.length : next)
    if (segment.includes('=')) found.push(...inTag(segment, rule).map(one => moved(one, open)))
    open = next
  }
  return found
}

function inTag(segment: string, rule: Rule): Position[] {
  const all = attributesOf(segment)
  const kind = all.flatMap(({ name, value }) => calling.test(name) ? rule(value.trim()) ?? [] : [])[0]
  const own = all.flatMap((one) => {
    const held = holding.test(one.name) ? kind : /^data-/i.test(one.name) ? rule(one.name.slice(5)) : undefined
    const { start, end, value } = one
    return held === undefined || value === '' ? [] : [{ start, end, kind: held, value }]
  })
  return kind === undefined ? own : [...own, ...contentOf(segment, kind)]
}

function attributesOf(segment: string): Attribute[] {
  return [...segment.matchAll(attribute)].map(({ index, 0: whole, 1: name = '', 2: double, 3: single, 4: bare }) => {
    const value = double ?? single ?? bare ?? ''
    const end = index + whole.length
    return { name, value, start: end - value.length, end }
  })
}

/** What stands in the element itself, unless it is a sentence. */
function contentOf(segment: string, kind: string): Position[] {
  const start = segment.lastIndexOf('>') + 1
  const value = start === 0 ? '' : segment.slice(start).trim()
  const at = segment.indexOf(value, start)
  return value === '' || /\s/.test(value) ? [] : [{ start: at, end: at + value.length, kind, value }]
}

function moved({ start, end, ...rest }: Position, by: number): Position {
  return { ...rest, start: start + by, end: end + by }
}

/** A name of a script or of JSON, and a text behind it: `code: '…'`, `fields["code"] = "…"`, `set('code', '…')`. */
const assigned = /(["'`]?)((?<![\w$])[\w$.-]{1,64})\1\s{0,9}\]?\s{0,9}(?::|={1,3}|=>|(?<=["'`]\s{0,9}),)\s{0,9}[[({]?\s{0,9}(["'`])([^"'`\r\n]{1,20000})/g

/** Values that a script gives to names. */
export function assignedPositions(text: string, rule: Rule): Position[] {
  return [...text.matchAll(assigned)].flatMap(({ index, 0: whole, 2: name = '', 4: value = '' }) => {
    const kind = rule(name) ?? rule(name.slice(name.lastIndexOf('.') + 1))
    const end = index + whole.length
    return kind === undefined ? [] : [{ start: end - value.length, end, kind, value }]
  })
}
