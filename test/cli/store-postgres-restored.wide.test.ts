import { expect, test } from 'vitest'
import { ownPostgres, whyNoPostgres } from '../support/postgres.ts'
import { newMachine, shareLogin } from './shared-login.ts'
import { runTo } from './inside.ts'

test.skipIf(
  whyNoPostgres !== undefined,
)('a database that crashes during a refresh, and comes back as it was before, gets the new token', {
  timeout: 120_000,
}, async () => {
  const cluster = await ownPostgres()
  const restored: { run?: () => Promise<void> } = {}
  const { url, database, machine, provider } = await shareLogin({ cluster, rotated: async () => restored.run?.() })
  await cluster.query('CREATE TABLE before_request AS SELECT * FROM oauth_walk_sessions', database)
  restored.run = async () => {
    await cluster.restart('immediate')
    await cluster.query(
      'DELETE FROM oauth_walk_sessions; INSERT INTO oauth_walk_sessions SELECT * FROM before_request', database,
    )
  }
  const { stdout, stderr } = await runTo(0, ['token'], machine)
  expect([stdout, stderr]).toEqual(['canary-access-1/+=\n', ''])
  expect((await runTo(0, ['token', '--profile', 'default'], newMachine(url))).stdout).toBe('canary-access-1/+=\n')
  expect((await runTo(0, ['token', 'refresh'], machine)).stderr).toContain('Refreshed')
  expect(provider.seen).toMatchObject({ requests: 2, isRevoked: false })
})
