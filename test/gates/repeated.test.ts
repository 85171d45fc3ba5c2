import { expect, test } from 'vitest'
import { noteRepeated } from '../../src/protocol/answer/repeated.ts'
import { processorTime } from '../support/processor-time.ts'

test.each<[string, string[]]>([
  ['{"a":1,"a":2}', ['a']],
  ['{"a":1,"\\u0061":2}', ['a']],
  ['{"a" : {"b":1 , "b" :2}, "a":[]}', ['b', 'a']],
  ['{"__proto__":1,"__proto__":2}', ['__proto__']],
  ['{"a":1,"b":"a","c":{"a":1},"d":[{"a":1},{"a":2}]}', []],
  ['{"a":"{\\"a\\":1,\\"a\\":2}"}', []],
  ['{"a":1,"a":2', []], ['a=1&a=2', []], ['', []], ['["a","a"]', []],
])('members that stand twice in one object of %s', (text, members) => {
  expect(noteRepeated(text).flatMap(({ details }) => details['members'])).toEqual(members)
})

test('a long answer costs one pass', async () => {
  const text = `{${Array.from({ length: 40_000 }, (_, place) => `"m${place}":[${place}]`).join(',')}}`
  const took = await processorTime(() => expect(noteRepeated(text)).toEqual([]))
  expect(took).toBeLessThan(1000)
})
