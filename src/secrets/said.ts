import { bare } from '../text/printable.ts'
import type { Rule } from './names.ts'
import { replaceRanges } from './ranges.ts'
import type { Secrets } from './secrets.ts'
import { heldByForm } from './said-forms.ts'
import { hasContent, isLong, isSecret, isTelling, isUnbroken, withSwitches } from './said-judged.ts'
import { placeNear, valuesFirst } from './said-near.ts'
import { judgePaired, placePaired } from './said-pairs.ts'
import { languagePositions } from './said-languages.ts'
import { sqlPositions } from './said-sql.ts'
import { tablePositions } from './said-tables.ts'
import { quotes, Values, type Name, type Said } from './said-values.ts'

/** The words that a secret's name ends with, in any notation; what stands before them is looked at only then. */
const ending = new RegExp(`(?:${[
  'token', 'jwt', 'cookie', 'secret', 'password', 'passwd', 'passphrase', 'assertion', 'verifier', 'code', 'key',
  'state', 'nonce', 'response', 'request', 'dpop', 'hint',
  'samlart', 'otp', 'totp', 'pin', 'pass', 'pwd', 'credential', 'ticket', 'flow', 'lt', 'execution', 'id', 'challenge',
  'bearer', 'basic', 'session', 'sessid', 'secret_?hash', 'sig', 'signature',
].join('|')})s?(?![a-z\\d_-])`, 'gi')

/**
 * The text between a name and its value: the marks that end the name, and the sign; also encoded for JSON, an address
 * or a page.
 */
const equals = '&(?:amp;){0,3}(?:#0{0,9}61;?|#x0{0,9}3d;?|equals;)'
const colon = '&(?:amp;){0,3}(?:#0{0,9}58;?|#x0{0,9}3a;?|colon;)'
const sign = `=&gt;|={1,3}>?|->|:=|[:\u2192\uff1a]|${equals}|${colon}|%(?:25){0,3}3[AD]|\\\\{1,8}u003[AD]`
const separator = new RegExp(`(?:${quotes}|[\\])]){0,3}(?:\\s{1,4}value)?\\s{0,8}(?:${sign})\\s{0,8}`, 'iy')
const assigns = new RegExp(`=|${equals}`, 'i')
/** A field of a multipart body stands below its name. */
const lineBreaks = new RegExp(`(?:${quotes})(?:\\\\{1,8}[rn]|[\\r\\n]){2,8}`, 'y')
/** An option, or a sentence, has a blank alone: `--client-secret X`, `the token X has expired`. */
const blank = /["'`):]{0,3}(?:\s{1,3}(?:was|is|of|value))?\s{1,3}/y

/**
 * Finds secrets in what people and programs write, in whatever notation: `name=value`, `name: "value"`, `{'name':
 * ['value']}`, `:name=>"value"`, `name=[value]`, a header field, an option, an address with a password, a token by its
 * form; and whatever looks like a token near such a name. Each part of a text is read once.
 */
export function saidPositions(text: string, rule: Rule): Said[] {
  const [found, values]: [Said[], Values] = [[], new Values(text)]
  ending.lastIndex = 0
  for (let last = 0, match = ending.exec(text); match !== null; match = ending.exec(text)) {
    const after = ending.lastIndex
    const name = nameAt(text, Math.max(last, match.index - longestName), after, rule)
    const said = name && after < text.length ? valueBehind(values, name) : undefined
    if (said) found.push(said)
    ending.lastIndex = last = said?.end ?? after
  }
  const first = valuesFirst(text, name => rule(name)).map(one => ({ ...one, isTelling: isTelling(one.value) }))
  return [
    ...found, ...heldByForm(text), ...first, ...sqlPositions(text, rule), ...tablePositions(text, rule),
    ...languagePositions(text),
  ]
}

/** Replaces the secrets in a text of others by their names, so that it may be quoted. */
export function maskSaid(secrets: Secrets, text: string, rule: Rule): string {
  // Invisible characters may tear a name apart.
  const seen = bare(text)
  const said = saidPositions(seen, rule)
  const rangeOf = ({ start, end, kind, value }: Said) => ({ start, end, by: secrets.placeholder(kind, value) })
  return said.length === 0 ? text : replaceRanges(seen, said.map(rangeOf))
}

const longestName = 64

function nameAt(text: string, first: number, end: number, rule: Rule): Name | undefined {
  let start = end
  while (start > first && isOfName(text.charCodeAt(start - 1))) start -= 1
  const name = text.slice(start, end)
  // An escape before a name is no part of it: `%26code`, `\\ncode`.
  const own = name.slice(lengthOfEscape(text.slice(Math.max(start - 1, 0), end))).replace(/^[-.]{1,8}/, '')
  const kind = [own, own.slice(own.lastIndexOf('.') + 1), name].map(one =>
    rule(one) ?? shortNames.get(one.toLowerCase())).find(one => one !== undefined)
  if (kind !== undefined) return { name: own, kind, start: end - own.length, end }
  // `API key`
  const [before] = /[A-Za-z]{1,16} $/.exec(text.slice(Math.max(first, start - 17), start)) ?? []
  const both = before === undefined ? undefined : rule(before.trim() + name)
  return both === undefined ? undefined : { name: both, kind: both, start, end }
}

const escaped = /^(?:%(?:25){0,3}[\dA-F]{2}|\\(?:u[\dA-F]{4}|x[\dA-F]{2}|[nrt]))/i

function lengthOfEscape(text: string): number {
  return Math.max((escaped.exec(text)?.[0].length ?? 0) - 1, 0)
}

/** Letters, digits, `_`, `-` and `.` */
function isOfName(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39)
    || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a)
    || unit === 0x5f
    || unit === 0x2d
    || unit === 0x2e
}

/** The words for credentials in sentences. */
const shortNames = new Map([
  ['bearer', 'access_token'], ['basic', 'basic_credentials'], ['dpop', 'access_token'], ['verifier', 'code_verifier'],
])

function valueBehind(values: Values, name: Name): Said | undefined {
  const { text } = values
  const paired = placePaired(text, name)
  const sure = paired && judgePaired(values, name, paired)
  if (sure) return sure
  for (const [pattern, way] of ways) {
    pattern.lastIndex = name.end
    if (!pattern.test(text)) continue
    const said = judge(values, name, pattern.lastIndex, way)
    if (said) return said
    break
  }
  const place = placeNear(text, name.end)
  return place === undefined ? undefined : judge(values, name, place, 'near')
}

const ways = [[separator, 'sign'], [lineBreaks, 'below'], [blank, 'blank']] as const

type Way = 'near' | typeof ways[number][1]

function judge(
  values: Values, { name, kind, start: before, end: after }: Name, at: number, way: Way,
): Said | undefined {
  const { text } = values
  const writing = { isField: /cookie$/i.test(name), isEncoded: text[after] === '%' }
  const { start, end, isQuoted } = values.at(at, writing)
  const value = text.slice(start, end)
  // A value with a name of its own belongs to that name: `Token{AccessToken:…}`.
  if (way === 'near' && (/^[A-Za-z_.-]{1,64}[:=]/.test(value) || !withSwitches(value))) return undefined
  const between = text.slice(after, at)
  const isForm = /[?&]/.test(text.slice(Math.max(before - 1, 0), before)) || text[end] === '&'
  const isGiven = way === 'blank'
    ? isLong(value) || isUnbroken(value) || text.slice(Math.max(before - 2, 0), before) === '--'
    : way !== 'sign' || isForm
  const around = {
    isGiven: isQuoted || (assigns.test(between) && !between.includes(' ')), rest: text.slice(end, end + 3),
    // As Go prints a structure: `{ID:web Secret:abc}`.
    isMember: between === ':' && /^[A-Z]/.test(text[before] ?? '')
      && /\{[^{}\n]{0,300}$/.test(text.slice(Math.max(before - 300, 0), before)),
  }
  const isTold = hasContent(value) && (isGiven || (way === 'sign' && isSecret(name, value, around)))
  return isTold ? { start, end, kind, value, isTelling: isTelling(value) } : undefined
}
