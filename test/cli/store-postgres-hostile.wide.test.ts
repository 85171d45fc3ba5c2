import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { formatTable } from '../../src/cli/terminal/table.ts'
import { whyNoPostgres } from '../support/postgres.ts'
import { newMachine, shareLogin } from './shared-login.ts'
import { runJson, runTo, runToError } from './inside.ts'
import { containing } from './support.ts'

const message = (type: string, body: Buffer) => {
  const head = Buffer.alloc(5)
  head.write(type, 'latin1')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
/** AuthenticationOk and ReadyForQuery (PostgreSQL, section 55.7). */
const welcome = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))])
const column = Buffer.concat([
  Buffer.from('\0\u0001sealed\0', 'latin1'), Buffer.alloc(6), Buffer.from([0, 0, 0, 25, 255, 255]), Buffer.alloc(6),
])
const row = message('D', Buffer.concat([Buffer.from([0, 1, 0, 0, 0xea, 0x60]), Buffer.alloc(60_000, 65)]))
const notice = message('N', Buffer.from(`SNOTICE\0C00000\0M${'x'.repeat(60_000)}\0\0`))
const endless = Buffer.concat([Buffer.from('R\u007f\u00ff\u00ff\u00ff', 'latin1'), Buffer.alloc(60_000)])

/** What sends without an end, once it is greeted or asked; `sent` is how much of it somebody took. */
async function flood(begin: Buffer | undefined, head: Buffer, more: Buffer) {
  const sent = { bytes: 0 }
  const server = createServer((socket) => {
    const pour = () => {
      if (socket.destroyed) return
      while (socket.write(more)) sent.bytes += more.length
      sent.bytes += more.length
    }
    const start = () => {
      socket.write(head)
      socket.on('drain', pour)
      pour()
    }
    let heard = 0
    socket.on('error', () => undefined)
    socket.on('data', () => {
      heard += 1
      if (begin === undefined ? heard === 1 : heard === 2) start()
      else if (heard === 1) socket.write(begin ?? '')
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { sent, url: `postgres://owner@127.0.0.1:${(server.address() as AddressInfo).port}/walk` }
}

const megabyte = 1024 * 1024

describe.skipIf(whyNoPostgres !== undefined)('a table that somebody else wrote into', { timeout: 120_000 }, () => {
  test('is listed as far as its rows name sessions, with the times that a calendar knows', async () => {
    const { url, cluster, database } = await shareLogin()
    const machine = newMachine(url)
    const listed = async () => (await runJson(0, ['store', 'list', '--store', url], machine))['sessions'] as {
      profile: string
      saved_at: string | null
    }[]
    await cluster.query(`ALTER TABLE oauth_walk_sessions ALTER profile DROP NOT NULL, ALTER saved_at DROP NOT NULL;
      INSERT INTO oauth_walk_sessions (id, profile, issuer, client_id, sealed, saved_at) VALUES
      ('a', 'always', 'i', 'c', '{}', 'infinity'), ('b', 'before', 'i', 'c', '{}', '-infinity'), ('c', 'century', 'i', 'c', '{}', '290000-01-01'),
      ('d', NULL, 'i', 'c', '{}', now()), ('e', 'empty', 'i', 'c', '{}', NULL)`, database)
    expect((await listed()).map(({ profile, saved_at }) => [profile, saved_at === null])).toEqual([
      ['always', true], ['before', true], ['century', true], ['default', false], ['empty', true],
    ])
    expect((await runTo(0, ['store', 'list', '--store', url], machine)).stderr)
      .toContain(`Some rows in ${url} name no session`)
    await cluster.query(
      'INSERT INTO oauth_walk_sessions (id, profile, issuer, client_id, sealed) SELECT \'n\' || n, \'n\' || n, \'i\', \'c\', \'{}\' FROM generate_series(1, 10001) n',
      database,
    )
    const many = await runTo(0, ['store', 'list', '--store', url], machine)
    expect(
      [many.stdout.split('\n').length > 9990, many.stderr.includes('the first 10,000 are listed')], many.stderr,
    ).toEqual(
      [true, true],
    )
  })

  test.each(['sealed', 'claim'])('is not read where its %s is larger than any of ours', async (name) => {
    const { url, machine, cluster, database, provider } = await shareLogin()
    await cluster.query(
      `UPDATE oauth_walk_sessions SET ${name} = repeat('x', 30 * 1024 * 1024), claimed_at = now()`, database,
    )
    for (const words of [['token'], ['token', 'refresh']]) {
      expect(await runToError(6, words, machine)).toMatchObject({
        code: 'store-too-large', message: `The store ${url} sent more than 8 MB in one answer`,
      })
    }
    const inTls = newMachine(
      `postgres://owner@localhost:${cluster.port}/${database}?sslmode=verify-full&sslrootcert=${cluster.certificate}`,
    )
    expect(
      await runToError(6, ['token', '--profile', 'default', '--issuer', provider.url, '--client-id', 'walker'], inTls),
    ).toMatchObject({ code: 'store-too-large' })
    expect(provider.seen.requests).toBe(0)
  })
})

describe('a server that sends without an end', { timeout: 60_000 }, () => {
  test.each([
    [
      'rows', welcome,
      Buffer.concat([message('1', Buffer.alloc(0)), message('2', Buffer.alloc(0)), message('T', column)]), row,
    ],
    ['notices', welcome, notice, notice],
    ['one message, before it lets anybody in', undefined, endless, Buffer.alloc(65_536)],
  ])('%s is left after 8 MB', async (_, begin, head, more) => {
    const { sent, url } = await flood(begin, head, more)
    expect(await runToError(6, ['store', 'list', '--store', url], newMachine(url))).toMatchObject({
      code: 'store-too-large', hint: containing('oauth_walk_sessions'),
    })
    // The system's buffers take some more.
    expect(sent.bytes / megabyte).toBeLessThan(32)
  })
})

test('a table takes any number of rows', () => {
  const [first] = String(formatTable(Array.from({ length: 200_000 }, (_, n) => [`n${n}`, 'c']))).split('\n')
  expect(first).toBe('n0       c')
})
