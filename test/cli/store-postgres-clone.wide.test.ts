import { existsSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import { whyNoPostgres } from '../support/postgres.ts'
import { shareLogin } from './shared-login.ts'
import { runTo } from './inside.ts'

const bootId = '/proc/sys/kernel/random/boot_id'
const skip = whyNoPostgres !== undefined || !existsSync(bootId)

test.skipIf(skip)('a machine of the same name, cloned from one image, is another one: its claim is respected', {
  timeout: 150_000,
}, async () => {
  const seen: { claim?: string } = {}
  const { machine, cluster, database } = await shareLogin({
    rotated: async () => {
      const [row] = await cluster.query('SELECT claim FROM oauth_walk_sessions', database)
      seen.claim ??= String(row?.['claim'])
    },
  })
  await runTo(0, ['token'], machine)
  const { hostname: world } = JSON.parse(seen.claim ?? '') as { hostname: string }
  const boot = readFileSync(bootId, 'utf8').slice(0, 8)
  expect(world.split(' ').slice(0, 2)).toEqual([hostname(), boot])

  const timeWith = async (claimant: string) => {
    const claim = JSON.stringify({ pid: 4_194_305, hostname: claimant, started: '1' })
    await cluster.query(
      `UPDATE oauth_walk_sessions SET claim = '${claim}', claimed_at = clock_timestamp() - interval '14 s'`, database,
    )
    const began = Date.now()
    await runTo(0, ['token', 'refresh'], machine)
    return Date.now() - began
  }
  const [same, clone] = [await timeWith(world), await timeWith(world.replace(boot, '00000000'))]
  expect([same < 5000, clone > 5000], `${same} ms, ${clone} ms`).toEqual([true, true])
})
