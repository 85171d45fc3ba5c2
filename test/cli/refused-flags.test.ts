import { expect, test } from 'vitest'
import { freshHome, start } from '../support/cli.ts'
import { runToError } from './inside.ts'
import { containing } from './support.ts'

const issuer = ['login', 'http://127.0.0.1:9', '--client-id', 'x']

test.each([
  [
    '--auto where no sandbox is', [...issuer, '--auto'], 'setting-invalid', '--auto works only with the sandbox',
    `oauth-walk ${issuer.join(' ')}`,
  ],
  [
    '--device with --paste', [...issuer, '--device', '--paste'], 'paste-impossible', 'can’t be used with --device',
    `oauth-walk ${issuer.join(' ')} --device`,
  ],
  [
    'a secret as a parameter', [...issuer, '--token-param', 'client_secret=abc'], 'parameter-protected',
    '--token-param may not set client_secret', 'oauth-walk login --help',
  ],
  [
    'a code as a parameter, in upper case', [...issuer, '--token-param', 'CODE=abc'], 'parameter-protected',
    '--token-param may not set CODE', 'oauth-walk login --help',
  ],
  [
    'the redirect URI of the token request', [...issuer, '--token-param', 'redirect_uri=https://a.example'],
    'parameter-protected', '--token-param may not set redirect_uri', 'oauth-walk login --help',
  ],
  [
    'the list as a fault', ['login', 'sandbox', '--misbehave', 'list'], 'setting-invalid', '"list"',
    'oauth-walk sandbox --misbehave list',
  ],
  [
    'a fault that is known and not played', ['login', 'sandbox', '--misbehave', 'discovery-webfinger-acct'],
    'setting-invalid', 'is not played', 'oauth-walk sandbox --misbehave list',
  ],
])('%s is refused before anything is asked', async (_, words, code, message, hint) => {
  expect(await runToError(2, words, { home: freshHome() })).toMatchObject({
    code, message: containing(message), hint: containing(hint),
  })
})

test('why a fault is not played is told as the list tells it', async () => {
  const error = await runToError(
    2, ['login', 'sandbox', '--misbehave', 'oidcc-client-test-discovery-webfinger-acct'], { home: freshHome() },
  )
  expect(error).toMatchObject({ cause: containing('oauth-walk looks nobody up') })
})

test('a sandbox of this home that plays something else is told as what it is', async () => {
  const home = freshHome()
  const served = start(['sandbox'], { home })
  const [, address = ''] = await served.sees('stdout', /issuer +(\S+)/)
  const error = await runToError(5, ['login', 'sandbox', '--misbehave', 'invalid-iss'], { home })
  expect(error).toMatchObject({
    message: `The sandbox runs already at ${address}, and not as it is wanted here`,
    hint: containing('\nOAUTH_WALK_HOME=$(mktemp -d) oauth-walk login sandbox --misbehave invalid-iss\noauth-walk login sandbox'),
  })
  const again = await runToError(5, ['sandbox', '--misbehave', 'invalid-aud'], { home })
  expect(again).toMatchObject({
    hint: containing('\nOAUTH_WALK_HOME=$(mktemp -d) oauth-walk sandbox --misbehave invalid-aud\noauth-walk sandbox'),
  })
})

const secret = 'SECRETTOKENabcdef1234567890'

test.each([
  ['a field of the API with a letter beyond ASCII', ['api', 'https://127.0.0.1:9/x', '-H', `X-Api-Key: ${secret}é`], {}],
  ['a field of the API without a colon', ['api', 'https://127.0.0.1:9/x', '-H', `X-Api-Key ${secret}`], {}],
  ['a field that is ours', ['api', 'https://127.0.0.1:9/x', '-H', `Proxy-Authorization: Basic ${secret}`], {}],
  ['a field with a length', ['api', 'https://127.0.0.1:9/x', '-H', `Content-Length: ${secret}`], {}],
  ['a parameter without =', [...issuer, '--token-param', `password ${secret}`], {}],
  ['a parameter of the other request without =', [...issuer, '--param', `password:${secret}`], {}],
  ['a variable of a preset without =', [...issuer, '--provider-var', secret], {}],
  ['a parameter in the environment', issuer, { OAUTH_WALK_TOKEN_PARAM: `password ${secret}` }],
  ['a redirect URI with a password', [...issuer, '--paste', '--redirect-uri', `https://u:${secret}@a.example/cb`], {}],
])('%s is refused without its value', async (_, words, environment) => {
  const error = await runToError(2, words, { home: freshHome(), environment })
  expect(JSON.stringify(error)).not.toContain(secret)
})
