import { execFileSync } from 'node:child_process'
import {
  chmodSync, chownSync, existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { copyWalk } from '../cli/signed-in.ts'
import { runJson, runToError } from '../cli/inside.ts'
import * as atDoor from '../cli/support.ts'
import { freshHome } from '../support/cli.ts'
import { installOnce } from '../support/installed.ts'

const installed = installOnce()

describe('a file that the command reads is not replaced', () => {
  test.each(['html', 'mermaid', 'har', 'curl'])('by report --%s, by whatever name', async (kind) => {
    const home = freshHome()
    const saved = await copyWalk(home)
    linkSync(saved, join(home, 'second-name.json'))
    symlinkSync(home, join(home, 'way'))
    const before = readFileSync(saved, 'utf8')
    for (const name of ['saved.json', './saved.json', saved, 'second-name.json', 'way/saved.json']) {
      expect(await runToError(2, ['report', 'saved.json', `--${kind}`, name], { home, cwd: home }), name)
        .toMatchObject({ code: 'setting-invalid', message: expect.stringContaining(`--${kind}`) as unknown })
    }
    expect(readFileSync(saved, 'utf8')).toBe(before)
  })

  test.each([
    'client-secret-file', 'ca', 'tls-cert', 'tls-key', 'redirect-tls-cert', 'redirect-tls-key',
  ])('by login, where --%s or its variable names it', async (setting) => {
    const home = freshHome()
    writeFileSync(join(home, 'mine'), 'what is mine')
    const words = ['login', 'https://op.example', '--client-id', 'x', '--save', './mine', '--no-open', '--timeout', '1']
    const variable = `OAUTH_WALK_${setting.replaceAll('-', '_').toUpperCase()}`
    expect(await runToError(2, [...words, `--${setting}`, 'mine'], { home, cwd: home })).toMatchObject({
      code: 'setting-invalid', message: expect.stringContaining('--save') as unknown,
    })
    expect(
      await runToError(2, words, { home, cwd: home, environment: { [variable]: join(home, 'mine') } }),
    ).toMatchObject(
      { message: expect.stringContaining('--save') as unknown },
    )
    expect(readFileSync(join(home, 'mine'), 'utf8')).toBe('what is mine')
  })

  test('nor is what another flag writes', async () => {
    const home = freshHome()
    const saved = await copyWalk(home)
    expect(
      await atDoor.runToError(2, ['report', saved, '--html', 'out', '--har', './out'], { home, cwd: home }),
    ).toMatchObject(
      { code: 'setting-invalid' },
    )
    expect(existsSync(join(home, 'out'))).toBe(false)
  })
})

test.each<[name: string, encode: (text: string) => Buffer]>([
  ['UTF-16 with a mark, as PowerShell 5 writes it', text => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16 without one', text => Buffer.from(text, 'utf16le')],
  ['big-endian UTF-16', text => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ['UTF-8 with a mark', text => Buffer.from(`\uFEFF${text}`)],
])('a saved walk in %s is read, from a file and from stdin, with every character', async (_name, encode) => {
  const home = freshHome()
  const saved = await copyWalk(home)
  const other = join(home, 'other.json')
  writeFileSync(other, encode(readFileSync(saved, 'utf8')))
  expect(await runJson(0, ['report', other], { home })).toMatchObject({ userinfo: { name: '张三' } })
  expect(await runJson(0, ['diff', saved, other], { home })).toMatchObject({ same: true })
  expect(execFileSync(
    'sh', ['-c', '"$0" "$1" report - --json < "$2"', process.execPath, installed.program, other],
    { encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: home } },
  )).toContain('张三')
})

test('bytes that are no text are no saved walk', async () => {
  const home = freshHome()
  writeFileSync(join(home, 'w.json'), Buffer.from([0x7b, 0xff, 0x80, 0x7d]))
  expect(await runToError(2, ['report', join(home, 'w.json')], { home })).toMatchObject({ code: 'transcript-invalid' })
})

const commands = [['login', 'sandbox', '--auto', '--port', '0'], ['sandbox'], ['sandbox', '--as', 'wechat']]

test.each(commands)('OAUTH_WALK_SANDBOX_REQUESTS that can’t be written is told before anything starts, by %s %s', async (
  ...words
) => {
  const home = freshHome()
  symlinkSync(join(home, 'elsewhere'), join(home, 'link'))
  for (const path of [home, join(home, 'link'), join(home, 'none/log'), '/dev/fd/9999']) {
    const failed = await runToError(2, words, { home, environment: { OAUTH_WALK_SANDBOX_REQUESTS: path } })
    expect(failed, path).toMatchObject({
      code: 'file-unwritable', cause: expect.stringContaining('OAUTH_WALK_SANDBOX_REQUESTS') as unknown,
    })
  }
  expect(existsSync(join(home, 'elsewhere'))).toBe(false)
})

test.runIf(process.getuid?.() === 0)('a FIFO or file of another user as OAUTH_WALK_SANDBOX_REQUESTS too', async () => {
  const shared = mkdtempSync('/tmp/oauth-walk-logs-')
  onTestFinished(() => rmSync(shared, { recursive: true, force: true }))
  chmodSync(shared, 0o1777)
  const [pipe, file, mine] = [join(shared, 'pipe'), join(shared, 'file'), join(shared, 'mine')]
  execFileSync('mkfifo', [pipe])
  writeFileSync(file, '')
  for (const path of [pipe, file]) {
    chmodSync(path, 0o666)
    chownSync(path, 4002, 4002)
  }
  mkdirSync(mine)
  chownSync(mine, 4001, 4001)
  for (const path of [pipe, file]) {
    const environment = { NODE_COMPILE_CACHE: undefined, OAUTH_WALK_SANDBOX_REQUESTS: path }
    const options = { home: mine, uid: 4001, program: installed.program, environment }
    expect(await atDoor.runToError(2, commands[0] ?? [], options)).toMatchObject({ code: 'file-unwritable' })
  }
})
