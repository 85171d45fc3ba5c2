import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeProtectedHeader } from 'jose'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { accessToken, startGrantingResource } from '../support/granting-resource.ts'
import { startInside } from '../support/inside.ts'
import { makeKeys } from '../support/stub-keys.ts'
import { openStub, type Handler, type Stub } from '../support/stub-provider.ts'
import { contentOf, documentOf, eventsOf, walk, type Json } from '../support/walks.ts'
import { errorOf, go, reached, secret, soon, write } from './granting.ts'
import { sampled } from '../support/wide.ts'

const keys = makeKeys()

type Change = (good: Json) => Json

/**
 * An identity provider where somebody has signed in, and that gives an ID-JAG as told; a text is the error of a
 * refusal.
 */
async function signedIn(
  make: (good: Json) => Json | string = good => good, typ = 'oauth-id-jag+jwt', answer: Change = good => good,
): Promise<{ idp: Stub, home: string, environment: NodeJS.ProcessEnv }> {
  const idp = await openStub()
  const exchange: Handler = async ({ parameters }) => {
    const asked = Object.fromEntries(parameters)
    const made = make({
      iss: idp.issuer, sub: 'jane', aud: asked['audience'], client_id: 'agent', resource: asked['resource'],
      scope: asked['scope'], exp: soon(), jti: '1',
    })
    if (typeof made === 'string') return { status: 400, body: { error: made } }
    const idJag = await idp.keys.sign(made, { typ })
    idp.secrets.set('id_jag', idJag)
    return {
      body: answer({
        access_token: idJag, issued_token_type: 'urn:ietf:params:oauth:token-type:id-jag', token_type: 'N_A',
        expires_in: 300,
      }),
    }
  }
  idp.reset({
    token: async (asked, stub) =>
      asked.parameters.get('grant_type') === 'authorization_code'
        ? stub.good.token(asked, stub)
        : exchange(asked, stub),
  })
  const home = freshHome()
  const words = [
    idp.issuer, '--profile', 'work', '--client-id', idp.client.client_id, '--port', '0', '--timeout', '90', '--json',
  ]
  const ended = await walk(
    words, { home, environment: { OAUTH_WALK_CLIENT_SECRET: idp.client.client_secret } }, {}, startInside,
  )
  expect(ended.status, ended.stderr).toBe(0)
  return { idp, home, environment: { OAUTH_WALK_CLIENT_SECRET: secret } }
}

describe('an identity provider that speaks for its user', () => {
  test('gives an ID-JAG for the resource and its provider, which that takes instead of a code', async () => {
    const { idp, ...going } = await signedIn()
    const resource = await startGrantingResource()
    const ended = await go([resource.url, '--idp', 'work', '--client-id', 'agent', '--json'], going)
    expect(documentOf(ended), ended.stderr).toMatchObject({ ...reached, client_id: 'agent', issuer: resource.issuer })
    const exchange = idp.asked.find(({ parameters }) => parameters.get('grant_type')?.endsWith('token-exchange'))
    expect(Object.fromEntries(exchange?.parameters ?? [])).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      requested_token_type: 'urn:ietf:params:oauth:token-type:id-jag', audience: resource.issuer,
      resource: resource.url, scope: 'tools', subject_token: idp.secrets.get('id_token'),
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    })
    expect(exchange?.headers.authorization).toMatch(/^Basic /)
    const [token] = resource.tokens
    expect(Object.fromEntries(token?.form ?? [])).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: idp.secrets.get('id_jag'), scope: 'tools',
      resource: resource.url,
    })
    expect(token?.headers.authorization).toBe(`Basic ${Buffer.from(`agent:${secret}`).toString('base64')}`)
    expect(decodeProtectedHeader(token?.form.get('assertion') ?? '')).toMatchObject({ typ: 'oauth-id-jag+jwt' })
  })
  const faults: [what: string, code: string, change: Change, typ?: string][] = [
    ['another kind of token', 'id-jag-type', good => good, 'at+jwt'],
    ['one of another signer', 'id-jag-issuer', good => ({ ...good, iss: 'https://evil.example' })],
    ['one for another provider', 'id-jag-audience', good => ({ ...good, aud: 'https://other.example' })],
    [
      'one for several providers', 'id-jag-audience',
      good => ({ ...good, aud: [good['aud'], 'https://other.example'] }),
    ],
    ['one for another client', 'id-jag-client', good => ({ ...good, client_id: 'stranger' })],
    ['one for another resource', 'id-jag-resource', good => ({ ...good, resource: 'https://other.example/mcp' })],
    ['an old one', 'id-jag-expiry', good => ({ ...good, exp: soon() - 3600 })],
    ['one without an end', 'id-jag-expiry', good => ({ ...good, exp: undefined })],
  ]
  test.each(sampled(faults, 2))('that gives %s is told so, and nothing is sent on (%s)', async (_what, code, change, typ) => {
    const { home, environment } = await signedIn(change, typ)
    const resource = await startGrantingResource()
    const ended = await go([resource.url, '--idp', 'work', '--client-id', 'agent', '--json'], { home, environment })
    expect(errorOf(ended)).toMatchObject({ code, step: 'callback', exit_code: 4 })
    expect(ended.stderr).toContain('ID-JAG draft 3.1')
    expect(resource.tokens).toEqual([])
  })

  test.each<[string, string, Change]>([
    [
      'says that it is an access token', 'consent',
      good => ({ ...good, issued_token_type: 'urn:ietf:params:oauth:token-type:access_token' }),
    ],
    [
      'is signed by nobody', 'callback',
      good => ({
        ...good,
        access_token: `${Buffer.from('{"alg":"none","typ":"oauth-id-jag+jwt"}').toString('base64url')}.${String(
          good['access_token'],
        ).split('.')[1]}.`,
      }),
    ],
  ])('whose answer %s is told so in step %s, and nothing is sent on', async (_, step, answer) => {
    const { home, environment } = await signedIn(good => good, undefined, answer)
    const resource = await startGrantingResource()
    const ended = await go([resource.url, '--idp', 'work', '--client-id', 'agent', '--json'], { home, environment })
    expect(errorOf(ended)).toMatchObject({ code: 'id-jag-type', step, exit_code: 4 })
    expect(resource.tokens).toEqual([])
  })

  test('that says no ends the walk in step 3, and so does a refused ID-JAG in step 5', async () => {
    const refusing = await signedIn(() => 'access_denied')
    const resource = await startGrantingResource(() => 'invalid_grant')
    const words = [resource.url, '--idp', 'work', '--client-id', 'agent', '--json']
    expect(errorOf(await go(words, refusing))).toMatchObject({
      code: 'grant-refused', step: 'consent', exit_code: 3, provider: { error: 'access_denied' },
    })
    expect(resource.tokens).toEqual([])
    expect(errorOf(await go(words, await signedIn()))).toMatchObject({
      code: 'grant-refused', step: 'token', provider: { error: 'invalid_grant' },
    })
    expect(resource.tokens).toHaveLength(1)
  })

  test('is asked with an ID token from a file too, and not with one that has expired', async () => {
    const { idp, home, environment } = await signedIn()
    const resource = await startGrantingResource()
    const tokenOf = async (exp: number) =>
      write(home, `id-${exp}.jwt`, await idp.keys.sign({ iss: idp.issuer, sub: 'jane', aud: 'desk', exp }))
    const words = async (exp: number) => [
      resource.url, '--idp', idp.issuer, '--idp-client-id', 'desk', '--id-token-file', await tokenOf(exp),
      '--client-id', 'agent', '--json',
    ]
    expect(errorOf(await go(await words(soon() - 3600), { home, environment }))).toMatchObject({
      code: 'id-token-expiry', step: 'redirect', exit_code: 4,
      cause: expect.stringContaining('sign-in at the identity provider is over') as string,
    })
    expect(documentOf(await go(await words(soon()), { home, environment }))).toMatchObject(reached)
    expect(idp.asked.at(-1)?.parameters.get('client_id')).toBe('desk')
    expect(
      errorOf(await go([resource.url, '--idp', idp.issuer, '--client-id', 'agent', '--json'], { environment })),
    ).toMatchObject({
      code: 'setting-invalid', exit_code: 2, message: `--idp ${idp.issuer} must be used with --id-token-file`,
    })
  })

  test('gets no ID token that somebody else has issued', async () => {
    const { idp, home, environment } = await signedIn()
    const resource = await startGrantingResource()
    const file = write(
      home, 'id.jwt', await keys.sign({ iss: 'https://elsewhere.example', sub: 'jane', aud: 'desk', exp: soon() }),
    )
    const before = idp.counts.token
    const ended = await go(
      [resource.url, '--idp', 'work', '--id-token-file', file, '--client-id', 'agent', '--json'], { home, environment },
    )
    expect(errorOf(ended)).toMatchObject({ code: 'id-token-issuer', step: 'consent', exit_code: 4 })
    expect([idp.counts.token, resource.tokens]).toEqual([before, []])
  })

  test('is shown in the story and every file, without a secret in any of them', async () => {
    const { idp, home, environment } = await signedIn()
    const resource = await startGrantingResource()
    const out = freshHome()
    const files = ['--save', '--html', '--har', '--curl', '--mermaid'].flatMap(flag => [flag, join(out, flag.slice(2))])
    const ended = await go(
      [resource.url, '--idp', 'work', '--client-id', 'agent', '-vv', '--explain', '--events', ...files],
      { home, environment },
    )
    expect(ended.status, ended.stderr).toBe(0)
    expect(ended.stderr).toMatch(
      /^2 [^]*The ID token, decoded[^]*^3 [^]*token exchange at the identity provider[^]*ID-JAG of the identity provider[^]*^4 [^]*The ID-JAG, decoded[^]*^5 [^]*token request/m,
    )
    expect(eventsOf(ended).filter(({ type }) => type === 'step-differs'))
      .toEqual([2, 3, 4, 5].map(n => expect.objectContaining({ way: 'id-jag', n }) as object))
    const shown = [ended.stdout, ended.stderr, ...Object.values(contentOf(out))]
    expect(shown).toHaveLength(7)
    for (const name of ['id_token', 'id_jag', 'access_token']) {
      const hidden = name === 'access_token' ? accessToken : idp.secrets.get(name) ?? ''
      expect(hidden.length, name).toBeGreaterThan(20)
      expect(
        shown.filter(text => text.includes(hidden) || text.includes(hidden.split('.')[2] ?? hidden)), name,
      ).toEqual(
        [],
      )
    }
    expect(
      shown.filter(text => text.includes(secret) || text.includes(Buffer.from(`agent:${secret}`).toString('base64'))),
    ).toEqual([])
    const diagram = readFileSync(join(out, 'mermaid'), 'utf8')
    expect(diagram).toContain('ID-JAG of the identity provider')
    const retold = await startInside(['report', join(out, 'save'), '--html', join(out, 'again.html')], { home }).ended
    expect(retold.status, retold.stderr).toBe(0)
  })
})
