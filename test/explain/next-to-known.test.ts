import { expect, test } from 'vitest'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { samples } from './samples.ts'

/** Faults that stand next to those that were known, each with an input that has not got it. */
const given = { issuer: undefined, clientId: undefined, now: Date.parse('2026-11-28T10:00:00Z') }
const namesOf = async (text: string) =>
  (await readRecord(recognise([text], given))).map(({ gravity, name }) => `${gravity}:${name}`)

const asked = samples['an authorization request']
const curl = (form: string, more = '') => `curl ${more} https://op.example/token -d '${form}'`
const resource = (more: object) => JSON.stringify({
  resource: 'https://mcp.example/mcp', authorization_servers: ['https://op.example'], ...more,
})
const provider = (more: object) => JSON.stringify({
  issuer: 'https://op.example', authorization_endpoint: 'https://op.example/a', token_endpoint: 'https://op.example/t',
  response_types_supported: ['code'], ...more,
})
const device = (uri: string) => JSON.stringify({
  device_code: 'GmRhmhcxhwAzkoEqiMEg', user_code: 'ABCD-EFGH', verification_uri: uri, expires_in: 1800,
})
const rpc = '{"jsonrpc":"2.0","error":{"code":-32001,"message":"Unauthorized"},"id":null}'
const refused = (field: string) => `HTTP/1.1 401 Unauthorized\ncontent-type: application/json\n${field}\n${rpc}`

test.each<[string, string, string]>([
  ['broken:resource-form', resource({ resource: 'https://mcp.example/mcp#x' }), resource({})],
  ...[5, null, {}, ['https://mcp.example/mcp']].map((value): [string, string, string] =>
    ['broken:resource-form', resource({ resource: value }), resource({})]),
  ['broken:authorization-server-form', resource({ authorization_servers: [5] }), resource({})],
  ...[5, null, {}, true].map((value): [string, string, string] =>
    ['broken:endpoint-form', provider({ token_endpoint: value }), provider({})]),
  ['weak:pkce-plain-only', provider({ code_challenge_methods_supported: [] }), provider({
    code_challenge_methods_supported: 'S256',
  })],
  ['broken:resource-form', resource({ resource: '/mcp' }), resource({ resource: '<resource>' })],
  ['broken:metadata-not-list', resource({ authorization_servers: 'https://op.example' }), resource({})],
  ['broken:metadata-not-list', resource({ scopes_supported: 'openid' }), resource({ scopes_supported: [] })],
  [
    'broken:authorization-servers-missing', resource({ authorization_servers: [] }),
    resource({ authorization_servers: 'a' }),
  ],
  [
    'broken:answered-empty', 'https://app.example.com/cb?error=&state=abc',
    'https://app.example.com/cb?error=access_denied&state=abc',
  ],
  [
    'broken:answered-unsaid', 'https://app.example.com/cb?error=frob_failed&state=abc',
    'https://app.example.com/cb?error=frob_failed&error_description=Frob&state=abc',
  ],
  ['weak:callback-without-code', 'https://app.example.com/cb?state=abc', 'https://app.example.com/list?state=abc'],
  ['broken:value-unseen', asked.replace('client_id=web', 'client_id=%1b%5b31mweb'), asked],
  ['broken:value-unseen', asked.replace(/&nonce=[^&]*/, '&nonce=n-0123%00456789abcdef'), asked],
  ['broken:max-age-form', `${asked}&max_age=-1`, `${asked}&max_age=0`],
  ['broken:max-age-form', `${asked}&max_age=5m`, `${asked}&max_age=300`],
  ['weak:answer-address-http', device('http://op.example/device'), device('https://op.example/device')],
  ['weak:answer-address-http', device('http://op.example/device'), device('http://127.0.0.1:8080/device')],
  [
    'broken:basic-without-colon', curl('grant_type=client_credentials', '-H "Authorization: Basic YWJj"'),
    curl('grant_type=client_credentials', '-H "Authorization: Basic abc"'),
  ],
  [
    'note:secret-plus', curl('grant_type=client_credentials&client_id=abc&client_secret=p+q/r=='),
    curl('grant_type=client_credentials&client_id=abc&client_secret=p%2Bq/r=='),
  ],
  [
    'broken:grant-type-unknown', curl('grant_type=authorization_codes&code=abc&client_id=abc'),
    curl('grant_type=fb_exchange_token&client_id=abc'),
  ],
  [
    'broken:grant-type-unknown', curl('grant_type=Refresh-Token&refresh_token=abcdef&client_id=abc'),
    curl('grant_type=refresh_token&refresh_token=abcdef&client_id=abc'),
  ],
  ['weak:challenge-absent', refused(''), refused('WWW-Authenticate: Bearer\n')],
  [
    'note:challenge-absent', 'HTTP/1.1 401 Unauthorized\n',
    'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm="x"\n',
  ],
  [
    'weak:challenge-absent',
    'GET https://api.example/me\nAuthorization: Bearer 7bE1sT9qYx2vB\n\nHTTP/1.1 401\nDate: x\n',
    'POST https://op.example/token\n\ngrant_type=refresh_token&client_id=a&refresh_token=b\n\nHTTP/1.1 401\nDate: x\n\n{"error":"invalid_client"}',
  ],
])('%s', async (name, text, control) => {
  expect(await namesOf(text)).toContain(name)
  expect((await namesOf(control)).filter(one => one.split(':')[1] === name.split(':')[1])).toEqual([])
})

test('a number of JSON-RPC is not said to stand in the provider’s documentation', async () => {
  expect(await namesOf(refused(''))).toEqual(['weak:challenge-absent'])
})

test.each(['Incorrect PKCE code_verifier', 'PKCE validation failed', 'Wrong code verifier', 'code_challenge mismatch'])(
  '“%s” is about PKCE', async (words) => {
    const [first] = await readRecord(
      recognise([JSON.stringify({ error: 'invalid_grant', error_description: words })], given),
    )
    expect(first?.details['cause']).toBe('pkce-failed')
  },
)

test.each([
  ['DingTalk', 'https://app.example.com/cb?authCode=SplxlOBeZQQYbYS6WxSb&state=x8Gh2kQ0'],
  ['Alipay', 'https://app.example.com/cb?app_id=2021001&auth_code=SplxlOBeZQQYbYS6WxSb&state=x8Gh2kQ0'],
])('the code of %s is one under its own name', async (_, address) => {
  const { stdout } = await runInside(['explain', address], { home: freshHome() })
  expect(stdout).not.toContain('✗')
  const ask = 'https://login.example.com/oauth2/auth?response_type=code&client_id=a&state=x8Gh2kQ0'
  expect((await runInside(['explain', address, '--request', ask], { home: freshHome() })).stdout).not.toContain('✗')
})
