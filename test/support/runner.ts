import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshHome, type Ended } from './cli.ts'

/** A step of a composite action that is a script. */
export interface Step { id?: string, shell: string, env: Record<string, string>, run: string }

/** What a step of a job on GitHub's runner said, and what it left in the runner's files. */
export interface Stepped extends Ended { output: string, path: string }

/**
 * Runs a step as the runner does: inputs filled into its variables, a bash of its own, stdout and stderr read through
 * pipes.
 */
export async function runStep(
  step: Step, inputs: Record<string, string | undefined>, environment: NodeJS.ProcessEnv,
): Promise<Stepped> {
  const folder = freshHome()
  const [output, path, script] = ['output', 'path', 'script.sh'].map(name => join(folder, name)) as [
    string, string, string,
  ]
  for (const file of [output, path]) writeFileSync(file, '', { mode: 0o600 })
  writeFileSync(script, step.run)
  mkdirSync(join(folder, 'home'))
  const base = {
    PATH: process.env['PATH'], HOME: join(folder, 'home'), LANG: 'C.UTF-8', GITHUB_ACTIONS: 'true',
    GITHUB_OUTPUT: output, GITHUB_PATH: path,
    // No network: what the package lacks is missed.
    npm_config_offline: 'true', npm_config_cache: join(folder, 'cache'),
  }
  // The words of GitHub's `shell: bash`.
  const words = ['--noprofile', '--norc', '-eo', 'pipefail', script]
  const ended = await finish('bash', words, { ...base, ...environment, ...fill(step.env, inputs) })
  return { ...ended, output: readFileSync(output, 'utf8'), path: readFileSync(path, 'utf8') }
}

function fill(env: Record<string, string>, inputs: Record<string, string | undefined>): Record<string, string> {
  const filled = (text: string) =>
    text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => inputs[input] ?? `no input ${input}`)
  return Object.fromEntries(Object.entries(env).map(([name, text]) => [name, filled(text)]))
}

/** Runs a program to its end, with this environment alone. */
export async function finish(
  program: string, words: readonly string[], env: NodeJS.ProcessEnv, cwd?: string,
): Promise<Ended> {
  const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'], ...cwd === undefined ? {} : { cwd } })
  const text = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) child[stream].on('data', (chunk: Buffer) =>
    text[stream] += chunk.toString())
  return new Promise(resolve => child.once('close', (status, signal) => resolve({ status, signal, ...text })))
}
