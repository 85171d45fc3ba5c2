// Runs the tests of the apps in examples/testing, each by the runner of its own project, against the built package, in
// a folder outside of this repository. EXAMPLES_FOLDER keeps what is installed, so that a second run finds it again.
// Exit status 1 where a test fails.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const { EXAMPLES_FOLDER: kept } = process.env
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = kept ?? mkdtempSync(join(tmpdir(), 'oauth-walk-examples-'))
mkdirSync(folder, { recursive: true })
try {
  const isInstalled = existsSync(join(folder, 'node_modules'))
  cpSync(join(root, 'examples/testing'), folder, { recursive: true, filter: path => !path.includes('node_modules') })
  if (!isInstalled) install()
  process.exitCode = npm('test', '--workspaces')
} finally {
  if (kept === undefined) rmSync(folder, { recursive: true, force: true })
}

function install() {
  if (npm('ci', '--ignore-scripts') !== 0) throw new Error('what the examples need can’t be installed')
  // As npm install oauth-walk would do.
  symlinkSync(root, join(folder, 'node_modules/oauth-walk'))
}

function npm(...words) {
  const started = performance.now()
  // What runs this one must not change how others' tests run.
  const env = { ...process.env, NODE_OPTIONS: '', VITEST: '' }
  const { status } = spawnSync('npm', words, { cwd: folder, env, stdio: 'inherit' })
  console.log(`npm ${words.join(' ')}: ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return status ?? 1
}
