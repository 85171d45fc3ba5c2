import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { freshHome, program, run, start } from '../support/cli.ts'
import { occupy, release } from '../support/ports.ts'
import { browse } from '../support/user-agent.mjs'
import { freshStub, refusedBy, startWaitingProcess } from '../support/waiting-walk.ts'
import { contentOf, documentOf, eventsOf, storedSessions } from '../support/walks.ts'

test.each([
  { name: 'L71: SIGINT', signal: 'SIGINT', code: 'interrupted', status: 130 },
  { name: 'L72: SIGTERM', signal: 'SIGTERM', code: 'terminated', status: 143 },
] as const)('$name while waiting ends with $status, a document, a free port and nothing stored', async ({
  signal, code, status,
}) => {
  const stub = await freshStub()
  const { running, port, home } = await startWaitingProcess(stub, ['--port', '0', '--json'])
  running.child.kill(signal)
  const ended = await running.ended
  expect(ended).toMatchObject({ status, signal: null })
  expect(documentOf(ended)).toMatchObject({ ok: false, error: { code, step: 'consent', exit_code: status } })
  const again = await occupy(port, '127.0.0.1')
  expect(again).toBeDefined()
  if (again) await release(again)
  expect(contentOf(home)).toEqual({})
  expect(stub.counts.token).toBe(0)
})

test.each(
  ['token', 'userinfo', 'discovery'] as const,
)('Ctrl-C while the %s endpoint keeps silent ends at once and stores nothing', async (endpoint) => {
  const stub = await freshStub()
  let asked: () => void = () => undefined
  const reached = new Promise<void>((resolve) => {
    asked = resolve
  })
  stub.reset({
    [endpoint]: () => {
      asked()
      return 'hang'
    },
  })
  const home = freshHome()
  const running = start(
    ['login', stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--no-open', '--json'], {
      home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
    },
  )
  if (endpoint !== 'discovery') {
    const [, address = ''] = await running.sees('stderr', /^ *(http\S+\?\S+)$/m)
    void browse(address).catch(() => undefined)
  }
  await reached
  running.child.kill('SIGINT')
  const ended = await running.ended
  expect(ended.status).toBe(130)
  const step = { discovery: 'start', token: 'token', userinfo: 'userinfo' }[endpoint]
  expect(documentOf(ended)).toMatchObject({ error: { code: 'interrupted', step } })
  expect(storedSessions(home)).toEqual([])
})

test('Ctrl-C ends the events with the document', async () => {
  const stub = await freshStub()
  const { running } = await startWaitingProcess(stub, ['--port', '0', '--events'])
  running.child.kill('SIGINT')
  const ended = await running.ended
  expect(ended.status).toBe(130)
  expect(eventsOf(ended).at(-1)).toMatchObject({
    type: 'walk-finished', document: { ok: false, error: { code: 'interrupted', exit_code: 130 } },
  })
})

test('L74: --timeout ends the wait with exit 5 and gives the port back', async () => {
  const stub = await freshStub()
  const { running, port } = await startWaitingProcess(stub, ['--port', '0', '--timeout', '1', '--json'])
  const ended = await running.ended
  expect(ended.status).toBe(5)
  expect(documentOf(ended)).toMatchObject({
    error: { code: 'nobody-came', step: 'consent', exit_code: 5, hint: expect.stringContaining('--timeout') as string },
  })
  expect(await refusedBy(port, '127.0.0.1')).toBe('ECONNREFUSED')
})

test.each([
  { words: [] }, { words: ['--json'] }, { words: ['--events'] },
])('a reader that has gone is no reason to complain ($words)', async ({ words }: { words: string[] }) => {
  const stub = await freshStub()
  const home = freshHome()
  const running = start(
    ['login', stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--no-open', ...words], {
      home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
    },
  )
  running.child.stdout.destroy()
  const address = await running.sees('stderr', /^ *(http\S+\?\S+)$/m).then(found => found[1], () => undefined)
  if (address !== undefined) await browse(address).catch(() => undefined)
  const { status, signal, stderr } = await running.ended
  expect(signal).toBeNull()
  expect([0, 141]).toContain(status)
  expect(stderr).not.toMatch(/EPIPE|✗|\n +at /)
  if (!words.includes('--events')) expect(storedSessions(home)).toHaveLength(1)
})

test('a story that nobody reads is no reason to give up: exit 0 means done', async () => {
  const stub = await freshStub()
  const { running, address, home } = await startWaitingProcess(stub, ['--port', '0', '--json'])
  running.child.stderr.destroy()
  await browse(address)
  const ended = await running.ended
  expect(ended.status).toBe(0)
  expect(documentOf(ended)).toMatchObject({ ok: true })
  expect(storedSessions(home)).toHaveLength(1)
})

test('with a terminal, q at --step leaves the walk', ({ skip }) => {
  const found = spawnSync('script', ['--version'], { encoding: 'utf8' })
  if (!/util-linux/.test(found.stdout)) {
    process.stdout.write('skipped: no util-linux script(1) to make a terminal with\n')
    skip('no script(1)')
  }
  const home = freshHome()
  const command = `${process.execPath} ${program} login sandbox --auto --port 0 --step --json`
  const ended = spawnSync('script', ['-qec', command, '/dev/null'], {
    input: 'q\n', encoding: 'utf8', timeout: 20_000,
    env: { PATH: process.env['PATH'], HOME: home, OAUTH_WALK_HOME: home, LANG: 'C.UTF-8', TERM: 'dumb' },
  })
  expect(ended.status).toBe(130)
  expect(ended.stdout).toContain('"code":"left"')
  expect(ended.stdout).toMatch(/\[Step 1 of 6: You start\]/)
  expect(storedSessions(home)).toEqual([])
})

test('an early signal is no different: nothing is left behind', async () => {
  const home = freshHome()
  const running = start(['login', 'sandbox', '--auto', '--port', '0', '--no-save'], { home })
  await once(running.child, 'spawn')
  running.child.kill('SIGINT')
  const { status, signal } = await running.ended
  expect(status === null ? signal : status).toSatisfy((end: unknown) => end === 130 || end === 'SIGINT')
  expect(storedSessions(home)).toEqual([])
  expect((await run(['profile', 'list', '--json'], { home })).status).toBe(0)
})
