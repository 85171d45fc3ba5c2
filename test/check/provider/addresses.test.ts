import { describe, expect, test } from 'vitest'
import { keepSafe, refusing } from '../../../src/check/provider/safe-addresses.ts'
import type { Json } from '../../support/walks.ts'
import { examine, openExamined } from './exam-stub.ts'

describe('an endpoint that is http elsewhere', () => {
  test.concurrent.for<[string, string, string]>([
    ['introspection_endpoint', 'C38', 'SKIP'], ['token_endpoint', 'C08', 'SKIP'],
    ['pushed_authorization_request_endpoint', 'C39', 'SKIP'],
    ['authorization_endpoint', 'C11', 'SKIP'], ['jwks_uri', 'C07', 'SKIP'],
  ])('is found, and %s is not asked', async ([member, probe, verdict], context) => {
    const stub = await openExamined(context, {}, { [member]: `http://10.9.8.7/${member}` })
    const { rules, status } = await examine(stub, '--probe', `C02,${probe}`)
    expect([status, rules['C02']?.verdict, rules[probe]?.verdict, rules[probe]?.reason?.code]).toEqual([
      3, 'FAIL', verdict, 'unsafe-address',
    ])
  })
})

test.concurrent('a rule that is left out for its address is told where nothing else tells of the address', async (context) => {
  const stub = await openExamined(context, {}, { introspection_endpoint: 'http://10.9.8.7/introspect' })
  const { status, document } = await examine(stub, '--probe', 'C03,C38')
  const error = document['error'] as Json
  expect([status, error['code'], error['message']]).toEqual([5, 'rules-unjudged', 'Not judged: C38 introspection-open'])
  expect([error['cause'], error['hint']]).toEqual([
    expect.stringContaining('no login should ask'), expect.stringContaining('C02'),
  ])
})

describe('of a provider elsewhere', () => {
  const refuses = refusing({ issuer: 'https://op.example', endpoints: { token_endpoint: 'https://10.0.0.5/token' } })

  test.each([
    ['https://op.example/jwks', false], ['https://keys.example/jwks', false], ['http://op.example/jwks', true],
    ['https://169.254.169.254/jwks', true],
    ['https://10.9.8.7/jwks', true], ['https://localhost/jwks', true], ['http://127.0.0.1:9/jwks', true],
    ['nothing', true], ['https://10.0.0.5/jwks', false],
  ])('%s is refused: %s', (url, isRefused) => {
    expect(refuses(url)).toBe(isRefused)
  })

  test('nothing but a HEAD is sent over http, and nothing into the own network', async () => {
    const asked: string[] = []
    const send = keepSafe(async ({ url }) => {
      asked.push(url)
      return { status: 200, headers: {}, body: '' }
    }, refuses)
    const ask = async (method: string, url: string) => send({ purpose: 'front', method, url, headers: {} })
    await ask('HEAD', 'http://op.example/token')
    await expect(ask('HEAD', 'http://10.9.8.7/token')).rejects.toMatchObject({ code: 'endpoints-safe' })
    await expect(ask('GET', 'http://op.example/token')).rejects.toMatchObject({ code: 'endpoints-safe' })
    expect(asked).toEqual(['http://op.example/token'])
  })
})

test('on this machine every address of a network is somebody’s own', () => {
  expect(['http://127.0.0.1:9/jwks', 'https://10.9.8.7/jwks', 'http://10.9.8.7/jwks'].map(
    refusing({ issuer: 'http://127.0.0.1:8', endpoints: {} }),
  )).toEqual([false, false, true])
})
