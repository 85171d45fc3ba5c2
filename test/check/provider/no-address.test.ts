import { expect, test } from 'vitest'
import { freshHome } from '../../support/cli.ts'
import { startInside } from '../../support/inside.ts'
import { addressNames } from '../../../src/check/provider/metadata.ts'
import { examine, openExamined, readExamined } from './exam-stub.ts'
import { sampled } from '../../support/wide.ts'

/** What may stand in the place of an address, and what C07 says of it there. */
const rows: [value: unknown, verdict: string, code: string | undefined][] = [
  [null, 'SKIP', 'no-endpoint'], [12, 'INCONCLUSIVE', 'member-no-text'], [{}, 'INCONCLUSIVE', 'member-no-text'],
  [[], 'INCONCLUSIVE', 'member-no-text'], [true, 'INCONCLUSIVE', 'member-no-text'], ['', 'FAIL', 'endpoint-http'],
  ['x', 'FAIL', 'endpoint-http'], ['/j', 'FAIL', 'endpoint-http'], ['http://', 'FAIL', 'endpoint-http'],
  ['http://[::1', 'FAIL', 'endpoint-http'],
]

test.concurrent.for(sampled(rows, 3))('keys at %j: C07 %s %s', async ([value, verdict, code], context) => {
  const stub = await openExamined(context, {}, { jwks_uri: value })
  const { rules: { C06, C07 } } = await examine(stub, '--probe', 'C06,C07')
  const why = verdict === 'SKIP' ? C07?.reason?.code : C07?.evidence[0]?.code
  expect([C06?.verdict, C07?.verdict, why]).toEqual(['PASS', verdict, code])
})

test.concurrent.for(sampled(rows, 3))('every address but the two of a login may be %j', async ([value, verdict], context) => {
  const all = addressNames.filter(name => !['authorization_endpoint', 'token_endpoint'].includes(name))
  const stub = await openExamined(context, {}, Object.fromEntries(all.map(name => [name, value])))
  const { ended } = startInside(['check', stub.issuer, '--json'], { home: freshHome() })
  const { rules: { C01, C02, C07 } } = readExamined(await ended)
  const ofAll = verdict === 'SKIP' ? 'PASS' : verdict
  expect([C01?.verdict, C02?.verdict, C07?.verdict]).toEqual(['PASS', ofAll, verdict])
})

test.concurrent.for([12, 'x', {}, true, 'http://'])('nothing is sent to a token endpoint %j', async (value, context) => {
  const stub = await openExamined(context, {}, { token_endpoint: value })
  const { rules: { C02, C08 } } = await examine(stub, '--probe', 'C02,C08')
  expect([C02?.verdict, C08?.verdict, C08?.reason?.code]).toEqual([
    typeof value === 'string' ? 'FAIL' : 'INCONCLUSIVE', 'SKIP', 'unsafe-address',
  ])
})
