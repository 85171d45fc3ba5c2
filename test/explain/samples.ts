const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A JWT that nobody signed. */
export function jwt(claims: object, header: object = {}): string {
  return `${part({ alg: 'RS256', typ: 'JWT', kid: 'k1', ...header })}.${part(claims)}.c2lnbmF0dXJl`
}

const idToken = jwt({
  iss: 'https://id.example.com', sub: 'ada', aud: 'web', exp: 1_795_863_600, iat: 1_795_860_000,
  nonce: 'n-0123456789abcdef',
})
const request = 'https://id.example.com/authorize?response_type=code&client_id=web&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb&scope=openid&state=s-0123456789abcdef&nonce=n-0123456789abcdef&code_challenge=MSc1rx_v_IkkVtaKLS5uRlOtukVrnSSZPU_FW0KfJHs&code_challenge_method=S256'
const callback
  = 'https://app.example.com/cb?code=c-0123456789abcdef&state=s-0123456789abcdef&iss=https%3A%2F%2Fid.example.com'
const tokenForm = 'grant_type=authorization_code&code=c-0123456789abcdef&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb&client_id=web&code_verifier=zMJ5xu09kc24Qo4YXgInJMnyILA98MzEdxuVdZ7JzXB51Dd6Vc5SYBEldzFN1Xdt'
const tokens = { access_token: 'at-0123456789abcdef', token_type: 'Bearer', expires_in: 3600, id_token: idToken }

/** One input of each kind, as somebody pastes it. */
export const samples = {
  'an authorization request': request,
  'a callback': callback,
  'an answer in a fragment': 'http://localhost:8000/#/callback?error=access_denied&state=s-0123456789abcdef',
  'an ID token': idToken,
  'a token response': JSON.stringify(tokens, null, 2),
  'a form': tokenForm,
  metadata: JSON.stringify({
    issuer: 'https://id.example.com', authorization_endpoint: 'https://id.example.com/authorize',
    token_endpoint: 'https://id.example.com/token', jwks_uri: 'https://id.example.com/jwks',
    response_types_supported: ['code'],
  }),
  keys: JSON.stringify({ keys: [{ kty: 'EC', crv: 'P-256', kid: 'k1', x: 'AA', y: 'AA' }] }),
  'a page that posts': `<!DOCTYPE html><html><body><form method="post" action="https://app.example.com/cb"><input type="hidden" name="code" value="c-0123456789abcdef"/><input type="hidden" name="state" value="s-0123456789abcdef"/></form></body></html>`,
  'a header field':
    'WWW-Authenticate: Bearer realm="api", error="invalid_token", error_description="The token expired"',
  'a command': `$ curl -s -X POST https://id.example.com/token \\\n  -H 'Content-Type: application/x-www-form-urlencoded' \\\n  -u web:s3cr3t-0123456789 \\\n  --data '${tokenForm}'`,
  'HTTP messages': `POST /token HTTP/1.1\nHost: id.example.com\nContent-Type: application/x-www-form-urlencoded\n\n${tokenForm}\n\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n${JSON.stringify(tokens)}`,
  'a log': `2026-11-28T10:00:00.000Z > GET ${request}\n2026-11-28T10:00:05.000Z < 302 ${callback}\n2026-11-28T10:00:06.000Z > POST https://id.example.com/token\n> ${tokenForm}\n< 200 ${JSON.stringify(tokens)}`,
  'what curl -v shows': `* Connected to id.example.com\n> POST /token HTTP/2\n> Host: id.example.com\n> content-type: application/x-www-form-urlencoded\n>\n* upload completely sent off\n< HTTP/2 400\n< content-type: application/json\n<\n{"error":"invalid_grant",\n "error_description":"expired"}\n* Connection left intact`,
  'an access log': '10.0.0.1 - - [28/Nov/2026:10:00:00 +0000] "GET /cb?code=c-0123456789abcdef&state=s-0123456789abcdef HTTP/1.1" 302 0 "https://id.example.com/" "Mozilla/5.0"',
} as const
