import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { loadavg } from 'node:os'
import { expect, onTestFinished, test } from 'vitest'
import { freshHome, start } from '../support/cli.ts'
import { startStub } from '../support/stub-provider.ts'
import { thorough } from '../support/thorough.ts'
import { browse, visit } from '../support/user-agent.mjs'
import { wide } from '../support/wide.ts'

const junk = thorough ? 10_000 : 2000
const idle = 200

test.runIf(wide)(
  `L62, L63, L64: ${junk} junk requests and ${idle} idle sockets at the listener do not keep a login from completing`, {
    timeout: 120_000,
  }, async () => {
    const stub = await startStub()
    onTestFinished(() => stub.close())
    const words = ['login', stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--no-open']
    const running = start(words, {
      home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
    })
    const [, address = ''] = await running.sees('stderr', /^ *(https?:\/\/\S+\?\S+)$/m)
    const { port } = new URL(new URL(address).searchParams.get('redirect_uri') ?? '')
    const before = memoryOf(running.child.pid)
    const started = performance.now()
    const statuses = await flood(Number(port))
    const flooded = performance.now()
    const grown = memoryOf(running.child.pid) - before
    const sockets = await hold(Number(port))
    const seen = await browse(address)
    const delayed = performance.now()
    sockets.forEach(socket => socket.destroy())
    const { status, stderr } = await running.ended
    process.stdout.write(
      `flood: ${junk} requests in ${(flooded - started).toFixed(0)} ms, memory +${(grown / 1024).toFixed(1)} MiB, `
      + `callback behind ${idle} idle sockets after ${(delayed - flooded).toFixed(0)} ms\n`,
    )
    expect(status, stderr).toBe(0)
    expect(seen.final?.status).toBe(200)
    expect(statuses).toEqual({ 400: junk / 2, 404: junk / 2 })
    expect(stderr.match(/Ignored/g)).toHaveLength(2)
    expect(grown).toBeLessThan(60 * 1024)
    expect(delayed - flooded).toBeLessThan(10_000)
  },
)

/**
 * Requests of each of two processes, and within how many milliseconds the true one is looked at; on a busy machine that
 * is not judged.
 */
const each = thorough ? 2000 : 200
const soon = 250

test.runIf(wide)(`the true callback is looked at at once while ${2
* each} with a wrong state come as fast as two processes can send them`, { timeout: 120_000 }, async () => {
  const stub = await startStub()
  onTestFinished(() => stub.close())
  const words = [
    'login', stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--no-open', '--events', '--quiet',
  ]
  const running = start(words, {
    home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
  })
  const [, address = ''] = await running.sees('stdout', /"type":"authorization-url"[^\n]*"url":"([^"]+)"/)
  await running.sees('stdout', /"type":"waiting"/)
  const redirectUri = new URL(address).searchParams.get('redirect_uri') ?? ''
  const lookedAt = running.sees('stdout', /"type":"step-started"[^\n]*"step":"callback"/).then(() => performance.now())
  const senders = [1, 2].map(() =>
    spawn(process.execPath, ['-e', sender, redirectUri, String(each)], { stdio: 'ignore' }))
  onTestFinished(() => senders.forEach(child => void child.kill()))
  const flooded = Promise.all(senders.map(async child => once(child, 'exit')))
  await running.sees('stdout', /"type":"callback-ignored"/)
  const { location = '' } = await visit({ cookies: [], visited: [] }, { url: address })
  const sent = performance.now()
  const [answer, looked] = await Promise.all([visit({ cookies: [], visited: [] }, { url: location }), lookedAt])
  process.stdout.write(
    `flood by two processes: the true callback was looked at after ${(looked - sent).toFixed(0)} ms\n`,
  )
  expect([answer.status, (await running.ended).status]).toEqual([200, 0])
  if (thorough && loadavg()[0] as number < 2) expect(looked - sent).toBeLessThan(soon)
  await flooded
})

/** Sends them with as many connections at once as it can make use of. */
const sender = `
  const { Agent, get } = require('node:http')
  const [redirectUri, many] = process.argv.slice(1)
  const agent = new Agent({ maxSockets: 64 })
  let left = Number(many)
  const done = () => --left === 0 && process.exit()
  for (let n = 0; n < many; n++) get(redirectUri + '?code=x&state=' + n, { agent }, answer => answer.resume().on('end', done)).on('error', done)
`

/** Half of them are for another path, half bring a wrong state; eight at a time. */
async function flood(port: number): Promise<Record<number, number>> {
  const agent = new Agent({ maxSockets: 8 })
  const statuses: Record<number, number> = {}
  const paths = Array.from({ length: junk }, (_, n) => n % 2 === 0 ? '/favicon.ico' : `/callback?code=x&state=${n}`)
  await Promise.all(paths.map(async (path) => {
    for (let status = 0; status === 0;) {
      status = await ask(agent, port, path)
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  }))
  const { 0: hungUp = 0, ...answered } = statuses
  process.stdout.write(`flood: ${hungUp} connections over the limit were hung up on, and tried again\n`)
  return answered
}

/** The status of the answer; 0 where the listener hung up, since it serves a few connections at a time. */
async function ask(agent: Agent, port: number, path: string): Promise<number> {
  return new Promise((resolve) => {
    request({ agent, host: '127.0.0.1', port, path }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0))
    }).once('error', () => resolve(0)).end()
  })
}

async function hold(port: number): Promise<Socket[]> {
  const sockets = Array.from({ length: idle }, () => connect(port, '127.0.0.1').on('error', () => undefined))
  await Promise.all(
    sockets.map(async socket => new Promise(resolve => socket.once('connect', resolve).once('close', resolve))),
  )
  return sockets
}

/** Resident memory in KiB. */
function memoryOf(pid: number | undefined): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid ?? 0}/status`, 'utf8'))?.[1])
}
