import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { freshHome, start } from '../support/cli.ts'
import { startStub } from '../support/stub-provider.ts'
import { thorough } from '../support/thorough.ts'
import { browse } from '../support/user-agent.mjs'

const junk = thorough ? 10_000 : 2000
const idle = 200

test(`L62, L63, L64: ${junk} junk requests and ${idle} idle sockets at the listener do not keep a login from completing`, { timeout: 120_000 }, async () => {
  const stub = await startStub()
  onTestFinished(() => stub.close())
  const words = ['login', stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--no-open']
  const running = start(words, { home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret } })
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
  process.stdout.write(`flood: ${junk} requests in ${(flooded - started).toFixed(0)} ms, memory +${(grown / 1024).toFixed(1)} MiB, `
    + `callback behind ${idle} idle sockets after ${(delayed - flooded).toFixed(0)} ms\n`)
  expect(status, stderr).toBe(0)
  expect(seen.final?.status).toBe(200)
  expect(statuses).toEqual({ 400: junk / 2, 404: junk / 2 })
  expect(stderr.match(/Ignored/g)).toHaveLength(2)
  expect(grown).toBeLessThan(60 * 1024)
  expect(delayed - flooded).toBeLessThan(10_000)
})

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
  await Promise.all(sockets.map(async socket => new Promise(resolve => socket.once('connect', resolve).once('close', resolve))))
  return sockets
}

/** Resident memory in KiB. */
function memoryOf(pid: number | undefined): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid ?? 0}/status`, 'utf8'))?.[1])
}
