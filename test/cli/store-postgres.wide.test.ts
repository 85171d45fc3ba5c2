import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { ownPostgres, whyNoPostgres, type Cluster } from '../support/postgres.ts'
import { newMachine, shareLogin } from './shared-login.ts'
import { runJson, runTo, runToError } from './inside.ts'

const kept = (home: string) => readdirSync(home).filter(name => name.startsWith('w-')).map(name => join(home, name))

/**
 * How many connections have looked at the row to read it, to lock it, and once more: those wait for another machine.
 */
function askingAgain(log: string): number {
  const looks = new Map<string, number>()
  for (const [, pid = ''] of log.matchAll(/\[(\d+)\] LOG: {2}execute <unnamed>: SELECT sealed, claim/g)) looks.set(
    pid, (looks.get(pid) ?? 0) + 1,
  )
  return [...looks.values()].filter(count => count > 2).length
}

/** A shared login whose database does something while the first refresh is answered. */
async function whileAnswered(happens: (cluster: Cluster) => Promise<void>) {
  const cluster = await ownPostgres()
  const shared = await shareLogin({ cluster, rotated: async count => count === 1 ? happens(cluster) : undefined })
  return { ...shared, cluster, ci: newMachine(shared.url) }
}

describe.skipIf(whyNoPostgres !== undefined)('a database that goes away', { timeout: 120_000 }, () => {
  test('before the request: exit 6 within seconds, and nothing is sent', async () => {
    const cluster = await ownPostgres()
    const { url, provider } = await shareLogin({ cluster })
    // What the command needs is loaded by then: on a busy machine, that takes longer than it waits for a server.
    await runTo(0, ['token', 'show', '--profile', 'default'], newMachine(url))
    await cluster.stop()
    const started = Date.now()
    expect(await runToError(6, ['token', '--profile', 'default'], newMachine(url))).toMatchObject({
      code: 'store-unreachable',
    })
    expect(Date.now() - started).toBeLessThan(15_000)
    expect(provider.seen.requests).toBe(0)
    await cluster.start()
    expect((await runTo(0, ['token', '--profile', 'default'], newMachine(url))).stdout).toBe('canary-access-1/+=\n')
  })

  test('while the provider answers: the token is printed, kept here sealed, and written by the next command', async () => {
    const { cluster, provider, ci } = await whileAnswered(async server => server.stop('immediate'))
    const ended = await runTo(0, ['token', '--profile', 'default'], ci)
    expect(ended.stdout).toBe('canary-access-1/+=\n')
    const [path = '', ...others] = kept(ci.home)
    expect([others, statSync(path).mode & 0o777, ended.stderr.includes(path)]).toEqual([[], 0o600, true])
    expect(readFileSync(path, 'utf8')).not.toContain('canary')
    expect(await runToError(6, ['token', '--profile', 'default'], ci)).toMatchObject({ code: 'store-unreachable' })
    expect(kept(ci.home)).toEqual([path])
    await cluster.start()
    const next = await runTo(0, ['token', '--profile', 'default'], ci)
    expect([next.stdout, next.stderr.includes(path), kept(ci.home)]).toEqual(['canary-access-1/+=\n', true, []])
    expect(await runJson(
      0, ['token', 'refresh', '--profile', 'default'], newMachine(ci.environment['OAUTH_WALK_STORE'] ?? ''),
    )).toMatchObject({ how: 'refreshed' })
    expect(provider.seen).toMatchObject({ requests: 2, isRevoked: false })
  })

  test('and comes back while the provider answers: nobody notices', async () => {
    const { provider, ci } = await whileAnswered(async server => server.restart('immediate'))
    const ended = await runTo(0, ['token', '--profile', 'default'], ci)
    expect([ended.stdout, ended.stderr, kept(ci.home)]).toEqual(['canary-access-1/+=\n', '', []])
    expect(await runJson(0, ['token', 'refresh', '--profile', 'default'], ci)).toMatchObject({ how: 'refreshed' })
    expect(provider.seen).toMatchObject({ requests: 2, isRevoked: false })
  })

  test('and comes back while others wait: one waits for the answer that is still on its way', async () => {
    const others: Promise<{ stdout: string }>[] = []
    const { provider, ci, url } = await whileAnswered(async (server) => {
      await server.restart('fast')
      const before = server.log().length
      others.push(
        ...Array.from({ length: 4 }, async () => runTo(0, ['token', '--profile', 'default'], newMachine(url))),
      )
      await vi.waitFor(() => expect(askingAgain(server.log().slice(before))).toBe(4), { timeout: 30_000, interval: 50 })
    })
    expect((await runTo(0, ['token', '--profile', 'default'], ci)).stdout).toBe('canary-access-1/+=\n')
    expect((await Promise.all(others)).map(({ stdout }) => stdout)).toEqual(Array(4).fill('canary-access-1/+=\n'))
    expect(provider.seen).toMatchObject({ requests: 1, isRevoked: false })
  })
})
