import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const program = fileURLToPath(new URL('../../bin/oauth-walk.cjs', import.meta.url))
export const meter = fileURLToPath(new URL('meter.cjs', import.meta.url))

/** The environment of a command. On Node 20 NODE_EXTRA_CA_CERTS alone makes every start three times slower, and each ratio better than it is. */
export function environmentOf(home, more = {}) {
  const environment = { ...process.env, OAUTH_WALK_HOME: home, LANG: 'C.UTF-8', ...more }
  for (const name of ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS']) delete environment[name]
  return environment
}

/** Runs one command to its end: milliseconds on the clock and of the processor, peak memory in KiB. Raises an error where it fails. */
export async function runOnce(words, home) {
  const started = performance.now()
  const { status, stderr, report } = await run(['--require', meter, ...words], environmentOf(home))
  const clock = performance.now() - started
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`)
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(report)
  return { clock, processor: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS }
}

/** Runs node with these words; what it writes to file descriptor 3 is the report of the meter. */
export async function run(words, env) {
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '', report: '' }
  for (const [place, name] of ['stdout', 'stderr', 'report'].entries()) child.stdio[place + 1].on('data', (chunk) => { said[name] += chunk })
  const status = await new Promise(resolve => child.once('close', resolve))
  return { status, ...said }
}
