import { describe, expect, test } from 'vitest'
import { ownPostgres, whyNoPostgres } from '../support/postgres.ts'
import { newMachine, shareLogin } from './shared-login.ts'
import { runJson, runTo } from './inside.ts'
import * as atDoor from './support.ts'

const ask = ['credential', 'git', 'get', '--profile', 'default']
const input = 'protocol=https\nhost=git.example\n\n'

describe.skipIf(whyNoPostgres !== undefined)('a profile with a copy in a database', { timeout: 60_000 }, () => {
  test('is changed there too: what is bound on one machine is bound on the others', async () => {
    const { url, machine } = await shareLogin()
    const ci = newMachine(url)
    expect((await atDoor.runTo(2, ask, { ...ci, input })).stdout).toBe('')
    expect((await runTo(0, ['profile', 'bind', 'default', '--host', 'git.example'], machine)).stderr).not.toContain('!')
    expect((await atDoor.runTo(0, ask, { ...ci, input })).stdout).toContain('password=canary-access-1/+=')
    await runTo(0, ['profile', 'bind', 'default', '--host', 'git.example', '--remove'], machine)
    expect((await atDoor.runTo(2, ask, { ...ci, input })).stdout).toBe('')
  })

  test('is changed here alone where the database is away, which is told', async () => {
    const cluster = await ownPostgres()
    const { machine } = await shareLogin({ cluster })
    await cluster.stop()
    const bound = await runTo(0, ['profile', 'bind', 'default', '--host', 'git.example'], machine)
    expect(bound.stderr).toMatch(
      /! The copy of profile "default" in postgres:\/\/\S+ could not be changed now; the next login does it\./,
    )
    expect(await runJson(0, ['profile', 'show', 'default'], machine)).toMatchObject({
      settings: { host: { value: ['git.example'] } },
    })
  })
})
