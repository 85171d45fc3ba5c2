import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshHome, run } from './support/cli.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
let folder = ''
let packed: { files: { path: string, size: number }[], unpackedSize: number, filename: string }

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oauth-walk-package-'))
  // Its scripts would build again what the tests beside this one are reading.
  const words = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
  const said = JSON.parse(execFileSync('npm', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as unknown
  packed = (Array.isArray(said) ? said[0] : Object.values(said as object)[0]) as typeof packed
  mkdirSync(join(folder, 'empty'))
  execFileSync('tar', ['xzf', join(folder, packed.filename), '-C', join(folder, 'empty')])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the tarball holds the built program and what a user reads, and no source, test or map', () => {
  const needed = /^(?:bin\/[\w-]+\.cjs|dist\/[\w@./-]+\.(?:cjs|mjs|js|d\.ts)|dist\/vendor\/xdg-open|schema\/[a-z-]+\.json|man\/[\w.-]+\.1|package\.json|README\.md|LICENSE)$/
  expect(packed.files.map(({ path }) => path).filter(path => !needed.test(path))).toEqual([])
  for (const path of ['bin/oauth-walk.cjs', 'dist/oauth-walk.cjs', 'schema/token.json', 'README.md', 'LICENSE']) {
    expect(packed.files.map(file => file.path)).toContain(path)
  }
  expect(packed.unpackedSize).toBeLessThan(8_000_000)
})

test('unpacked into an empty folder, without a single package around it, it runs the sandbox login', async () => {
  const place = join(folder, 'empty/package')
  expect(readdirSync(place)).not.toContain('node_modules')
  const home = freshHome()
  const options = { home, program: join(place, 'bin/oauth-walk.cjs'), cwd: join(folder, 'empty') }
  const login = await run(['login', 'sandbox', '--auto', '--quiet'], options)
  expect(login).toMatchObject({ status: 0, stderr: '' })
  expect(JSON.parse(login.stdout)).toMatchObject({ sub: '123456' })
  expect((await run(['token'], options)).stdout).toMatch(/^\S+\n$/)
  expect((await run(['userinfo', '--json'], options)).status).toBe(0)
  expect((await run(['--help', '--lang', 'zh'], options)).status).toBe(0)
})
