import { limits } from '../limits.ts'
import { takeUnits } from '../text/printable.ts'
import { openParameters, type Rule } from './names.ts'
import { addressPositions, positionsIn } from './positions.ts'
import type { Position } from './position.ts'
import { replaceRanges, type Range } from './ranges.ts'
import type { Secrets } from './secrets.ts'
import { spokenPositions } from './spoken.ts'

/** Bodies within bodies, at most. */
const mostInner = 4

/** The beginning of a body, masked: secrets by their names, and echoes of known ones. */
export function maskBody(secrets: Secrets, body: string, rule: Rule): string {
  const { text, left } = takeUnits(body, limits.shown)
  return replaceAll(secrets, text, rangesIn(secrets, text, rule, { depth: 0, isCut: left > 0 }), left > 0)
}

/** The beginning of any text of others, with credentials behind their scheme, and echoes, replaced. */
export function maskEchoes(secrets: Secrets, said: string): string {
  const { text, left } = takeUnits(said, limits.shown)
  return replaceAll(secrets, text, spokenPositions(text).map(position => rangeOf(secrets, position)), left > 0)
}

/** What to replace in a body. A body within it that reaches to its end was cut off with it. */
function rangesIn(
  secrets: Secrets, text: string, rule: Rule, { depth, isCut }: { depth: number, isCut: boolean },
): Range[] {
  const { secrets: positions, inner } = positionsIn(text, rule)
  const placed = [...positions, ...spokenPositions(text)].map(position => rangeOf(secrets, position))
  if (depth === mostInner) return placed
  return [...placed, ...inner.flatMap(({ start, end, text: value }): Range[] => {
    // Echoes in an inner body are found in the whole, where they stand encoded.
    const isEnd = isCut && end === text.length
    const within = rangesIn(secrets, value, rule, { depth: depth + 1, isCut: isEnd })
    return within.length === 0
      ? []
      : [{ start, end, by: JSON.stringify(replaceAll(secrets, value, within, isEnd)).slice(1, -1) }]
  })]
}

/** The beginning of an address with its secrets replaced. */
export function maskAddress(secrets: Secrets, address: string, rule: Rule): string {
  const { text, left } = takeUnits(address, limits.shown)
  const placed = [...addressPositions(text, rule), ...spokenPositions(text)]
  return replaceAll(secrets, text, placed.map(position => rangeOf(secrets, position)), left > 0)
}

/**
 * Masks an address or a form of our own: no secret may rewrite its place, its names and the values of open parameters,
 * which are our own words.
 */
export function maskOwn(secrets: Secrets, text: string, rule: Rule): string {
  const placed = addressPositions(text, rule)
  const values = addressPositions(text, name => openParameters.has(name) || rule(name) !== undefined ? undefined : name)
  const isWithin = ({ start, end }: Range) => values.some(value => value.start <= start && end <= value.end)
  const echoes = values.length === 0 ? [] : secrets.echoesIn(text).filter(isWithin)
  return replaceRanges(text, [...placed.map(position => rangeOf(secrets, position)), ...echoes])
}

/** A text with what stands at these places, and echoes of known secrets, replaced. */
export function maskPlaced(secrets: Secrets, text: string, placed: readonly Position[], isCut: boolean): string {
  return replaceAll(secrets, text, placed.map(position => rangeOf(secrets, position)), isCut)
}

/** The secrets of a body by their places, with the names that they stand under. */
export function secretsIn(text: string, rule: Rule): [kind: string, value: string][] {
  const { secrets, inner } = positionsIn(text, rule)
  const all = [...secrets, ...inner.flatMap(({ text: value }) => positionsIn(value, rule).secrets)]
  return all.map(({ kind, value }) => [kind, value])
}

/** A text of which only credentials are replaced, in an address or behind their scheme, and long echoes. */
export function maskClaim(secrets: Secrets, text: string, rule: Rule): string {
  const named = /^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(text) ? addressPositions(text, rule) : []
  // An address among the claims is of use only with its signature.
  const placed = [...named.filter(({ kind }) => kind !== 'signature'), ...spokenPositions(text)]
  return secrets.hideLong(replaceRanges(text, placed.map(position => rangeOf(secrets, position))))
}

/** Replaces the given ranges, and echoes in all the rest. */
function replaceAll(secrets: Secrets, text: string, placed: Range[], isCut = false): string {
  if (placed.length === 0) return secrets.hide(text, isCut)
  return secrets.hideTorn(replaceRanges(text, [...placed, ...secrets.echoesIn(text, isCut)]), isCut)
}

function rangeOf(secrets: Secrets, { start, end, kind, value }: Position): Range {
  return { start, end, by: secrets.placeholder(kind, value) }
}
