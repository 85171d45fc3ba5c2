import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const program = fileURLToPath(new URL('../../bin/oauth-walk.cjs', import.meta.url))
export const meter = fileURLToPath(new URL('meter.cjs', import.meta.url))

/**
 * The environment of a command. On Node 20 NODE_EXTRA_CA_CERTS alone makes every start three times slower, and each
 * ratio better than it is.
 */
export function environmentOf(home, more = {}) {
  const environment = { ...process.env, OAUTH_WALK_HOME: home, LANG: 'C.UTF-8', ...more }
  // A variable of ours that the program does not know keeps it from its short ways.
  for (const name of ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS']) delete environment[name]
  return environment
}

/**
 * Runs one command to its end, with `more` in its environment and `input` on stdin: milliseconds on the clock and of
 * the processor, peak memory in KiB. Raises an error where it fails.
 */
export async function runOnce(words, home, { more = {}, input } = {}) {
  const started = performance.now()
  const ended = await run(['--require', meter, ...words], environmentOf(home, more), input)
  return { clock: performance.now() - started, ...usedBy(words, ended) }
}

/** Runs node with these words to its end. */
export async function run(words, env, input) {
  return start(process.execPath, words, env, input).ended
}

/** Starts a program; what it writes to file descriptor 3 is the report of the meter. */
export function start(program, words, env, input) {
  const child = spawn(program, words, { env, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe', 'pipe'] })
  child.stdin?.end(input)
  const said = { stdout: '', stderr: '', report: '' }
  for (const [place, name] of ['stdout', 'stderr', 'report'].entries()) child.stdio[place + 1].on('data', (chunk) => {
    said[name] += chunk
  })
  return { child, said, ended: new Promise(resolve => child.once('close', status => resolve({ status, ...said }))) }
}

/**
 * What a command has used: milliseconds of the processor, peak memory in KiB; neither where it is not metered. Raises
 * an error where it failed.
 */
export function usedBy(words, { status, stderr, report }, isMetered = true) {
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`)
  if (!isMetered) return {}
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(report || stderr.trim().split('\n').at(-1))
  return { processor: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS }
}
