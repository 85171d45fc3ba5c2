import { describe, expect, test } from 'vitest'
import { openStub } from '../support/stub-provider.ts'
import { freshDatabase, whyNoPostgres } from '../support/postgres.ts'
import { logInAt, newMachine, shareLogin, withOtherKey, withoutStore } from './shared-login.ts'
import { runTo, runToError } from './inside.ts'
import { containing, plantSession } from './support.ts'

describe.skipIf(whyNoPostgres !== undefined)('a session that machines share', { timeout: 120_000 }, () => {
  test('is not overwritten with another key: by no move, and by no login, which asks nobody to sign in then', async () => {
    const { url, machine, provider, cluster, database } = await shareLogin()
    const sealed = async () => cluster.query('SELECT * FROM oauth_walk_sessions ORDER BY id', database)
    const [before] = await sealed()
    plantSession(machine.home, provider.url, { refresh_token: 'of another sign-in', obtained_at: Date.now() })
    const error = await runToError(6, ['store', 'move', '--to', url], withOtherKey(withoutStore(machine)))
    expect(error).toMatchObject({
      code: 'store-sealed', hint: containing(`DELETE FROM oauth_walk_sessions WHERE id = '${String(before?.['id'])}'`),
    })
    expect(await sealed()).toEqual([before])

    const stub = await openStub()
    await logInAt(stub, newMachine(url))
    const [both, asked] = [await sealed(), stub.asked.length]
    const ended = await logInAt(stub, withOtherKey(newMachine(url)))
    expect([ended.status, ended.stderr.includes('can’t be opened'), await sealed()], ended.stderr).toEqual([
      6, true, both,
    ])
    expect(stub.asked.slice(asked)).toEqual([])
    expect((await logInAt(stub, withOtherKey(newMachine(url)), 'other')).status).toBe(0)
  })

  test('is replaced by a login with its key, which says so', async () => {
    const { url } = await freshDatabase()
    const stub = await openStub()
    const [first, second] = [await logInAt(stub, newMachine(url)), await logInAt(stub, newMachine(url))]
    const said = `A session of this profile was in ${url}. The new one takes its place for every machine; the old one was not revoked.`
    expect([first.stderr.includes(said), second.stderr.includes(said)], second.stderr).toEqual([false, true])
    expect((await runTo(0, ['token', '--profile', 'team'], newMachine(url))).stdout)
      .toBe(`${stub.secrets.get('access_token') ?? ''}\n`)
  })

  test('is not replaced by a move: neither by an older one nor by the one that it was made of', async () => {
    const { url, machine, provider } = await shareLogin()
    await runTo(0, ['token', '--profile', 'default'], newMachine(url))
    const obtained_at = Date.UTC(2026, 0, 2)
    plantSession(machine.home, provider.url, { refresh_token: 'canary-refresh-0/+=', obtained_at })
    const error = await runToError(6, ['store', 'move', '--to', url], withoutStore(machine))
    expect(error).toMatchObject({
      code: 'store-taken', message: `${url} holds another session of profile "default"`,
      cause: containing('the one to be moved at 2026-01-02T00:00:00.000Z'),
    })
    expect(error['hint']).toContain(`oauth-walk logout --store ${url}`)
    expect((await runTo(0, ['token', 'refresh', '--profile', 'default'], newMachine(url))).stderr)
      .toContain('Refreshed')
    expect(provider.seen).toMatchObject({ isRevoked: false })
    await runTo(0, ['logout', '--profile', 'default', '--store', url], machine)
    await runTo(0, ['store', 'move', '--to', url], withoutStore(machine))
  })
})
