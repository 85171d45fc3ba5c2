import { expect, test } from 'vitest'
import { isSecretName, sentRule } from '../../src/secrets/names.ts'
import { maskNested } from '../../src/secrets/nested.ts'
import { Secrets } from '../../src/secrets/secrets.ts'

test.each(['js_code', 'jsCode', 'auth_req_id', 'device_code', 'authCode'])('%s is a credential like any code', (name) => {
  expect(isSecretName(name)).toBe(true)
})

test.each([1, 4, 5, 6, 9, 12])('a code in an address that is encoded %i times is masked', (levels) => {
  const inner = 'https://app.example/cb?code=SECRETcode123456&state=s'
  const outer = Array.from({ length: levels }).reduce<string>(
    url => `https://h.example/l?u=${encodeURIComponent(url)}`, inner,
  )
  expect(maskNested(new Secrets(), outer, sentRule({}))).not.toContain('SECRETcode')
})
