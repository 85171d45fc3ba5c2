import type { Decoded } from './base64.ts'

/** Too few digits to hold a value are no run. */
const runs = /[\da-f]{16,}/gi

/**
 * Decodes hexadecimal (RFC 4648, section 8) wherever a text may hold it, in either case, from the first and from the
 * second digit of each run: something before a value may shift it by one.
 */
export function* decodeHex(text: string): Generator<Decoded> {
  for (const { 0: digits, index } of text.matchAll(runs)) {
    yield decode(digits, index)
    yield decode(digits.slice(1), index + 1)
  }
}

function decode(digits: string, start: number): Decoded {
  return {
    octets: Buffer.from(digits.slice(0, digits.length - digits.length % 2), 'hex').toString('latin1'),
    placeOf: (first, last) => ({ start: start + 2 * first, end: start + 2 * last }),
  }
}
