// What V8 makes of the program's files, by the binary that will run them: it takes nothing else.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = join(dirname(fileURLToPath(import.meta.url)), 'compile-by-use.cjs')

/**
 * What is used at once is compiled with its functions: by these commands, one after the other. The rest is compiled
 * when it is called.
 */
const uses = [
  ['--help'], ['login', 'sandbox', '--auto', '--port', '0', '--save', 'walk.json'], ['token', '--json'], ['token'],
  ['token', 'show'], ['token', 'refresh'],
  ['userinfo'], ['api', '/me'], ['report', 'walk.json', '--html', 'walk.html'], ['profile', 'list'],
  ['profile', 'show'], ['provider', 'list'], ['login', '--lang', 'zh'],
  [
    'explain',
    'https://as.example/authorize?response_type=code&client_id=x&redirect_uri=https%3A%2F%2Fclient.example%2Fcallback&state=y',
  ], ['logout'],
]

/** By name in the executable, where each compiled file lies. */
export function compileFiles([runner, ...words], files, folder) {
  const compiled = new Map([...files.keys()].filter(name => name.endsWith('.cjs')).map(name => [
    `${name}.compiled`, join(folder, 'compiled', name),
  ]))
  const home = join(folder, 'home')
  mkdirSync(home)
  writeFileSync(join(folder, 'files.json'), JSON.stringify([...files]))
  for (const path of compiled.values()) mkdirSync(dirname(path), { recursive: true })
  for (const use of uses) {
    const env = { HOME: home, OAUTH_WALK_HOME: home, LANG: 'C.UTF-8', PATH: process.env.PATH }
    spawnSync(runner, [...words, program, folder, ...use], { cwd: home, env, stdio: 'ignore' })
  }
  return new Map([...compiled].filter(([, path]) => existsSync(path)))
}
