import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { describeBy as write, descriptionCodes, readDescription } from '../../src/codes/described.ts'
import { checkNames, Failure, failureNames, stepIds, type FailureCode } from '../../src/codes/failure.ts'
import type { Catalogue } from '../../src/messages/catalogue.ts'
import { en } from '../../src/messages/en/index.ts'
import { findingCodes } from '../../src/codes/finding.ts'
import { loadHelp } from '../../src/messages/load.ts'
import { inWords } from '../../src/messages/text.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { describeFailure, type FailureText } from '../../src/render/failure.ts'
import { variables } from '../../src/render/shell.ts'
import { asItIs } from '../../src/secrets/mask.ts'

const chinese = /\p{Script=Han}/u
const codes: FailureCode[] = [...checkNames, ...failureNames]
const catalogues = [['en', en], ['zh', zh]] as const

/** What a failure can't do without: these are its prose. */
const details: Partial<Record<FailureCode, Record<string, unknown>>> = {
  usage: { reason: 'unknown option --x' },
  'person-needed': { what: 'a client secret', how: 'oauth-walk login --client-secret-file FILE' },
}

/** Details as they come, with every kind of value, also hostile ones. */
const allDetails = {
  reason:
    'ECONNREFUSED', url: 'https://op.example/token', host: 'op.example', path: '/a b/\'c\'.json', errno: 'EACCES',
  profile: 'mine', name: 'x', value: ['a', 1],
  status: 404, provider: { error: 'invalid_client', error_description: 'no', status: 401 }, ports: [1, 2], seconds: 3,
  scope: ['openid'], tried: [{ url: 'u', status: 404 }],
  given: ['token_endpoint'], issuer: 'http://op.example', location: '', carries_secret: true, title: 'Sign in',
  hostname: 'h', pid: 7, expected: 'a', actual: 'b', came: 'c',
}

const wordsOf = ({ message, cause, advice, next }: FailureText) => [message, cause, [...advice, ...next].join('\n')]
const describeBy = (catalogue: Catalogue, code: FailureCode, given: Record<string, unknown>) =>
  describeFailure(asItIs(new Failure(code, given)), catalogue)

describe.each(catalogues)('in %s', (language, catalogue) => {
  test('the catalogue says which language it is', () => {
    expect([catalogue.language, catalogue.tab.lang.slice(0, 2)]).toEqual([language, language])
  })

  test.each(codes)('%s does not throw where nothing is known, and says no "undefined"', (code) => {
    const words = wordsOf(describeBy(catalogue, code, {}))
    expect(words.join('\n')).not.toMatch(/undefined|null|NaN|\[object/)
  })

  test.each(codes)('%s has a message, a likely cause, and advice or a next command', (code) => {
    for (const given of [details[code] ?? {}, { ...allDetails, ...details[code] }]) {
      const words = wordsOf(describeBy(catalogue, code, given))
      expect(words.map(text => text.trim() === '')).toEqual([false, false, false])
      expect(words.join('\n')).not.toMatch(/undefined|NaN|\[object/)
    }
  })

  test.each(codes)('%s takes details of the wrong kind', (code) => {
    const wrong = Object.fromEntries(
      Object.keys(allDetails).map((name, place) => [name, [null, 7, true, {}, [], [null]][place % 6]]),
    )
    expect(() => describeBy(catalogue, code, wrong)).not.toThrow()
  })

  test.each(findingCodes)('the finding %s is a sentence', (code) => {
    const sentences = [{}, { ...allDetails, missing: ['a'], extra: ['b'] }].map(given =>
      catalogue.findings[code](given))
    expect(
      sentences.filter(sentence => !/^.{5,}[.。]$/.test(sentence) || /undefined|NaN|\[object/.test(sentence)),
    ).toEqual(
      [],
    )
  })

  test.each(stepIds)('the step %s has title, route and lesson', (step) => {
    expect(Object.values(catalogue.steps[step]).every(text => text.length > 3)).toBe(true)
  })
})

describe('the words of a check', () => {
  test.each(checkNames)('%s has a short noun for the line of those that passed, and a sentence on what is wrong', (name) => {
    for (const [language, { checkWords, checks }] of catalogues) {
      const { noun, wrong } = checkWords[name]
      expect([noun, stringWidth(noun) <= 18, wrong !== checks[name].title], language).toEqual([
        expect.stringMatching(/^\S.*\S$/), true, true,
      ])
      expect([wrong, stringWidth(wrong) <= 70, chinese.test(wrong)], language).toEqual([
        expect.stringMatching(/[^.。]$/), true, language === 'zh',
      ])
    }
  })

  test('tell failed checks apart', () => {
    for (const [, {
      checkWords,
    }] of catalogues) expect(new Set(checkNames.map(name => checkWords[name].wrong)).size).toBe(checkNames.length)
  })

  test('are not the codes', () => {
    for (const [, { checkWords }] of catalogues) expect(
      checkNames.filter(name => name.includes('-') && checkWords[name].noun.includes(name)),
    ).toEqual([])
  })
})

/** Every function of a part is called with plain words, every text taken as it is. */
function sentencesIn(part: unknown): string[] {
  if (typeof part === 'string') return [part]
  if (typeof part === 'function') return [String((part as (...facts: unknown[]) => unknown)(1, 2, 3))]
  return Object.values(part as object).flatMap(sentencesIn)
}

describe('the words around a walk', () => {
  test.each(stepIds)('tell what step %s will do and what could go wrong there, with what answers it', (step) => {
    for (const [language, { telling }] of catalogues) {
      expect(sentencesIn([telling.ahead[step], telling.dangers[step]]).filter(text =>
        !/[.。]$/.test(text) || chinese.test(text) !== (language === 'zh'))).toEqual([])
      expect(telling.dangers[step].length).toBe(en.telling.dangers[step].length)
    }
  })

  test.each(stepIds)('teach step %s in one line of 80 columns', (step) => {
    for (const [, { telling }] of catalogues) expect(stringWidth(telling.lessons[step])).toBeLessThanOrEqual(77)
  })

  test('name an attack of each kind', () => {
    const told = JSON.stringify(en.telling.dangers)
    for (const attack of [
      'CSRF', 'stolen code', 'redirect_uri', 'Phishing', 'Mix-up', 'Replay', 'Token substitution', 'in the address',
    ]) expect(told).toContain(attack)
  })

  test.each(descriptionCodes)('describe %s in both languages, without "undefined"', (code) => {
    const facts = ['1', '2']
    const [english, han] = [en, zh].map(({ values }) =>
      values[code](...facts.slice(0, Math.max(values[code].length, 1))))
    expect(english).toMatch(/\S/)
    expect(`${english ?? ''}${han ?? ''}`).not.toMatch(/undefined/)
    if (!['name-value', 'variable'].includes(code)) expect(english).not.toBe(han)
  })

  test('read every description back', () => {
    expect(descriptionCodes.filter(code => readDescription(write(code, 'a'))?.code !== code)).toEqual([])
  })

  test('read a description by its code, and leave every other value as it is', () => {
    expect(inWords(zh.values, '(characters 43)')).toBe('43 个字符')
    expect(
      ['(characters)', '(unknown 1)', 'characters 43', '', '(x)(y)'].map(text => inWords(en.values, text)),
    ).toEqual(
      ['(characters)', '(unknown 1)', 'characters 43', '', '(x)(y)'],
    )
  })
})

describe('both languages', () => {
  test('have a text for the same parameters, arrows, tab and help entries', async () => {
    const [english, chineseHelp] = await Promise.all([loadHelp('en'), loadHelp('zh')])
    expect(Object.keys(chineseHelp.help).sort()).toEqual(Object.keys(english.help).sort())
    for (const part of [
      'parameters', 'arrows', 'tab', 'steps', 'checks', 'failures', 'findings', 'story', 'report', 'values',
      'telling', 'checkWords',
    ] as const) {
      expect(Object.keys(zh[part]).sort(), part).toEqual(Object.keys(en[part]).sort())
    }
  })

  test('say of every variable of a script what it is', () => {
    expect(Object.keys(variables).filter(kind => en.parameters[kind] === undefined)).toEqual([])
  })

  test.each(codes)('%s: the Chinese prose is Chinese, the English is not', (code) => {
    const given = details[code] ?? {}
    const [message, cause] = wordsOf(describeBy(zh, code, code === 'usage' ? { reason: '无法识别' } : given))
    expect([chinese.test(message ?? ''), chinese.test(cause ?? '')]).toEqual([true, true])
    expect(wordsOf(describeBy(en, code, given)).join('')).not.toMatch(chinese)
  })

  test.each(findingCodes)('the finding %s is Chinese in Chinese', (code) => {
    expect([chinese.test(zh.findings[code]({})), chinese.test(en.findings[code]({}))]).toEqual([true, false])
  })

  test('in Chinese every text is Chinese, but names and signs', async () => {
    const { report } = zh
    const { help } = await loadHelp('zh')
    const { messages, facts, differences, script } = report
    const parts: object[] = [
      zh.parameters, zh.arrows, help, zh.tab, zh.story, report, messages, facts, differences, script,
    ]
    const texts = parts.flatMap(part => Object.entries(part) as [string, unknown][])
    const foreign = texts.filter(([, text]) => typeof text === 'string' && !chinese.test(text))
    expect(foreign.map(([name]) => name)).toEqual(['--prompt', 'lang'])
  })

  test('give the same commands to type', () => {
    const commands = (text: string) => text.match(/oauth-walk [a-z]+(?: [a-z]+)?|--[a-z-]+/g) ?? []
    const different = codes.filter((code) => {
      const [english, han] = [en, zh].map(catalogue =>
        commands(describeBy(catalogue, code, { ...allDetails, ...details[code] }).next.join('\n')).sort().join(' '))
      return english !== han
    })
    expect(different).toEqual([])
  })

  test('tell the same what the provider’s error code means', () => {
    for (const error of [
      'access_denied', 'invalid_client', 'invalid_grant', 'invalid_scope', 'login_required', 'redirect_uri_mismatch',
    ]) {
      const [english, han] = [en, zh].map(catalogue =>
        describeBy(catalogue, 'authorization-refused', { provider: { error } }))
      const [plain] = [en].map(catalogue =>
        describeBy(catalogue, 'authorization-refused', { provider: { error: 'something_else' } }))
      expect([english?.cause === plain?.cause, chinese.test(han?.cause ?? ''), han?.message.includes(error)])
        .toEqual([false, true, true])
    }
  })
})
