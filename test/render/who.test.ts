import { expect, test } from 'vitest'
import { lacksProof } from '../../src/render/who.ts'

test('a saved walk whose findings are anything is told, and not stumbled over', () => {
  expect(lacksProof({ subject: 'u1', findings: [null] })).toBe(false)
  expect(lacksProof({ findings: [null, 7, 'x'] })).toBe(false)
  expect(lacksProof({ findings: [null, { code: 'openid-not-asked' }] })).toBe(true)
})
