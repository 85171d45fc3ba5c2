import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startStub, type Handlers, type Stub } from '../support/stub-provider.ts'
import { thorough } from '../support/thorough.ts'
import { walk } from '../support/walks.ts'

const most = 512 * 1024
const repeat = (text: string) => (length: number) => text.repeat(Math.ceil(length / text.length)).slice(0, length)
const described = (text: string) => (length: number) =>
  JSON.stringify({ error: 'invalid_grant', error_description: text.repeat(Math.floor((length - 60) / bytesIn(text))) })
/** As they travel, escaped. */
const bytesIn = (text: string) => Buffer.byteLength(JSON.stringify(text)) - 2

/** Bodies of any length that are slow to read for a careless reader. */
const bodies: Record<string, (length: number) => string> = {
  'a call that never ends': length => `a()${repeat(' ')(length)}x`,
  'a description of one emoji': described('👨‍👩‍👧‍👦'), 'escaped quotes': described('\\"'),
  'long numbers': length => `[${repeat('12345678901234567,')(length)}1]`,
  'a form of octets': length => `error=invalid_grant&error_description=${repeat('%41')(length)}`,
  'a description of base64': described('abcdefghijklmnopqrstuvwxyz0123456789'),
  'lines of base64': described('abcdefgh\n'),
  addresses: length => `{${repeat('"a":"https://a.example/x/y?z=1&b=2",')(length - 10)}"}`,
  secrets: repeat('token=abcdefgh&'), backslashes: described('\\'),
  'a page of references': length => `<html><title>${repeat('&lt;')(length)}`, blanks: repeat(' '),
  brackets: repeat('['), Chinese: described('汉字'),
  XML: length => `<error><message>${repeat('&amp;lt;')(length)}</message></error>`, accents: described('e\u0301'),
  plus: described('a+b+'), pairs: repeat('a=b&'),
  'deep lists': length => `[${`${'['.repeat(90)}${']'.repeat(90)},`.repeat(length / 181)}0]`, lists: repeat('[],'),
  zeros: length => `[${'0,'.repeat(length / 2)}0]`,
  'many members': length => `{${Array.from({ length: length / 20 }, (_, at) => `"m${at}":"v${at}"`).join()}}`,
}
const kinds = Object.keys(bodies)

let stub: Stub
beforeAll(async () => {
  stub = await startStub()
})
afterAll(async () => stub.close())

const meter = fileURLToPath(new URL('../support/meter.cjs', import.meta.url))

/**
 * Milliseconds of the processor that a login takes whose provider answers so; the least of a few, since whatever runs
 * beside it only adds.
 */
async function timeOf(answers: Partial<Handlers>, words: string[] = []): Promise<number> {
  const times: number[] = []
  for (let count = 0; count < 3; count++) {
    stub.reset(answers)
    const home = freshHome()
    const file = join(home, 'milliseconds')
    const environment = {
      OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret, NODE_OPTIONS: `--require "${meter}"`, METER_FILE: file,
    }
    const { status } = await walk(
      [stub.issuer, '--client-id', stub.client.client_id, '--port', '0', ...words], { home, environment },
    )
    expect([0, 3, 4, 5]).toContain(status)
    times.push(Number(readFileSync(file, 'utf8')))
  }
  return Math.min(...times)
}

/** 300 ms on a quiet machine; a busy one makes everything slower, and each measure may be taken three times. */
function expectLittleMore(long: number, short: number): void {
  if (thorough)
    process.stdout.write(`more ${expect.getState().currentTestName?.split('>')[1] ?? ''} ${Math.round(long - short)}\n`)
  expect(long - short, `${long} ms for 512 KiB, ${short} ms for 1 KiB`)
    .toBeLessThan(thorough && (loadavg()[0] ?? 0) < 2 ? 300 : 900)
}

// Some hundred logins, measured: with `npm run stress`.
describe('512 KiB from a provider take at most 300 ms of processor time more than 1 KiB', () => {
  test.skipIf(!thorough).each(kinds)('the token endpoint refuses with %s', {
    timeout: 120_000, retry: 2,
  }, async (kind) => {
    const refusing = (length: number): Partial<Handlers> => ({
      token: () => ({ status: 400, headers: { 'content-type': typeFor(kind) }, body: bodies[kind]?.(length) }),
    })
    expectLittleMore(await timeOf(refusing(most - 1024)), await timeOf(refusing(1024)))
  })

  test.skipIf(!thorough).each(kinds)('userinfo says %s', { timeout: 120_000, retry: 2 }, async (kind) => {
    const saying = (length: number): Partial<Handlers> => ({ userinfo: async (asked, provider) => {
      const good = await provider.good.userinfo(asked, provider)
      return typeof good === 'string'
        ? good
        : {
            ...good,
            body: {
              ...good.body as object, name: bodies[kind]?.(length).slice(0, length / bytesIn(bodies[kind](60)) * 60),
            },
          }
    } })
    const [long, short] = [await timeOf(saying((most - 1024) / 3), ['--json']), await timeOf(saying(1024), ['--json'])]
    expectLittleMore(long, short)
  })

  test.skipIf(!thorough).each(kinds)('the first answer is %s', { timeout: 120_000, retry: 2 }, async (kind) => {
    const answer = (length: number) => () => ({
      headers: { 'content-type': typeFor(kind) }, body: bodies[kind]?.(length),
    })
    const both = (length: number): Partial<Handlers> => ({ discovery: answer(length), metadata: answer(length) })
    expectLittleMore(await timeOf(both(most - 1024)), await timeOf(both(1024)))
  })
})

function typeFor(kind: string): string {
  if (kind.startsWith('a form')) return 'application/x-www-form-urlencoded'
  return kind.startsWith('a page') ? 'text/html' : kind === 'XML' ? 'application/xml' : 'application/json'
}
