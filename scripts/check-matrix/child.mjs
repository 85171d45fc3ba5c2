import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'

/** Milliseconds: the rules that take minutes are judged within. */
const patience = 20 * 60_000

/** Runs the program, and says what it wrote, how it ended and how many seconds it took. */
export async function runProgram(program, words, home) {
  const started = performance.now()
  const env = { PATH: process.env.PATH, HOME: tmpdir(), LANG: 'C.UTF-8', OAUTH_WALK_HOME: home }
  const child = spawn(
    process.execPath, [program, ...words],
    { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: patience, killSignal: 'SIGKILL' },
  )
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr']) child[stream].setEncoding('utf8').on('data', (text) => {
    said[stream] += text
  })
  const status = await new Promise(resolve => child.once('close', (code, signal) => resolve(code ?? signal)))
  return { status, ...said, seconds: Math.round((performance.now() - started) / 1000) }
}
