import { expect, test } from 'vitest'
import { metadataOf } from '../../support/stub-answers.ts'
import { rsaPair } from '../../support/key-pairs.ts'
import type { Handlers } from '../../support/stub-provider.ts'
import type { Json } from '../../support/walks.ts'
import { startInside } from '../../support/inside.ts'
import { freshHome } from '../../support/cli.ts'
import { examine, openExamined } from './exam-stub.ts'

const asOauth = (change: Json): Partial<Handlers> => ({
  metadata: (_, stub) => ({ body: { ...metadataOf(stub), ...change } }),
})
const short = { ...rsaPair(0, 1024).publicKey.export({ format: 'jwk' }), kid: 'short', use: 'sig' }

test.concurrent.for<[probe: string, verdict: string, seen: string[], change: Json]>([
  ['C02', 'FAIL', ['endpoint-http'], { token_endpoint: 'http://op.example/t' }],
  [
    'C02', 'FAIL', ['endpoint-http', 'endpoint-http'],
    { authorization_endpoint: 'http://op.example/a', revocation_endpoint: 'http://op.example/r' },
  ],
  ['C02', 'INCONCLUSIVE', ['member-no-text'], { registration_endpoint: 12 }],
  ['C03', 'FAIL', ['member-missing'], { code_challenge_methods_supported: undefined }],
  ['C03', 'WEAK', ['member-lists'], { code_challenge_methods_supported: ['S256', 'plain'] }],
  ['C04', 'WEAK', ['member-missing'], { authorization_response_iss_parameter_supported: undefined }],
  ['C05', 'FAIL', ['member-lists'], { grant_types_supported: ['password'] }],
  ['C06', 'FAIL', ['member-lists'], { dpop_signing_alg_values_supported: ['none'] }],
  // Metadata of another issuer is used by no client (RFC 8414, section 3.3): C01 tells of it.
  ['C02', 'PASS', [], { issuer: 'https://other.example', token_endpoint: 'http://op.example/t' }],
  ['C03', 'PASS', [], {}],
])('%s is %s by the metadata at the other address: %j %j', async ([probe, verdict, seen, change], context) => {
  const stub = await openExamined(context, asOauth(change))
  const { rules } = await examine(stub, '--probe', probe)
  expect([rules[probe]?.verdict, rules[probe]?.evidence.map(({ code }) => code)]).toEqual([verdict, seen])
  for (const { exchange } of rules[probe]?.evidence ?? [])
    expect(exchange?.url).toMatch(/\/\.well-known\/oauth-authorization-server$/)
})

test.concurrent('the keys at the address that the other document names are judged too', async (context) => {
  const stub = await openExamined(context, {
    metadata: (_, stub) => ({ body: { ...metadataOf(stub), jwks_uri: `${stub.issuer}/elsewhere` } }),
    elsewhere: () => ({ body: { keys: [short] } }),
  })
  const { rules: { C07 } } = await examine(stub, '--probe', 'C07')
  expect([C07?.verdict, C07?.evidence.map(({ code }) => code)]).toEqual(['FAIL', ['key-short']])
})

test.concurrent('keys that no login would ask for leave the rule unjudged, and hide no failure', async (context) => {
  const unsafe = asOauth({ jwks_uri: 'http://10.9.8.7/jwks' })
  const examined = async (more: Partial<Handlers>) =>
    (await examine(await openExamined(context, { ...unsafe, ...more }), '--probe', 'C02,C07')).rules['C07']
  const [good, bad] = [await examined({}), await examined({ jwks: () => ({ body: { keys: [short] } }) })]
  expect([good?.verdict, good?.reason?.code, bad?.verdict]).toEqual(['SKIP', 'unsafe-address', 'FAIL'])
})

test.concurrent.for<[string, Partial<Handlers>, string]>([
  ['fails', { metadata: () => ({ status: 500 }) }, 'server-failed'],
  ['is not there at the moment', { metadata: () => ({ status: 503, body: '<h1>Busy' }) }, 'server-failed'],
  ['ends before it is whole', { metadata: () => 'drop' }, 'network-failed'],
])('a document that %s leaves open what it would say', async ([, handlers, code], context) => {
  const { status, rules } = await examine(await openExamined(context, handlers), '--probe', 'C01,C02,C03')
  // Nothing else was asked of this provider.
  expect(status).toBe(5)
  for (const rule of ['C01', 'C02', 'C03'])
    expect([rule, rules[rule]?.verdict, rules[rule]?.evidence.map(one => one.code)])
      .toEqual([rule, 'INCONCLUSIVE', [code]])
})

test.concurrent.for([404, 403, 302])('a document that is not there (%i) keeps nothing open', async (status, context) => {
  const stub = await openExamined(context, { metadata: () => ({ status, headers: { location: '/x' } }) })
  const { rules } = await examine(stub, '--probe', 'C01,C02,C03')
  expect(Object.values(rules).map(({ verdict }) => verdict)).toEqual(['PASS', 'PASS', 'PASS'])
  // Each address is asked once a run.
  expect([stub.counts.discovery, stub.counts.metadata]).toEqual([1, 1])
})

test.concurrent('documents that differ are to be made the same, where both name the issuer', async (context) => {
  const stub = await openExamined(context, asOauth({ token_endpoint: 'https://op.example/t' }))
  const { stdout } = await startInside(['check', stub.issuer, '--probe', 'C01'], { home: freshHome() }).ended
  expect(stdout).toMatch(/Change: Publish the same token_endpoint in both documents/)
  expect(stdout).not.toContain('Set issuer')
  expect(stdout).toMatch(/Sent: GET \S+\/\.well-known\/oauth-authorization-server\n/)
})
