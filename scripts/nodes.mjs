// Runs a sandbox login and what follows it on each Node that the program promises to run on, as npm installs it from
// its tarball into an empty folder. The binaries come from the `node` package of the registry, one temporary folder
// each.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const versions = process.argv.length > 2 ? process.argv.slice(2) : ['20', '22', '24', '26']

const smoke = [
  ['--version'], ['--help'], ['login', '--help'], ['login', 'sandbox', '--auto', '--quiet'], ['token'],
  ['token', '--json'],
  ['token', 'refresh', '--json'], ['token', '--scope', 'openid', '--json'], ['token', 'show'], ['userinfo'],
  ['provider', 'list', '--json'],
  ['profile', 'show'], ['login', 'sandbox', '--auto', '--brief', '--misbehave', 'nonce-invalid', 4], ['logout'],
  ['token', 7],
]

const parcel = mkdtempSync(join(tmpdir(), 'oauth-walk-parcel-'))
const tarball = pack()
let failed = 0
for (const version of versions) {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-node-'))
  try {
    const node = install(version, folder)
    if (node === undefined) failed += 1
    else failed += runSmoke(node, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
rmSync(parcel, { recursive: true, force: true })
process.exitCode = failed === 0 ? 0 : 1

function pack() {
  const { stdout, stderr } = spawnSync(
    'npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', parcel], { cwd: root, encoding: 'utf8' },
  )
  const [packed] = stdout === '' ? [] : JSON.parse(stdout)
  if (!packed) throw new Error(stderr)
  return join(parcel, packed.filename)
}

function install(version, folder) {
  writeFileSync(join(folder, 'package.json'), '{}')
  const { status, stderr } = spawnSync(
    'npm', ['install', '--no-save', '--no-audit', '--no-fund', `node@${version}`, tarball],
    { cwd: folder, encoding: 'utf8' },
  )
  const node = join(folder, 'node_modules/node/bin/node')
  if (status === 0 && existsSync(node)) return node
  console.log(
    `node@${version}: could not be installed: ${stderr.split('\n').find(line => line.includes('error')) ?? status}`,
  )
  return undefined
}

function runSmoke(node, folder) {
  const env = { PATH: process.env.PATH, LANG: 'C.UTF-8', HOME: folder, OAUTH_WALK_HOME: join(folder, 'home') }
  const program = join(folder, 'node_modules/oauth-walk/bin/oauth-walk.cjs')
  let wrong = 0
  for (const step of smoke) {
    const expected = typeof step.at(-1) === 'number' ? step.at(-1) : 0
    const words = step.filter(word => typeof word === 'string')
    const { status, stderr } = spawnSync(node, [program, ...words], { env, encoding: 'utf8' })
    // Nothing but our own words: a deprecation of a newer Node would stand in every user's terminal.
    if (status === expected && !/Warning:|Deprecat/.test(stderr)) continue
    wrong += 1
    console.log(`  ${words.join(' ')}: exit ${status}, not ${expected}\n${stderr}`)
  }
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()
  console.log(`${version}: ${smoke.length - wrong} of ${smoke.length} commands as they should be`)
  return wrong
}
