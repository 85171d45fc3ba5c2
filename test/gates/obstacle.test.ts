import { describe, expect, test } from 'vitest'
import { obstacleIn } from '../../src/protocol/answer/refusal.ts'
import { retryAfter } from '../../src/protocol/answer/retry-after.ts'
import { plantSession, runJson, runToError } from '../cli/support.ts'
import { metadata, startStub, type Said } from '../cli/stub-provider.ts'
import { freshHome } from '../support/cli.ts'

describe('obstacle: by the code first, and by the status then', () => {
  test.each<[number, string | undefined, string | undefined]>([
    [429, undefined, 'too-many-requests'], [429, 'invalid_grant', undefined], [429, 'quota', 'too-many-requests'],
    [400, 'slow_down', 'too-many-requests'], [503, 'server_error', 'server-failed'],
    [500, 'invalid_request', undefined], [503, 'insufficient_scope', undefined], [500, 'login_required', undefined],
    [599, undefined, 'server-failed'], [400, undefined, undefined], [401, 'Unauthorized', undefined],
    [403, undefined, undefined], [200, undefined, undefined], [200, 'temporarily_unavailable', 'overloaded'],
    [421, undefined, 'misdirected'], [425, undefined, 'too-early'], [425, 'invalid_grant', undefined],
    [404, 'toString', 'nothing-there'], [409, 'constructor', undefined],
  ])('%i with %s', (status, error, kind) => {
    expect(
      obstacleIn({ status, headers: {}, body: '' }, error === undefined ? {} : { error }).obstacle?.kind,
    ).toBe(kind)
  })

  test.each<[string, string | undefined, object]>([
    ['17', undefined, { seconds: 17 }], ['0', undefined, {}], ['-3', undefined, {}], ['soon', undefined, {}],
    ['9'.repeat(40), undefined, {}],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 'Thu, 01 Jan 2026 00:00:00 GMT', { seconds: 60 }],
    ['Thu, 01 Jan 2026 00:01:00 GMT', undefined, { until: '2026-01-01T00:01:00.000Z' }],
    ['Thu, 01 Jan 2026 00:00:00 GMT', 'Thu, 01 Jan 2026 00:01:00 GMT', {}],
    ['Thursday, 01-Jan-26 00:01:00 GMT', 'Thu, 01 Jan 2026 00:00:00 GMT', { seconds: 60 }],
  ])('Retry-After %s where it is %s', (field, date, expected) => {
    expect(retryAfter({ 'retry-after': field, ...date === undefined ? {} : { date } })).toEqual(expected)
  })
})

describe('obstacle: endpoints beside those of a walk', () => {
  const busy = (): Said => ({ status: 503, headers: { 'retry-after': '21' } })
  const asked = async (more: Record<string, string>, path: string, words: string[]) => {
    const stub = await startStub({ [path]: busy })
    const whole = Object.fromEntries(Object.entries(more).map(([name, at]) => [name, stub.issuer + at]))
    stub.endpoints['/.well-known/openid-configuration'] = () => ({ body: { ...metadata(stub.issuer), ...whole } })
    return runToError(3, ['login', stub.issuer, '--client-id', 'walker', '--no-open', ...words], { home: freshHome() })
  }

  test('a device code', async () => {
    expect(await asked({ device_authorization_endpoint: '/device' }, '/device', ['--device'])).toMatchObject({
      code: 'device-refused', message: expect.stringContaining('overloaded') as unknown,
      hint: expect.stringMatching(/^Wait 21 s, then run it again\noauth-walk login http\S+ .*--device/) as unknown,
    })
  })

  test('a revocation: what was not confirmed tells when to ask again', async () => {
    const stub = await startStub({ '/revoke': busy })
    const home = freshHome()
    plantSession(home, stub.issuer)
    expect(await runJson(0, ['token', 'revoke'], { home })).toMatchObject({
      revocations: [{ reason: 'status 503: Retry-After 21 s' }, {}],
    })
  })
})
