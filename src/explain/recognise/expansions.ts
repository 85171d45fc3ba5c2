import type { Pairs, Unread } from '../record.ts'
import type { RawRequest } from './request.ts'

/** What a shell fills in, as it stands in a command: a variable, or what another program writes. */
export const expansion = String.raw`\$\((?:[^()]|\([^()]{0,300}\)){0,500}\)|\$\{[^{}]{1,200}\}|\$(?:[A-Za-z_]\w{0,100}|[\d@*])`
  + '|`[^`\\r\\n]{1,500}`'

/** Characters of private use, between which stands in hexadecimal what a shell would fill in. */
const [opening, closing] = ['\uE000', '\uE001']

/** A mark in a value, which may have been encoded for an address. */
const marks = /(?:\uE000|%EE%80%80)([\da-f]*)(?:\uE001|%EE%80%81)/g

/** What an address may begin with: a mark. */
export const markPattern = '\\uE000[\\da-f]*\\uE001'
const mark = new RegExp(markPattern)

/** The mark for what a shell fills in here; `before` is the character in front of it. */
export function markOf(written: string, before: string): string {
  return markFor(nameOf(written, before))
}

/** The mark for the value of a name that a script computes. */
export function markFor(name: string): string {
  return `${opening}${Buffer.from(name).toString('hex')}${closing}`
}

/** Names of variables as people give them: others may be the end of a password that is not quoted well. */
const plainName = /^(?:[A-Z][A-Z_]*\d?|[a-z]+(?:_[a-z]+)*|[a-z]+(?:[A-Z][a-z]+)*)$/

function nameOf(written: string, before: string): string {
  const program = /^(?:\$\(|`)\s*([\w.-]{1,30})(?![\w.=-])/.exec(written)?.[1]
  if (/^(?:\$\(|`)/.test(written)) return program === undefined ? '$(…)' : `$(${program} …)`
  const [, system = '', name = ''] = /^\$\{?(env:)?(\w+)/i.exec(written) ?? []
  return plainName.test(name) && !/[\w+~.-]/.test(before) ? `$${system}${name}` : '$…'
}

/** What is shown in place of a value that was not seen. */
const unseen = '<hidden>'

/** Tells whether a shell fills something in here. */
export function isMarked(text: string): boolean {
  return mark.test(text)
}

function hide(text: string): string {
  return text.replace(marks, unseen)
}

/** A user whose id alone is there, or neither: what is encoded has no mark. */
function hideField(value: string): string {
  const [, user = ''] = mark.test(value) ? /^Basic ([^]*)$/.exec(value) ?? [] : []
  if (user === '') return hide(value)
  return `Basic ${/^[^:\uE000]+:/.test(user) ? Buffer.from(hide(user)).toString('base64') : unseen}`
}

/** A text with the names of its variables. */
function named(text: string): string {
  return text.replace(marks, (_, hex: string) => Buffer.from(hex, 'hex').toString('utf8'))
}

function namesIn(text: string, part: Unread['part']): Unread[] {
  return [...text.matchAll(marks)].map(([whole]) => ({ part, from: named(whole) }))
}

/** A form or a query whose names may be within a variable, too. */
function ofPairs(text: string): Unread[] {
  const isWhole = (pair: string) => /^[^={"]*(?:\uE000|%EE%80%80)/.test(pair)
  return text.split('&').flatMap(pair => namesIn(pair, isWhole(pair) ? 'parameters' : 'value'))
}

function ofBody(body: string): Unread[] {
  return body.startsWith('{') || body.startsWith('--') ? namesIn(body, 'value') : ofPairs(body)
}

/** A request of a command, with what a shell fills in named as not seen. */
export function withoutMarks(raw: RawRequest): RawRequest {
  const { method, url = '', headers = [], body = '' } = raw
  const [, place = url, query = ''] = /^([^?#]*)([^]*)$/.exec(url) ?? []
  const unread = [
    ...raw.unread?.map(one => ({ ...one, from: named(one.from) })) ?? [],
    ...namesIn(place, 'value'), ...ofPairs(query), ...ofBody(body), ...namesIn(method ?? '', 'value'),
    ...headers.flatMap(([name, value]) => [...namesIn(name, 'headers'), ...namesIn(value, 'value')]),
  ]
  if (unread.length === 0) return raw
  return {
    ...raw, unread, ...raw.url !== undefined && { url: `${named(place)}${hide(query)}` },
    ...raw.headers && { headers: headers.map(([name, value]): Pairs[number] => [hide(name), hideField(value)]) },
    ...raw.body !== undefined && { body: hide(body) },
    ...method !== undefined && { method: isMarked(method) ? undefined : method },
  }
}
