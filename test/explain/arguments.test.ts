import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { placeOf } from '../../src/cli/explain/input.ts'
import type { Run } from '../../src/cli/run.ts'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { asked, brought, redeemed, toHar } from './recording.ts'

const run = { context: { terminal: { stdin: false } } } as Run
const body = 'grant_type=refresh_token&refresh_token=abc123&client_id=abc'

test.each([
  `fetch("https://op.example/token", {"headers": {}, "body": "${body}", "method": "POST"});`,
  `await fetch("https://op.example/token", {"body": "${body}", "method": "POST"})`,
  `Invoke-WebRequest -Uri "https://op.example/token" -Method "POST" -Body "${body}"`,
  `$r = Invoke-RestMethod -Uri "https://op.example/token" -Method "POST" -Body "${body}"`,
  `$ curl -d ${body} https://op.example/token`, `curl.exe -d ${body} https://op.example/token`,
  'callback( {"error":100016,"error_description":"access token check failed"} );', '&&&START&&&{"code":96008}',
  '> POST https://op.example/token',
])('what a tool copies in one line is a text: %s', (text) => {
  expect(placeOf(run, text)).toEqual({ text })
})

test.each([
  'login.har', 'my login (2).har', '2026-11-28 my login.har', 'fetch.txt', 'curl', '/tmp/a b/fetch(1).har', '$x',
])(
  'a name of a file is one: %s', (path) => {
    expect(placeOf(run, path)).toEqual({ path })
  },
)

async function explain(bytes: string | Uint8Array, ...flags: string[]) {
  const home = freshHome()
  const file = join(home, 'input')
  writeFileSync(file, bytes)
  return runInside(['explain', file, ...flags], { home })
}

test.each(['file', 'stdin'])('more text than is read is told by its size, with a way that works: %s', async (way) => {
  const home = freshHome()
  const [file, log] = [join(home, 'big.log'), Buffer.alloc(17 * 1024 * 1024, 'a=b\n')]
  writeFileSync(file, log)
  const ran = way === 'file'
    ? await runInside(['explain', file], { home })
    : await runInside(['explain', '-'], { home, input: log.toString() })
  expect([ran.status, ran.stderr]).toEqual([2, expect.stringContaining('is larger than 16 MiB')])
  expect(ran.stderr).toContain(way === 'file' ? `tail -c 16000000 ${file} | oauth-walk explain -` : 'tail -c 16000000 |')
  expect(ran.stderr).not.toMatch(/EFBIG|ls -l/)
  if (way === 'file') expect(ran.stderr).toContain('It has 17 MiB')
})

const har = toHar([asked(), brought(), redeemed()])

test('a recording that is cut off is said to be, with what came before', async () => {
  const cut = await explain(har.slice(0, -40))
  expect([cut.status, cut.stdout]).toEqual([0, expect.stringContaining('The HAR file is cut off')])
  const before = await explain(har.slice(0, 120))
  expect([before.status, before.stderr]).toEqual([2, expect.stringContaining('begins as a HAR file and is cut off')])
  expect((await explain(har.slice(0, 120), '--lang', 'zh')).stderr).toContain('的开头是 HAR 文件，但内容不完整')
  expect((await explain(har)).stdout).not.toContain('cut off')
  expect((await explain(`${har}\n\n`)).stdout).not.toContain('cut off')
})

test.each([
  ['little-endian, with a mark', Buffer.from(`\uFEFF${har}`, 'utf16le')],
  ['little-endian', Buffer.from(har, 'utf16le')],
  ['big-endian, with a mark', Buffer.from(`\uFEFF${har}`, 'utf16le').swap16()],
])('a recording in UTF-16 is read (%s)', async (_, bytes) => {
  const { status, stdout } = await explain(bytes, '--json')
  expect(status).toBe(0)
  expect((JSON.parse(stdout) as { messages: unknown[] }).messages).toHaveLength(3)
})

test('of much text without anything of OAuth, nothing was found', async () => {
  const { status, stderr } = await explain('hello world '.repeat(2e5))
  expect([status, stderr]).toEqual([2, expect.stringContaining('Nothing of OAuth was found')])
})

const [secret, address] = [
  's3cr3tS3CR3Ts3cr3tS3CR3T', 'https://op.example/authorize?response_type=code&client_id=app&state=',
]

test.each([
  `wget --user=app --password=${secret} https://op.example/token?code=${secret}`,
  `wget --header="Authorization: Basic ${btoa(`app:${secret}`)}" --post-data="client_secret=${secret}" https://op.example/token`,
  `DEBUG OAuth2AccessToken(value=${secret}, refreshToken=${secret}) for https://op.example/token?code=${secret}`,
  `2026 POST https://op.example/token client_secret: ${secret} error=invalid_client`,
  `requests.post("https://op.example/token", data={"code": "${secret}"}, auth=("app", "${secret}"))`,
  `"${address}${secret}"`, `(${address}${secret})`, `see ${address}${secret} please`, 'invalid_grant',
])('an argument that is no file is read as the same text from stdin: %s', async (text) => {
  const home = freshHome()
  const typed = await runInside(['explain', text], { home })
  const piped = await runInside(['explain', '-'], { home, input: text })
  const plain = (said: string) => said.replace(/#[\da-f]{4}>/g, '>')
  expect([typed.status, plain(typed.stdout)]).toEqual([0, plain(piped.stdout)])
  expect(typed.stdout + typed.stderr).not.toContain(secret)
})

test.each([
  `2026-01-01 INFO token response: {access_token=${secret}, token_type=Bearer}`, `wget --password=${secret} now`,
  `password ${secret} of x=1`,
])('and shows no secret where nothing is found in it: %s', async (text) => {
  const { status, stdout, stderr } = await runInside(['explain', text], { home: freshHome() })
  expect([status, stdout + stderr]).toEqual([2, expect.not.stringContaining(secret)])
})
