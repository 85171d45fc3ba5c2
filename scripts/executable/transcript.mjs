// Runs a single executable where nothing else is: a root with it, the libraries of C and C++ that Node's binary asks
// for, the certificates of authorities and four devices. `npm run test:executable [-- linux-arm64]` prints what was
// typed and what came; it needs the rights of root, for chroot, and for another processor QEMU's user mode.
import { spawnSync } from 'node:child_process'
import {
  chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const top = join(dirname(fileURLToPath(import.meta.url)), '../..')
const platform = process.argv[2] ?? `${process.platform}-${process.arch}`
const isHere = platform === `${process.platform}-${process.arch}`
const { loader, from, emulator } = {
  'linux-x64': {
    loader: '/lib64/ld-linux-x86-64.so.2', from: ['/lib/x86_64-linux-gnu', '/usr/lib/x86_64-linux-gnu'],
    emulator: 'qemu-x86_64-static',
  },
  'linux-arm64': {
    loader: '/lib/ld-linux-aarch64.so.1', from: ['/usr/aarch64-linux-gnu/lib'], emulator: 'qemu-aarch64-static',
  },
}[platform]
const libraries = ['libc.so.6', 'libdl.so.2', 'libgcc_s.so.1', 'libm.so.6', 'libpthread.so.0', 'libstdc++.so.6']
const authorities = '/etc/ssl/certs/ca-certificates.crt'

/** Each with what its output must say. */
const commands = [
  [['--version'], /^\d+\.\d+\.\d+\n$/],
  [['login', 'sandbox', '--auto', '--brief', '--save', '/walk.json'], /"sub": "123456"/], [['token'], /^\S+\n$/],
  [['token', 'refresh'], /^/], [['userinfo', '--json'], /"sub":"123456"/], [['report', '/walk.json'], /^/],
  [['report', '/walk.json', '--html', '/walk.html'], /^/],
  [['explain', 'https://as.example/authorize?response_type=code&client_id=x'], /client/],
  [['version', '--sbom'], /"bomFormat": "CycloneDX"/], [['logout'], /^/],
]

const root = mkdtempSync(join(tmpdir(), 'oauth-walk-root-'))
try {
  furnish()
  console.log(`In the root: ${readdirSync(root, { recursive: true }).filter(name =>
    !statSync(join(root, name)).isDirectory()).sort().join(' ')}`)
  process.exitCode = commands.filter(([words, expected]) => !passes(words, expected)).length === 0 ? 0 : 1
} finally {
  rmSync(root, { recursive: true, force: true })
}

function furnish() {
  copy(join(top, 'executables', `oauth-walk-${platform}`), '/oauth-walk')
  copy(isHere ? loader : join(from[0], loader.split('/').at(-1)), loader)
  for (const name of libraries) copy(from.map(folder => join(folder, name)).find(existsSync), `/lib/${name}`)
  if (existsSync(authorities)) copy(authorities, authorities)
  if (!isHere) copy(spawnSync('which', [emulator], { encoding: 'utf8' }).stdout.trim(), `/${emulator}`)
  mkdirSync(join(root, 'dev'))
  for (const [name, number] of [['null', 3], ['zero', 5], ['random', 8], ['urandom', 9]]) must('mknod', [
    '-m', '666', join(root, 'dev', name), 'c', '1', `${number}`,
  ])
}

function copy(source, place) {
  mkdirSync(dirname(join(root, place)), { recursive: true })
  copyFileSync(realpathSync(source), join(root, place))
  chmodSync(join(root, place), 0o755)
}

function must(program, words) {
  const { status, stderr } = spawnSync(program, words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

function passes(words, expected) {
  const program = isHere ? ['/oauth-walk'] : [`/${emulator}`, '/oauth-walk']
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8', HOME: '/home' }
  const started = performance.now()
  const { status, stdout, stderr } = spawnSync('chroot', [root, ...program, ...words], { env, encoding: 'utf8' })
  const isRight = status === 0 && expected.test(stdout)
  const said = [...stderr.trimEnd().split('\n'), ...stdout.trimEnd().split('\n')].filter(line => line !== '')
    .slice(0, 8).map(line => `    ${line.slice(0, 140)}`)
  console.log([
    `${isRight
      ? '✓'
      : '✗'} oauth-walk ${words.join(' ')}  (exit ${status}, ${Math.round(performance.now() - started)} ms)`,
    ...said,
  ].join('\n'))
  return isRight
}
