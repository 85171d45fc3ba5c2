import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runTo, runToError } from './inside.ts'
import { plantSession, sessionPath } from './support.ts'
import { startStub } from './stub-provider.ts'

const deep = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`

interface Planted { name: string, plant: (path: string, home: string) => void, code: string }

/** What may lie where a session should be. */
const rows: Planted[] = [
  { name: 'own-68 JSON nested 200 000 deep', code: 'store-corrupt', plant: path => writeFileSync(path, deep(200_000)) },
  { name: 'own-72 a folder', code: 'store-unsafe', plant: (path) => {
    rmSync(path)
    mkdirSync(path)
  } },
  { name: 'own-79 a pipe that nobody writes to', code: 'store-unsafe', plant: (path) => {
    rmSync(path)
    execFileSync('mkfifo', ['-m', '600', path])
  } },
  { name: 'own-80 a link to a device that never ends', code: 'store-unsafe', plant: (path) => {
    rmSync(path)
    symlinkSync('/dev/zero', path)
  } },
  { name: 'own-81 a link around the corner to a good session', code: 'store-unsafe', plant: (path, home) => {
    renameSync(path, join(home, 'elsewhere.json'))
    symlinkSync('elsewhere.json', path)
  } },
  {
    name: 'own-82 bytes that are no UTF-8 and no JSON', code: 'store-corrupt',
    plant: path => writeFileSync(path, Buffer.from([0xff, 0xfe, 0x00, 0x7b])),
  },
  {
    name: 'own-83 a file of NULs, as a crash of the machine leaves it', code: 'store-corrupt',
    plant: path => writeFileSync(path, Buffer.alloc(4096)),
  },
]

test.runIf(
  process.platform !== 'win32',
).each(rows)('$name in place of a session is exit 6, at once and without a request', async ({ plant, code }) => {
  const home = freshHome()
  const stub = await startStub()
  plantSession(home, stub.issuer)
  plant(sessionPath(home), home)
  for (const words of [['token'], ['token', 'refresh']]) expect(await runToError(6, words, { home })).toMatchObject(
    { code },
  )
  expect(stub.seen).toEqual([])
})

test('own-84 the mode of a session that a backup has brought back is repaired and told, once', async () => {
  const home = freshHome()
  plantSession(home, 'https://op.example')
  chmodSync(sessionPath(home), 0o666)
  expect((await runTo(0, ['token'], { home })).stderr).toContain(sessionPath(home))
  expect((await runTo(0, ['token'], { home })).stderr).toBe('')
})

test.each([
  ['LANG', '../../../../etc/passwd'], ['LC_ALL', 'zh_CN\u001b[2J'], ['TERM', '\u001b]0;evil\u0007'],
  ['COLUMNS', '99999999999'], ['NO_COLOR', '\u202e'],
  ['HTTP_PROXY', 'http://user:pass@evil.example:1'], ['ALL_PROXY', 'socks5://evil.example:1'],
  ['NODE_DEBUG', 'http,net,tls'],
])('own-85 %s=%j changes nothing of a command’s result and shows nothing raw', async (name, value) => {
  const home = freshHome()
  const stub = await startStub()
  plantSession(home, stub.issuer)
  const { stdout, stderr } = await runTo(0, ['userinfo', '--json'], { home, environment: { [name]: value } })
  expect(JSON.parse(stdout)).toMatchObject({ ok: true })
  expect(stub.seenAt('/userinfo')).toHaveLength(1)
  // eslint-disable-next-line no-control-regex
  expect(stdout + stderr).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]|planted-/)
})
