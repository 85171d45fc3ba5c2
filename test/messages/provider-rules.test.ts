import { describe, expect, test } from 'vitest'
import { providerProbes } from '../../src/codes/exam.ts'
import { enProviderRules } from '../../src/messages/en/provider-rules.ts'
import { zhProviderRules } from '../../src/messages/zh/provider-rules.ts'
import { columnsOf } from '../../src/text/columns.ts'
import { englishIn } from '../support/english.ts'

const both = [['en', enProviderRules], ['zh', zhProviderRules]] as const

/** Signs of Chinese at half width between two Chinese characters. */
const halfWidth = /\p{Script=Han}[,;:!?()]|[,;:!?()]\p{Script=Han}/u

describe.each(both)('the rules of a provider, in %s', (language, rules) => {
  test('has each rule once, in the table’s and the plan’s width', () => {
    const all = Object.entries(rules)
    expect(all.map(([name]) => name).sort()).toEqual(Object.values(providerProbes).sort())
    expect(all.filter(([, { title }]) => columnsOf(title) > 40).map(([name]) => name)).toEqual([])
    expect(all.filter(([, { sends }]) => columnsOf(sends) > 73).map(([name]) => name)).toEqual([])
    expect(new Set(all.map(([, { title }]) => title)).size).toBe(all.length)
  })

  test('tells the attack and the change in sentences, and each in its own', () => {
    const sentences = Object.values(rules).flatMap(({ attack, change }) => [attack, change])
    expect(sentences.filter(text =>
      !(language === 'en' ? /^[A-Z'].{19,}\.$/ : /^.{10,}[。）]?$/).test(text) || /undefined/.test(text))).toEqual([])
    expect(new Set(sentences).size).toBe(sentences.length)
  })
})

/** Names and values as they stand in messages. */
const named = /Access-Control-Allow-Origin|Content-Security-Policy|X-Frame-Options|Cache-Control|no-store|frame-ancestors|WWW-Authenticate|Location|Origin|well-known/g
const values = /\b(?:plain|token|true|password|implicit|use|htu|htm|jti|DPoP|Unicode)\b/g

test('the Chinese rules are Chinese, with its own punctuation', () => {
  const texts = Object.values(zhProviderRules).flatMap(rule => Object.values(rule) as string[])
  expect(texts.filter(text => !/\p{Script=Han}/u.test(text) || halfWidth.test(text))).toEqual([])
  expect(texts.flatMap(text => englishIn(text.replace(named, '').replace(values, '')))).toEqual([])
})
