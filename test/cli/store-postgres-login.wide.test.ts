import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshDatabase, ownPostgres, whyNoPostgres, type Cluster } from '../support/postgres.ts'
import { openStub, type Stub } from '../support/stub-provider.ts'
import { logInAt, newMachine, type Machine } from './shared-login.ts'
import { runTo } from './inside.ts'

const kept = ({ home }: Machine) =>
  readdirSync(home).filter(name => name.startsWith('w-')).map(name => join(home, name))
const tokenOf = async (machine: Machine) => runTo(0, ['token', '--profile', 'team'], machine)

async function logIn(stub: Stub, machine: Machine) {
  return { ...await logInAt(stub, machine), token: stub.secrets.get('access_token') ?? '' }
}

/** The database is gone once the tokens have come. */
const goingAway = (cluster: Cluster): Parameters<Stub['reset']>[0] => ({
  userinfo: async (asked, stub) => {
    await cluster.stop('immediate')
    return stub.good.userinfo(asked, stub)
  },
})

async function prepare() {
  const [cluster, stub] = [await ownPostgres(), await openStub()]
  const { url } = await freshDatabase(cluster)
  return { cluster, stub, url, machine: newMachine(url) }
}

describe.skipIf(whyNoPostgres !== undefined)('a login whose database goes away after the tokens came', {
  timeout: 120_000,
}, () => {
  test('is kept here sealed, told, and written by the next command, for every machine', async () => {
    const { cluster, stub, url, machine } = await prepare()
    stub.reset(goingAway(cluster))
    const { status, stderr, token } = await logIn(stub, machine)
    const [path = '', ...others] = kept(machine)
    expect([status, others, statSync(path).mode & 0o777], stderr).toEqual([0, [], 0o600])
    expect(stderr).toContain(`The database could not take the new token. It is kept here, sealed: ${path} (0600).`)
    expect(token).not.toBe('')
    expect(readFileSync(path, 'utf8')).not.toContain(token)
    await cluster.start()
    const next = await tokenOf(machine)
    expect([next.stdout, next.stderr.includes(`${path} is removed`), kept(machine)]).toEqual([`${token}\n`, true, []])
    expect((await tokenOf(newMachine(url))).stdout).toBe(`${token}\n`)
  })

  test('gives way to a login that somebody else made since', async () => {
    const { cluster, stub, url, machine } = await prepare()
    stub.reset(goingAway(cluster))
    await logIn(stub, machine)
    await cluster.start()
    stub.reset()
    const other = await logIn(stub, newMachine(url))
    const next = await tokenOf(machine)
    expect([other.status, next.stdout, kept(machine)]).toEqual([0, `${other.token}\n`, []])
    expect(next.stderr).toContain('Another machine has written this session since')
  })

  test('and comes back at once, is written as if nothing had been', async () => {
    const { cluster, stub, machine } = await prepare()
    stub.reset({
      userinfo: async (asked, server) => {
        await cluster.restart('immediate')
        return server.good.userinfo(asked, server)
      },
    })
    const { status, stderr, token } = await logIn(stub, machine)
    expect([status, stderr.includes('sealed'), kept(machine)], stderr).toEqual([0, false, []])
    expect((await tokenOf(machine)).stdout).toBe(`${token}\n`)
  })
})
