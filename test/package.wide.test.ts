import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshHome, run } from './support/cli.ts'
import { linksOf } from './support/documents.ts'
import { wide } from './support/wide.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
let folder = ''
let place = ''
let packed: { files: { path: string, size: number }[], size: number, unpackedSize: number, filename: string }

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oauth-walk-package-'))
  // Its scripts would build again what the tests beside this one are reading.
  const words = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
  const said = JSON.parse(
    execFileSync('npm', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  ) as unknown
  packed = (Array.isArray(said) ? said[0] : Object.values(said as object)[0]) as typeof packed
  mkdirSync(join(folder, 'empty'))
  writeFileSync(join(folder, 'empty/package.json'), '{"type":"module"}')
  // Offline, and with a cache of its own: what it needs must be in the tarball.
  const install = [
    'install', '--offline', '--no-audit', '--cache', join(folder, 'cache'), join(folder, packed.filename),
  ]
  execFileSync('npm', install, { cwd: join(folder, 'empty'), stdio: 'ignore' })
  place = join(folder, 'empty/node_modules/oauth-walk')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the tarball holds the built program and what a user reads, and no source, test or map', () => {
  const needed = /^(?:bin\/[\w-]+\.cjs|dist\/[\w@./-]+\.(?:cjs|mjs|js|d\.ts)|dist\/sbom\.cdx\.json|dist\/vendor\/(?:xdg-open|LICENSES\.txt)|docs\/(?:[a-z]+\.md|pictures\/[a-z-]+\.(?:svg|webp))|examples\/[\w./-]+\.\w+|schema\/[a-z-]+\.json|man\/[\w.-]+\.1|package\.json|README(?:\.zh)?\.md|SECURITY\.md|LICENSE|action\.yml)$/
  expect(packed.files.map(({ path }) => path).filter(path => !needed.test(path))).toEqual([])
  for (const path of ['bin/oauth-walk.cjs', 'dist/oauth-walk.cjs', 'schema/token.json', 'README.md', 'LICENSE']) {
    expect(packed.files.map(file => file.path)).toContain(path)
  }
  expect(packed.size).toBeLessThan(1_600_000)
  expect(packed.unpackedSize).toBeLessThan(5_500_000)
})

/** What only whoever has the source wants to read: the link to it leads into the repository. */
const inRepository = 'docs/architecture.md'

test('every page in the tarball finds there what it links to', () => {
  const paths = packed.files.map(({ path }) => path)
  const pages = paths.filter(path => /^(?:README(?:\.zh)?|SECURITY|docs\/\w+)\.md$/.test(path))
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'README.zh.md', 'docs/errors.md']))
  const links = pages.flatMap(page =>
    linksOf(readFileSync(join(place, page), 'utf8')).map(({ text }) => join(dirname(page), text.replace(/#.*/, ''))))
  const missing = links.filter(link => !paths.includes(link) && !pages.some(page => dirname(page) === link))
  expect([...new Set(missing)]).toEqual([inRepository])
})

test('installed into an empty folder, it brings no other package', () => {
  expect(readdirSync(join(folder, 'empty/node_modules')).filter(name => !name.startsWith('.'))).toEqual(['oauth-walk'])
})

test('there it runs the sandbox login', async () => {
  const home = freshHome()
  const options = { home, program: join(folder, 'empty/node_modules/.bin/oauth-walk'), cwd: join(folder, 'empty') }
  const login = await run(['login', 'sandbox', '--auto', '--quiet'], options)
  expect(login).toMatchObject({ status: 0, stderr: '' })
  expect(JSON.parse(login.stdout)).toMatchObject({ sub: '123456' })
  expect((await run(['token'], options)).stdout).toMatch(/^\S+\n$/)
  expect((await run(['userinfo', '--json'], options)).status).toBe(0)
  expect((await run(['--help', '--lang', 'zh'], options)).status).toBe(0)
})

test.runIf(wide)('there the example compiles, and so do all types of the library, with those of Node alone', {
  timeout: 120_000,
}, () => {
  cpSync(join(place, 'examples/library/sign-in.ts'), join(folder, 'empty/sign-in.ts'))
  writeFileSync(join(folder, 'empty/sandbox.ts'), `
    import { SandboxError, startSandbox, type Sandbox, type SandboxSettings } from 'oauth-walk/sandbox'
    const settings: SandboxSettings = { users: [{ username: 'a', password: 'b', claims: { roles: ['c'] } }], clients: [{ client_id: 'd', client_name: 'e' }] }
    await using sandbox: Sandbox = await startSandbox(settings)
    const { url, form }: { url: string, form?: Record<string, string> } = await sandbox.signIn('', { deny: true })
    await sandbox.queueFault({ endpoint: 'token', status: 503 })
    // @ts-expect-error There is no such setting.
    await startSandbox({ user: [] }).catch((error: unknown) => error instanceof SandboxError && error.code === 'settings-invalid')
    console.log(url, form, sandbox.requests()[0]?.client_id)
  `)
  const compiler = createRequire(import.meta.url).resolve('typescript/lib/tsc.js')
  // The compiler's own libraries are not ours to check.
  const strict = [
    '--noEmit', '--skipDefaultLibCheck', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2022', '--lib',
    'es2023,esnext.disposable', '--module', 'nodenext',
  ]
  const options = [...strict, '--types', 'node', '--typeRoots', join(root, 'node_modules/@types'), '--listFiles']
  const files = execFileSync(
    process.execPath, [compiler, ...options, 'sign-in.ts', 'sandbox.ts'],
    { cwd: join(folder, 'empty'), encoding: 'utf8' },
  )
  expect(files).toMatch(/dist\/types\/vendor\/oauth4webapi\.d\.ts/)
})

test('the licence of each package goes with its code, also where another package brought it', () => {
  const licences = readFileSync(join(place, 'dist/vendor/LICENSES.txt'), 'utf8')
  const { vendored } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { vendored: string[] }
  const missing = [...vendored, 'koa', 'strip-ansi', 'koa-compose'].filter(name =>
    !licences.includes(`\n${name} `) && !licences.startsWith(`${name} `))
  expect(missing).toEqual([])
  expect(licences).toContain('Copyright (c) 2011 TJ Holowaychuk')
})
