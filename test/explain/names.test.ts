import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { subjects } from '../../src/explain/facts/sentences.ts'
import { enReadingTopics } from '../../src/messages/en/explain-readings.ts'
import { loadExplainWords } from '../../src/messages/load.ts'
import { zhReadingTopics } from '../../src/messages/zh/explain-readings.ts'

const [en, zh] = await Promise.all(
  (['en', 'zh'] as const).map(async language => (await loadExplainWords(language, true)).readings),
) as [Sentences, Sentences]
type Sentences = Awaited<ReturnType<typeof loadExplainWords>>['readings']

const folder = fileURLToPath(new URL('../../src/explain/readings', import.meta.url))
const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))
  .map(name => readFileSync(join(folder, name), 'utf8'))

/** Names that stand where a reading is made, also the two of a choice. */
function namesIn(text: string): string[] {
  const calls = text.match(/\bfound\([^,]*,/g) ?? []
  return calls.flatMap(call =>
    [...call.matchAll(/(?:found\(|\? |: )'([a-z][a-z0-9-]+)'/g)].map(([, name]) => name ?? ''))
}

test('every reading that is found has sentences in both languages', () => {
  const names = [...new Set([...texts.flatMap(namesIn), ...subjects.map(subject => `complaint-${subject}`)])]
  expect(names.length).toBeGreaterThan(150)
  expect(names.filter(name => !Object.hasOwn(en, name) || !Object.hasOwn(zh, name))).toEqual([])
})

/** Their fix depends on how two values differ, which is always given. */
const fixedByHow = ['demanded', 'state-differs', 'code-altered']

test('no sentence fails where a detail is missing, and none shows a blank', () => {
  for (const [name, { said, why, fix }] of [...Object.entries(en), ...Object.entries(zh)]) {
    const told = [said({}), why({}), fix({})]
    expect([
      name, told.every(sentence => sentence.length > 0 || name.startsWith('refused-') || fixedByHow.includes(name)),
    ]).toEqual(
      [name, true],
    )
    expect(told.join(' ')).not.toMatch(/\bNaN\b|\[object/)
  }
})

test('a name belongs to one topic, and the same one in both languages; of the others nothing is loaded', async () => {
  const namesOf = async (topics: typeof enReadingTopics) =>
    Promise.all(topics.map(async load => Object.keys(await load())))
  const [english, chinese] = await Promise.all([namesOf(enReadingTopics), namesOf(zhReadingTopics)])
  expect(chinese.map(names => [...names].sort())).toEqual(english.map(names => [...names].sort()))
  expect(new Set(english.flat()).size).toBe(english.flat().length)
  const { readings } = await loadExplainWords('en', english[0]?.slice(0, 1) ?? [])
  expect(Object.keys(readings)).toEqual(english[0])
  expect((await loadExplainWords('en', [])).readings).toEqual({})
})
