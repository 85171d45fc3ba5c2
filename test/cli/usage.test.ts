import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { otherNames } from '../../src/cli/command-line/other-names.ts'
import { freshHome } from '../support/cli.ts'
import { runTo, runToError } from './inside.ts'
import { containing, matching, parseDocument } from './support.ts'
import { startStub } from './stub-provider.ts'

const wrong: [what: string, words: string[], code: string][] = [
  ['an unknown command', ['walk'], 'usage'],
  ['an unknown command below token', ['token', 'reveal'], 'usage'],
  ['an unknown option', ['token', '--frob'], 'usage'],
  ['an unknown short option', ['userinfo', '-x'], 'usage'],
  ['a missing argument', ['profile', 'use'], 'usage'],
  ['one argument too many', ['login', 'sandbox', 'sandbox'], 'usage'],
  ['a command group alone', ['profile'], 'usage'],
  ['no command at all', [], 'usage'],
  ['another language', ['token', '--lang', 'fr'], 'usage'],
  ['an unknown method', ['login', 'sandbox', '--auth-method', 'magic'], 'usage'],
  [
    'a key to authenticate with, and none there', ['login', 'sandbox', '--auth-method', 'private_key_jwt'],
    'setting-invalid',
  ],
  ['an unknown response mode', ['login', 'sandbox', '--response-mode', 'letter'], 'setting-invalid'],
  ['a response mode that reaches no program', ['login', 'sandbox', '--response-mode', 'fragment'], 'setting-invalid'],
  ['an unknown target', ['login', 'nope'], 'profile-unknown'],
  ['a protected parameter', ['login', 'sandbox', '--auto', '--param', 'state=x'], 'parameter-protected'],
  ['a parameter without a value', ['login', 'sandbox', '--param', 'state'], 'setting-invalid'],
  ['a port that is none', ['login', 'sandbox', '--port', '99999'], 'setting-invalid'],
  ['a list of ports with a hole', ['login', 'sandbox', '--port', '1,,2'], 'setting-invalid'],
  ['a timeout that is none', ['login', 'sandbox', '--timeout', 'soon'], 'setting-invalid'],
  ['an HTTP timeout that is none', ['login', 'sandbox', '--http-timeout', '-1'], 'setting-invalid'],
  [
    'a redirect URI elsewhere (L08)', ['login', 'sandbox', '--redirect-uri', 'http://192.168.1.5/cb'],
    'redirect-uri-unusable',
  ],
  [
    'a redirect URI on every interface (L08)', ['login', 'sandbox', '--redirect-uri', 'http://0.0.0.0:1/cb'],
    'redirect-uri-unusable',
  ],
  [
    'a secret file that is missing',
    ['login', 'http://127.0.0.1:9', '--client-id', 'a', '--client-secret-file', '/nowhere/secret'], 'file-unreadable',
  ],
  [
    'a CA file that is missing', ['login', 'http://127.0.0.1:9', '--client-id', 'a', '--ca', '/nowhere/ca.pem'],
    'file-unreadable',
  ],
  ['an issuer without a client', ['login', 'https://op.example'], 'client-id-missing'],
  ['http off loopback', ['login', 'http://op.example', '--client-id', 'a'], 'issuer-insecure'],
  ['http off loopback, before a client is registered there', ['login', 'http://op.example'], 'issuer-insecure'],
  ['http to a private address', ['login', 'http://192.168.1.5:8080', '--client-id', 'a'], 'issuer-insecure'],
  [
    'half of the endpoints', ['login', '--token-endpoint', 'https://op.example/token', '--client-id', 'a'],
    'endpoints-missing',
  ],
  ['an issuer with a query', ['login', 'https://op.example/?a', '--client-id', 'a'], 'setting-invalid'],
]

describe('wrong usage is exit 2 with a message and a next command:', () => {
  test.each(wrong)('%s', async (_what, words, code) => {
    const { stdout, stderr } = await runTo(2, [...words, '--json'], { home: freshHome() })
    expect(stderr).toMatch(/\n✗ \S.*\n(?: {2}.*\n)* {2}next: \S.*\n$/)
    expect(stderr).not.toMatch(/undefined|\[object|Error:/)
    expect(parseDocument(stdout)).toMatchObject({
      ok: false, error: { code, exit_code: 2, message: matching(/\S/), hint: matching(/\S/) },
    })
  })
})

test.each<[string[], string]>([
  [[], 'oauth-walk --help'], [['walk'], 'oauth-walk --help'], [['profile'], 'oauth-walk profile --help'],
  [['profile', 'use'], 'oauth-walk profile use --help'],
  [['token', '--format', 'xml'], 'oauth-walk token --help'],
  [['credential', 'docker', 'open'], 'oauth-walk credential docker --help'],
])('what to read next after %j is %s', async (words, hint) => {
  expect((await runTo(2, words, { home: freshHome() })).stderr).toMatch(new RegExp(`\n  next: ${hint}\n$`))
})

test('without --json stdout is empty', async () => {
  expect((await runTo(2, ['walk'], { home: freshHome() })).stdout).toBe('')
})

test('login without a target and without an active profile names three commands', async () => {
  const { stderr, stdout } = await runTo(2, ['login'], { home: freshHome() })
  expect(stdout).toBe('')
  expect(stderr.match(/^ {2}next: oauth-walk login \S+/gm)).toHaveLength(3)
  expect(await runToError(2, ['login'], { home: freshHome() })).toMatchObject({
    code: 'target-missing', hint: containing('oauth-walk login sandbox'),
  })
})

test('an option without its value', async () => {
  const { stderr } = await runTo(2, ['login', '--json', '--issuer'], { home: freshHome() })
  expect(stderr).toContain('--issuer <URL>')
})

test('a method that needs a secret where there is none', async () => {
  const stub = await startStub()
  const words = ['login', stub.issuer, '--client-id', 'a', '--scope', 'read', '--auth-method', 'client_secret_post']
  expect(await runToError(7, words, { home: freshHome() })).toMatchObject({ code: 'person-needed' })
})

test('a file is named by the setting that it came from', async () => {
  const home = freshHome()
  const environment = { OAUTH_WALK_CLIENT_ID: 'a', OAUTH_WALK_CLIENT_SECRET_FILE: join(home, 'no such secret') }
  const error = await runToError(2, ['login', 'http://127.0.0.1:9'], { home, environment })
  expect(error).toMatchObject({
    code: 'file-unreadable', message: containing(join(home, 'no such secret')), hint: `ls -l ${home}/`,
  })
})

test.each([
  ['--client-auth', '--auth-method'], ['--token_endpoint_auth_method', '--auth-method'],
  ['--redirect_uri', '--redirect-uri'], ['--jwks-url', '--jwks-uri'], ['--cacert', '--ca'],
  ['--auth-methode', '--auth-method'],
])('a flag that another program or a standard calls %s leads to %s', async (theirs, ours) => {
  const { message } = await runToError(2, ['login', theirs, 'x'], { home: freshHome() })
  expect(message).toContain(`(Did you mean ${ours}?)`)
  const elsewhere = await runToError(2, ['profile', 'list', theirs, 'x'], { home: freshHome() })
  expect(elsewhere.message).not.toContain(`mean ${ours}?`)
})

test('the opposite of a flag is not what was meant', async () => {
  expect((await runToError(2, ['login', '--pkce'], { home: freshHome() })).message).toBe('unknown option \'--pkce\'')
})

test('what others call a flag of ours leads to one that exists', async () => {
  const help = await runTo(0, ['login', '--help', 'all'], { home: freshHome() })
  const api = await runTo(0, ['api', '--help', 'all'], { home: freshHome() })
  const flags = (help.stdout + api.stdout).match(/--[a-z-]+/g)
  expect(otherNames.filter(([theirs, ours]) => !flags?.includes(`--${ours}`) || flags.includes(`--${theirs}`))).toEqual([])
})
