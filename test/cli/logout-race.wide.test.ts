import { readdirSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { sessionsIn } from '../stress/stored.ts'
import { freshHome, start } from '../support/cli.ts'
import { freshDatabase, whyNoPostgres } from '../support/postgres.ts'
import { newMachine } from './shared-login.ts'
import { startStub, tokens, type Endpoint } from './stub-provider.ts'
import { runTo } from './inside.ts'
import { plantSession, readSession } from './support.ts'

/** A provider that has given new tokens, and whose answer comes once somebody has revoked the old ones. */
async function startSlow() {
  let answer: () => void = () => undefined
  const revoked = new Promise<void>(resolve => answer = resolve)
  const slow: Endpoint = async () => {
    await revoked
    return { body: tokens(1) }
  }
  const stub = await startStub({ '/token': slow })
  stub.endpoints['/revoke'] = () => {
    if (stub.seenAt('/revoke').length === 2) answer()
    return { body: '' }
  }
  return stub
}

const inFolder = () => ({ home: freshHome(), environment: {} })
const inDatabase = async () => newMachine((await freshDatabase()).url)
const stores = [['a folder', inFolder, undefined], ['a database', inDatabase, whyNoPostgres]] as const

describe.each(stores)('a session in %s that is refreshed meanwhile', (_, make, skip) => {
  test.skipIf(skip !== undefined).each([[['logout']], [['token', 'revoke']]])(
    'is ended by %s with the tokens that came', {
      timeout: 60_000,
    }, async (words) => {
      const stub = await startSlow()
      const machine = await make()
      plantSession(machine.home, stub.issuer)
      const { OAUTH_WALK_STORE: to, ...environment } = machine.environment as Record<string, string>
      if (to !== undefined) await runTo(0, ['store', 'move', '--to', to], { ...machine, environment })
      const refreshing = start(['token', 'refresh'], machine)
      await vi.waitFor(() => expect(stub.seenAt('/token')).toHaveLength(1), { timeout: 20_000 })
      const { stdout } = await runTo(0, [...words, '--json'], machine)
      expect((await refreshing.ended).status).toBe(0)
      expect(stub.seenAt('/revoke').map(({ form }) => form['token'])).toEqual([
        'planted-refresh-token/+=', 'planted-access-token/+=', 'stub-refresh-1/+=', 'stub-access-1/+=',
      ])
      expect(JSON.parse(stdout)).toMatchObject({
        revocations: ['refresh_token', 'access_token', 'refresh_token', 'access_token'].map(token =>
          ({ token, confirmed: true })),
      })
      expect((await runTo(7, ['token'], machine)).stdout).toBe('')
    },
  )
})

test.each([[['logout']], [['token', 'revoke']]])('%j comes to an end, however often others sign in meanwhile', async (
  words,
) => {
  const home = freshHome()
  const logins: Promise<unknown>[] = []
  const stub = await startStub()
  plantSession(home, stub.issuer)
  const planted = readSession(home)
  stub.endpoints['/revoke'] = async () => {
    const count = logins.length
    const login = sessionsIn(home).write({ ...planted, access_token: `access-${count}`, refresh_token: `new-${count}` })
    logins.push(login)
    // It waits for whoever holds the lock, and somebody who holds none finds another session each time.
    if (!readdirSync(home).some(name => name.endsWith('.lock'))) await login
    return { body: '' }
  }
  const { stdout } = await runTo(0, [...words, '--json'], { home })
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, revocations: Array(4).fill({ confirmed: true }) })
  await Promise.all(logins)
  expect((await runTo(0, ['token'], { home })).stdout).toMatch(/^access-\d\n$/)
})
