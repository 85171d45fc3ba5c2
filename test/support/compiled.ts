import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openRun } from './once-a-run.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What V8 makes of the program is shared by all tests: each has a home of its own, and would compile it anew. */
export const compiled = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/oauth-walk') }

/** Twenty files of each copy that tests install stay there. */
const crowd = 1500

/** What is done once before the first worker begins, which takes over the environment; gives what ends it. */
export default function prepareRun(): () => Promise<void> {
  compileOnce()
  return openRun()
}

/**
 * Empties that folder once for each build, and where copies of the program have filled it, and fills it by a login.
 * Every start lists it: what lies there of the past costs each of thousands of starts tens of milliseconds. And the
 * first start decides which functions are kept compiled: a login uses most of them, while a short command would leave
 * the others to be compiled by each that comes after it.
 */
function compileOnce(): void {
  const folder = join(compiled.NODE_COMPILE_CACHE, 'oauth-walk')
  const mark = join(folder, `of-${statSync(join(root, 'dist/oauth-walk.cjs')).ctimeMs}`)
  if (existsSync(mark) && readdirSync(folder).length < crowd) return
  rmSync(folder, { recursive: true, force: true })
  const home = mkdtempSync(join(tmpdir(), 'oauth-walk-test-'))
  const words = [join(root, 'bin/oauth-walk.cjs'), 'login', 'sandbox', '--auto', '--port', '0']
  // Where it fails, the tests tell better what is wrong.
  spawnSync(process.execPath, words, {
    env: { PATH: process.env['PATH'], HOME: home, OAUTH_WALK_HOME: home, ...compiled }, stdio: 'ignore',
  })
  rmSync(home, { recursive: true, force: true })
  if (existsSync(folder)) writeFileSync(mark, '')
}
