import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

const S = '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'
const T = 'Q7xT2vN9kLm4Rw8ZpB3cYd6H'
const login = 'https://idp.example/authorize?response_type=code&client_id=app&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&state=af0ifjsldkj9a8b7\n'
  + 'https://app.example/cb?error=access_denied&state=af0ifjsldkj9a8b7\n'

const inputs: Record<string, string> = {
  'a line of a log': `Error: invalid_client client_secret=${S}`,
  'a refresh token in a line': `Error: invalid_grant refresh_token=${T}`,
  'a code and a state in a line': `invalid_grant code=${T}&state=${S}`,
  'a quoted member': `Error: invalid_client client_secret: "${S}"`,
  'JSON within a line': `invalid_grant while sending {"refresh_token":"${T}"}`,
  'what axios prints': `AxiosError: invalid_client\n  code: 'ERR_BAD_REQUEST',\n  data: 'grant_type=authorization_code&code=${T}&client_secret=${S}&code_verifier=${T}x',\n  error: 'invalid_client'`,
  'what Spring prints': `o.s.s.o.c.OAuth2AuthorizationException: [invalid_client] {client_secret=[${S}], code=[${T}]}`,
  'what Python prints':
    `oauthlib.oauth2.rfc6749.errors.InvalidClientError: (invalid_client) {'client_secret': '${S}', 'code': ['${T}']}`,
  'what Ruby prints': `OAuth2::Error: invalid_client: {:code=>"${T}", "client_secret"=>"${S}"}`,
  'what Go prints': `level=error msg="oauth2: cannot fetch token" error=invalid_client code=${T} client_secret=${S}`,
  'a page': `<html><body><p>invalid_grant: refresh_token=${T} expired, client_secret: ${S}</p></body></html>`,
  'a description': JSON.stringify({
    error: 'invalid_client', error_description: `Bad client_secret: ${S} for code: '${T}'`,
  }),
  'a description of a callback': `https://app.example/cb?error=server_error&state=x&error_description=${encodeURIComponent(
    `client_secret: "${S}", token ${T}`,
  )}`,
  'a member of an answer': JSON.stringify({
    error: 'invalid_request', debug: { sent: [`--client-secret ${S}`, `code ${T}`] },
  }),
  'a complaint with values': `state mismatch: expected code: '${T}' got client_secret='${S}' invalid_request`,
  'a challenge': `HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token", error_description="token: ${T} secret ${S}"\n`,
  'cookies of sessions':
    `invalid_grant JSESSIONID=${T}; connect.sid=s%3A${T}.abc PHPSESSID=${T} ASP.NET_SessionId=${T} rack.session=${T}`,
  'a structure that Go prints': `oauth2: invalid_client config {ID:web Secret:${S} RedirectURIs:[https://a.example/cb]}`,
  'a structure within another':
    `invalid_grant &{Config:{ClientID:web ClientSecret:${S} Scopes:[openid]} Token:{AccessToken:${T} Expiry:0001}}`,
  'a sentence about a token': JSON.stringify({ error: 'invalid_token', error_description: `token ${T} is not valid` }),
  'a sentence that begins with it': JSON.stringify({
    error: 'invalid_token', error_description: `${T} is not a valid token`,
  }),
  'a command of httpie': `$ https -a web:${S} id.example/token code=${T}\ninvalid_client`,
  'a command of httpie with long options': `http --form --auth=web:${S} :8080/token code=${T} # invalid_client`,
  'pairs of names and values': JSON.stringify({
    error: 'invalid_client', params: [{ name: 'client_secret', value: S }, { key: 'code', values: [T] }],
  }),
  'lists of pairs': JSON.stringify({ error: 'invalid_client', params: [['client_secret', S], ['code', T]] }),
  'an environment of Kubernetes': `invalid_client\n- name: OIDC_CLIENT_SECRET\n  value: ${S}\n- name: CODE\n  value: ${T}`,
  'tuples of Python': `invalid_client [('client_secret', '${S}'), ('code', '${T}')]`,
  'data of XML': `invalid_client <client_secret><![CDATA[${S}]]></client_secret><code><![CDATA[${T}]]></code>`,
  'what Markdown sets off': `invalid_client **client_secret**: \`${S}\` **code**: \`${T}\``,
  'what Rust prints': `invalid_client ClientSecret("${S}") AuthorizationCode("${T}")`,
  'a statement of SQL': `invalid_client INSERT INTO t (id, client_secret, code) VALUES ('app', '${S}', '${T}')`,
  'words in Chinese': `错误 invalid_client 客户端密钥: ${S} 密码：${T}`,
  'an event of Keycloak': `type="CODE_TO_TOKEN_ERROR", error="invalid_code", code_id="${T}", client_secret="${S}"`,
  'a signed address': `invalid_client https://x.blob.core.windows.net/c/b?sv=2022-11-02&sig=${T}%3D&x=${S}`,
  'words beside a login':
    `${login}Error: AADSTS7000215: Invalid client secret provided client_secret=${S} {'code': '${T}'}`,
}

test.each(Object.entries(inputs))('a secret is hidden in %s', async (_, input) => {
  const home = freshHome()
  writeFileSync(join(home, 'input.txt'), input)
  for (const words of [[], ['-v'], ['--json'], ['--lang', 'zh']]) {
    const { status, stdout, stderr } = await runInside(['explain', join(home, 'input.txt'), ...words], { home })
    expect(status).toBe(0)
    for (const secret of [S, T]) expect(stdout + stderr).not.toContain(secret)
  }
})

test('nor does a file hold it that is written', async () => {
  const home = freshHome()
  writeFileSync(join(home, 'input.txt'), inputs['words beside a login'] ?? '')
  for (const flag of ['--save', '--html']) {
    const { status, stdout } = await runInside(['explain', join(home, 'input.txt'), flag, '-'], { home })
    expect(status).toBe(0)
    expect(stdout).toContain('AADSTS7000215')
    for (const secret of [S, T]) expect(stdout).not.toContain(secret)
  }
})

test.each([
  'client_id', 'redirect_uri', 'login_hint',
])('the value of %s is no code, also where it comes behind response_type=code', async (name) => {
  const value = '0oa8f7k3Lq2N9PzXy5d7'
  const address = `https://id.example/authorize?response_type=code&${name}=${value}&scope=openid`
  const { stdout } = await runInside(['explain', address], { home: freshHome() })
  expect(stdout).toMatch(new RegExp(`${name} +${value}`))
})

test.each([
  ['a short secret in a structure', 'oauth2: invalid_client {ClientID:web ClientSecret:abc Scopes:[a]}', ':abc'],
  ['a short secret beside an id', 'oauth2: invalid_client {ID:x Secret:abc RedirectURIs:[a]}', ':abc'],
  [
    'a token of letters', '{"error":"invalid_token","error_description":"token abcdefghijklmnopqrstuvwx is not valid"}',
    'abcdefghijkl',
  ],
])('a secret that looks like a word is hidden where its place tells it: %s', async (_, input, secret) => {
  const home = freshHome()
  writeFileSync(join(home, 'input.txt'), input)
  const { status, stdout } = await runInside(['explain', join(home, 'input.txt')], { home })
  expect([status, stdout.includes(secret)]).toEqual([0, false])
})

test.each([
  'The token authenticationMethod is not valid', 'Token:expired, invalid_grant', 'authorization_code is not a valid code',
  'invalid_client: use http header a b:c',
])('what is no secret is shown: %s', async (said) => {
  const home = freshHome()
  const description = JSON.stringify({ error: 'invalid_grant', error_description: said })
  writeFileSync(join(home, 'input.txt'), description)
  expect((await runInside(['explain', join(home, 'input.txt')], { home })).stdout).toContain(said.slice(0, 24))
})

test('the redirect URI and the issuer are shown, whatever name a page gives them', async () => {
  const home = freshHome()
  const [callback, issuer] = ['http://127.0.0.1:19400/callback?tenant=a1b2', 'https://id.example/a1b2c3d4e5f6']
  const query = new URLSearchParams({ response_type: 'code', client_id: 'app', redirect_uri: callback })
  writeFileSync(join(home, 'input.txt'), [
    `https://id.example/authorize?${query.toString()}`,
    `${callback}&error=server_error&iss=${encodeURIComponent(issuer)}`,
    `<html><body>Callback: <token>${callback}</token>, issuer: <token>${issuer}</token></body></html>`,
  ].join('\n'))
  const { stdout } = await runInside(['explain', join(home, 'input.txt'), '-v'], { home })
  expect(stdout).toContain(callback)
  expect(stdout).toContain(issuer)
})
