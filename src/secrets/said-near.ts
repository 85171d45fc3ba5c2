import type { Position } from './position.ts'
import { hasContent, isLong, isSecret, isUnbroken } from './said-judged.ts'

/** Marks that stand around the names and values of pairs, lists, tables and tags, also encoded for a page. */
const mark = '[ \\t"\'`()[\\]{}<>,|:=\\\\（）：，「」“”‘’]|&(?:quot|apos|lt|gt|#3[49]|#x2[27]);'
/**
 * The text between a name and a value that only stands near it: `('name', 'value')`, `[name=…, value=…]`, `name
 * (value)`, `name is: value`.
 */
const near = new RegExp(`(?:${mark}){1,12}(?:(?:value|is|was|has)(?:${mark}){1,10})?`, 'iy')

/** The place of a value that may stand near the name that ends here; undefined where something else follows. */
export function placeNear(text: string, end: number): number | undefined {
  near.lastIndex = end
  return near.test(text) ? near.lastIndex : undefined
}

const first = /(?<=[\s{,"'])value["']?\s?[=:]\s?["']?([^"'\s<>,&]{4,2000})["']?[\s,;]{1,3}(?:["']?(?:enabled|type|secret|description)["']?\s?[=:]\s?["']?[\w ]{0,30}["']?[\s,;]{1,3}){0,3}["']?(?:name|key)["']?\s?[=:]\s?["']?([\w.-]{1,64})/gi

/** A sentence that begins with the value: `X is not a valid token`. */
const subject = /(?<![\w.~+/=&?:%#-])([\w.~+/-]{20,2000}={0,2})["'`]? (?:is|was|has|isn['’]t|wasn['’]t) (?:[a-z]{1,12} ){0,5}(?:token|jwt|secret|password|assertion|code)\b/gi

function subjects(text: string): Position[] {
  if (!/ (?:is|was|has)/.test(text)) return []
  return [...text.matchAll(subject)].flatMap(({ index, 1: value = '' }) =>
    isLong(value) || isUnbroken(value) ? [{ start: index, end: index + value.length, kind: 'token', value }] : [])
}

/**
 * Pairs whose value stands first: `<input value="…" name="code">`, `{"value":"…","name":"code"}`; and what a sentence
 * calls a token.
 */
export function valuesFirst(text: string, kindOf: (name: string) => string | undefined): Position[] {
  return [...pairs(text, kindOf), ...subjects(text)]
}

function pairs(text: string, kindOf: (name: string) => string | undefined): Position[] {
  if (!/value/i.test(text)) return []
  return [...text.matchAll(first)].flatMap(({ index, 0: whole, 1: value = '', 2: name = '' }) => {
    const isValue = hasContent(value) && isSecret(name, value, { isGiven: true, isMember: false, rest: '' })
    const kind = isValue ? kindOf(name) : undefined
    const start = index + whole.indexOf(value, 6)
    return kind === undefined ? [] : [{ start, end: start + value.length, kind, value }]
  })
}
