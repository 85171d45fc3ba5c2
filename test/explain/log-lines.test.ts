import { expect, test } from 'vitest'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'

const given = { issuer: undefined, clientId: undefined, now: Date.parse('2026-11-28T10:00:00Z') }

/** What is found in a text to be wrong, each by its name and its cause. */
async function found(text: string): Promise<string[]> {
  const readings = await readRecord(recognise([text], given))
  return readings.filter(({ gravity }) => gravity === 'broken').map(({ name, details: { cause } }) =>
    typeof cause === 'string' && cause !== '' ? cause : name)
}

test.each([
  ['err="oidc: expected audience \\"kubernetes\\" got [\\"account\\"]"', 'complaint-audience'],
  [
    'msg="issuer did not match the issuer returned by provider, expected \\"https://a.example\\" got \\"https://b.example\\""',
    'complaint-metadata-issuer',
  ],
  ['E1128 oidc.go:1] "nonce mismatch, expected \\"abc\\", got: \\"def\\""', 'complaint-nonce'],
  ['An error occurred while attempting to decode the Jwt: Jwt used before 2024-01-01T00:00:40Z', 'complaint-early'],
  ['JWT signature does not match locally computed signature.', 'complaint-signature'],
  ['OperationProcessingError: failed to validate JWT signature', 'complaint-signature'],
  ['RPError: id_token issued 5 seconds in the future, now 1633024800, iat 1633024805', 'complaint-early'],
  ['OperationProcessingError: unexpected JWT "iss" (issuer) claim value', 'complaint-issuer'],
  ['OperationProcessingError: unexpected JWT "aud" (audience) claim value', 'complaint-audience'],
  ['Token used too early, 1633024800 < 1633024805.', 'complaint-early'],
  ['Token expired, 1633024800 < 1633024805', 'complaint-expired'],
  ['(missing_token) Missing access token parameter.', 'words-member-missing'],
  ['login.OAuthLogin(missing saved state)', 'words-session-lost'],
  ['Error: `state` does not match', 'words-session-lost'],
  ['AuthApiError: both auth code and code verifier should be non-empty', 'words-verifier-lost'],
  [
    'refresh failed with {"error":"temporarily_unavailable","error_description":"authentication_expired"}',
    'temporarily_unavailable',
  ],
  ['level=error error=server_error msg="token endpoint"', 'server_error'],
  ['token is unverifiable: token has invalid claims: token has invalid audience', 'complaint-audience'],
  ['token has invalid claims: token has invalid issuer', 'complaint-issuer'],
  ['token signature is invalid: crypto/rsa: verification error', 'complaint-signature'],
])('a line of a log is recognised: %s', async (line, name) => {
  expect(await found(line)).toEqual([name])
})

const tokens = 'HTTP/1.1 200 OK\nContent-Type: application/json\nCache-Control: no-store\n\n{"access_token":"abcdefgh12345678","token_type":"Bearer","expires_in":3600}'
const refresh = 'POST https://idp.example/token\ngrant_type=refresh_token&refresh_token=abcdefgh12345&client_id=a'

test.each([
  [
    'what a client says of a state is said by no server',
    'RPError: state mismatch, expected undefined, got: abcdefgh12345678', ['words-session-lost'],
  ],
  ['what MSAL says of it', 'BrowserAuthError: state_mismatch: State mismatch error.', ['words-session-lost']],
  [
    'the issuer of metadata is no token’s',
    'oidc: issuer did not match the issuer returned by provider, expected "https://a.example" got "https://a.example/"',
    ['complaint-metadata-issuer'],
  ],
  [
    'that of angular-oauth2-oidc',
    'invalid issuer in discovery document expected: https://a.example current: https://a.example/',
    ['complaint-metadata-issuer'],
  ],
  [
    'a token that is refreshed in time', `INFO Refresh: access token has expired, refreshing…\n${refresh}\n\n${tokens}`,
    [],
  ],
  ['keys that are fetched anew', `DEBUG kid abc not found, refreshing keys\n${refresh}\n\n${tokens}`, []],
  ['a token that is not', 'ERROR access token has expired', ['complaint-expired']],
  [
    'the name of a field is no code', 'invalid_grant access_token=abcdefgh12345678 login_hint=ada consent_challenge=x',
    ['invalid_grant'],
  ],
  [
    'a redirect URI at the token endpoint differs',
    `POST https://discord.com/api/oauth2/token\ngrant_type=authorization_code&code=abcdefgh1234&client_id=1&redirect_uri=https%3A%2F%2Fa.example%2Fcb\n\n`
    + 'HTTP/1.1 400 Bad Request\n\n{"error":"invalid_grant","error_description":"Invalid \\"redirect_uri\\" in request."}',
    [
      'redirect-uri-differs',
    ],
  ],
  [
    'go-oidc finds no host of the keys',
    'failed to verify signature: fetching keys oidc: get keys failed Get "https://op.example/keys": dial tcp: lookup op.example: no such host',
    ['words-unreachable'],
  ],
  [
    'go-oidc does not trust the host of the keys',
    'failed to verify signature: fetching keys oidc: get keys failed Get "https://op.example/keys": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    ['words-certificate'],
  ],
  [
    'go-oidc gets a status for the keys',
    'failed to verify signature: fetching keys oidc: get keys failed: 404 Not Found', ['complaint-metadata-unreadable'],
  ],
  [
    'a number of Entra without a cause that is known', 'AADSTS501461: AcceptMappedClaims is only supported',
    ['refused-otherwise'],
  ],
  [
    'a number of Entra in a line of a log', 'ERROR sign-in failed: AADSTS90023: Public clients can\'t send a client secret.',
    ['entra-public-client'],
  ],
  [
    'Spring has an answer without a body',
    '[invalid_token_response] An error occurred while attempting to retrieve the OAuth 2.0 Access Token Response: 401 Unauthorized: [no body]',
    ['client-authentication-failed'],
  ],
  [
    'Hydra quotes the standard',
    'https://app.example/cb?error=invalid_request&state=abcdefgh1234&error_description=The+request+is+missing+a+required+parameter%2C+includes+an+invalid+parameter+value%2C+includes+a+parameter+more+than+once%2C+or+is+otherwise+malformed.+'
    + 'Make+sure+that+the+client+you+are+using+has+exactly+whitelisted+the+redirect_uri+you+specified.',
    [
      'redirect-uri-unregistered',
    ],
  ],
] as const)('no false cause stands beside the right one: %s', async (_, text, names) => {
  expect(await found(text)).toEqual(names)
})

test.each([
  [
    'GitHub',
    'POST https://github.com/login/oauth/access_token\n{"error":"bad_verification_code","error_description":"The code passed is incorrect or expired."}',
    ['github-code'],
  ],
  [
    'as a form', 'POST https://github.com/login/oauth/access_token\nerror=bad_verification_code&error_description=x',
    ['github-code'],
  ],
  ['Apple', 'POST https://appleid.apple.com/auth/token\n{"error":"invalid_client"}', ['apple-client']],
  [
    'tokens',
    'POST https://idp.example/token\n{"access_token":"abcdefgh12345678","token_type":"Bearer","expires_in":1}', [],
  ],
  [
    'below its fields', 'POST https://idp.example/token HTTP/1.1\nHost: idp.example\n\n{"error":"invalid_grant"}',
    ['invalid_grant'],
  ],
  [
    'a device code',
    'POST https://idp.example/device_authorization\n{"device_code":"abcdefgh12345678","user_code":"AB-CD","verification_uri":"https://idp.example/d","expires_in":9}',
    [],
  ],
] as const)('an answer below a request line is an answer: %s', async (_, text, names) => {
  expect((await found(text)).filter(name => name !== 'token-request-json')).toEqual(names)
  expect(recognise([text], given).seen[0]?.response?.members).toBeDefined()
})

test('what a client sends as JSON stays a request', () => {
  const { seen: [seen] } = recognise(
    ['POST https://idp.example/token\n{"grant_type":"authorization_code","code":"abcdefgh1234"}'], given,
  )
  expect([seen?.response, seen?.request?.form.length]).toEqual([undefined, 2])
})

test('no empty list of scopes is told', async () => {
  const [reading] = await readRecord(
    recognise(['https://app.example/cb?error=invalid_scope&state=abcdefgh1234'], given),
  )
  expect(reading?.name).toBe('answered-scope-unseen')
})
