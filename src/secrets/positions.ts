import { endOf, jsonPositions } from './json-positions.ts'
import { leavesNoTrace } from '../text/printable.ts'
import { isSignature, type Rule } from './names.ts'
import type { Position, Positions } from './position.ts'
import { htmlCode, isPlainAddress } from './said-judged.ts'

/**
 * Finds secrets in a body by their names: in JSON at any depth (also JSONP, and JSON that was cut off), in a form, in
 * XML. Nothing has to be well-formed: whatever looks like a name with a value counts.
 */
export function positionsIn(text: string, rule: Rule): Positions {
  const json = jsonPositions(text, rule)
  if (/^\s*[[{]/.test(text.slice(0, 100))) return json
  return { secrets: [...json.secrets, ...pairPositions(text, rule), ...elementPositions(text, rule)], inner: [] }
}

/** Finds secrets in an address: in its query, its fragment, and before its host. */
export function addressPositions(text: string, rule: Rule): Position[] {
  return [...userinfoPositions(text), ...pairPositions(text, rule)]
}

/**
 * The password before the last `@` of the authority (RFC 3986, section 3.2.1), or all of that part where it names none,
 * since it may be a token.
 */
function userinfoPositions(text: string): Position[] {
  const [whole, scheme = '', userinfo = ''] = /^(\s*[a-z][a-z0-9+.-]{0,20}:\/\/)([^/?#\\]*)@/i.exec(text) ?? []
  const colon = userinfo.indexOf(':')
  const [value, kind] = colon === -1 ? [userinfo, 'userinfo'] : [userinfo.slice(colon + 1), 'password']
  const end = scheme.length + userinfo.length
  return whole === undefined || value === '' ? [] : [{ start: end - value.length, end, kind, value }]
}

/** `name=value` as forms and addresses have it, and as attributes are written. */
function pairPositions(text: string, rule: Rule): Position[] {
  const found: Position[] = []
  const unquoted = wholeForm.test(text) ? valueOfWholeForm : valueOfForm
  for (let at = text.indexOf('='); at !== -1; at = text.indexOf('=', at)) {
    const name = nameBefore(text, at)
    const isParameter = '?&;'.includes(text[at - name.length - 1] ?? ' ')
    at += 1
    const kind = rule(decodeForm(name)) ?? (isParameter && isSignature(name) ? 'signature' : undefined)
    if (kind === undefined) continue
    const quote = text[at] === '"' || text[at] === '\'' ? text[at] : undefined
    const start = quote === undefined ? at : at + 1
    const end = quote === undefined ? endOf(unquoted, text, start) : endOr(text.indexOf(quote, start), text.length)
    if (end > start) found.push({ start, end, kind, value: decodeForm(text.slice(start, end)) })
    at = end
  }
  return found
}

/** A name as it is written: each character of it, and each unseen one, may be encoded. */
const longestWritten = 400

function nameBefore(text: string, end: number): string {
  let start = end
  while (start > 0 && end - start < longestWritten && isOfName(text.charCodeAt(start - 1))) start -= 1
  return text.slice(start, end)
}

/** Letters, digits, `_`, `-`, `.`, `%`, `+`, the brackets of lists, and what stands unseen among them. */
function isOfName(unit: number): boolean {
  const isSign = unit === 0x5f
    || unit === 0x2d
    || unit === 0x2e
    || unit === 0x25
    || unit === 0x2b
    || unit === 0x5b
    || unit === 0x5d
  return isSign || isDigit(unit) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a) || leavesNoTrace([unit])
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}

const valueOfForm = /[^&;#"'<> \t\r\n]*/y
/** A form and nothing else: control characters that nobody encoded, and `;`, are part of its values. */
const wholeForm = /^[\w.~%+[\]-]{1,400}=[^ \r\n{?]*$/
const valueOfWholeForm = /[^&#"'<> \r\n]*/y

function endOr(found: number, otherwise: number): number {
  return found === -1 ? otherwise : found
}

function decodeForm(text: string): string {
  return text.length === 0 || !/[%+]/.test(text)
    ? text
    : new URLSearchParams(`=${text.replaceAll('&', '%26')}`).get('') ?? text
}

/** `<name>value</name>`. */
function elementPositions(text: string, rule: Rule): Position[] {
  const found: Position[] = []
  let last = 0
  for (const { 0: { length }, 1: name = '', index } of text.matchAll(/<([\w.:-]{1,64})>/g)) {
    // Paragraphs and quotations, not members of a key.
    const kind = index < last || /^[pq]$/i.test(name) ? undefined : rule(name)
    if (!kind) continue
    const open = index + length
    const data = text.startsWith('<![CDATA[', open) ? open + 9 : open
    const end = endOr(text.indexOf(data === open ? '<' : ']]>', data), text.length)
    const value = text.slice(data, end)
    if (end > data && !isMarkup(name, value)) found.push({ start: data, end, kind, value })
    last = end
  }
  return found
}

/** HTML's own element `code` holds whatever a computer reads: a redirect URI in it is no authorization code. */
function isMarkup(name: string, value: string): boolean {
  return htmlCode.test(name) && isPlainAddress(value)
}
