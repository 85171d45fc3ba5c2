import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { metadataOf } from '../../support/stub-answers.ts'
import type { Handlers } from '../../support/stub-provider.ts'
import type { Json } from '../../support/walks.ts'
import { startInside } from '../../support/inside.ts'
import { freshHome } from '../../support/cli.ts'
import { authorizing, examine, openExamined } from './exam-stub.ts'
import { rsaPair } from '../../support/key-pairs.ts'
import { sampled } from '../../support/wide.ts'

type Row = [
  name: string, probe: string, verdict: string, code: string | undefined, metadata: Json, handlers?: Partial<Handlers>,
]

const made = new Map([1024, 2048, 4096].map(bits => [
  bits, rsaPair(0, bits).publicKey.export({ format: 'jwk' }),
]))
const rsa = (bits: 1024 | 2048 | 4096, more: Json = {}) => ({
  ...made.get(bits), kid: String(bits), use: 'sig', ...more,
})
const keys = (...all: Json[]): Partial<Handlers> => ({ jwks: () => ({ body: { keys: all } }) })
const others = [
  { ...generateKeyPairSync('ec', { namedCurve: 'P-521' }).publicKey.export({ format: 'jwk' }), kid: '5', use: 'sig' },
  { ...generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }), kid: '6', use: 'sig' },
  { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AQ', kid: '7', use: 'sig' },
]
const inJson = (body: string) => ({ headers: { 'content-type': 'application/json' }, body })
const asOauth = (change: Json): Partial<Handlers> => ({
  metadata: (_, stub) => ({ body: { ...metadataOf(stub), ...change } }),
})

const rows: Row[] = [
  ['the same at both addresses', 'C01', 'PASS', undefined, {}, asOauth({})],
  [
    'another issuer at one of the two addresses', 'C01', 'FAIL', 'member-differs', {},
    asOauth({ issuer: 'https://other.example' }),
  ],
  ['no issuer at all', 'C01', 'FAIL', 'member-missing', {}, asOauth({ issuer: undefined })],
  [
    'another token endpoint at one of the two addresses', 'C01', 'WEAK', 'documents-differ', {},
    asOauth({ token_endpoint: 'http://127.0.0.1:9/token' }),
  ],
  [
    'a member of its metadata twice', 'C01', 'WEAK', 'members-repeated', {},
    { discovery: (_, stub) => inJson(JSON.stringify(metadataOf(stub)).replace('{', '{"issuer":"https://other.example",')) },
  ],
  [
    'an endpoint that is not https', 'C02', 'FAIL', 'endpoint-http',
    { registration_endpoint: 'http://provider.example/register' },
  ],
  ['no word of PKCE', 'C03', 'FAIL', 'member-missing', { code_challenge_methods_supported: undefined }],
  ['plain alone', 'C03', 'FAIL', 'member-lacks', { code_challenge_methods_supported: ['plain'] }],
  ['plain beside S256', 'C03', 'WEAK', 'member-lists', { code_challenge_methods_supported: ['plain', 'S256'] }],
  ['no promise of iss', 'C04', 'WEAK', 'member-missing', { authorization_response_iss_parameter_supported: undefined }],
  [
    'access tokens by the browser', 'C05', 'FAIL', 'member-lists',
    { response_types_supported: ['code', 'id_token token'] },
  ],
  [
    'passwords for clients', 'C05', 'FAIL', 'member-lists',
    { grant_types_supported: ['authorization_code', 'password'] },
  ],
  [
    'implicit for nothing', 'C05', 'WEAK', 'member-lists',
    { grant_types_supported: ['authorization_code', 'implicit'] },
  ],
  [
    'implicit for ID tokens', 'C05', 'PASS', undefined,
    { grant_types_supported: ['authorization_code', 'implicit'], response_types_supported: ['code', 'id_token'] },
  ],
  [
    'unsigned client assertions', 'C06', 'FAIL', 'member-lists',
    { token_endpoint_auth_signing_alg_values_supported: ['ES256', 'none'] },
  ],
  [
    'unsigned ID tokens, which a client may register for', 'C06', 'WEAK', 'member-lists',
    { id_token_signing_alg_values_supported: ['ES256', 'none'] },
  ],
  ['userinfo as plain JSON', 'C06', 'PASS', undefined, { userinfo_signing_alg_values_supported: ['none'] }],
  [
    'a private key', 'C07', 'FAIL', 'key-private', {},
    keys({
      ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }), kid: '1', use: 'sig',
    }),
  ],
  ['a shared key', 'C07', 'FAIL', 'key-private', {}, keys({ kty: 'oct', k: 'c2VjcmV0', kid: '1', alg: 'HS256' })],
  ['a key of 1024 bits', 'C07', 'FAIL', 'key-short', {}, keys(rsa(1024))],
  ['a key with which a signature is the message', 'C07', 'FAIL', 'key-weak', {}, keys(rsa(2048, { e: 'AQ' }))],
  ['a key with an even exponent', 'C07', 'FAIL', 'key-weak', {}, keys(rsa(2048, { e: 'AQAA' }))],
  ['a key without an exponent', 'C07', 'FAIL', 'key-weak', {}, keys(rsa(2048, { e: undefined }))],
  [
    'a key whose modulus is even', 'C07', 'FAIL', 'key-weak', {},
    keys(rsa(2048, { n: Buffer.alloc(256, 0xfe).toString('base64url') })),
  ],
  [
    'a point that is not on its curve', 'C07', 'FAIL', 'key-weak', {},
    keys({ kty: 'EC', crv: 'P-256', x: 'AQ', y: 'AQ', kid: '1', use: 'sig' }),
  ],
  [
    'a key with an exponent of 3, and keys of other kinds', 'C07', 'PASS', undefined, {},
    keys(rsa(2048, { e: 'Aw' }), ...others),
  ],
  ['keys of 2048 and 4096 bits', 'C07', 'PASS', undefined, {}, keys(rsa(2048), rsa(4096))],
  [
    'a member of a key twice', 'C07', 'WEAK', 'members-repeated', {},
    { jwks: (_, { keys }) => inJson(JSON.stringify(keys.jwks).replace('[{', '[{"kid":"another",')) },
  ],
  ['two keys of one name', 'C07', 'WEAK', 'key-ids-twice', {}, keys(rsa(2048), rsa(2048))],
  [
    'a key without a name beside another', 'C07', 'WEAK', 'key-ids-missing', {},
    keys(rsa(2048), rsa(2048, { kid: undefined })),
  ],
  ['a key that does not say what it is for', 'C07', 'WEAK', 'key-use-missing', {}, keys(rsa(2048, { use: undefined }))],
  ['no keys where they should be', 'C07', 'FAIL', 'keys-missing', {}, { jwks: () => ({ body: {} }) }],
  ['an empty key set', 'C07', 'FAIL', 'keys-missing', {}, keys()],
  ['keys to encrypt with alone', 'C07', 'FAIL', 'keys-encrypt-only', {}, keys(rsa(2048, { use: 'enc' }))],
  [
    'a key to encrypt with beside one to sign with', 'C07', 'PASS', undefined, {},
    keys(rsa(2048, { use: 'enc' }), rsa(4096)),
  ],
  ['keys that can’t be had now', 'C07', 'INCONCLUSIVE', 'server-failed', {}, { jwks: () => ({ status: 503 }) }],
]

describe('a provider that publishes', () => {
  test.concurrent.for(sampled(rows, 3))('%s: %s %s', async ([, probe, verdict, code, metadata, handlers = {}], context) => {
    const { rules } = await examine(await openExamined(context, handlers, metadata), '--probe', probe)
    expect([rules[probe]?.verdict, rules[probe]?.evidence[0]?.code]).toEqual([verdict, code])
  })

  test('is read by anybody, and asked for nothing else', async (context) => {
    const stub = await openExamined(context)
    const { ended } = startInside(['check', stub.issuer, '--json'], { home: freshHome() })
    const { rules } = JSON.parse((await ended).stdout) as { rules: {
      id: string
      verdict: string
      reason?: { code: string }
    }[] }
    const judged = rules.filter(({ reason }) => reason === undefined).map(({ id }) => id)
    expect(judged).toEqual(['C01', 'C02', 'C03', 'C04', 'C05', 'C06', 'C07'])
    expect(new Set(rules.filter(({ id }) => !judged.includes(id)).map(({ reason }) => reason?.code)))
      .toEqual(new Set(['not-operated']))
    expect(new Set(stub.asked.map(({ endpoint }) => endpoint))).toEqual(new Set(['discovery', 'metadata', 'jwks']))
  })
})

describe('a provider whose endpoints are given by hand', () => {
  test.concurrent.for<[string, string, string | undefined, Parameters<typeof authorizing>[0]]>([
    ['names itself', 'PASS', undefined, {}],
    ['does not name itself', 'WEAK', 'parameter-missing', { iss: () => null }],
    ['names another', 'FAIL', 'member-differs', { iss: () => 'https://other.example' }],
  ])('%s in its answer: C04 %s', async ([, verdict, code, lax], context) => {
    const stub = await openExamined(context, { authorize: authorizing(lax), discovery: () => ({ status: 404 }) })
    const endpoints = ['authorization', 'token'].flatMap(name => [
      `--${name}-endpoint`, String(metadataOf(stub)[`${name}_endpoint`]),
    ])
    const { rules } = await examine(stub, '--probe', 'C04', '--scope', 'openid', ...endpoints)
    expect([rules['C04']?.verdict, rules['C04']?.evidence[0]?.code]).toEqual([verdict, code])
  })
})

describe('an endpoint for clients', () => {
  test.concurrent.for<[string, string, string, string | undefined, Partial<Handlers>, Json]>([
    [
      'that reads a GET', 'C08', 'FAIL', 'query-read',
      {
        token: ({ parameters }) => ({
          status: 400, body: { error: parameters.has('code') ? 'invalid_grant' : 'invalid_request' },
        }),
      },
      {},
    ],
    [
      'that takes a GET for a POST', 'C08', 'FAIL', 'query-read',
      { token: (asked, stub) => stub.good.token(asked, stub) }, {},
    ],
    [
      'that knows a GET by its grant type', 'C08', 'FAIL', 'query-read',
      {
        token: ({ parameters }) => ({
          status: 400, body: { error: parameters.has('grant_type') ? 'unauthorized_client' : 'unsupported_grant_type' },
        }),
      },
      {},
    ],
    [
      'that reads no address', 'C08', 'PASS', undefined,
      { token: () => ({ status: 400, body: { error: 'unsupported_grant_type' } }) }, {},
    ],
    [
      'that asks who a GET is from, and no more', 'C08', 'INCONCLUSIVE', 'client-judged-first',
      { token: () => ({ status: 401, body: { error: 'invalid_client' } }) }, {},
    ],
    [
      'that gives tokens for a GET', 'C08', 'FAIL', 'tokens-issued',
      { token: () => ({ body: { access_token: 'x'.repeat(20), token_type: 'Bearer' } }) }, {},
    ],
    ['that knows no GET', 'C08', 'PASS', undefined, { token: () => ({ status: 405 }) }, {}],
    ['that shows a page to a GET', 'C08', 'INCONCLUSIVE', 'no-refusal', { token: () => ({ body: '<p>Hello' }) }, {}],
    [
      'that tells anybody of a token', 'C38', 'FAIL', 'answered', { elsewhere: () => ({ body: { active: false } }) },
      { introspection_endpoint: true },
    ],
    [
      'that asks who calls', 'C38', 'PASS', undefined,
      { elsewhere: () => ({ status: 401, body: { error: 'invalid_client' } }) }, { introspection_endpoint: true },
    ],
    [
      'that refuses whoever calls without saying why', 'C38', 'WEAK', 'refused-otherwise',
      { elsewhere: () => ({ status: 400 }) }, { introspection_endpoint: true },
    ],
    [
      'that is not there', 'C38', 'INCONCLUSIVE', 'nothing-there',
      { elsewhere: () => ({ status: 404, body: '<h1>Not Found' }) }, { introspection_endpoint: true },
    ],
    [
      'that takes no POST', 'C38', 'INCONCLUSIVE', 'nothing-there',
      { elsewhere: () => ({ status: 405 }) }, { introspection_endpoint: true },
    ],
    [
      'that refuses the client with 404', 'C38', 'WEAK', 'status-otherwise',
      { elsewhere: () => ({ status: 404, body: { error: 'invalid_client' } }) }, { introspection_endpoint: true },
    ],
  ])('%s: %s %s', async ([, probe, verdict, code, handlers, metadata], context) => {
    const stub = await openExamined(context, handlers)
    stub.reset({
      ...handlers,
      discovery: () => ({
        body: {
          ...metadataOf(stub),
          ...metadata['introspection_endpoint'] ? { introspection_endpoint: `${stub.issuer}/introspect` } : {},
        },
      }),
    })
    const { rules } = await examine(stub, '--probe', probe)
    expect([rules[probe]?.verdict, rules[probe]?.evidence[0]?.code]).toEqual([verdict, code])
  })
})

test.concurrent('a GET of a client that sends its secret in the form has it in the header, and never in the address', async (context) => {
  const stub = await openExamined(context, { token: (asked, known) => known.good.token(asked, known) })
  const { rules: { C08 } } = await examine(stub, '--probe', 'C08', '--auth-method', 'client_secret_post')
  const asked = stub.asked.filter(({ endpoint }) => endpoint === 'token')
  expect([
    C08?.verdict, asked.length, asked.filter(({ url }) => url.search.includes('secret')),
  ]).toEqual(['FAIL', 2, []])
})
