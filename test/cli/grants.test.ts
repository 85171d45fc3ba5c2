import { calculateJwkThumbprint, importJWK, jwtVerify, type JWK } from 'jose'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tokenFormats } from '../../src/cli/token/formats.ts'
import { createProofJudge } from '../support/proofs.ts'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { copyLogin } from './signed-in.ts'
import { runJson, runTo, runToError } from './inside.ts'
import { containing, leaksIn, filesLeaking, parseDocument, plantSession, readSession, sessionPaths } from './support.ts'
import * as atDoor from './support.ts'
import { refusal, startStub, type Endpoint } from './stub-provider.ts'

const urn = (name: string) => `urn:ietf:params:oauth:${name}`
const issued = {
  access_token: 'new-token/+=', token_type: 'Bearer', issued_token_type: urn('token-type:access_token'),
  expires_in: 600, scope: 'read',
}
const given = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJidWlsZCJ9.c2lnbmVk'

/** A token endpoint, and a folder that has a token of a platform in a file. */
async function prepare(token: Endpoint = () => ({ body: issued })) {
  const stub = await startStub({ '/token': token })
  const home = freshHome()
  const file = join(home, 'platform-token')
  writeFileSync(file, `${given}\n`, { mode: 0o600 })
  return { stub, home, file, at: ['--token-endpoint', `${stub.issuer}/token`], asked: () => stub.seenAt('/token') }
}

describe('token exchange', () => {
  test('needs no profile and no client where a platform gives the token, and stores nothing', async () => {
    const { stub, home, file, at, asked } = await prepare()
    const ended = await atDoor.runTo(
      0,
      [
        'token', 'exchange', ...at, '--subject-token-file', file, '--audience', 'api', '--scope', 'read', '--resource',
        'https://api.example',
      ],
      { home },
    )
    expect([ended.stdout, ended.stderr]).toEqual(['new-token/+=\n', ''])
    expect(asked()).toMatchObject([{ authorization: undefined, form: {
      grant_type: urn('grant-type:token-exchange'), subject_token: given, subject_token_type: urn('token-type:jwt'),
      audience: 'api', scope: 'read', resource: 'https://api.example',
    } }])
    expect(asked()[0]?.form).not.toHaveProperty('client_id')
    expect([sessionPaths(home), stub.seen.length]).toEqual([[], 1])
  })

  test('takes the profile’s own token, the client as it is, and says what came', async () => {
    const { stub, home, asked } = await prepare()
    plantSession(home, stub.issuer)
    const before = readSession(home)
    const document = await runJson(
      0, ['token', 'exchange', '--requested-token-type', 'access_token', '--subject-token-type', 'access_token'],
      { home },
    )
    expect(document).toEqual({
      ok: true, grant: 'exchange', profile: null, issuer: stub.issuer, client_id: 'walker', scope: ['read'],
      token_type: 'Bearer', issued_token_type: urn('token-type:access_token'),
      obtained_at: expect.stringMatching(/Z$/) as unknown, expires_at: expect.stringMatching(/Z$/) as unknown,
      access_token: 'new-token/+=',
    })
    expect(asked()[0]?.authorization).toMatch(/^Basic /)
    expect(asked()[0]?.form).toMatchObject({
      subject_token: 'planted-access-token/+=', requested_token_type: urn('token-type:access_token'),
    })
    expect(readSession(home)).toEqual(before)
  })

  test('sends an actor, reads stdin once, and other types as they are called', async () => {
    const { home, file, at, asked } = await prepare()
    const words = [
      'token', 'exchange', ...at, '--client-id', 'ci', '--subject-token-file', '-', '--subject-token-type',
      'urn:example:own', '--actor-token-file', file,
    ]
    await atDoor.runTo(0, words, { home, input: given })
    expect(asked()[0]?.form).toMatchObject({
      client_id: 'ci', subject_token: given, subject_token_type: 'urn:example:own', actor_token: given,
      actor_token_type: urn('token-type:jwt'),
    })
    expect(await atDoor.runToError(2, [...words.slice(0, -1), '-'], { home, input: given })).toMatchObject({
      code: 'setting-invalid',
    })
  })

  test('takes N_A for what is no access token, and prints it in no form that would send it as one', async () => {
    const { home, file, at } = await prepare(() => ({
      body: { ...issued, token_type: 'N_A', issued_token_type: urn('token-type:saml2') },
    }))
    const words = ['token', 'exchange', ...at, '--subject-token-file', file]
    expect((await runTo(0, words, { home })).stdout).toBe('new-token/+=\n')
    for (const format of tokenFormats) {
      const isPlain = format === 'bare' || format === 'json'
      const { stdout, stderr } = await runTo(isPlain ? 0 : 2, [...words, '--format', format], { home })
      expect(stdout).not.toMatch(/Bearer|Authorization|OAUTH_WALK_ACCESS_TOKEN/)
      if (!isPlain) expect([stdout, stderr]).toEqual(['', containing('saml2')])
    }
  })

  test.each([
    ['no issued_token_type', { ...issued, issued_token_type: undefined }, 'issued-token-type'],
    ['a type that is no text', { ...issued, issued_token_type: 7 }, 'issued-token-type'],
    ['a token of an unknown type', { ...issued, token_type: 'mac' }, 'token-type'],
    ['a token with a line break', { ...issued, access_token: 'a\nb' }, 'access-token-characters'],
  ])('ends with a failed check for %s, and prints nothing', async (_name, body, code) => {
    const { home, file, at } = await prepare(() => ({ body }))
    expect(await runToError(4, ['token', 'exchange', ...at, '--subject-token-file', file], { home }))
      .toMatchObject({ code })
    expect((await runTo(4, ['token', 'exchange', ...at, '--subject-token-file', file], { home })).stdout).toBe('')
  })
})

test('the sandbox exchanges its own access token for a narrower one, and refuses another audience', async () => {
  const home = freshHome()
  await copyLogin(home)
  const before = readSession(home)
  const document = await runJson(0, ['token', 'exchange', '--scope', 'openid'], { home })
  expect(document).toMatchObject({
    scope: ['openid'], token_type: 'Bearer', issued_token_type: urn('token-type:access_token'),
  })
  expect(document['access_token']).not.toBe(before.access_token)
  expect(await runToError(3, ['token', 'exchange', '--audience', 'api'], { home })).toMatchObject({
    code: 'grant-refused', provider: { error: 'invalid_target' },
  })
  const asked = { home, environment: { OAUTH_WALK_ACCESS_TOKEN: String(document['access_token']) } }
  expect(await runJson(0, ['introspect'], asked)).toMatchObject({
    active: true, introspection: { sub: '123456', scope: 'openid' },
  })
  expect(readSession(home)).toEqual(before)
})

describe('token jwt-bearer', () => {
  test('sends the assertion of a file, which is read anew each time', async () => {
    const { home, file, at, asked } = await prepare()
    const words = [
      'token', 'jwt-bearer', ...at, '--assertion-file', file, '--token-param', 'requested_token_use=on_behalf_of',
    ]
    await runTo(0, words, { home })
    writeFileSync(file, 'a.newer.one')
    await runTo(0, [...words, '--format', 'header'], { home })
    expect(asked().map(({ form }) => form['assertion'])).toEqual([given, 'a.newer.one'])
    expect(asked()[0]?.form).toEqual({
      grant_type: urn('grant-type:jwt-bearer'), assertion: given, requested_token_use: 'on_behalf_of',
    })
  })

  test('wants an assertion, and one that is there', async () => {
    const { home, at } = await prepare()
    expect(await atDoor.runToError(2, ['token', 'jwt-bearer', ...at], { home })).toMatchObject({
      code: 'setting-invalid',
    })
    expect(
      await runToError(2, ['token', 'jwt-bearer', ...at, '--assertion-file', join(home, 'gone')], { home }),
    ).toMatchObject(
      { code: 'file-unreadable' },
    )
  })
})

describe('token client-credentials', () => {
  test('works from variables alone', async () => {
    const { stub, home, asked }
      = await prepare(() => ({ body: { access_token: 'new-token/+=', token_type: 'bearer' } }))
    const environment = {
      OAUTH_WALK_ISSUER: stub.issuer, OAUTH_WALK_CLIENT_ID: 'ci', OAUTH_WALK_CLIENT_SECRET: 'variable-secret',
      OAUTH_WALK_SCOPE: 'a b',
    }
    expect((await atDoor.runTo(0, ['token', 'client-credentials'], { home, environment })).stdout)
      .toBe('new-token/+=\n')
    expect(asked()).toMatchObject([
      {
        authorization: `Basic ${Buffer.from('ci:variable-secret').toString('base64')}`,
        form: { grant_type: 'client_credentials', scope: 'a b' },
      },
    ])
  })

  test('of the sandbox gets one, which the client’s own secret pays for', async () => {
    const home = freshHome()
    await copyLogin(home)
    const before = readSession(home)
    expect(await runJson(0, ['token', 'client-credentials'], { home })).toMatchObject({
      client_id: 'oauth-walk', token_type: 'Bearer',
    })
    expect(readSession(home)).toEqual(before)
  })

  test('needs to know where to ask, and for whom', async () => {
    const home = freshHome()
    const lost = await runToError(2, ['token', 'client-credentials'], { home })
    expect(lost).toMatchObject({
      code: 'endpoints-missing',
      hint: expect.stringContaining('oauth-walk token client-credentials --issuer') as unknown,
    })
    const nobody = await runToError(2, ['token', 'client-credentials', '--issuer', 'http://127.0.0.1:9'], { home })
    expect(nobody).toMatchObject({
      code: 'client-id-missing',
      hint: expect.stringContaining(
        'oauth-walk token client-credentials --issuer http://127.0.0.1:9 --client-id ID',
      ) as unknown,
    })
  })

  test('with --dpop binds the token to a key, which --save-as keeps for api', async () => {
    const judge = createProofJudge()
    const keys: string[] = []
    const { stub, home, at } = await prepare(async ({ method, path, dpop }) => {
      const judged = await judge.judge({ method, url: `${stub.issuer}${path}`, headers: { dpop } }, {})
      if ('error' in judged) return refusal(judged.error)
      keys.push(judged.jkt)
      return { body: { access_token: 'new-token/+=', token_type: 'DPoP' } }
    })
    const words = ['token', 'client-credentials', ...at, '--client-id', 'ci', '--dpop']
    expect(await runToError(2, words, { home })).toMatchObject({
      code: 'setting-invalid', message: expect.stringContaining('--save-as') as unknown,
    })
    const { stderr } = await runTo(0, [...words, '--save-as', 'robot'], { home })
    expect(stderr).toContain('robot')
    const session = readSession(home)
    expect(session).toMatchObject({
      profile: 'robot', client_id: 'ci', access_token: 'new-token/+=', dpop_key: { kty: 'EC' },
    })
    expect((await atDoor.runTo(0, ['token', '--profile', 'robot'], { home })).stdout).toBe('new-token/+=\n')
    expect(await runToError(7, ['token'], { home })).toMatchObject({ code: 'no-session' })
    expect([judge.claims.length, stub.seenAt('/token').length, keys]).toEqual([
      1, 1, [await calculateJwkThumbprint(session['dpop_key'] as JWK)],
    ])
  })
})

test.each([
  ['exchange', '--subject-token-file'], ['jwt-bearer', '--assertion-file'], ['client-credentials'],
])('token %s proves the client by its key', async (...words) => {
  const { home, file, at, asked } = await prepare()
  await runTo(0, ['key', 'create', 'robot'], { home })
  const { keys: [published] }
    = JSON.parse((await runTo(0, ['key', 'show', 'robot', '--jwks'], { home })).stdout) as { keys: [JWK] }
  const own = ['--client-id', 'ci', '--client-key', 'robot']
  await runTo(0, ['token', ...words, ...words.length > 1 ? [file] : [], ...at, ...own], { home })
  const { form, authorization } = asked()[0] ?? {}
  expect([authorization, form?.['client_secret'], form?.['client_assertion_type']]).toEqual([
    undefined, undefined, urn('client-assertion-type:jwt-bearer'),
  ])
  const { payload } = await jwtVerify(form?.['client_assertion'] ?? '', await importJWK(published), {
    subject: 'ci', issuer: 'ci', maxTokenAge: 60,
  })
  expect(payload.jti).toMatch(/\S/)
})

describe('a grant that is refused', () => {
  test('since Keycloak knows no such audience is not blamed on the client’s proof', async () => {
    const said = { status: 400, body: { error: 'invalid_client', error_description: 'Audience not found' } }
    const { home, file, at } = await prepare(() => said)
    const words = ['token', 'exchange', ...at, '--subject-token-file', file, '--audience', 'nobody']
    const error = await runToError(3, words, { home })
    expect(error).toMatchObject({
      code: 'grant-refused', cause: expect.stringContaining('no client by the name that --audience says') as unknown,
      hint: expect.stringContaining('Compare --audience') as unknown,
    })
    expect(error['cause']).not.toMatch(/proves itself/)
    expect((await runTo(3, [...words, '--lang', 'zh'], { home })).stderr).toContain('realm 中没有 --audience 所写的客户端')
  })

  test('since the secret is wrong, as the server says, is not blamed on the grant', async () => {
    const said = {
      status: 401,
      body: { error: 'unauthorized_client', error_description: 'Invalid client or Invalid client credentials' },
    }
    const { home, at } = await prepare(() => said)
    const words = ['token', 'client-credentials', ...at, '--client-id', 'ci']
    const environment = { OAUTH_WALK_CLIENT_SECRET: 'another secret' }
    const error = await runToError(3, words, { home, environment })
    expect(error).toMatchObject({
      code: 'grant-refused', cause: expect.stringContaining('Client id or client secret is wrong') as unknown,
      hint: expect.stringContaining('Check the client id') as unknown,
    })
    expect((await runTo(3, [...words, '--lang', 'zh'], { home, environment })).stderr).toContain('client_id 或客户端密钥不对')
  })

  const blamed: [grant: string, error: string, words: string[], cause: RegExp, hint: RegExp][] = [
    ['client-credentials', 'invalid_grant', [], /nothing but the client and its proof/, /^Compare the client/],
    ['client-credentials', 'invalid_scope', [], /named no scope.*3\.3/, /^Name it with --scope/],
    ['client-credentials', 'invalid_scope', ['--scope', 'a'], /one of the scopes/, /^Ask for less/],
    ['client-credentials', 'invalid_request', [], /RFC 6749 5\.2/, /^Compare the parameters/],
    ['client-credentials', 'invalid_target', [], /no audience and no resource/, /^Name it with --audience/],
    ['client-credentials', 'invalid_target', ['--audience', 'a'], /for that audience/, /^Compare --audience/],
    ['jwt-bearer', 'invalid_grant', [], /assertion that was sent has expired/, /^Compare its iss/],
    ['jwt-bearer', 'invalid_scope', [], /named no scope/, /^Name it with --scope/],
    ['jwt-bearer', 'invalid_request', [], /RFC 6749 5\.2/, /^Compare the parameters/],
    ['exchange', 'invalid_request', [], /RFC 8693/, /^Compare the token types/],
    ['exchange', 'invalid_scope', [], /named no scope/, /^Name it with --scope/],
  ]

  test.each(blamed)('%s by %s %j blames nothing that was not sent', async (grant, error, more, cause, hint) => {
    const { home, file, at } = await prepare(() => refusal(error))
    const token = { exchange: '--subject-token-file', 'jwt-bearer': '--assertion-file' }[grant]
    const words = [
      'token', grant, ...at, '--client-id', 'ci', ...token === undefined ? [] : [token, file], ...more,
    ]
    const environment = { OAUTH_WALK_CLIENT_SECRET: 'variable-secret' }
    const told = await runToError(3, words, { home, environment })
    expect(told).toMatchObject({
      code: 'grant-refused', cause: expect.stringMatching(cause) as unknown,
      hint: expect.stringMatching(hint) as unknown,
    })
  })

  test.each([
    ['unsupported_grant_type', () => refusal('unsupported_grant_type'), 3, 'grant-refused'],
    ['unauthorized_client', () => refusal('unauthorized_client'), 3, 'grant-refused'],
    ['invalid_target', () => refusal('invalid_target'), 3, 'grant-refused'],
    ['invalid_client', () => refusal('invalid_client', 401), 3, 'grant-refused'],
    [
      'nothing there',
      () => ({ status: 404, headers: { 'content-type': 'text/html' }, body: '<title>Not Found</title>' }), 3,
      'grant-refused',
    ],
    [
      'a web page', () => ({ headers: { 'content-type': 'text/html' }, body: '<title>Sign in</title>' }), 3,
      'unreadable-answer',
    ],
    ['a redirect', () => ({ status: 307, headers: { location: 'https://elsewhere.example/' } }), 4, 'redirect-refused'],
  ] satisfies [
    string, Endpoint, number, string,
  ][])('by %s ends as it should, after one request, in both languages, and shows no secret', async (
    name, endpoint, status, code,
  ) => {
    const { home, file, at, asked } = await prepare(endpoint)
    const words = ['token', 'exchange', ...at, '--subject-token-file', file, '--actor-token-file', file]
    const ended = await runInside([...words, '--json', '-vv'], { home })
    expect(ended.status).toBe(status)
    expect(parseDocument(ended.stdout)['error']).toMatchObject({ code, hint: expect.stringMatching(/\S/) as unknown })
    const chinese = await runTo(status, [...words, '--lang', 'zh'], { home })
    expect(chinese.stderr).toMatch(/\p{Script=Han}/u)
    if (name.includes('_')) expect(ended.stderr).toContain('oauth-walk token exchange --help')
    expect(leaksIn(ended.stdout + ended.stderr + chinese.stderr, [given])).toEqual([])
    expect(asked()).toHaveLength(2)
  })

  test('by nobody at all is exit 5, and says nothing of a code', async () => {
    const { stub, home, file, at } = await prepare()
    await stub.close()
    const error = await runToError(5, ['token', 'exchange', ...at, '--subject-token-file', file], { home })
    expect([error['code'], String(error['cause'])]).toEqual(['network-failed', expect.not.stringContaining('spent')])
  })
})

test('no secret of a grant stands in what is shown or written', async () => {
  const { home, file, at } = await prepare(({ form }) => ({
    body: { ...issued, note: form['subject_token'] ?? form['assertion'] },
  }))
  const environment = { OAUTH_WALK_CLIENT_SECRET: 'variable-secret' }
  for (const words of [
    ['exchange', '--subject-token-file', file, '--actor-token-file', file], ['jwt-bearer', '--assertion-file', file],
  ]) {
    const { stderr } = await runTo(0, ['token', ...words, ...at, '--client-id', 'ci', '-vvv'], { home, environment })
    expect(leaksIn(stderr, [given, 'variable-secret', 'new-token/+='])).toEqual([])
    expect(stderr).toContain('grant_type')
  }
  expect(filesLeaking(home, [given]).filter(name => name !== 'platform-token')).toEqual([])
})
