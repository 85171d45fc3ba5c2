import { expect, test } from 'vitest'
import { sentRule } from '../../src/secrets/names.ts'
import { maskSaid } from '../../src/secrets/said.ts'
import { Secrets } from '../../src/secrets/secrets.ts'

/** Stands for a secret that nothing but one looks like. */
const S = 'Q7xT2vN9-kLm4Rw8ZpB3cYd6H'

/** As programs print what they sent: `§` is the secret. */
const notations = String.raw`
client_secret=§
client_secret: §
client_secret: "§"
{"refresh_token":"§"}
{\"refresh_token\":\"§\"}
{"d":"{\"a\":\"{\\\"client_secret\\\":\\\"§\\\"}\"}"}
data: 'grant_type=authorization_code&code=§&client_secret=§&code_verifier=§'
{client_secret=[§], code=[§]}
{'client_secret': '§', 'code': ['§'], "state": b'§'}
{:code=>"§", "client_secret" => "§"}
msg="token request failed" code=§ client_secret=§ error=invalid_grant
map[client_secret:[§] code:[§]]
{ClientSecret:§ Code:§}
TokenRequest[clientSecret=§, code=§]
client_secret=SecretStr('§')
client_secret: Some("§")
["client_secret"]=> string(24) "§"
[client_secret] => §
"client_secret" = §;
client_secret -> §
client_secret := "§"
--client-secret §
curl -u app:§ https://idp.example/token
POST https://app:§@idp.example/token failed
Authorization: Bearer §
Authorization: Bearer §, Accept: */*
Cookie: a=§; b=§
X-Api-Key: §
the client secret § is wrong
The refresh token '§' has expired
API key: §
Code verifier: §
client_secret%3D§%26code%3D§%26x%3D1
client_secret\u003d§\u0026code\u003d§\u0026x
\ncode=§\nclient_secret=§
%22client_secret%22%3A%22§%22
&quot;client_secret&quot;:&quot;§&quot;
<client_secret>§</client_secret>
name="client_secret"\r\n\r\n§\r\n--x
params[code]=§&params[state]=§
req.body.code = "§"
"client_secret": "§, and §"
client_secret="§
Secret：§
state: §
state mismatch, expected undefined, got: §
state mismatch, expected §, got: §
client_secret=§,error=invalid_client
GOCSPX-§
ya29.§
eyJhbGciOiJub25lIn0.§.
-----BEGIN RSA PRIVATE KEY-----MIIE
password: hunter2
data=[('grant_type', 'authorization_code'), ('client_secret', '§')]
BasicNameValuePair [name=client_secret, value=§]
{"name":"client_secret","value":"§"}
{\"name\":\"client_secret\",\"value\":\"§\"}
{"value":"§","name":"code"}
<input value='§' name='access_token'>
[["client_secret","§"],["code","§"]]
{<<"client_secret">>,<<"§">>}
[ 'X-Api-Key', '§' ]
| client_secret | § |
<td>client_secret</td> client_secret&lt;§&gt;
ClientSecret("§")
AuthorizationCode("§")
<ns:AccessToken>§</ns:AccessToken>
<code>§</code>
client_secret is: §
the refresh token <§> is not known
refresh_token[§] expired
invalid code (§)
授权码 code（§）无效
aws_secret_access_key=§
curl -sSuapp:§ https://idp.example
curl -su app:§ https://idp.example
client_secret: sesame
otp=482913`.trim().split('\n')

test.each(notations)('hidden: %s', (notation) => {
  const shown = maskSaid(new Secrets(), notation.replaceAll('§', S), sentHere)
  for (const value of [S, 'MIIE', 'hunter2', 'sesame', '482913']) expect(shown).not.toContain(value)
  expect(shown).toMatch(/<[a-z][\w-]*#[\da-f]{4}>/)
})

/** Signs in whoever has it. */
const sentHere = (name: string) => sentRule({})(name) ?? (/^(?:otp|authorizationcode)$/i.test(name) ? 'otp' : undefined)

test.each(String.raw`
Error: code: 'ERR_BAD_REQUEST', error code: 40163, status code 400
token: expired
id_token: audience is wrong
invalid_token: the token is not valid
state mismatch, expected undefined, got nothing
response: 400 Bad Request
request: POST /token
code=invalid_grant
code=AADSTS7000215
Unexpected token < in JSON at position 0
response_type=code&client_id=app
grant_type=password&username=ada
Basic authentication failed
Bearer error="invalid_token", error_description="The token expired"
token endpoint: https://idp.example/token
client_secret: undefined, refresh_token: null, password=***
the authorization code is invalid or has expired
token_endpoint_auth_method: client_secret_basic
client_secret <client_secret#1a2b> code=<code#12ab>&state=<state#12ab>
AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value
Error 400: redirect_uri_mismatch
response: {"error":"invalid_grant"}
failed to verify ID Token: oidc: token is expired (Token Expiry: 2026-01-01 00:00:00 +0000 UTC)
error verifying id_token: oidc: expected audience "a" got ["b"]
could not verify id_token: square/go-jose: error in cryptographic primitive
Invalid refresh token: rotated
Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code
invalid client_secret: oidc: no
client_secret, oauth2-proxy-client-1, invalid code (AADSTS7000215), invalid token (2026-11-29T10:00:00Z)
["code","token id_token"],["client_secret_jwt","self_signed_tls_client_auth"],["nonce","S256","iat"]
access token (https://idp.example/a1b2c3d4e5), code [invalid_grant]
<p>Redirect URI: <code>http://127.0.0.1:19400/callback</code>, issuer <code>https://id.example</code></p>
<code>invalid_grant</code> <code>AADSTS7000215</code> <code>oauth-walk login</code>
scope=openid state=ok token_type: Bearer`.trim().split('\n'))('told: %s', (sentence) => {
  expect(maskSaid(new Secrets(), sentence, sentHere)).toBe(sentence)
})

test('a value that has a name of its own is told by that', () => {
  const shown = maskSaid(new Secrets(), `oauth2.Token{AccessToken:${S}, TokenType:Bearer}`, sentHere)
  expect(shown).toMatch(/^oauth2\.Token\{AccessToken:<access_token#[\da-f]{4}>, TokenType:Bearer\}$/)
})

test('a name that is torn by what nobody sees', () => {
  expect(maskSaid(new Secrets(), `client_sec\u200bret=${S}`, sentHere)).not.toContain(S)
})
