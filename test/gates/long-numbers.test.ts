import { isInteger, isSafeNumber, parse } from 'lossless-json'
import { describe, expect, test } from 'vitest'
import { parseJson } from '../../src/protocol/answer/json.ts'

/** The library says what is right; it takes too long for an answer of half a megabyte. */
const exactly = {
  parseNumber: (number: string) => isInteger(number) && !isSafeNumber(number) ? number : Number(number),
}

describe('long numbers: an integer that a number can’t hold exactly is a text, and nothing else is changed', () => {
  test.each([
    '[9007199254740993]', '[10000000000000000000]', '{"a":"x: 12345678901234567,","b":12345678901234567}',
    '[0.12345678901234567, 12345678901234567]',
    '[-12345678901234567]', '["\\"",12345678901234567]', '["a\\\\",99999999999999999]',
    '{"a":[12345678901234567 ],"b":12345678901234567\n}', '[9007199254740992,9007199254740991]',
  ])('%s', (text) => {
    expect(parseJson(text)).toEqual(parse(text, undefined, exactly))
  })

  test.each([
    ['{"a":12345678901234567,"a":2}', { a: 2 }], ['[1e400,12345678901234567]', [Infinity, '12345678901234567']],
    ['[10000000000000000000000001]', ['10000000000000000000000001']],
  ])('%s', (text, value) => {
    expect(parseJson(text)).toEqual(value)
  })

  test.each([
    '[0012345678901234567]', '[12345678901234567', '[12345678901234567,"never ends',
    `[12345678901234567,"${'\\"'.repeat(250_000)}`,
  ])('broken JSON stays broken', (text) => {
    expect(parseJson(text)).toBeUndefined()
  })
})
