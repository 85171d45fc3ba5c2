import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { freshHome, start, type Running } from '../support/cli.ts'
import { anyText, plantSession, readSession, runTo, runToError, sessionPath } from './support.ts'
import { openidEndpoints } from './signed-token.ts'
import { startStub, tokens, type Endpoint, type StubProvider } from './stub-provider.ts'

/** A refresh at a provider with ID tokens; `before` runs when its request has come there, then the answer is sent. */
async function startRefresh(
  words: string[], before: (running: Running) => void,
): Promise<{ home: string, running: Running, stub: StubProvider }> {
  const home = freshHome()
  const stub = await startStub()
  const endpoints = openidEndpoints(() => stub)
  const answer = endpoints['/token'] as Endpoint
  Object.assign(stub.endpoints, endpoints, {
    '/token': (seen: Parameters<Endpoint>[0]) => {
      before(running)
      return answer(seen)
    },
  })
  plantSession(home, stub.issuer)
  const running = start(['token', 'refresh', ...words], { home })
  return { home, running, stub }
}

describe('the answer to a refresh is stored', () => {
  test.each(
    [['SIGINT', 130], ['SIGTERM', 143]] as const,
  )('L73: although %s came while it was on its way, and the exit status tells of it', async (signal, status) => {
    const { home, running } = await startRefresh([], ({ child }) => void child.kill(signal))
    const ended = await running.ended
    expect(readSession(home)).toMatchObject({ refresh_token: 'stub-refresh-1/+=', refresh_generation: 1 })
    expect(readSession(home)).not.toHaveProperty('intent')
    expect(ended.status).toBe(status)
  })

  test('and where it was stopped meanwhile, nothing says that it ended well, or that the session is as it was', async () => {
    const { home, running } = await startRefresh(['--json'], ({ child }) => void child.kill('SIGINT'))
    const { status, stdout, stderr } = await running.ended
    expect(readSession(home)).toMatchObject({ refresh_token: 'stub-refresh-1/+=' })
    expect([status, JSON.parse(stdout)]).toMatchObject([130, {
      ok: false, error: { code: 'interrupted', cause: 'You stopped it. What it had done by then stays done.' },
    }])
    expect(stderr).not.toContain('as it was')
  })

  test.each(['stderr', 'stdout'] as const)('although whoever read %s has gone', async (stream) => {
    const { home, running } = await startRefresh(['-v'], ({ child }) => void child[stream].destroy())
    await running.ended
    expect(readSession(home)).toMatchObject({ refresh_token: 'stub-refresh-1/+=' })
  })
})

test('H104: after a kill -9 the next refresh tells of it and tries the old token once more', async () => {
  const { home, running, stub } = await startRefresh([], ({ child }) => void child.kill('SIGKILL'))
  expect((await running.ended).signal).toBe('SIGKILL')
  expect(readSession(home)).toMatchObject({
    refresh_token: 'planted-refresh-token/+=', intent: { refresh_token_hash: anyText },
  })
  stub.endpoints['/token'] = () => ({ body: tokens(1) })
  const { stderr } = await runTo(0, ['token', 'refresh'], { home })
  expect(stderr).toContain('cut off')
  expect(stub.seenAt('/token').map(({ form }) => form['refresh_token'])).toEqual([
    'planted-refresh-token/+=', 'planted-refresh-token/+=',
  ])
  expect(readSession(home)).not.toHaveProperty('intent')
})

test('a store that can’t be locked is found before anything is sent: exit 6, session as it was', async () => {
  const home = freshHome()
  const stub = await startStub()
  plantSession(home, stub.issuer)
  const before = readFileSync(sessionPath(home))
  writeFileSync(`${sessionPath(home)}.lock`, 'no folder')
  expect(await runToError(6, ['token', 'refresh'], { home })).toMatchObject({ code: 'store-unsafe' })
  expect(stub.seen).toEqual([])
  expect(readFileSync(sessionPath(home)).equals(before)).toBe(true)
})
