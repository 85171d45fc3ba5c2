import { expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { profileNameOf } from '../../src/cli/login/profile-name.ts'
import { maskGiven, rememberGiven } from '../../src/secrets/given-address.ts'
import { maskEvent, maskFailure } from '../../src/secrets/mask.ts'
import { Secrets } from '../../src/secrets/secrets.ts'
import { command } from '../../src/text/shell.ts'

const secret = 'SECRETTOKENabcdef1234567890'

const addresses = [
  `https://mcp.example/mcp?api_key=${secret}`, `https://mcp.example/mcp?key=${secret}`,
  `https://mcp.example/mcp?v=1&subscription-key=${secret}`, `https://mcp.example/mcp?x-functions-key=${secret}`,
  `https://mcp.example/mcp?next=https%3A%2F%2Fx.example%2F%3Ftoken%3D${secret}`,
  `https://app.example/cb?code=${secret}&state=abcdef`, `https://app.example/cb#access_token=${secret}`,
  `app.example/cb?code=${secret}`, `https://u:${secret}@a.example/cb`, `u:${secret}@a.example/cb`,
]

test.each(addresses)('%s: the secret in an address of the user’s is masked wherever it is told', (address) => {
  const secrets = new Secrets()
  const again = { login: [[address], ['--protected-resource', address]] }
  const failure = maskFailure(secrets, new Failure('client-id-missing', { target: address, value: address, again }))
  const event = { type: 'walk-started' as const, at: '', profile: 'p', target: address, client_id: 'c' }
  expect(JSON.stringify([failure.details, maskEvent(secrets, event, {}), profileNameOf(address)]))
    .not.toContain(secret)
  expect(secrets.hide(`you sent ${secret}`)).not.toContain(secret)
})

test.each([
  'https://mcp.example/mcp?tenant=one&page=2', 'https://issuer.example/a/b', 'client@example.com', '--scope', 'a=b',
])('%s is told as it is', (text) => {
  expect(maskGiven(new Secrets(), text)).toBe(text)
})

test('a command has a word in capitals where the secret stood', () => {
  const masked = maskGiven(new Secrets(), `https://mcp.example/mcp?api-key=${secret}`)
  expect(masked).toMatch(/\?api-key=<api-key#[\da-f]{4}>$/)
  expect(command`oauth-walk login ${masked}`).toBe('oauth-walk login \'https://mcp.example/mcp?api-key=API_KEY\'')
})

test('what stands among the words is masked in what others say', () => {
  const secrets = new Secrets()
  rememberGiven(secrets, ['login', `https://mcp.example/mcp?key=${secret}`])
  expect(secrets.hide(`unknown key ${secret}`)).toMatch(/^unknown key <key#[\da-f]{4}>$/)
})
