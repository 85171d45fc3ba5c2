import * as oauth from 'oauth4webapi'
import { describe, expect, test } from 'vitest'
import { checkNames, Failure, type CheckName } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { claimMissing } from '../../src/protocol/checks.ts'
import { libraryRefusal } from '../../src/protocol/library.ts'
import { describeFailure } from '../../src/render/failure.ts'
import { asItIs } from '../../src/secrets/mask.ts'

const missing = checkNames.filter(name => en.checkWords[name].missing !== undefined)

function told(name: CheckName, actual: string): { message: string, cause: string } {
  const because = actual === '(missing)' ? { because: claimMissing('sub') } : {}
  return describeFailure(asItIs(new Failure(name, { expected: 'one', actual, ...because })), en)
}

describe('a check whose claim is missing', () => {
  test('has words of its own in both languages', () => {
    expect(missing.length).toBeGreaterThan(8)
    expect(checkNames.filter(name => zh.checkWords[name].missing !== undefined)).toEqual(missing)
  })

  test.each(missing)('%s does not tell of another', (name) => {
    expect(told(name, 'other').message).toBe(en.checkWords[name].wrong)
    expect(told(name, '(missing)').message).toMatch(/does not say/)
    expect(told(name, '(missing)').cause).toMatch(/^It has no sub/)
  })
})

describe('what the library refuses', () => {
  const codes = Object.values(oauth).map(String).filter(one => /^OAUTH_(?:JWT|PARSE|INVALID_RESPONSE|KEY)/.test(one))
  test.each(codes)('%s is told in Chinese, and the library is quoted', (code) => {
    const said = libraryRefusal(Object.assign(new Error('unexpected JWT "aud" (audience) claim value'), { code }))
    const { message, cause } = describeFailure(asItIs(said), zh)
    expect(message).not.toMatch(/unexpected|claim value/)
    expect(cause).toContain('unexpected JWT "aud"')
  })
})
