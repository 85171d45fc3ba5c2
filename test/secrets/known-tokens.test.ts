import { expect, test } from 'vitest'
import { maskForeign } from '../../src/secrets/message.ts'
import { maskSaid } from '../../src/secrets/said.ts'
import { Secrets } from '../../src/secrets/secrets.ts'
import { maskEchoes } from '../../src/secrets/text.ts'

/** 36 characters, as nobody else's token has them. */
const R = 'Zk3q9TtB7wYp2LmNc8Vd5Xr1Hs6Jf4Ga0QeU'

const tokens = [
  `ghp_${R}`, `gho_${R}`, `ghs_${R}`, `github_pat_${R}${R}0123456789`, `glpat-${R.slice(0, 20)}`, `gldt-${R.slice(0, 20)}`,
  `GOCSPX-${R.slice(0, 28)}`, `ya29.${R}${R}`, `1//0${R}-${R}`, `xoxb-1234567890-${R.slice(0, 24)}`, `xoxp-1-2-${R}`,
  `xapp-1-A0-${R}`, `sk_live_${R.slice(0, 24)}`, `rk_test_${R.slice(0, 24)}`, `EAA${R}${R}${R}`, 'AKIAIOSFODNN7EXAMPLE',
  `ghu_${R}_${R}`, `ghs_123456_eyJ${R}.eyJ${R}-_${R}.${R}`, `glpat-${R}.01.0z1abcdef`.replace('.01.', '.'), `glrtr-${R}`,
  `glimt-${R.slice(0, 25)}`, `glffct-${R.slice(0, 20)}`, `glcbt-64_${R.slice(0, 20)}`, `ya29.c.${R}${R}-${R}`,
  `ya29.d.${R.repeat(100)}`, `xoxe.xoxp-1-${R}${R}`, `xoxe.xapp-1-${R}${R}`, `xoxe-1-${R}${R}`, `xwfp-1234567890-${R}`,
  'AKIA0189FODNN7KEYHER',
]

test.each(tokens)('a token without any name is masked wherever a text is: %s', (token) => {
  for (const mask of [
    (text: string) => maskEchoes(new Secrets(), text), (text: string) => maskForeign(new Secrets(), { text }).text,
    (text: string) => maskSaid(new Secrets(), text, () => undefined),
  ]) {
    expect(mask(`refused ${token}, for app`)).toMatch(/^refused <token#[\da-f]{4}>, for app$/)
    expect(mask(`{"x":"${token}"}`)).not.toContain(token)
    expect(mask(`refused x=${token}`)).not.toContain(token)
  }
})

test('the secret beside the id of a key of Amazon is masked with it', () => {
  const secret = `${R}/+Ab`
  for (const text of [`AKIAIOSFODNN7EXAMPLE ${secret}`, `${secret}\n  AKIAIOSFODNN7EXAMPLE`, `AKIAIOSFODNN7EXAMPLE:${secret}`])
    expect(maskEchoes(new Secrets(), text)).not.toContain(secret)
  expect(maskEchoes(new Secrets(), secret)).toBe(secret)
})

test('what is longer than such a secret is none', () => {
  const other = `${R}${R}`
  expect(maskEchoes(new Secrets(), `AKIAIOSFODNN7EXAMPLE ${other}`)).toContain(other)
})

test.each([
  'ghp_short', 'gho_', 'github_pattern', 'sk_live_key', 'ya29. January', 'AKIA', 'EAA members', '1//0', 'glpat-1',
  'the prefix GOCSPX- of a client secret', 'xoxb-tokens', 'xoxb-your-bot-token-goes-here',
  'xapp-your-app-level-token-goes-here-too', `EAA${'b'.repeat(70)}`, 'https://a.example/1//0', 'deadbeefghp_',
])('what only begins like one is shown: %s', (text) => {
  expect(maskEchoes(new Secrets(), text)).toBe(text)
})
