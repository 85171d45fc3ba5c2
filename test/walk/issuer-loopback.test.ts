import { expect, test } from 'vitest'
import { checkIssuer } from '../../src/protocol/metadata.ts'

test.each([
  ['http://localhost:8080/realms/a', 'http://127.0.0.1:8080/realms/a', 'issuer-loopback'],
  ['http://127.0.0.1:8080', 'http://localhost:8080', 'issuer-loopback'],
  ['http://localhost:8080', 'http://127.0.0.1:8081', undefined],
  ['http://localhost:8080', 'http://id.example:8080', undefined],
])('%s that calls itself %s', (asked, issuer, code) => {
  const check = checkIssuer(asked, { issuer })
  expect([check.ok, check.because?.code]).toEqual([false, code])
  if (code !== undefined) expect(check.because?.facts).toEqual([issuer])
})
