import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { Client } from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { freshDatabase, whyNoPostgres } from '../support/postgres.ts'
import { runTo, runToError } from './inside.ts'

/** A server on loopback that is ended with the test. */
async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

const list = (port: number, database: string, user = 'owner') => [
  'store', 'list', '--store', `postgres://${user}@127.0.0.1:${port}/${database}`,
]

describe.skipIf(
  whyNoPostgres !== undefined,
)('a database that a whole fleet comes to at once', { timeout: 60_000 }, () => {
  test('is waited for where it takes the connection, and needs longer for the rest than connecting may take', async () => {
    const { cluster, database } = await freshDatabase()
    const slow = createServer((socket) => {
      setTimeout(
        () => void socket.pipe(connect(cluster.port, '127.0.0.1').on('error', () => socket.destroy())).pipe(socket),
        5300,
      )
      socket.on('error', () => undefined)
    })
    await runTo(0, list(await listen(slow), database), { home: freshHome() })
  })

  test('is waited for while it has no room, until there is some', async () => {
    const { cluster, database } = await freshDatabase()
    await cluster.query('DO $$ BEGIN CREATE ROLE crowded LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$')
    await cluster.query('ALTER ROLE crowded CONNECTION LIMIT 1 PASSWORD \'word\'')
    const access = { host: '127.0.0.1', port: cluster.port, user: 'crowded', password: 'word', database }
    const holder = new Client(access)
    await holder.connect()
    const ended = runTo(0, list(cluster.port, database, 'crowded'), {
      home: freshHome(), environment: { PGPASSWORD: 'word' },
    })
    await expect.poll(() => cluster.log(), { timeout: 20_000 }).toContain('too many connections for role "crowded"')
    await holder.end()
    await ended
  })

  test('is given up soon where nobody takes the connection', async () => {
    const { database } = await freshDatabase()
    const closed = createServer()
    const port = await listen(closed)
    await new Promise(resolve => closed.close(resolve))
    expect(
      await runToError(6, list(port, database), { home: freshHome() }),
    ).toMatchObject({ code: 'store-unreachable' })
  })
})
