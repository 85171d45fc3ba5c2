import { describe, expect, test } from 'vitest'
import { causeOf, causeRules } from '../../src/explain/causes/index.ts'
import { refusalsIn } from '../../src/explain/facts/refusals.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import { enCause, enCauses } from '../../src/messages/en/explain-causes.ts'
import { zhCause, zhCauses } from '../../src/messages/zh/explain-causes.ts'
import { answers } from './provider-answers.ts'
import { processorTime } from '../support/processor-time.ts'

function causesIn(input: string): string[] {
  const record = recognise([input], { issuer: undefined, clientId: undefined, now: 1_795_860_000_000 })
  return refusalsIn(record).map(causeOf).filter(cause => cause !== undefined)
}

describe('what a provider answers', () => {
  test.each(
    answers.map(([cause, input]) => [cause, typeof input === 'string' ? input : JSON.stringify(input)] as const),
  )('has the cause %s', (cause, input) => {
    expect(causesIn(input)[0]).toBe(cause)
  })

  test('has none where nobody knows it', () => {
    expect(causesIn('{"error":"something_else","error_description":"no"}')).toEqual([])
    expect(causesIn('{"error":"invalid_client","error_description":"AADSTS5001100: something new"}')).toEqual([])
    expect(causesIn('{"code":0,"msg":"ok","data":{"name":"ada"}}')).toEqual([])
  })
})

describe('each cause', () => {
  const ids = [...new Set(causeRules.map(({ id }) => id))]

  test.each(ids)('%s is told in both languages, with a way out and without a command of ours', (id) => {
    for (const [cause, fix] of [enCause(id), zhCause(id)]) {
      expect(cause.length).toBeGreaterThan(4)
      expect(fix.length).toBeGreaterThan(4)
      expect(cause + fix).not.toMatch(/oauth-walk|\{\w+\}/)
    }
    expect(zhCause(id).join('')).toMatch(/\p{Script=Han}/u)
  })

  test('has the same names in both catalogues', () => {
    expect(Object.keys(zhCauses).sort()).toEqual(Object.keys(enCauses).sort())
  })

  test('is looked for in no more than a moment, whatever the text', async () => {
    const hostile = [
      'redirect_uri ', 'code verifier ', 'scope ', 'appid redirect uri ', 'AADSTS50011 ', 'missing ',
    ].map(
      text => text.repeat(2000).slice(0, 4000),
    )
    const took = await processorTime(() => {
      for (const text of hostile) for (const rule of causeRules) rule.text?.test(text)
    })
    expect(took).toBeLessThan(2000)
  })
})
