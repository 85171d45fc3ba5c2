import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { subjects } from '../../src/explain/facts/sentences.ts'
import { enDocumentReadings } from '../../src/messages/en/explain-documents.ts'
import { enReadings } from '../../src/messages/en/explain-readings.ts'
import { zhDocumentReadings } from '../../src/messages/zh/explain-documents.ts'
import { zhReadings } from '../../src/messages/zh/explain-readings.ts'

const folder = fileURLToPath(new URL('../../src/explain/readings', import.meta.url))
const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts')).map(name => readFileSync(join(folder, name), 'utf8'))

/** Names that stand where a reading is made, also the two of a choice. */
function namesIn(text: string): string[] {
  const calls = text.match(/\bfound\([^,]*,/g) ?? []
  return calls.flatMap(call => [...call.matchAll(/(?:found\(|\? |: )'([a-z][a-z0-9-]+)'/g)].map(([, name]) => name ?? ''))
}

test('every reading that is found has sentences in both languages', () => {
  const names = [...new Set([...texts.flatMap(namesIn), ...subjects.map(subject => `complaint-${subject}`)])]
  expect(names.length).toBeGreaterThan(150)
  expect(names.filter(name => !Object.hasOwn(enReadings, name) || !Object.hasOwn(zhReadings, name))).toEqual([])
})

test('no sentence fails where a detail is missing, and none shows a blank', () => {
  for (const [name, { said, why, fix }] of [...Object.entries(enDocumentReadings), ...Object.entries(zhDocumentReadings)]) {
    const told = [said({}), why({}), fix({})]
    expect([name, told.every(sentence => sentence.length > 0 || name.startsWith('refused-'))]).toEqual([name, true])
    expect(told.join(' ')).not.toMatch(/\bNaN\b|\[object/)
  }
})
