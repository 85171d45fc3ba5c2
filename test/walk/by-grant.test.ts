import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { leaksIn } from '../cli/support.ts'
import { freshHome, start } from '../support/cli.ts'
import { startGrantingResource } from '../support/granting-resource.ts'
import { requestToken, startJobTokens } from '../support/job-tokens.ts'
import { runInside } from '../support/inside.ts'
import { makeKeys } from '../support/stub-keys.ts'
import { documentOf, eventsOf, type Json } from '../support/walks.ts'
import { errorOf, go, reached, secret, soon, write } from './granting.ts'

const keys = makeKeys()

describe('client credentials at a resource', () => {
  const withSecret = { environment: { OAUTH_WALK_CLIENT_SECRET: secret } }

  test('lead to its tools, with a secret, the resource and its scope, and no registration', async () => {
    const resource = await startGrantingResource()
    const ended = await go(
      [resource.url, '--grant', 'client_credentials', '--client-id', 'robot', '--json'], withSecret,
    )
    expect(documentOf(ended), ended.stderr).toMatchObject({ ...reached, client_id: 'robot', issuer: resource.issuer })
    const [{ headers, form } = { headers: {}, form: new URLSearchParams() }, ...others] = resource.tokens
    expect(others).toEqual([])
    expect(Object.fromEntries(form)).toEqual({
      grant_type: 'client_credentials', scope: 'tools', resource: resource.url,
    })
    expect(headers.authorization).toBe(`Basic ${Buffer.from(`robot:${secret}`).toString('base64')}`)
    expect(resource.paths).not.toContain('/register')
  })

  test('end with the client’s token, since nobody signs in, in both languages', async () => {
    const resource = await startGrantingResource()
    const words = [resource.url, '--grant', 'client_credentials', '--client-id', 'robot']
    expect((await go(words, withSecret)).stderr).toContain(`The client has a token for ${resource.url} (profile `)
    expect((await go([...words, '--lang', 'zh'], withSecret)).stderr).toContain(`客户端已取得用于 ${resource.url} 的令牌`)
  })

  test('are not sent where nothing proves the client', async () => {
    const resource = await startGrantingResource()
    const words = [resource.url, '--grant', 'client_credentials', '--client-id', 'robot']
    expect(errorOf(await go([...words, '--json']))).toMatchObject({
      code: 'setting-invalid', exit_code: 2, message: 'Nothing proves who the client is',
      hint: expect.stringMatching(
        /OAUTH_WALK_CLIENT_SECRET.*\noauth-walk login http\S+ --grant client_credentials --client-id robot .*--client-secret-file -$/,
      ) as string,
    })
    expect(resource.paths).toEqual([])
  })

  test('prove the client by a key, for the issuer, in one assertion', async () => {
    const home = freshHome()
    const key = write(
      home, 'key.pem',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    )
    const resource = await startGrantingResource()
    const ended = await go(
      [
        resource.url, '--grant', 'client_credentials', '--client-id', 'robot', '--client-key', key, '--auth-method',
        'private_key_jwt', '--json',
      ],
      { home },
    )
    expect(documentOf(ended), ended.stderr).toMatchObject(reached)
    const assertion = resource.tokens[0]?.form.get('client_assertion') ?? ''
    expect(decodeJwt(assertion)).toMatchObject({ iss: 'robot', sub: 'robot', aud: resource.issuer })
  })

  test('are told step by step in both languages, each once, and kept for the next login', async () => {
    const home = freshHome()
    const resource = await startGrantingResource()
    const ended = await go(
      [resource.url, '--grant', 'client_credentials', '--client-id', 'robot'], { home, ...withSecret },
    )
    expect(ended.stderr).toMatch(
      /^2 [^]*≠ Left out[^]*^3 [^]*≠ Left out[^]*^4 [^]*≠ Left out[^]*^5 [^]*≠ Different[^]*token request[^]*token response[^]*^6 [^]*answer of the resource/m,
    )
    const again = await go([resource.url, '--lang', 'zh'], { home, ...withSecret })
    expect([again.status, again.stderr.match(/≠ 使用 client_credentials 时/g)?.length]).toEqual([0, 4])
    expect(resource.tokens.map(({ form }) => form.get('grant_type'))).toEqual([
      'client_credentials', 'client_credentials',
    ])
  })

  test('need a client that somebody has set up, and a resource', async () => {
    const resource = await startGrantingResource()
    expect(errorOf(await go([resource.url, '--grant', 'client_credentials', '--json']))).toMatchObject({
      code:
        'client-id-missing', exit_code: 2, cause: expect.stringContaining('an administrator sets one up') as string,
      hint: expect.stringContaining('--client-id ID') as string,
    })
    expect(
      errorOf(await go([resource.issuer, '--grant', 'client_credentials', '--client-id', 'robot', '--json'])),
    ).toMatchObject(
      {
        code: 'setting-invalid', exit_code: 2,
        message: expect.stringMatching(/^--grant client_credentials must be used at a protected resource/) as string,
      },
    )
    expect(resource.tokens).toEqual([])
  })

  test('that are refused end the walk with what the provider said, after one request', async () => {
    const resource = await startGrantingResource(() => 'unauthorized_client')
    const ended = await go(
      [resource.url, '--grant', 'client_credentials', '--client-id', 'robot', '--json'], withSecret,
    )
    expect(errorOf(ended)).toMatchObject({
      code: 'grant-refused', step: 'token', exit_code: 3, provider: { error: 'unauthorized_client' },
      cause: 'This client may not use the grant client_credentials.',
      hint: expect.stringContaining('Allow the grant') as string,
    })
    expect(resource.tokens).toHaveLength(1)
  })
})

describe('the way of a login', () => {
  test('is the one that is named now, whatever the profile says', async () => {
    const home = freshHome()
    const resource = await startGrantingResource()
    const environment = { OAUTH_WALK_CLIENT_SECRET: secret }
    const assertion = write(home, 'token', await keys.sign({ aud: resource.issuer, exp: soon() }))
    for (const words of [['--grant', 'client_credentials'], ['--assertion-file', assertion], []]) await go(
      [resource.url, '--client-id', 'robot', ...words], { home, environment },
    )
    const [itself, workload] = ['client_credentials', 'urn:ietf:params:oauth:grant-type:jwt-bearer']
    expect(resource.tokens.map(({ form }) => form.get('grant_type'))).toEqual([itself, workload, itself])
    const browser = await go([resource.url, '--grant', 'authorization_code', '--json'], { home, environment })
    expect(errorOf(browser)).toMatchObject({ code: 'pkce-advertised', step: 'start' })
  })

  test.each([
    ['--grant client_credentials --idp work', '--idp must be used with --grant id-jag'],
    ['--grant jwt-bearer', '--grant jwt-bearer must be used with --assertion-file'],
    ['--grant client_credentials --device', '--device must be used with --grant authorization_code'],
  ])('is one alone: %s', async (flags, message) => {
    const resource = await startGrantingResource()
    expect(errorOf(await go([resource.url, '--client-id', 'robot', '--json', ...flags.split(' ')])))
      .toMatchObject({ code: 'setting-invalid', exit_code: 2, message })
    expect(resource.tokens).toEqual([])
  })
})

test('a provider without an authorization endpoint is named where a browser is to go there', async () => {
  const resource = await startGrantingResource()
  const error = errorOf(await go([resource.url, '--client-id', 'robot', '--resource-method', 'GET', '--json']))
  expect(error).toMatchObject({
    code: 'endpoints-missing', cause: `The metadata of ${resource.issuer} names no authorization endpoint.`,
  })
})

describe('a workload’s assertion', () => {
  const assertionFor = async (audience: string, more: object = {}) =>
    keys.sign({ iss: 'https://ci.example', sub: 'repo:one', aud: audience, exp: soon(), ...more })
  const walkWith = async (url: string, assertion: string, ...words: string[]) => {
    const home = freshHome()
    return go([url, '--assertion-file', write(home, 'token', `${assertion}\n`), '--json', ...words], { home })
  }

  test('is sent instead of a code, by a client with or without a name', async () => {
    const resource = await startGrantingResource()
    const assertion = await assertionFor(resource.issuer)
    expect(documentOf(await walkWith(resource.url, assertion, '--client-id', 'workload'))).toMatchObject({
      ...reached, client_id: 'workload', findings: [],
    })
    expect(documentOf(await walkWith(resource.url, assertion))).toMatchObject(reached)
    const usual = {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion, scope: 'tools', resource: resource.url,
    }
    expect(resource.tokens.map(({ form }) => Object.fromEntries(form))).toEqual([
      { ...usual, client_id: 'workload' }, usual,
    ])
  })

  test('proves the client where it is the client’s own', async () => {
    const resource = await startGrantingResource()
    const home = freshHome()
    const assertion = await assertionFor(resource.issuer)
    const ended = await go(
      [
        resource.url, '--grant', 'client_credentials', '--client-id', 'workload', '--client-assertion-file',
        write(home, 'token', assertion), '--json',
      ],
      { home },
    )
    expect(documentOf(ended), ended.stderr).toMatchObject(reached)
    expect(Object.fromEntries(resource.tokens[0]?.form ?? [])).toMatchObject({
      grant_type: 'client_credentials', client_assertion: assertion,
    })
  })

  test('is asked for where the platform gives it, for the provider that the resource named, and so it proves a client', async () => {
    const [resource, jobs] = [await startGrantingResource(), await startJobTokens()]
    const [{ environment }, home] = [jobs, freshHome()]
    const files = ['html', 'har', 'curl', 'save'].map(name => join(home, `walk.${name}`))
    const written = files.flatMap(file => [`--${file.split('.').at(-1) ?? ''}`, file])
    const first = await go([resource.url, '--assertion-from', 'github', '--json', ...written], { environment, home })
    expect(documentOf(first), first.stderr).toMatchObject({ ...reached, findings: [] })
    const texts = files.map(file => readFileSync(file, 'utf8'))
    expect(texts.map(text => leaksIn(text, [requestToken, ...jobs.given]))).toEqual([[], [], [], []])
    expect(texts.at(-1)).toContain('"purpose": "workload"')
    const words = [
      '--grant', 'client_credentials', '--client-id', 'workload', '--client-assertion-from', 'github', '--json',
    ]
    const script = join(home, 'client.sh')
    const ended = await go([resource.url, ...words, '--curl', script], { environment })
    expect(documentOf(ended), ended.stderr).toMatchObject({ ...reached, findings: [] })
    // Nobody but the platform can sign it: whoever runs the script brings one.
    expect(readFileSync(script, 'utf8')).toMatch(
      /^(?![^]*client_assertion\(\))[^]*"\$REQUEST_TOKEN"[^]*client_assertion='"\$\(form "\$WORKLOAD_TOKEN"\)"/,
    )
    expect(jobs.asked.map(({ audience }) => audience)).toEqual([resource.issuer, resource.issuer])
    expect(resource.tokens.map(({ form }) => form.get('assertion') ?? form.get('client_assertion'))).toEqual(jobs.given)
  })

  test('is taken from the same file by the next command, wherever that runs, and a descriptor is not kept', async () => {
    const [resource, home] = [await startGrantingResource(), freshHome()]
    const file = write(home, 'token', await assertionFor(resource.issuer))
    const words = [
      resource.url, '--grant', 'client_credentials', '--client-id', 'workload', '--client-assertion-from',
      `file:${relative(process.cwd(), file)}`,
    ]
    await go(words, { home })
    const settings = async () =>
      (JSON.parse((await runInside(['profile', 'show', '--json'], { home })).stdout) as { settings: Json }).settings
    expect(await settings()).toMatchObject({ 'client-assertion-from': { value: `file:${file}`, source: 'profile' } })
    expect((await go([resource.url], { home })).status).toBe(0)
    expect(resource.tokens.map(({ form }) => form.has('client_assertion'))).toEqual([true, true])
    const once = await start(
      [...words.slice(0, -1), 'fd:3', '--profile', 'once'].flatMap((word, at) => at === 0 ? ['login', word] : [word]),
      { home, descriptor: await assertionFor(resource.issuer) },
    ).ended
    expect([once.status, Object.keys(await settings())], once.stderr).toEqual([
      0, expect.not.arrayContaining(['client-assertion-from']),
    ])
  })

  test('that has expired is not sent', async () => {
    const resource = await startGrantingResource()
    const ended = await walkWith(
      resource.url, await assertionFor(resource.issuer, { exp: soon() - 3600 }), '--client-id', 'workload',
    )
    expect(errorOf(ended)).toMatchObject({ code: 'assertion-expiry', step: 'redirect', exit_code: 4 })
    expect(ended.stderr).toContain('RFC 7523 3(4)')
    for (const exp of [undefined, 'tomorrow']) {
      const { message } = errorOf(
        await walkWith(resource.url, await assertionFor(resource.issuer, { exp }), '--client-id', 'workload'),
      ) as { message: string }
      expect(message).not.toMatch(/expired/)
    }
    expect(resource.tokens).toEqual([])
  })

  test('for somebody else is noted, and sent once where it is refused', async () => {
    const resource = await startGrantingResource(() => 'invalid_grant')
    const home = freshHome()
    const file = write(home, 'token', await assertionFor('https://other.example'))
    const events = eventsOf(
      await go([resource.url, '--client-id', 'workload', '--assertion-file', file, '--events'], { home }),
    )
    expect(events).toContainEqual(expect.objectContaining({
      type: 'finding', code: 'assertion-audience',
      details: { audience: ['https://other.example'], issuer: resource.issuer },
    }))
    expect(events.at(-1)).toMatchObject({
      document: {
        error: {
          code: 'grant-refused', step: 'token', provider: { error: 'invalid_grant' },
          cause: expect.stringContaining('has expired, was used already') as string,
        },
      },
    })
    expect(resource.tokens).toHaveLength(1)
  })
})
