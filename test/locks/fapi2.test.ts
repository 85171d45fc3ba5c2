import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { restrictToFapi2 } from '../../src/protocol/fapi2/algorithms.ts'
import { checkPush, checkResponseIssuer, checkSenderConstraint, notePushed } from '../../src/protocol/fapi2/messages.ts'
import { checkProvider } from '../../src/protocol/fapi2/provider.ts'
import { compareConfirmation } from '../../src/protocol/confirmation.ts'
import { resolveSettings } from '../../src/providers/resolve.ts'
import { freshHome, type Ended } from '../support/cli.ts'
import { runInside, startInside } from '../support/inside.ts'
import { startLockedProvider } from '../support/locked-provider.ts'
import { documentOf, type Json } from '../support/walks.ts'

const client = { profile: 'security', binding: 'dpop', openid: true } as const
const signing = { ...client, profile: 'message-signing' } as const
const server = {
  issuer: 'https://op.example', token_endpoint: 'https://op.example/token', response_types_supported: ['code'],
  response_modes_supported: ['query', 'jwt'],
  pushed_authorization_request_endpoint: 'https://op.example/par', code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS256', 'PS256'],
  dpop_signing_alg_values_supported: ['RS256', 'ES256'], id_token_signing_alg_values_supported: ['RS256', 'ES256'],
}
const jwt = (claims: object, alg = 'ES256') =>
  `${[{ alg }, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.AAAA`
const failing = (checks: { name: string, ok: boolean }[]) => checks.filter(({ ok }) => !ok).map(({ name }) => name)

describe('a provider under FAPI 2.0', () => {
  test('is one whose metadata promises all of it', () => {
    expect(failing(checkProvider(server, client))).toEqual([])
    expect(failing(checkProvider(server, signing))).toEqual([])
    // Endpoints that were given by hand tell nothing.
    expect(failing(
      checkProvider({ issuer: server.issuer, pushed_authorization_request_endpoint: 'https://op.example/par' }, client),
    )).toEqual([])
  })

  test.each<[string, Json, string]>([
    ['no pushed requests', { pushed_authorization_request_endpoint: undefined }, 'fapi2-pushed-requests'],
    ['no S256', { code_challenge_methods_supported: ['plain'] }, 'fapi2-pkce'],
    ['nothing on PKCE', { code_challenge_methods_supported: undefined }, 'fapi2-pkce'],
    ['no iss', { authorization_response_iss_parameter_supported: undefined }, 'fapi2-response-issuer'],
    [
      'secrets alone', { token_endpoint_auth_methods_supported: ['client_secret_jwt', 'none'] },
      'fapi2-client-authentication',
    ],
    ['no DPoP', { dpop_signing_alg_values_supported: undefined }, 'fapi2-sender-constraint'],
    ['DPoP by RS256 alone', { dpop_signing_alg_values_supported: ['RS256'] }, 'fapi2-algorithm'],
    ['ID tokens by RS256 alone', { id_token_signing_alg_values_supported: ['RS256'] }, 'fapi2-algorithm'],
    ['assertions by ES384 alone', { token_endpoint_auth_signing_alg_values_supported: ['ES384'] }, 'fapi2-algorithm'],
  ])('is none with %s', (_, change, name) =>
    expect(failing(checkProvider({ ...server, ...change }, client))).toEqual([name]))

  test('signs its answers under Message Signing, and binds to certificates where they bind', () => {
    expect(failing(checkProvider({ ...server, response_modes_supported: ['query'] }, signing))).toEqual([
      'fapi2-signed-response',
    ])
    expect(
      failing(checkProvider({ ...server, authorization_signing_alg_values_supported: ['RS256'] }, signing)),
    ).toEqual(
      ['fapi2-algorithm'],
    )
    expect(failing(checkProvider(server, { ...client, binding: 'certificate' }))).toEqual(['fapi2-sender-constraint'])
    expect(failing(checkProvider(
      { ...server, tls_client_certificate_bound_access_tokens: true }, { ...client, binding: 'certificate' },
    ))).toEqual([])
    expect(failing(
      checkProvider({ ...server, id_token_signing_alg_values_supported: ['RS256'] }, { ...client, openid: false }),
    )).toEqual([])
  })

  test('is used for nothing that the profile does not allow', () => {
    expect(restrictToFapi2(server)).toMatchObject({
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['PS256'], dpop_signing_alg_values_supported: ['ES256'],
      id_token_signing_alg_values_supported: ['ES256'],
      authorization_signing_alg_values_supported: ['PS256', 'ES256', 'EdDSA', 'Ed25519'],
    })
    expect(restrictToFapi2({ issuer: server.issuer })).not.toHaveProperty('id_token_signing_alg_values_supported')
  })
})

describe('the messages under FAPI 2.0', () => {
  const form = (parameters: Record<string, string>) => new URLSearchParams({
    code_challenge_method: 'S256', client_assertion: jwt({ iat: 1, exp: 61 }), ...parameters,
  }).toString()

  test.each<[string, string, Record<string, string>, string[]]>([
    ['a good one', form({}), { dpop: jwt({}) }, []],
    ['plain PKCE', form({ code_challenge_method: 'plain' }), {}, ['fapi2-pkce']],
    ['a secret in the body', form({ client_secret: 'x' }), {}, ['fapi2-client-authentication']],
    ['a secret in the header', form({}), { authorization: 'Basic x' }, ['fapi2-client-authentication']],
    [
      'an assertion that lives for a day', form({ client_assertion: jwt({ iat: 1, exp: 86_401 }) }), {},
      ['fapi2-client-authentication'],
    ],
    ['an assertion by RS256', form({ client_assertion: jwt({ iat: 1, exp: 61 }, 'RS256') }), {}, ['fapi2-algorithm']],
    ['a proof by RS256', form({}), { dpop: jwt({}, 'RS256') }, ['fapi2-algorithm']],
  ])('a pushed request: %s', (_, body, headers, names) =>
    expect(failing(checkPush(body, headers, client))).toEqual(names))

  test.each([
    [{ nbf: 1, exp: 61 }, []], [{ exp: 61 }, ['fapi2-signed-request']],
    [{ nbf: 1, exp: 3602 }, ['fapi2-signed-request']],
  ])('a request object with %j', (times, names) => {
    expect(
      failing(checkPush(form({ request: jwt({ code_challenge_method: 'S256', ...times }) }), {}, signing)),
    ).toEqual(names)
  })

  test('an answer names its issuer, and a request_uri does not live long', () => {
    expect(checkResponseIssuer(new URLSearchParams({ iss: server.issuer }), server.issuer).ok).toBe(true)
    expect(failing([checkResponseIssuer(new URLSearchParams(), server.issuer)])).toEqual(['fapi2-response-issuer'])
    expect([notePushed('{"expires_in":599}'), notePushed('{"expires_in":600}')]).toEqual([
      [], [{ code: 'fapi2-lifetime', details: { seconds: 600, most: 600 } }],
    ])
  })

  test('a token is bound to what the client holds', () => {
    const token = (claims: object, type = 'Bearer') => JSON.stringify({ access_token: jwt(claims), token_type: type })
    expect(failing(checkSenderConstraint(token({}, 'dPoP'), client))).toEqual([])
    expect(failing(checkSenderConstraint(token({}), client))).toEqual(['fapi2-sender-constraint'])
    expect(failing(checkSenderConstraint(token({ cnf: { 'x5t#S256': 'a' } }), { binding: 'certificate' }))).toEqual([])
    expect(failing(checkSenderConstraint(token({}), { binding: 'certificate' }))).toEqual(['fapi2-sender-constraint'])
    expect(checkSenderConstraint('{"access_token":"opaque"}', { binding: 'certificate' })).toEqual([])
  })
})

describe('the confirmation within an access token', () => {
  const body = (cnf: unknown) => JSON.stringify({ access_token: jwt(cnf === undefined ? {} : { cnf }) })
  const held = { 'x5t#S256': 'ours' }

  test('is compared with the thumbprint that the client holds', () => {
    expect(compareConfirmation(body({ 'x5t#S256': 'ours' }), held, true)).toMatchObject({
      checks: [{ name: 'token-confirmation', rule: 'RFC 8705 3.1', ok: true }], findings: [],
    })
    expect(failing(compareConfirmation(body({ 'x5t#S256': 'theirs' }), held, true).checks)).toEqual([
      'token-confirmation',
    ])
    expect(failing(compareConfirmation(body({ jkt: 'theirs' }), { jkt: 'ours' }, false).checks)).toEqual([
      'token-confirmation',
    ])
  })

  test.each([
    [undefined, true, 1], [undefined, false, 0], [null, true, 1], [{ jkt: 'a key' }, true, 0],
  ])('%j, promised: %s', (cnf, promised, notes) => {
    expect(compareConfirmation(body(cnf), held, promised).findings).toHaveLength(notes)
  })

  test('says nothing of a token that can’t be read', () => {
    expect(compareConfirmation('{"access_token":"opaque"}', held, false)).toEqual({ checks: [], findings: [] })
    expect(compareConfirmation('{"access_token":"opaque"}', held, true)).toEqual({
      checks: [], findings: [{ code: 'token-bound-to-certificate', details: {} }],
    })
    expect(compareConfirmation('{"access_token":"opaque","token_type":"DPoP"}', held, true).findings).toEqual([])
  })
})

describe('--fapi2', () => {
  test('implies settings that say where they come from, and yields to none that fits', () => {
    expect(resolveSettings({ fapi2: 'security' }, {}, {}, {})).toMatchObject({
      par: { value: true, source: 'fapi2' }, dpop: { value: true, source: 'fapi2' },
    })
    expect(resolveSettings({ fapi2: 'message-signing', 'response-mode': 'query.jwt' }, {}, {}, {})).toMatchObject(
      { 'request-object': { source: 'fapi2' }, 'response-mode': { value: 'query.jwt', source: 'flag' } },
    )
    expect(resolveSettings({ fapi2: 'security', 'tls-cert': 'x' }, {}, {}, {})).not.toHaveProperty('dpop')
    expect(resolveSettings({}, { OAUTH_WALK_FAPI2: '1' }, {}, {})).toMatchObject({
      fapi2: { value: 'security' }, par: { source: 'fapi2' },
    })
    expect(resolveSettings({}, { OAUTH_WALK_FAPI2: '0' }, { fapi2: 'security' }, {})).not.toHaveProperty('par')
  })

  const refused = async (words: string[], environment = {}): Promise<Ended> =>
    startInside(
      ['login', 'http://127.0.0.1:9', '--client-id', 'x', '--json', ...words], { home: freshHome(), environment },
    ).ended
  const errorOf = (ended: Ended) => (documentOf(ended) as { error: Json }).error

  test.each([
    ['--no-pkce', ['--fapi2', '--no-pkce']],
    ['--auth-method client_secret_basic', ['--fapi2', '--auth-method', 'client_secret_basic']],
    ['--response-mode query', ['--fapi2=message-signing', '--response-mode', 'query']],
    ['--device', ['--fapi2', '--device']],
    ['--request-object-alg RS256', ['--fapi2=message-signing', '--request-object-alg', 'RS256']],
  ])('and %s contradict each other: exit 2, both named, nothing sent', async (named, words) => {
    const ended = await refused(words)
    expect(ended.status).toBe(2)
    expect(errorOf(ended)).toMatchObject({
      code: 'fapi2-contradicted', message: expect.stringContaining(`${named} and --fapi2`) as string,
    })
  })

  test('says where each of the two comes from: what a profile keeps can’t be left out', async () => {
    const { error }
      = documentOf(await refused(['--fapi2', '--device'], { OAUTH_WALK_FAPI2: 'security' })) as { error: Json }
    expect(error['cause']).toMatch(/--device comes from the command line, and --fapi2 from the command line/)
    const kept = documentOf(await refused(['--device'], { OAUTH_WALK_FAPI2: 'security' })) as { error: Json }
    expect(kept.error['cause']).toMatch(/--device comes from the command line, and --fapi2 from the environment/)
  })

  test('never sends a secret: with nothing else, exit 2 and the words', async () => {
    const ended = await refused(['--fapi2'], { OAUTH_WALK_CLIENT_SECRET: 'a-secret-that-stays-here' })
    expect([ended.status, errorOf(ended)]).toMatchObject([
      2, { code: 'fapi2-client', hint: expect.stringContaining('--client-key') as string },
    ])
    const chinese = await refused(
      ['--fapi2'], { OAUTH_WALK_CLIENT_SECRET: 'a-secret-that-stays-here', OAUTH_WALK_LANG: 'zh' },
    )
    expect(chinese.stderr + chinese.stdout).toContain('不允许客户端发送它')
  })
})

describe('a login with --fapi2', () => {
  const fapi = { pushedAuthorizationRequests: { enabled: true }, dPoP: { enabled: true } } as const
  let key: JWK
  let known: JWK
  beforeAll(async () => {
    const pair = await generateKeyPair('ES256', { extractable: true })
    key = { ...await exportJWK(pair.privateKey), alg: 'ES256', kid: 'mine' }
    known = { ...await exportJWK(pair.publicKey), alg: 'ES256', kid: 'mine', use: 'sig' }
  })

  test('opens no browser where the metadata rules it out: exit 4', async () => {
    const provider = await startLockedProvider(
      { features: fapi, enabledJWA: { idTokenSigningAlgValues: ['RS256'] } },
      { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [known] } },
    )
    const home = freshHome()
    writeFileSync(join(home, 'key.json'), JSON.stringify(key), { mode: 0o600 })
    const ended = await startInside(
      [
        'login', provider.issuer, '--client-id', 'locked', '--client-key', join(home, 'key.json'), '--fapi2', '--json',
        '--no-open', '--timeout', '2',
      ],
      { home },
    ).ended
    expect(ended.status, ended.stderr).toBe(4)
    expect((documentOf(ended) as { error: Json }).error).toMatchObject({
      code: 'fapi2-algorithm', step: 'start', message: expect.stringContaining('FAPI 2.0') as string,
    })
    expect(provider.at('/auth')).toEqual([])
  })

  test('is kept to by the sandbox, and by the commands that come after', async () => {
    const home = freshHome()
    const ended = await runInside(['login', '--fapi2', 'sandbox', '--auto', '--json', '--port', '0'], { home })
    expect(ended.status, ended.stderr).toBe(0)
    const shown = JSON.parse((await runInside(['profile', 'show', '--json'], { home })).stdout) as { settings: Json }
    expect(shown.settings).toMatchObject({
      fapi2: { value: 'security', source: 'profile' }, par: { value: true, source: 'fapi2' },
      'client-key': { value: 'sandbox' },
    })
    const renewed = await runInside(['token', 'refresh', '--json', '-v'], { home })
    expect(renewed.status, renewed.stderr).toBe(0)
    expect(renewed.stderr).toContain('client_assertion')
  })
})
