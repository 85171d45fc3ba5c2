import { limits } from '../limits.ts'
import { takeUnits } from '../text/printable.ts'
import { decodeBase64 } from './base64.ts'
import { viewsOf } from './decoded-views.ts'
import { assignedPositions, fieldPositions } from './fields.ts'
import type { Rule } from './names.ts'
import type { Position } from './position.ts'
import { addressPositions, positionsIn } from './positions.ts'
import { isTelling } from './said-judged.ts'
import { saidPositions } from './said.ts'
import type { Secrets } from './secrets.ts'
import { spokenPositions } from './spoken.ts'
import { maskPlaced } from './text.ts'

/** What is looked at behind the part that is shown: a name may stand behind its value, which the end cuts off. */
const lookedAhead = 8_192

/**
 * The beginning of what the authorization endpoint answers a browser, masked. It brings codes and tokens as the browser
 * does: in links, fields, scripts and data, whatever they are encoded by. So whatever stands by the name of a secret is
 * replaced, however it looks.
 */
export function maskPage(secrets: Secrets, page: string, rule: Rule): string {
  const { text, left } = takeUnits(page, limits.shown)
  const placed = pagePositions(takeUnits(page, limits.shown + lookedAhead).text, rule)
  return maskPlaced(secrets, text, placed.filter(({ start }) => start < text.length), left > 0)
}

/** The secrets of a page that are unlike any word: they may be looked for in whatever else is said of it. */
export function secretsOfPage(page: string, rule: Rule): [kind: string, value: string][] {
  return pagePositions(takeUnits(page, limits.shown + lookedAhead).text, rule)
    .flatMap(({ kind, value }): [string, string][] => isTelling(value) ? [[kind, value]] : [])
}

function pagePositions(text: string, rule: Rule): Position[] {
  const found = viewsOf(text).flatMap(({ text: seen, places }) =>
    positionsOfView(seen, rule).map(({ start, end, ...rest }) =>
      ({ ...rest, start: places[start] ?? 0, end: places[end] ?? text.length })))
  return [...found, ...inBase64(text, rule)].filter(isSecret)
}

function positionsOfView(text: string, rule: Rule): Position[] {
  const told = [...positionsIn(text, rule).secrets, ...assignedPositions(text, rule), ...saidPositions(text, rule)]
  return [
    ...told.filter(({ kind, value }) => kind !== 'code' || !isErrorCode(value)), ...addressPositions(text, rule),
    ...fieldPositions(text, rule), ...spokenPositions(text),
  ]
}

/** The number or the words of an error, which APIs call a code too. An authorization code is no word. */
function isErrorCode(value: string): boolean {
  return /^(?:[A-Za-z]{0,10}[-_]?\d{1,6}|[a-z]{1,20}(?:[_ -][a-z]{1,20}){1,6}|[A-Z]{1,20}(?:_[A-Z]{1,20}){0,6})$/.test(value)
}

function inBase64(text: string, rule: Rule): Position[] {
  return [...decodeBase64(text)].flatMap(({ octets, placeOf }) =>
    [...addressPositions(octets, rule), ...assignedPositions(octets, rule)].map(({ start, end, ...rest }) =>
      ({ ...rest, ...placeOf(start, end) })))
}

/** Marks and blanks alone are no value. */
function isSecret({ start, end, value }: Position): boolean {
  return end > start && /[A-Za-z\d]/.test(value)
}
