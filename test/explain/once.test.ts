import { describe, expect, test } from 'vitest'
import { findDemanded } from '../../src/explain/facts/demanded.ts'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'

async function broken(input: string): Promise<string[]> {
  const readings = await readRecord(
    recognise([input], { issuer: undefined, clientId: undefined, now: 1_795_860_000_000 }),
  )
  return readings.filter(({ gravity }) => gravity === 'broken').map(({ name, details }) =>
    `${name} ${String(details['cause'] ?? details['parameter'] ?? '')}`.trim())
}

const answer = (error: string, description: string) => JSON.stringify({ error, error_description: description })
const callback = (error: string, description: string) => `https://app.example/cb?${new URLSearchParams({
  error, error_description: description, state: 'kq8Jx0mW2pRz7Yt4',
}).toString()}`

describe('a refusal is told once', () => {
  test.each([
    [
      answer(
        'invalid_client',
        'AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not its ID',
      ),
      'refused-known entra-secret',
    ],
    [
      answer(
        'invalid_request',
        'AADSTS50011: The redirect URI \'https://app.example/cb\' specified in the request does not match the redirect URIs configured. Make sure the redirect URI sent in the request matches one',
      ),
      'refused-known entra-redirect',
    ],
    [answer('invalid_request', 'Invalid redirect_uri provided'), 'refused-known redirect-uri-unregistered'],
    [
      answer(
        'invalid_grant', 'AADSTS70008: The provided authorization code or refresh token has expired due to inactivity.',
      ),
      'refused-known entra-grant-expired',
    ],
    [answer('invalid_grant', 'refresh token has expired'), 'refused-known refresh-token-dead'],
    [answer('unauthorized_client', 'Client secret not provided in request'), 'refused-known client-secret-missing'],
    [answer('invalid_request', 'Missing required parameter: code_challenge'), 'refused-known pkce-required'],
    [answer('invalid_request', 'nonce is missing'), 'demanded nonce'],
    [
      callback('access_denied', 'AADSTS65004: User declined to consent to access the app.'),
      'refused-known entra-consent-refused',
    ],
    [callback('invalid_request', 'Invalid redirect_uri provided'), 'refused-known redirect-uri-unregistered'],
    [callback('invalid_request', 'nonce is required'), 'demanded nonce'],
  ])('%s', async (input, told) => {
    expect(await broken(input)).toEqual([told])
  })
})

test.each([
  'Invalid redirect_uri provided', 'The redirect URI sent in the request differs',
  'code_verifier is not required for this client', 'This client does not require a code_verifier',
  'No redirect_uri is registered for this client',
  'expected redirect_uri https://a.example/cb but got https://a.example/cb/', 'The scope specified is unknown',
  'Do not include client_secret in the address',
  'The request is missing a required parameter, includes an invalid parameter value, or is otherwise malformed',
  'access token is missing', 'PKCE is not supported', 'redirect_uri must be absent', 'unknown code',
])('%s asks for no parameter', (said) => {
  expect(findDemanded(said)).toBeUndefined()
})

test.each([
  ['nonce is required', 'nonce'], ['Missing required parameter: code_challenge', 'code_challenge'],
  ['client_secret must be provided', 'client_secret'], ['redirect_uri was not sent', 'redirect_uri'],
  ['The request does not include a `state`', 'state'], ['scope cannot be empty', 'scope'],
  ['PKCE is required', 'code_challenge'], ['grant_type parameter missing', 'grant_type'],
  ['No client_id in the request', 'client_id'],
])('%s asks for %s', (said, name) => {
  expect(findDemanded(said)).toBe(name)
})

describe('who was not known by the client’s proof', () => {
  const asked = (proof: string) =>
    `curl https://kc.example/realms/a/protocol/openid-connect/token -d 'grant_type=client_credentials&client_id=app&${proof}'\n\n`
  const refused = 'Invalid client or Invalid client credentials'

  test.each([
    'unauthorized_client', 'invalid_client',
  ])('is told of a secret where the input does not say what was sent (%s)', async (error) => {
    expect(await broken(answer(error, refused))).toEqual(['refused-known client-credentials-wrong'])
    expect(await broken(answer(error, 'Invalid client secret'))).toEqual(['refused-known client-secret-wrong'])
  })

  test('is told of what was sent', async () => {
    const refusals = [answer('unauthorized_client', refused), answer('invalid_client', refused)]
    for (const refusal of refusals) {
      expect(await broken(asked('client_secret=topsecret123456') + refusal)).toEqual([
        'refused-known client-credentials-wrong',
      ])
      expect(await broken(asked('client_assertion_type=x&client_assertion=y') + refusal))
        .toContain('refused-known keycloak-assertion')
      expect(await broken(asked('scope=a') + refusal)).toContain('refused-known client-secret-missing')
    }
  })
})
