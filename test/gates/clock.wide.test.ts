import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createStopwatch } from '../../src/transport/stopwatch.ts'
import { startStub } from '../cli/stub-provider.ts'
import { freshHome, start } from '../support/cli.ts'

const hour = 3_600_000

/** What sets the clock of a process by so much once it waits, as a machine does that has just asked for the time. */
function settingTheClock(home: string, jump: number): NodeJS.ProcessEnv {
  const path = join(home, 'clock.cjs')
  writeFileSync(
    path, `const real = Date.now, begun = real(); Date.now = () => real() + (real() - begun > 1000 ? ${jump} : 0)\n`,
  )
  return { NODE_OPTIONS: `--require ${path}` }
}

test.each([
  ['back', -hour], ['forward', hour], ['back by ten years', -87_600 * hour],
])('clock: one that is set %s changes nothing about a wait', async (_way, jump) => {
  const home = freshHome()
  const { issuer } = await startStub()
  const words = [
    'login', '--authorization-endpoint', `${issuer}/a`, '--token-endpoint', `${issuer}/t`, '--client-id', 'x',
    '--no-open', '--port', '0', '--timeout', '2',
  ]
  const login = start(words, { home, environment: settingTheClock(home, jump) })
  await login.sees('stderr', /Waiting at/)
  const waited = performance.now()
  expect(await login.ended).toMatchObject({
    status: 5, stderr: expect.stringContaining('Nobody came back within 2 s') as string,
  })
  expect(performance.now() - waited).toBeGreaterThan(1000)
  expect(performance.now() - waited).toBeLessThan(15_000)
})

test.each([
  ['back', -hour], ['forward', hour],
])('clock: one that is set %s changes nothing about the wait on another device', async (_way, jump) => {
  const home = freshHome()
  const { issuer, endpoints } = await startStub()
  endpoints['/d'] = () => ({
    body: {
      device_code: 'planted-device-code', user_code: 'AB-CD', verification_uri: `${issuer}/v`, expires_in: 600,
      interval: 1,
    },
  })
  endpoints['/t'] = () => ({ status: 400, body: { error: 'authorization_pending' } })
  const words = [
    'login', '--device-authorization-endpoint', `${issuer}/d`, '--token-endpoint', `${issuer}/t`, '--client-id', 'x',
    '--device', '--timeout', '3', '--json',
  ]
  const { status, stdout } = await start(words, { home, environment: settingTheClock(home, jump) }).ended
  expect([status, JSON.parse(stdout)]).toMatchObject([5, { error: { code: 'nobody-came' } }])
})

test('clock: the stopwatch goes on whatever the clock says, also while the machine sleeps', () => {
  const elapsed = createStopwatch()
  const real = Date.now
  try {
    Date.now = () => 0
    const first = elapsed()
    expect(first).toBeGreaterThanOrEqual(0)
    expect(first).toBeLessThan(5000)
    Date.now = () => real() + hour
    expect(elapsed() - first).toBeLessThan(5000)
  } finally {
    Date.now = real
  }
})
