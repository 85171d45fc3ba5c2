import { expect, test } from 'vitest'
import { checkAuthorizationResponse } from '../../src/protocol/authorization-response.ts'

const server = { issuer: 'https://op.example' }

test.each([
  'code', 'state', 'iss', 'error', 'error_description', 'error_uri', 'response',
])('D32: %s twice in an answer fails the check, once does not', (name) => {
  const once = new URLSearchParams({ state: 's', [name]: 'a' })
  const twice = new URLSearchParams([...once, [name, 'a']])
  const verdict = (parameters: URLSearchParams) =>
    checkAuthorizationResponse(server, parameters).find(check => check.name === 'parameters-once')
  expect(verdict(once)).toMatchObject({ ok: true })
  expect(verdict(twice)).toMatchObject({ ok: false, actual: name })
})
