import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { platformToken, requestToken, startJobTokens } from '../support/job-tokens.ts'
import { runTo, runToError } from './inside.ts'
import { leaksIn, plantSession, sessionPaths } from './support.ts'
import * as atDoor from './support.ts'
import { refusal, startStub, tokens, type Endpoint } from './stub-provider.ts'

const urn = (name: string) => `urn:ietf:params:oauth:${name}`
const issued = {
  access_token: 'new-token/+=', token_type: 'Bearer', issued_token_type: urn('token-type:access_token'),
  expires_in: 600,
}

/** A provider that trusts the platform. */
async function prepare(token: Endpoint = () => ({ body: issued })) {
  const stub = await startStub({ '/token': token })
  return { stub, home: freshHome(), at: ['--issuer', stub.issuer], asked: () => stub.seenAt('/token') }
}

describe('a job of GitHub Actions', () => {
  test('exchanges its own token, asked for the provider alone, and no log shows any secret', async () => {
    const { stub, home, at, asked } = await prepare()
    const jobs = await startJobTokens()
    const environment = { ...jobs.environment, GITHUB_ACTIONS: 'true' }
    const ended = await atDoor.runTo(
      0, ['token', 'exchange', ...at, '--subject-token-from', 'github', '-vvv'], { home, environment },
    )
    expect(jobs.asked).toEqual([
      { audience: stub.issuer, version: '2.0', authorization: `bearer ${requestToken}`, proof: undefined },
    ])
    expect(asked()).toMatchObject([
      { authorization: undefined, form: { subject_token: jobs.given[0], subject_token_type: urn('token-type:jwt') } },
    ])
    const masked = (ended.stderr.match(/^::add-mask::.*$/gm) ?? []).map(line => line.slice('::add-mask::'.length))
    expect(masked).toEqual([...jobs.given, 'new-token/+='])
    expect(
      leaksIn(ended.stderr.replace(/^::add-mask::.*$/gm, ''), [requestToken, ...jobs.given, 'new-token/+=']),
    ).toEqual(
      [],
    )
    expect([ended.stdout, sessionPaths(home)]).toEqual(['new-token/+=\n', []])
  })

  test('proves a client by it, without a secret: asked anew for each request, and nothing of the provider’s goes to GitHub', async () => {
    const { home, at, asked } = await prepare()
    const jobs = await startJobTokens()
    const words = [
      'token', 'client-credentials', ...at, '--client-id', 'ci', '--client-assertion-from', 'github',
      '--workload-audience', 'api://trust', '--header', 'X-Gateway: key',
    ]
    await runTo(0, words, { home, environment: jobs.environment })
    await runTo(0, words, { home, environment: jobs.environment })
    expect(jobs.asked.map(({ audience, proof }) => [audience, proof])).toEqual([
      ['api://trust', undefined], ['api://trust', undefined],
    ])
    expect(asked().map(({ form }) => form['client_assertion'])).toEqual(jobs.given)
    expect(asked()[0]).toMatchObject({
      authorization: undefined,
      form: { client_id: 'ci', client_assertion_type: urn('client-assertion-type:jwt-bearer') },
    })
  })

  test('proves itself to Entra with the audience that its preset knows', async () => {
    const { stub, home, asked } = await prepare()
    const jobs = await startJobTokens()
    const environment = {
      ...jobs.environment, OAUTH_WALK_PRESET: 'microsoft', OAUTH_WALK_TENANT: 'contoso',
      OAUTH_WALK_PROVIDER_ORIGIN: stub.issuer, OAUTH_WALK_CLIENT_ID: 'app',
    }
    stub.endpoints['/contoso/v2.0/.well-known/openid-configuration'] = () => ({
      body: { issuer: `${stub.issuer}/contoso/v2.0`, token_endpoint: `${stub.issuer}/token` },
    })
    await runTo(
      0, ['token', 'client-credentials', '--client-assertion-from', 'github', '--scope', 'api://x/.default'],
      { home, environment },
    )
    expect([jobs.asked[0]?.audience, asked()[0]?.form]).toMatchObject([
      'api://AzureADTokenExchange', { client_assertion: jobs.given[0], scope: 'api://x/.default' },
    ])
  })

  test('refreshes a session that the job’s client has', async () => {
    const { stub, home, asked } = await prepare(() => ({ body: tokens(2) }))
    const jobs = await startJobTokens()
    plantSession(home, stub.issuer, { client_secret: null })
    await runTo(0, ['token', 'refresh', '--client-assertion-from', 'github'], { home, environment: jobs.environment })
    expect(asked()).toMatchObject([
      { authorization: undefined, form: { grant_type: 'refresh_token', client_assertion: jobs.given[0] } },
    ])
  })
})

describe('a platform that leaves its token somewhere', () => {
  test('in a variable, as GitLab does; in a file that it renews, as Kubernetes does; at a descriptor', async () => {
    const { stub, home, at, asked } = await prepare()
    const [one, two] = [
      await platformToken({ aud: stub.issuer }), await platformToken({ aud: [stub.issuer, 'other'], jti: '2' }),
    ]
    const file = join(home, 'projected')
    const words = ['token', 'jwt-bearer', ...at, '--assertion-from']
    await atDoor.runTo(0, [...words, 'env:OIDC_TOKEN'], { home, environment: { OIDC_TOKEN: `${one}\n` } })
    for (const token of [one, two]) {
      writeFileSync(file, `${token}\n`, { mode: 0o600 })
      await runTo(0, [...words, `file:${file}`], { home })
    }
    await atDoor.runTo(0, [...words, 'fd:3'], { home, descriptor: two })
    expect(asked().map(({ form }) => form['assertion'])).toEqual([one, one, two, two])
  })

  test('may open the cluster where just that is named; one for somebody else is sent with a note, by every way', async () => {
    const { home, at, asked } = await prepare()
    const cluster = 'https://kubernetes.default.svc'
    const [opens, other] = [
      await platformToken({ aud: [cluster, 'k3s'] }), await platformToken({ aud: 'https://somebody-else.example' }),
    ]
    await runTo(
      0, ['token', 'exchange', ...at, '--subject-token-from', 'env:OIDC_TOKEN', '--workload-audience', cluster],
      { home, environment: { OIDC_TOKEN: opens } },
    )
    const ways = [
      ['exchange', '--subject-token-from'], ['jwt-bearer', '--assertion-from'],
      ['client-credentials', '--client-id', 'ci', '--client-assertion-from'],
    ]
    for (const way of ways) {
      const ended = await runTo(
        0, ['token', ...way, 'env:OIDC_TOKEN', ...at], { home, environment: { OIDC_TOKEN: other } },
      )
      expect(ended.stderr, way[0]).toContain('The token that is sent is for https://somebody-else.example')
    }
    expect(asked()).toHaveLength(4)
  })

  test('is told by its token where the provider does not trust it', async () => {
    const { stub, home, at } = await prepare(() => refusal('invalid_grant'))
    const environment = { OIDC_TOKEN: await platformToken({ aud: stub.issuer }) }
    const said = `iss https://platform.example, sub repo:octo/app:ref:refs/heads/main, aud ${stub.issuer}`
    const words = ['token', 'jwt-bearer', ...at, '--assertion-from', 'env:OIDC_TOKEN']
    expect(await runToError(3, words, { home, environment })).toMatchObject({
      code: 'grant-refused', cause: expect.stringContaining(said) as unknown,
    })
    const byClient = [
      'token', 'client-credentials', ...at, '--client-id', 'ci', '--client-assertion-from', 'env:OIDC_TOKEN', '--lang',
      'zh',
    ]
    expect(await runToError(3, byClient, { home, environment })).toMatchObject({
      cause: expect.stringContaining(`发送的令牌中：${said}`) as unknown,
    })
  })
})

describe('nothing is sent', () => {
  test.each<[string, Record<string, string>, string, string]>([
    ['GitHub gives the job no address', {}, 'github', 'ACTIONS_ID_TOKEN_REQUEST_URL'],
    [
      'GitHub gives it no token to ask with', { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://github.example/' }, 'github',
      'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    ],
    ['GitLab has no such id_tokens', { GITLAB_CI: 'true' }, 'env:OIDC_TOKEN', 'OIDC_TOKEN'],
    ['a variable is empty', { OIDC_TOKEN: '' }, 'env:OIDC_TOKEN', 'OIDC_TOKEN'],
  ])('where %s', async (_where, environment, source, variable) => {
    const { stub, home, at } = await prepare()
    const error = await runToError(
      2, ['token', 'exchange', ...at, '--subject-token-from', source], { home, environment },
    )
    expect(error).toMatchObject({
      code: 'workload-token-missing', message: expect.stringContaining(variable) as unknown,
    })
    expect(`${String(error['cause'])} ${String(error['hint'])}`).toContain(
      source === 'github' ? 'permissions: id-token: write' : environment['GITLAB_CI'] ? 'id_tokens' : 'platform',
    )
    expect(stub.seen).toEqual([])
  })

  test.each<[string, Record<string, unknown>, string[], string]>([
    [
      'is for somebody else than asked', { aud: 'https://other.example' }, ['--workload-audience', 'api://trust'],
      'workload-token-audience',
    ],
    [
      'has no audience, and one is named', { aud: null }, ['--workload-audience', 'api://trust'],
      'workload-token-audience',
    ],
    ['has no audience, and none is named', { aud: null }, [], 'workload-token-audience'],
    ['opens the cluster', { aud: ['https://kubernetes.default.svc.cluster.local'] }, [], 'workload-token-audience'],
    [
      'opens the cluster, and is for the provider too', { aud: ['https://kubernetes.default.svc', 'api://trust'] },
      ['--workload-audience', 'api://trust'], 'workload-token-audience',
    ],
    ['is over', { exp: 1_700_000_000 }, [], 'workload-token-expiry'],
    ['never ends', { exp: null }, [], 'workload-token-expiry'],
  ])('where the token %s', async (_where, claims, words, code) => {
    const { home, at, asked } = await prepare()
    const environment = { OIDC_TOKEN: await platformToken({ aud: 'mine', ...claims }) }
    const ways = [
      ['exchange', '--subject-token-from'], ['jwt-bearer', '--assertion-from'],
      ['client-credentials', '--client-id', 'ci', '--client-assertion-from'],
    ]
    for (const way of ways) expect(
      await runToError(4, ['token', ...way, 'env:OIDC_TOKEN', ...at, ...words], { home, environment }),
    ).toMatchObject({ code })
    expect(asked()).toEqual([])
  })

  test.each<[string, (token: string) => string]>([
    ['any other secret', () => 'canary-no-jwt'], ['a JWT whose end is cut off', token => token.replace(/[^.]*$/, '')],
    ['two words', token => `${token}.canary-no-jwt`],
  ])('where what a platform left is no signed JWT but %s, and no log sees it', async (_what, changed) => {
    const { home, at, asked } = await prepare()
    const file = join(home, 'projected')
    const left = changed(await platformToken({ aud: 'api://trust' }))
    writeFileSync(file, `${left}\n`, { mode: 0o600 })
    const ways = [
      ['exchange', '--subject-token-from'], ['jwt-bearer', '--assertion-from'],
      ['client-credentials', '--client-id', 'ci', '--client-assertion-from'],
    ]
    for (const way of ways) {
      const words = ['token', ...way, `file:${file}`, ...at, '--workload-audience', 'api://trust', '--json', '-vvv']
      const ended = await atDoor.runTo(4, words, { home, environment: { GITHUB_ACTIONS: 'true' } })
      expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: 'workload-token-jwt' } })
      expect(leaksIn(ended.stdout + ended.stderr, [left])).toEqual([])
    }
    expect(asked()).toEqual([])
  })

  test.each([
    ['an escape', '\u001b[31m'], ['a line break', '\n'],
  ])('where GitHub’s token has %s in it, and no mask stands for another text', async (_what, odd) => {
    const { home, at, asked } = await prepare()
    const { environment } = await startJobTokens(
      {}, { status: 200, body: JSON.stringify({ value: `${await platformToken({ aud: 'x' })}${odd}` }) },
    )
    const ended = await atDoor.runTo(
      4, ['token', 'exchange', ...at, '--subject-token-from', 'github', '--json'],
      { home, environment: { ...environment, GITHUB_ACTIONS: 'true' } },
    )
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: 'workload-token-jwt' } })
    expect([ended.stderr.includes('::add-mask::'), asked()]).toEqual([false, []])
  })

  test('where GitHub gives a token for somebody else', async () => {
    const { home, at, asked } = await prepare()
    const { environment } = await startJobTokens({ aud: 'https://github.com/octo' })
    expect(
      await runToError(4, ['token', 'exchange', ...at, '--subject-token-from', 'github'], { home, environment }),
    ).toMatchObject(
      { code: 'workload-token-audience' },
    )
    expect(asked()).toEqual([])
  })

  test.each<[string, { status: number, body: string, location?: string }, number, string]>([
    ['refuses', { status: 403, body: '{"message":"not allowed here"}' }, 3, 'workload-token-refused'],
    ['says nothing', { status: 200, body: '' }, 3, 'workload-token-refused'],
    ['gives a number', { status: 200, body: '{"value":7}' }, 3, 'workload-token-refused'],
    ['leads elsewhere', { status: 302, body: '', location: 'https://elsewhere.example/' }, 4, 'redirect-refused'],
  ])('where GitHub %s', async (_what, says, status, code) => {
    const { stub, home, at } = await prepare()
    const { environment } = await startJobTokens({}, says)
    const ended = await runTo(
      status, ['token', 'exchange', ...at, '--subject-token-from', 'github', '--json', '-vvv'], { home, environment },
    )
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code } })
    expect([leaksIn(ended.stdout + ended.stderr, [requestToken]), stub.seenAt('/token')]).toEqual([[], []])
  })

  test('to an address that others could listen to', async () => {
    const { home, at } = await prepare()
    const environment = {
      ACTIONS_ID_TOKEN_REQUEST_URL: 'http://runner.example/token', ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    }
    const error = await runToError(
      2, ['token', 'exchange', ...at, '--subject-token-from', 'github'], { home, environment },
    )
    expect(error).toMatchObject({
      code: 'setting-invalid', message: expect.stringContaining('ACTIONS_ID_TOKEN_REQUEST_URL') as unknown,
    })
  })

  test('where the source is none, is not open, or is named twice; a token that was typed is not repeated', async () => {
    const { home, at } = await prepare()
    const token = await platformToken({})
    const wrong = [
      ['gitlab'], [token], ['env:A-B'], ['fd:x'], ['file:'], ['fd:77'], ['github', '--subject-token-file', 'FILE'],
    ]
    for (const words of wrong) {
      const ended = await runTo(2, ['token', 'exchange', ...at, '--subject-token-from', ...words, '--json'], { home })
      expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: 'setting-invalid' } })
      expect(leaksIn(ended.stdout, [token])).toEqual([])
    }
    const twice = [
      'token', 'client-credentials', ...at, '--client-id', 'ci', '--client-assertion-from', 'github',
      '--client-assertion-file', 'FILE',
    ]
    expect(await runToError(2, twice, { home })).toMatchObject({ code: 'setting-invalid' })
  })
})
