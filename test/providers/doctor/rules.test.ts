import { describe, expect, test } from 'vitest'
import { failureNames, type FailureCode } from '../../../src/codes/failure.ts'
import { enDoctor, enWaiting } from '../../../src/messages/en/doctor.ts'
import type { Remedy } from '../../../src/messages/remedy.ts'
import { zhDoctor, zhWaiting } from '../../../src/messages/zh/doctor.ts'
import {
  diagnose, errorPages, findRule, ownCodes, rules, texts, type Rule, type Symptom,
} from '../../../src/providers/doctor/index.ts'
import { fits } from '../../../src/providers/doctor/symptom.ts'
import { seen } from './seen.ts'
import { serverAnswers } from './server-answers.ts'
import { processorTime } from '../../support/processor-time.ts'

const ids = [...new Set(rules.map(({ id }) => id))]
const english: Record<string, Remedy> = enDoctor
const chinese: Record<string, Remedy> = zhDoctor
const han = /\p{Script=Han}/u

/** What providers answer, as their documentation or users show it: each row of the table is found by one of these. */
const symptoms = seen.map(([expected, answer]) => ({ expected, ...answer }))
const answered = Object.entries(serverAnswers).flatMap(([server, all]) =>
  all.map(([expected, answer]) => ({ server, expected, ...answer })))

function symptomOf({ failure = 'token-refused', codes = [], description = '', ...more }: Partial<Symptom>): Symptom {
  return { failure, codes: codes.map(String), description, ...more }
}

describe('the doctor’s table', () => {
  test.each(symptoms)('$expected: $preset $codes $description', ({ expected, ...answer }) => {
    expect(diagnose(symptomOf(answer))).toBe(expected)
  })

  test.each(answered)('$server: $codes $description: $expected', ({ expected, ...answer }) => {
    expect(diagnose(symptomOf(answer))).toBe(expected)
  })

  test('every rule explains one of those answers, and no rule is hidden behind an earlier one', () => {
    const explained = new Set([...symptoms, ...answered].map(answer => findRule(symptomOf(answer))))
    expect(rules.filter(rule => !explained.has(rule)).map(nameOf)).toEqual([])
  })

  test('every rule says where it is known from, and names failures that exist', () => {
    expect(rules.filter(({ source }) => source.length < 10).map(nameOf)).toEqual([])
    expect(rules.flatMap(({ failures = [] }) => failures).filter(code =>
      !(failureNames as readonly FailureCode[]).includes(code))).toEqual([])
  })

  test('a rule that looks at a text says whose it is, and no other rule looks at one', () => {
    expect(texts.filter(({ of }) => of === '').map(nameOf)).toEqual([])
    expect(
      rules.filter(rule => rule.text !== undefined && !(texts as readonly Rule[]).includes(rule)).map(nameOf),
    ).toEqual(
      [],
    )
    const looksAtNothing = ownCodes.filter(({ codes, failures, status }) =>
      [codes, failures, status].every(one => one === undefined))
    expect(looksAtNothing.map(nameOf)).toEqual([])
  })

  test('what nobody knows has no diagnosis', () => {
    expect(diagnose(symptomOf({ codes: ['something_else'], description: 'no' }))).toBeUndefined()
    expect(diagnose(symptomOf({ codes: ['40163'], description: 'code been used' }))).toBeUndefined()
    expect(diagnose(symptomOf({ preset: 'qq', codes: ['40163'] }))).toBeUndefined()
  })

  test('a token that was stored by an earlier command is not called new, in step 6 neither', () => {
    const at = { failure: 'userinfo-refused', step: 'userinfo' } as const
    const zhihu = { ...at, preset: 'zhihu', codes: ['401'] }
    expect(diagnose(symptomOf(zhihu))).toBe('access-token-refused')
    expect(diagnose(symptomOf({ ...zhihu, isOld: true }))).toBe('access-token-dead')
    const ended = { ...at, codes: ['invalid_token'], description: 'user_session_not_found' }
    expect(diagnose(symptomOf(ended))).toBe('keycloak-session-none')
    expect(diagnose(symptomOf({ ...ended, isOld: true }))).toBe('stored-token-refused')
  })

  test('a number within another number is not that number', () => {
    expect(diagnose(
      symptomOf({ codes: ['invalid_client'], hasSecret: true, description: 'AADSTS700025: Client is public' }),
    )).toBe('entra-public-client')
    expect(
      diagnose(symptomOf({ codes: ['invalid_request'], description: 'AADSTS5001100: something new' })),
    ).toBeUndefined()
  })

  test('no pattern is slow on a long hostile text', async () => {
    const hostile = ['redirect uri ', 'client ', 'code verifier ', 'appid redirect uri ', 'grant type '].map(text =>
      text.repeat(1000).slice(0, 1000))
    const took = await processorTime(() => {
      for (const description of hostile) for (const rule of rules) fits(rule, symptomOf({ description }))
    })
    expect(took).toBeLessThan(10_000)
  })
})

function nameOf({ id, codes, of, text }: Rule): string {
  return `${id} ${codes?.join(',') ?? ''} ${of ?? ''} ${String(text)}`
}

describe('its sentences', () => {
  test('stand in both languages for each diagnosis, and for nothing else', () => {
    expect(Object.keys(english).sort()).toEqual([...ids].sort())
    expect(Object.keys(chinese).sort()).toEqual([...ids].sort())
  })

  test.each(ids)('%s: a cause and what to do, with the same commands and blanks in both languages', (id) => {
    const [[cause = '', fix = ''], [causeInChinese = '', fixInChinese = '']] = [english[id] ?? [], chinese[id] ?? []]
    expect(cause).toMatch(/^\P{Script=Han}{10,}\.$/u.test(cause) ? /./ : /授权|网站|回调|企业|可见|获取/)
    expect(causeInChinese).toMatch(/^.{5,}。$/)
    expect(han.test(causeInChinese)).toBe(true)
    for (const pattern of [
      /\{\w+\}/g, /oauth-walk [a-z]+/g, /--[a-z-]+/g,
    ]) expect(found(fixInChinese, pattern)).toEqual(
      found(fix, pattern),
    )
    expect(found(fix, /\{\w+\}/g).filter(blank => ![
      '{redirect_uri}', '{port}', '{client_id}', '{scope}', '{target}', '{needed}', '{with_needed}', '{less}',
      '{step_up}', '{other_method}', '{prompt}', '{unsent}', '{sent}',
    ].includes(blank))).toEqual([])
  })

  test('the reminders quote the redirect URI in both languages', () => {
    for (const words of [enWaiting, zhWaiting]) {
      expect(
        [words.page('http://x/cb'), words.again('http://x/cb')].every(text => text.includes('http://x/cb')),
      ).toBe(true)
    }
    expect([
      han.test(enWaiting.page('')), han.test(zhWaiting.page('')), han.test(zhWaiting.says('')),
      han.test(zhWaiting.again('')),
    ]).toEqual([false, true, true, true])
  })

  test('each error page is known from somewhere', () => {
    expect(Object.values(errorPages).filter(({ says, source }) => says === '' || source.length < 10)).toEqual([])
  })
})

function found(text: string, pattern: RegExp): string[] {
  return (text.match(pattern) ?? []).sort()
}
