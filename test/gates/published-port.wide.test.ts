import { execFile, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { freshHome, program } from '../support/cli.ts'
import { skipWithoutNetworks } from '../support/own-network.ts'
import { sampled } from '../support/wide.ts'

const scenario = fileURLToPath(new URL('../support/published-port.mjs', import.meta.url))

interface Seen {
  status: number
  stderr: string
  address?: string
  wrongHost: number
  wrongState: number
  loopbackOfContainer: string
  start: { status: number, isProvider: boolean }
  answer: number
  reached?: string
  tokens: number
  document: { error?: Record<string, unknown>, findings?: { code: string, details: object }[] }
}

/** Logs in within a network of its own whose port is published on the loopback of another one. */
async function login(way: 'straight' | 'start', listen: string): Promise<Seen> {
  const { stdout } = await promisify(execFile)(
    'unshare', ['-n', process.execPath, scenario, program, freshHome(), way, listen], { timeout: 40_000 },
  )
  return JSON.parse(stdout) as Seen
}

const canUnshare = spawnSync(
  'unshare', ['-n', 'sh', '-c', 'ip link set lo up && ip link add outside type veth peer name inside'],
  { stdio: 'ignore' },
).status === 0

test('published port: runs where this user may make networks of his own, as root may on Linux', ({ skip }) => {
  if (!canUnshare) skipWithoutNetworks(skip)
})

describe.runIf(canUnshare)('--listen, for a container whose port is published', () => {
  test.each(sampled([
    '0.0.0.0', '::', '10.213.0.2',
  ], 2))('at %s lets the browser of the host come back, by the start address', async (listen) => {
    const seen = await login('start', listen)
    expect(seen, seen.stderr).toMatchObject({
      status: 0, wrongHost: 403, wrongState: 400, start: { status: 303, isProvider: true }, answer: 200,
    })
    expect(seen.tokens).toBe(1)
    expect(seen.address).toMatch(/^http:\/\/127\.0\.0\.1:8765\/[\w-]{32}$/)
    expect(seen.document.findings).toContainEqual(expect.objectContaining({ code: 'listener-exposed' }))
    // The port of the container's own loopback is nobody else's either.
    expect(seen.loopbackOfContainer).toBe('404')
  })

  test('refuses a callback of a browser that did not go through the start address, whatever its state', async () => {
    const seen = await login('straight', '0.0.0.0')
    expect(seen, seen.stderr).toMatchObject({
      status: 4, tokens: 0,
      document: {
        error: {
          code: 'same-browser', expected: 'the browser that began at the address of --listen',
          came: 'a browser that did not begin at the address of --listen',
          hint: expect.stringMatching(/^Open the address that the story shows/) as string,
        },
      },
    })
  })

  test('at loopback alone is as if it was not there: the host can’t reach it', async () => {
    const seen = await login('start', '127.0.0.1,localhost')
    expect(seen, seen.stderr).toMatchObject({
      status: 130, reached: 'ECONNRESET', document: { error: { code: 'interrupted' } },
    })
    expect(seen.address).toBeUndefined()
  })
})
