import { describe, expect, test } from 'vitest'
import { toSafeJson } from '../../src/text/json.ts'
import { clean } from '../../src/text/printable.ts'
import { processorTime } from '../support/processor-time.ts'

const escape = '\u001b'
// eslint-disable-next-line no-control-regex
const dangerous = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/u

describe('clean', () => {
  test.each([
    ['plain', 'plain'], ['张三 🦶', '张三 🦶'], ['  a  ', 'a'], ['', ''], ['a\tb\r\nc', 'a b  c'],
    [`${escape}[31mred${escape}[0m`, 'red'],
    [`${escape}[2J${escape}[1;1Hhome`, 'home'],
    [`${escape}]0;title\u0007text`, 'text'],
    [`${escape}]8;;https://evil.example${escape}\\link${escape}]8;;${escape}\\`, 'link'],
    [`${escape}]52;c;ZXZpbA==\u0007after the clipboard`, 'after the clipboard'],
    [`${escape}P1$r0m${escape}\\after`, 'after'],
    [`${escape}_application${escape}\\after`, 'after'],
    [`${escape}^privacy${escape}\\after`, 'after'],
    [`${escape}Xstring${escape}\\after`, 'after'],
    ['\u009b31mred\u009b0m', 'red'],
    ['\u009d0;title\u009ctext', 'text'],
    ['\u0090data\u009ctext', 'text'],
    [`${escape}cafter a reset`, 'after a reset'],
    [`${escape}(0after a charset`, 'after a charset'],
    ['good\rEVIL', 'good EVIL'],
    ['good\b\b\b\bEVIL', 'good    EVIL'],
    ['a\u202egnp.exe', 'agnp.exe'],
    ['zero\u200bwidth\ufeff', 'zerowidth'],
    ['\u2066isolate\u2069', 'isolate'],
    ['a\u2028b\u2029c', 'abc'],
    ['lone \ud800 high', 'lone \ufffd high'],
    ['lone \udc00 low', 'lone \ufffd low'],
    ['bell\u0007 null\u0000', 'bell  null'],
  ])('%j becomes %j', (text, expected) => {
    expect(clean(text)).toBe(expected)
  })

  test.each([
    `${escape}]0;never ended ${'x'.repeat(1000)}`, `${escape}[`, escape, '\u009b', `${escape}${escape}[31m`,
    `${escape}[${escape}[31m31m`, `${escape}]${escape}]0;a\u0007`,
  ])(
    '%j leaves nothing dangerous, though it is torn or nested', (text) => {
      expect(clean(`before${text}`)).not.toMatch(dangerous)
    })

  test('leaves nothing dangerous of any mixture', () => {
    const pieces = [
      escape, '[', ']', '31m', '\u0007', '\u009c', '\\', '\u009b', '\u009d', 'a', '张', '\ud800', '\udc00', '\u202e',
      '\r', '\n', 'P', ';', '\u0000',
    ]
    let seed = 1
    const next = () => (seed = (seed * 48_271) % 2_147_483_647)
    for (let round = 0; round < 20_000; round += 1) {
      const text = Array.from({ length: 8 }, () => pieces[next() % pieces.length] ?? '').join('')
      expect(clean(text), JSON.stringify(text)).not.toMatch(dangerous)
    }
  })

  test('H45 makes 100 KB one line of 200 characters, quickly', async () => {
    let text = ''
    const took = await processorTime(() => {
      text = clean(`${escape}[31m${'x'.repeat(100_000)}\n${`${escape}[0m`.repeat(20_000)}`)
    })
    expect([text.length, text.endsWith('…'), took < 5000]).toEqual([200, true, true])
  })

  test.each([
    [`${escape}]`], [`${escape}[`], ['\u009d'], [escape],
  ])('a hundred thousand times %j do not take long', async (piece) => {
    const took = await processorTime(() => expect(clean(piece.repeat(100_000))).not.toMatch(dangerous))
    expect(took).toBeLessThan(5000)
  })

  test('cuts between characters, never inside one', () => {
    expect(clean('🦶'.repeat(300), 10)).toBe(`${'🦶'.repeat(9)}…`)
    expect(clean('🦶'.repeat(10), 10)).toBe('🦶'.repeat(10))
  })
})

describe('toSafeJson', () => {
  test('is JSON for the same value, in which nothing dangerous stands as itself', () => {
    const value = { [`${escape}[2J`]: '\u009b31m\u202e\u2028\ufeff\u007f', lone: '\ud800', text: '张三 🦶 "quoted" \\' }
    const json = toSafeJson(value)
    expect(json).not.toMatch(dangerous)
    expect(JSON.parse(json)).toEqual(value)
    expect(json).toContain('张三 🦶')
  })

  test('is indented where asked', () => {
    expect(toSafeJson({ a: [1] }, 2)).toBe('{\n  "a": [\n    1\n  ]\n}')
  })
})
