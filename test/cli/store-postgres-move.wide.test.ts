import { describe, expect, test } from 'vitest'
import { whyNoPostgres } from '../support/postgres.ts'
import { newMachine, shareLogin, withoutStore } from './shared-login.ts'
import { runJson, runTo, runToError } from './inside.ts'
import { plantProfile } from './support.ts'

describe.skipIf(whyNoPostgres !== undefined)('a session that moves out of a database', { timeout: 120_000 }, () => {
  test('brings its profile to a machine that had none, which can use it and move it back', async () => {
    const { url, provider } = await shareLogin()
    const ci = newMachine(url)
    const moved = await runTo(0, ['store', 'move', '--profile', 'default', '--to', 'file'], ci)
    expect(moved.stderr).toContain(`OAUTH_WALK_STORE still names ${url}`)
    const alone = withoutStore(ci)
    expect((await runTo(0, ['token', '--profile', 'default'], alone)).stdout).toBe('canary-access-1/+=\n')
    expect(await runJson(0, ['profile', 'show', 'default'], alone)).toMatchObject({
      settings: { store: { value: 'file' }, 'token-endpoint': { value: `${provider.url}/token` } },
    })
    await runTo(0, ['store', 'move', '--profile', 'default', '--to', url], ci)
    expect((await runTo(0, ['token', '--profile', 'default'], newMachine(url))).stdout).toBe('canary-access-1/+=\n')
    expect(provider.seen).toMatchObject({ requests: 1, isRevoked: false })
  })

  test('says that the variable hides it, comes back in spite of it, and tells where nothing moved', async () => {
    const { url, machine } = await shareLogin()
    await runTo(0, ['store', 'move', '--to', 'file'], machine)
    const error = await runToError(7, ['token'], machine)
    expect(error).toMatchObject({ code: 'no-session', hint: 'unset OAUTH_WALK_STORE' })
    expect(error['cause'])
      .toBe(`OAUTH_WALK_STORE names ${url}, and no session of this profile is there. The profile itself names: file.`)
    const back = await runTo(0, ['store', 'move', '--to', url], machine)
    expect(back.stderr).not.toContain('OAUTH_WALK_STORE')
    expect((await runTo(0, ['token'], machine)).stdout).toBe('canary-access-1/+=\n')
    expect((await runTo(0, ['store', 'move', '--all', '--to', 'file'], newMachine(url))).stderr)
      .toContain('Nothing was moved')
    plantProfile(machine.home, 'default', { issuer: 'https://elsewhere.example', 'client-id': 'walker' })
    expect(await runToError(7, ['store', 'move', '--to', url], machine)).toMatchObject({ code: 'no-session' })
  })
})
