import { endOf } from './json-positions.ts'
import type { Position } from './position.ts'

/**
 * A secret in what somebody wrote. `isTelling`: its value is unlike any word, so that it may be looked for elsewhere.
 */
export interface Said extends Position {
  isTelling: boolean
}

/** A name, and where it stands. */
export interface Name { name: string, kind: string, start: number, end: number }

/** A value by its place, without the marks around it. */
export interface Value {
  start: number
  end: number
  isQuoted: boolean
}

/**
 * How a value is written: up to a sign that closes it, as an element's content is, as the cookies of a header field, or
 * in a text that is percent-encoded as a whole.
 */
export interface Writing {
  close?: string | undefined
  isField?: boolean
  isEncoded?: boolean
}

/** A quotation mark as it is, and encoded for JSON, a page or an address. */
export const quotes = '\\\\{0,8}["\'`]|&(?:quot|apos|#3[49]|#x2[27]);|%(?:25){0,3}2[27]|\\\\{1,8}u002[27]'
/** Brackets of a list, what a language writes around a string, and its quotation mark. */
const opening = new RegExp(`(?:[([]{1,2}|\\w{1,30}\\(\\s?|string\\(\\d{1,9}\\)\\s?|~[a-zA-Z])?[bu]?(${quotes})`, 'iy')
const list = /\[(?=[^\][{"'])/y

/**
 * A value without marks ends with a blank, a mark, `&`, or a comma before a blank or the next name; one of these may be
 * written as an escape. Any other escape is a character of the value.
 */
const plain = /(?:[^\s"'`<>&,;\\]|\\{1,4}u(?!00(?:0[9adAD]|2[0267cC]|3[bceBCE]|60))[\da-fA-F]{4}|[,;](?!\s|$|["'\w.-]{1,64}[=:])|\\(?![nrtu"'`\\]))+/y
const encoded = /(?:[^\s"'`<>&%]|%(?!(?:25){0,3}(?:2[0267c]|0[ad])))+/iy
const field = /[^"'`\r\n\\]*/y
const behind = /[.,;:!?)\]}]+$/

/**
 * Finds the values of one text, from left to right. It looks for each end only once, however many values begin before
 * it.
 */
export class Values {
  readonly text: string
  readonly #next = new Map<string, number>()
  readonly #run = new Map<RegExp, { start: number, end: number }>()

  constructor(text: string) {
    this.text = text
  }

  /**
   * The value that begins here, without the marks before it. One without a closing mark was cut off, and is all that is
   * left.
   */
  at(place: number, { close: sign, isField, isEncoded }: Writing): Value {
    if (sign !== undefined) return { start: place, end: this.#find(sign, place), isQuoted: true }
    opening.lastIndex = place
    const close = opening.exec(this.text)?.[1]
    if (close !== undefined)
      return { start: opening.lastIndex, end: this.#endOfQuoted(opening.lastIndex, close), isQuoted: true }
    list.lastIndex = place
    if (list.test(this.text)) return { start: list.lastIndex, end: this.#find(']', list.lastIndex), isQuoted: true }
    if (isField) return { start: place, end: this.#endOfRun(field, place), isQuoted: false }
    const end = this.#endOfRun(isEncoded ? encoded : plain, place)
    const marks = behind.exec(this.text.slice(Math.max(place, end - 8), end))?.[0].length ?? 0
    return { start: place, end: end - marks, isQuoted: false }
  }

  #endOfRun(pattern: RegExp, start: number): number {
    const last = this.#run.get(pattern)
    if (last && last.start <= start && start < last.end) return last.end
    const end = endOf(pattern, this.text, start)
    this.#run.set(pattern, { start, end })
    return end
  }

  /** Where the closing mark comes, behind an even number of backslashes. */
  #endOfQuoted(start: number, close: string): number {
    let end = this.#find(close, start)
    while (end < this.text.length && this.#isEscaped(end, start)) end = this.#find(close, end + close.length)
    return end
  }

  #isEscaped(end: number, start: number): boolean {
    let first = end
    while (first > start && this.text.charCodeAt(first - 1) === 0x5c) first -= 1
    return (end - first) % 2 === 1
  }

  #find(sign: string, start: number): number {
    const before = this.#next.get(sign) ?? -1
    if (before >= start) return before
    const found = this.text.indexOf(sign, start)
    const next = found === -1 ? this.text.length : found
    this.#next.set(sign, next)
    return next
  }
}
