import { describe, expect, test } from 'vitest'
import type { Handlers } from '../../support/stub-provider.ts'
import type { Json } from '../../support/walks.ts'
import { rsaPair } from '../../support/key-pairs.ts'
import { freshHome } from '../../support/cli.ts'
import { startInside } from '../../support/inside.ts'
import { examine, openExamined } from './exam-stub.ts'
import { sampled } from '../../support/wide.ts'

type Row = [
  name: string, probe: string, verdict: string, code: string | undefined, metadata: Json, handlers?: Partial<Handlers>,
]

const key = { ...rsaPair(0, 2048).publicKey.export({ format: 'jwk' }), kid: 'a', use: 'sig' }

/** What can't be read, or is otherwise than it looks: no rule holds on that, and no sentence denies it. */
const rows: Row[] = [
  [
    'PKCE by other methods beside S256', 'C03', 'WEAK', 'member-lists',
    { code_challenge_methods_supported: ['S256', 'PLAIN'] },
  ],
  ['PKCE as a text', 'C03', 'FAIL', 'member-no-list', { code_challenge_methods_supported: 'S256' }],
  ['PKCE by what is no text', 'C03', 'WEAK', 'member-no-list', { code_challenge_methods_supported: ['S256', 256] }],
  ['iss that is not promised', 'C04', 'WEAK', 'member-differs', { authorization_response_iss_parameter_supported: false }],
  [
    'iss that is promised by a text', 'C04', 'WEAK', 'member-differs',
    { authorization_response_iss_parameter_supported: 'true' },
  ],
  ['response types as a text', 'C05', 'INCONCLUSIVE', 'member-no-list', { response_types_supported: 'token' }],
  ['grants as a text', 'C05', 'INCONCLUSIVE', 'member-no-list', { grant_types_supported: 'implicit password' }],
  [
    'passwords beside what can’t be read', 'C05', 'FAIL', 'member-lists',
    { grant_types_supported: ['password', { type: 'x' }], response_types_supported: 'code' },
  ],
  [
    'algorithms as a text', 'C06', 'INCONCLUSIVE', 'member-no-list', { id_token_signing_alg_values_supported: 'none' },
  ],
  [
    'algorithms of proofs as a text', 'C06', 'INCONCLUSIVE', 'member-no-list',
    { dpop_signing_alg_values_supported: 'none' },
  ],
  [
    'unsigned requests over the back channel', 'C06', 'FAIL', 'member-lists',
    { backchannel_authentication_request_signing_alg_values_supported: ['none'] },
  ],
  [
    'an endpoint for certificates that is not https', 'C02', 'FAIL', 'endpoint-http',
    { mtls_endpoint_aliases: { revocation_endpoint: 'http://provider.example/revoke' } },
  ],
  ['an endpoint that is a number', 'C02', 'INCONCLUSIVE', 'member-no-text', { registration_endpoint: 12 }],
  ['an endpoint that is null', 'C02', 'PASS', undefined, { registration_endpoint: null }],
  ['a set of keys that is no list', 'C07', 'FAIL', 'member-no-list', {}, { jwks: () => ({ body: { keys: key } }) }],
  ['a key that does not say its kind', 'C07', 'WEAK', 'member-no-list', {}, { jwks: () => ({ body: { keys: [key, { kid: 'x', use: 'sig' }] } }) }],
]

describe('a provider that publishes', () => {
  test.concurrent.for(sampled(rows, 3))('%s: %s %s', async ([, probe, verdict, code, metadata, handlers = {}], context) => {
    const { rules } = await examine(await openExamined(context, handlers, metadata), '--probe', probe)
    expect([rules[probe]?.verdict, rules[probe]?.evidence[0]?.code]).toEqual([verdict, code])
  })
})

test.concurrent.for<[probe: string, metadata: Json, shown: RegExp[]]>([
  ['C04', { authorization_response_iss_parameter_supported: false }, [
    /authorization_response_iss_parameter_supported is false, and not true/,
    /Answered: 200 {2}\{"authorization_response_iss_parameter_supported":false\} …/,
  ]],
  ['C05', { response_types_supported: ['code', 'token'], grant_types_supported: ['password'] }, [
    /Answered: 200 {2}\{"response_types_supported":\["code","token"\]\} …/,
    /Answered: 200 {2}\{"grant_types_supported":\["password"\]\} …/,
  ]],
  ['C06', { id_token_signing_alg_values_supported: 'none' }, [
    /id_token_signing_alg_values_supported is no list of texts: "none"/,
    /Answered: 200 {2}\{"id_token_signing_alg_values_supported":"none"\} …/,
  ]],
  ['C02', { registration_endpoint: 'http://op.example/r' }, [
    /Answered: 200 {2}\{"registration_endpoint":"http:\/\/op\.example\/r"\} …/,
  ]],
])('the evidence of %s shows the member that the verdict is about', async ([probe, metadata, shown], context) => {
  const { issuer } = await openExamined(context, {}, metadata)
  const { ended } = startInside(['check', issuer, '--probe', probe], { home: freshHome() })
  const { stdout } = await ended
  const line = stdout.replace(/\n {4,}/g, ' ')
  for (const one of shown) expect(line).toMatch(one)
})

test('of a set of keys, the evidence shows the one that is meant', async (context) => {
  const short = { ...rsaPair(0, 1024).publicKey.export({ format: 'jwk' }), kid: 'short', use: 'sig' }
  const others = Array.from({ length: 5 }, (_, place) => ({ ...key, kid: `good-${place}` }))
  const stub = await openExamined(context, { jwks: () => ({ body: { keys: [...others, short] } }) })
  const { ended } = startInside(['check', stub.issuer, '--probe', 'C07'], { home: freshHome() })
  const { stdout } = await ended
  expect(stdout).toMatch(/Answered: 200 .*"kid":\s*"short"/s)
  expect(stdout).not.toContain('good-0')
})
