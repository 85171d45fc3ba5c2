import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { expect, onTestFinished, test } from 'vitest'
import { scriptedBrowser } from '../support/browser.ts'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { freePort, hasIpv6, occupy, release } from '../support/ports.ts'
import { browse } from '../support/user-agent.mjs'
import type { Lie } from '../support/user-agent.d.mts'
import { freshStub, get, refusedBy, startWaiting } from '../support/waiting-walk.ts'
import { documentOf, storedSessions } from '../support/walks.ts'

test.each<{ name: string, lies: Lie[], told: RegExp }>([
  { name: 'L32: a wrong state', lies: ['wrong-state'], told: /its state is not ours/ },
  { name: 'L33: no state', lies: ['missing-state'], told: /it has no state/ },
  { name: 'D31: two states', lies: ['state-twice'], told: /its state is not ours/ },
  {
    name: 'L34: a denial with a wrong state', lies: ['denied-by-stranger'],
    told: /an error with a state that is not ours/,
  },
  { name: 'L36: a denial without a state', lies: ['denied-without-state'], told: /an error without a state/ },
  {
    name: 'D31: all of them, again and again',
    lies: ['wrong-state', 'denied-by-stranger', 'other-path', 'wrong-state', 'missing-state'], told: /Still waiting/,
  },
])('$name is answered 400 and ignored; then the right answer counts', async ({ lies, told }) => {
  const stub = await freshStub()
  const { running, address } = await startWaiting(stub)
  const { callbacks } = await browse(address, { send: [...lies, 'right'] })
  const { status, stderr } = await running.ended
  expect(status, stderr).toBe(0)
  expect(callbacks.map(({ answer }) => answer?.status)).toEqual([
    ...lies.map(lie => lie === 'other-path' ? 404 : 400), 200,
  ])
  expect(callbacks[0]?.answer?.page).toContain('Nothing was used')
  expect(stderr).toMatch(told)
  expect(stub.counts).toMatchObject({ token: 1, userinfo: 1 })
})

test('L48: the refusal of a wrong state is the same whatever is wrong with it', async () => {
  const stub = await freshStub()
  const { running, signIn, state } = await startWaiting(stub)
  const { url } = await signIn()
  const wrong = [`x${state.slice(1)}`, `${state.slice(0, -1)}x`, `${state}x`, '', 'x'.repeat(4000)]
  const answers = await Promise.all(wrong.map(async other => get(url.replace(`state=${state}`, `state=${other}`))))
  const seen = answers.map(({ status, page, headers }) =>
    JSON.stringify({ status, page, headers: { ...headers, date: '' } }))
  expect(new Set(seen).size).toBe(1)
  expect(seen[0]).not.toContain(state)
  await get(url)
  expect((await running.ended).status).toBe(0)
})

test('L66: one of two tabs with the same answer wins, and the code is sent once', async () => {
  const stub = await freshStub()
  const { running, signIn } = await startWaiting(stub)
  const { url } = await signIn()
  const answers = await Promise.allSettled([get(url), get(url)])
  expect((await running.ended).status).toBe(0)
  expect(
    answers.filter(answer => answer.status === 'fulfilled' && answer.value.page.includes('You are signed in')),
  ).toHaveLength(1)
  expect(stub.counts).toMatchObject({ token: 1, userinfo: 1 })
})

test('a tab that is closed before the answer does not stop the walk', async () => {
  const stub = await freshStub()
  const { running, address, home } = await startWaiting(stub)
  await browse(address, { leaveEarly: async () => running.sees('stderr', /^4 {2}/m) })
  const { status, stderr } = await running.ended
  expect(status, stderr).toBe(0)
  expect(storedSessions(home)).toHaveLength(1)
})

test('L70: connections that say nothing do not keep the walk from ending', async () => {
  const stub = await freshStub()
  const { running, address, port } = await startWaiting(stub)
  const idle = ['', 'GET /callback HTTP/1.1\r\nHost: '].map((beginning) => {
    const socket = connect({ port, host: '127.0.0.1' }).on('error', () => undefined)
    onTestFinished(() => void socket.destroy())
    return new Promise<void>(resolve => socket.once('connect', () => socket.write(beginning, () => resolve())))
  })
  await Promise.all(idle)
  await browse(address)
  expect((await running.ended).status).toBe(0)
})

test('it listens on the loopback address of its redirect URI and nowhere else', async ({ skip }) => {
  const outside = Object.values(networkInterfaces()).flat().find(address =>
    address?.family === 'IPv4' && !address.internal)?.address
  if (outside === undefined) {
    process.stdout.write('skipped: this host has no address but loopback\n')
    skip('this host has no address but loopback')
  }
  const stub = await freshStub()
  const { running, address, port } = await startWaiting(stub)
  expect(await refusedBy(port, outside ?? '')).toBe('ECONNREFUSED')
  if (hasIpv6()) expect(await refusedBy(port, '::1')).toBe('ECONNREFUSED')
  expect(await refusedBy(port, '127.0.0.1')).toBeUndefined()
  await browse(address)
  expect((await running.ended).status).toBe(0)
})

test('a busy port ends the walk before any browser opens', async () => {
  const stub = await freshStub()
  const port = await freePort()
  const holder = await occupy(port, '127.0.0.1')
  onTestFinished(async () => holder && release(holder))
  const home = freshHome()
  const words = [
    'login', stub.issuer, '--client-id', stub.client.client_id, '--redirect-uri', `http://127.0.0.1:${port}/callback`,
  ]
  const ended = await runInside([...words, '--json', '--browser', scriptedBrowser().command], { home })
  expect(ended.status).toBe(5)
  expect(documentOf(ended)).toMatchObject({
    error: { code: 'port-in-use', step: 'redirect', exit_code: 5, hint: expect.stringContaining('--port 0') as string },
  })
  expect(ended.stderr).toContain(`Port ${port} on 127.0.0.1 is in use`)
  expect(stub.counts).toMatchObject({ authorize: 0, token: 0 })
  expect(storedSessions(home)).toEqual([])
})

test('a list of ports is tried in order', async () => {
  const stub = await freshStub()
  const [busy, free] = [await freePort(), await freePort()]
  const holder = await occupy(busy, '127.0.0.1')
  onTestFinished(async () => holder && release(holder))
  const { running, address, port } = await startWaiting(stub, ['--port', `${busy},${free}`])
  expect(port).toBe(free)
  await browse(address)
  expect((await running.ended).status).toBe(0)
})

test('localhost is refused while another program holds one of its two addresses', async ({ skip }) => {
  if (!hasIpv6()) {
    process.stdout.write('skipped: this host has no [::1]\n')
    skip('this host has no [::1]')
  }
  const stub = await freshStub()
  const port = await freePort()
  const holder = await occupy(port, '::1')
  onTestFinished(async () => holder && release(holder))
  const words = [
    'login', stub.issuer, '--client-id', stub.client.client_id, '--redirect-uri', `http://localhost:${port}/callback`,
    '--json',
  ]
  const ended = await runInside([...words, '--browser', scriptedBrowser().command], { home: freshHome() })
  expect(documentOf(ended)).toMatchObject({ error: { code: 'port-in-use', exit_code: 5 } })
  expect(await refusedBy(port, '127.0.0.1')).toBe('ECONNREFUSED')
  expect(stub.counts.authorize).toBe(0)
})
