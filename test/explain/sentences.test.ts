import { expect, test } from 'vitest'
import { enCallbackReadings } from '../../src/messages/en/explain-callback.ts'
import { enAnsweredReadings, enFlowReadings } from '../../src/messages/en/explain-flows.ts'
import { enHow } from '../../src/messages/en/explain-how.ts'
import { enPkceReadings } from '../../src/messages/en/explain-pkce.ts'
import { enRequestReadings } from '../../src/messages/en/explain-request.ts'
import { enTokenReadings } from '../../src/messages/en/explain-token.ts'
import { zhCallbackReadings } from '../../src/messages/zh/explain-callback.ts'
import { zhAnsweredReadings, zhFlowReadings } from '../../src/messages/zh/explain-flows.ts'
import { zhHow } from '../../src/messages/zh/explain-how.ts'
import { zhPkceReadings } from '../../src/messages/zh/explain-pkce.ts'
import { zhRequestReadings } from '../../src/messages/zh/explain-request.ts'
import { zhTokenReadings } from '../../src/messages/zh/explain-token.ts'
import type { Told } from '../../src/messages/explained.ts'

const english: Record<string, Told> = {
  ...enCallbackReadings, ...enAnsweredReadings, ...enFlowReadings, ...enPkceReadings, ...enRequestReadings,
  ...enTokenReadings,
}
const chinese: Record<string, Told> = {
  ...zhCallbackReadings, ...zhAnsweredReadings, ...zhFlowReadings, ...zhPkceReadings, ...zhRequestReadings,
  ...zhTokenReadings,
}

const placesIn = (text: string) => [...new Set(text.match(/\{\w+(?::\w+)?\}/g))].sort()

test('what a reading tells has the same values in both languages', () => {
  const wrong = Object.entries(english).filter(([name, told]) =>
    placesIn(told.join(' ')).join() !== placesIn((chinese[name] ?? []).join(' ')).join())
  expect(wrong.map(([name]) => name)).toEqual([])
  expect(placesIn(Object.values(enHow.cookie).join(' '))).toEqual(placesIn(Object.values(zhHow.cookie).join(' ')))
})

test('each reading says three things, and none twice', () => {
  const all = Object.values(english)
  expect(all.length).toBeGreaterThan(250)
  expect(all.flat().filter(text => text.trim() === '')).toEqual([])
  const told = all.map(texts => texts.join('\n'))
  expect(told.filter((text, at) => told.indexOf(text) !== at)).toEqual([])
})

test('Chinese is written with its own punctuation', () => {
  const texts = Object.values(chinese).flat()
  expect(texts.filter(text => /\p{Script=Han}[,;:?!]|[,;?!]\p{Script=Han}/u.test(text))).toEqual([])
})
