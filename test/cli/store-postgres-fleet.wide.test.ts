import { describe, expect, test } from 'vitest'
import { runInside } from '../support/inside.ts'
import { ownPostgres, whyNoPostgres } from '../support/postgres.ts'
import { newMachine, shareLogin, withoutStore, withVariables } from './shared-login.ts'
import { runJson, runTo, runToError } from './inside.ts'
import * as atDoor from './support.ts'
import { containing, plantProfile, plantSession } from './support.ts'

describe.skipIf(whyNoPostgres !== undefined)('a machine that never logged in', { timeout: 120_000 }, () => {
  test('shows, examines and binds the profile that lies with the session', async () => {
    const { url, provider } = await shareLogin()
    const ci = withVariables(newMachine(url), { OAUTH_WALK_PROFILE: 'default' })
    for (const words of [[], ['default']]) {
      const shown = await runTo(0, ['profile', 'show', ...words], ci)
      expect([shown.stdout, shown.stderr]).toEqual([
        containing(`${provider.url}/token`), containing(`its settings come from ${url}`),
      ])
      // Where there is no page to sign in at, something else is wrong.
      expect((await runInside(['doctor', ...words], ci)).stdout).toMatch(/✓ settings +client walker, profile default/)
    }
    await runTo(0, ['profile', 'bind', '--host', 'git.example'], ci)
    const asked = { ...ci, input: 'protocol=https\nhost=git.example\n\n' }
    expect((await atDoor.runTo(0, ['credential', 'git', 'get'], asked)).stdout).toContain(
      'password=canary-access-1/+=\n',
    )
    expect(await runJson(0, ['profile', 'list'], ci)).toMatchObject({ profiles: [{ name: 'default', active: false }] })
    // It is this machine's profile now, and finds its session without the variable too.
    expect((await runTo(0, ['token'], withoutStore(ci))).stdout).toBe('canary-access-1/+=\n')
  })

  test('has the client secret from the session, and names every other file itself', async () => {
    const { url, machine, provider } = await shareLogin()
    const settings = {
      target: provider.url, 'authorization-endpoint': `${provider.url}/authorize`,
      'token-endpoint': `${provider.url}/token`, 'client-id': 'walker', 'auth-method': 'client_secret_post',
    }
    plantProfile(machine.home, 'default', { ...settings, store: url, 'client-secret-file': '/nowhere/secret' })
    await runTo(0, ['profile', 'bind', '--host', 'git.example'], machine)
    const ci = withVariables(newMachine(url), { OAUTH_WALK_PROFILE: 'default' })
    expect(await runJson(0, ['token', 'refresh'], ci)).toMatchObject({ how: 'refreshed' })
    plantProfile(machine.home, 'default', { ...settings, store: url, ca: '/nowhere/ca.pem' })
    await runTo(0, ['profile', 'bind', '--host', 'git.example'], machine)
    expect(await runJson(0, ['token', 'refresh'], ci)).toMatchObject({ how: 'refreshed' })
    const naming = withVariables(ci, { OAUTH_WALK_CA: '/nowhere/ca.pem' })
    expect(await runToError(2, ['token', 'refresh'], naming)).toMatchObject({
      code: 'file-unreadable', message: containing('/nowhere/ca.pem'),
    })
  })

  test('is told which profiles the store has, where it names none or another', async () => {
    const { url } = await shareLogin()
    const ci = newMachine(url)
    const none = await runToError(7, ['token'], ci)
    expect(none).toMatchObject({
      code: 'no-session', cause: `No profile is named, and none is active here. ${url} has: default.`,
      hint: 'export OAUTH_WALK_PROFILE=default',
    })
    const cause = `There is no profile of this name, here or in ${url}. That store has: default.`
    expect(await runToError(7, ['token', '--profile', 'other'], ci)).toMatchObject({
      code: 'no-session', cause, hint: 'export OAUTH_WALK_PROFILE=default',
    })
    expect(await runToError(2, ['profile', 'show', 'other'], ci)).toMatchObject({ code: 'profile-unknown', cause })
    expect(await runToError(2, ['profile', 'use', 'default'], ci)).toMatchObject({
      code: 'profile-unknown', cause: containing(`${url} has it`), hint: 'export OAUTH_WALK_PROFILE=default',
    })
  })
})

describe.skipIf(whyNoPostgres !== undefined)('the list of sessions', { timeout: 120_000 }, () => {
  test('has what lies in the stores of the profiles too, and names the stores that are empty or away', async () => {
    const cluster = await ownPostgres()
    const { url, machine } = await shareLogin({ cluster })
    const alone = withoutStore(machine)
    expect(await runJson(0, ['store', 'list'], alone)).toMatchObject({
      sessions: [{ profile: 'default', store: 'postgres', place: url }],
    })
    expect((await runTo(0, ['store', 'list', '--store', 'file'], alone)).stderr)
      .toContain(`No session is stored in: ${machine.home}`)
    expect((await runTo(0, ['store', 'list'], alone)).stdout).toContain(url)
    await cluster.stop()
    expect(await runToError(6, ['store', 'list'], machine)).toMatchObject({ code: 'store-unreachable' })
    plantSession(machine.home, 'https://other.example', {}, 'other')
    const listed = await runTo(0, ['store', 'list', '--json'], alone)
    expect(JSON.parse(listed.stdout)).toMatchObject({
      sessions: [{ profile: 'other', store: 'file' }], unread: [{ place: url, code: 'store-unreachable' }],
    })
    expect(listed.stderr).toContain(`The sessions in ${url} can’t be listed`)
  })
})
