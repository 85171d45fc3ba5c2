import fc from 'fast-check'

const surrogates = 0x800

/**
 * Any character of Unicode. fast-check's own finds each in a table of a million, which takes a second to make and lies
 * in the memory of a worker to its end.
 */
export const anySign = fc.integer({ min: 0, max: 0x10ffff - surrogates }).map(
  place => String.fromCodePoint(place < 0xd800 ? place : place + surrogates),
  sign => placeOf(sign),
)

function placeOf(sign: unknown): number {
  const code = typeof sign === 'string' ? sign.codePointAt(0) ?? 0 : NaN
  if (String.fromCodePoint(code) !== sign || !sign.isWellFormed()) throw new Error('no character')
  return code < 0xd800 ? code : code - surrogates
}
