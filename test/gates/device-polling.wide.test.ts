import { expect, test } from 'vitest'
import { retryAfterSeconds } from '../../src/protocol/device.ts'
import { metadata, refusal, startStub, tokens, type Said, type StubProvider } from '../cli/stub-provider.ts'
import { runJson, runToError, runTo } from '../cli/support.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { freshHome } from '../support/cli.ts'

/** Logs in by device at a provider whose token endpoint says one thing after the other. */
async function loginByDevice(
  said: (Said | 'never')[], change: object = {},
): Promise<{ words: string[], asked: number[], granted: number[] }> {
  const [asked, grantedAt]: [number[], number[]] = [[], []]
  const granted = {
    device_code: 'device-code-1', user_code: 'WDJB-MJHT', verification_uri: 'https://op.example/device',
    expires_in: 300, interval: 1, ...change,
  }
  const stub: StubProvider = await startStub({
    '/.well-known/openid-configuration': () => ({
      body: { ...metadata(stub.issuer), device_authorization_endpoint: `${stub.issuer}/device` },
    }),
    '/device': () => {
      grantedAt.push(performance.now())
      return { body: granted }
    },
    '/token': () => {
      asked.push(performance.now())
      const answer = said[asked.length - 1] ?? {}
      return answer === 'never' ? new Promise<Said>(() => undefined) : answer
    },
  })
  return {
    words: ['login', stub.issuer, '--client-id', 'walker', '--scope', 'read', '--device', '--http-timeout', '3'],
    asked, granted: grantedAt,
  }
}

test('device polling outlives a failure of the server and an answer that never comes, slower each time', async () => {
  const busy: Said = { status: 503, headers: { 'retry-after': '3' }, body: '<title>Bad Gateway</title>' }
  const { words, asked, granted: [granted = 0] } = await loginByDevice(['never', busy, { body: tokens(1) }])
  const document = await runJson(0, words, { home: freshHome() })
  const faults = (document['findings'] as { code: string, message: string }[]).filter(({ code }) =>
    code === 'poll-failed')
  expect(faults.map(({ message }) => /\((.*)\).* (\d+) s/.exec(message)?.slice(1))).toEqual([
    ['network-timeout', '2'], ['503', '4'],
  ])
  const [, second = 0, third = 0] = asked
  // The server may notice a request late, but never before it was sent: what it answered is the sound beginning.
  expect([second - granted >= 5990, third - second >= 3990]).toEqual([true, true])
})

test('a web page among the polls decides nothing, and a code is told by its own time', async () => {
  const page: Said = { headers: { 'content-type': 'text/html' }, body: '<title>Back soon</title>' }
  const { words } = await loginByDevice([page, { body: tokens(1) }])
  const { stderr } = await runTo(0, words, { home: freshHome() })
  expect(stderr).toMatch(/could not be answered \(200, text\/html\)/)
  expect(stderr).toContain('It is good for 5 min')
})

test('a code that ends before the first poll blames the interval, and says how short it is', async () => {
  const { words, asked } = await loginByDevice([], { expires_in: 1, interval: 1e12 })
  const failure = await runToError(5, words, { home: freshHome() })
  expect([failure['code'], asked]).toEqual(['device-code-expired', []])
  expect(failure['cause']).toMatch(/gave 1 s.*1000000000000 s before the first question/)
  expect([en, zh].map(({ story }) => story.enterCode(20))).toEqual([
    expect.stringContaining('20 s'), expect.stringContaining('20 秒'),
  ])
})

test.each([
  ['invalid_client', 401], ['invalid_scope', 400], ['unauthorized_client', 400],
])('a poll that is refused with %s has a cause of its own', async (error, status) => {
  const { words } = await loginByDevice([refusal(error, status)])
  const failure = await runToError(3, words, { home: freshHome() })
  expect(failure).toMatchObject({ code: 'device-refused', step: 'token', provider: { error, status } })
  expect(failure['cause']).not.toMatch(/code_verifier|authorization code/)
})

test.each([
  ['5', 5], [' 7 ', 7], ['0', undefined], ['-1', undefined], ['soon', undefined], [undefined, undefined],
  ['Thu, 01 Jan 1970 00:02:00 GMT', 60],
])('Retry-After %s', (field, seconds) => {
  const headers = field === undefined ? {} : { 'retry-after': field }
  expect(retryAfterSeconds({ url: '', answer: { status: 429, headers, body: '' } }, 60_000)).toBe(seconds)
})
