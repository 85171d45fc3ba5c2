import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { compiled } from './compiled.ts'
import { startAtDoor } from './door.ts'
import { homes } from './homes.ts'

/** The program as a user starts it: built, and found through its bin. */
export const program = fileURLToPath(new URL('../../bin/oauth-walk.cjs', import.meta.url))

export { compiled }

/** How a command ended and what it said. */
export interface Ended {
  status: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** A command that is running. */
export interface Running {
  child: ChildProcessByStdio<Writable, Readable, Readable>
  stdin: Writable
  ended: Promise<Ended>
  /** Resolves with the first match on that stream; rejects when the command ends without it. */
  sees(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray>
}

export interface CliOptions {
  home: string
  environment?: NodeJS.ProcessEnv
  input?: string
  /** Leaves stdin open, for a test that writes to it later. */
  openInput?: boolean
  /** What file descriptor 3 gives, as a shell's `3< <(…)` does. */
  descriptor?: string
  /** Another copy of the program than the built one. */
  program?: string
  cwd?: string
  /** Another user, where the tests run as root. */
  uid?: number
}

/** A folder of its own for the stores of one test, removed after all of its file. */
export function freshHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'oauth-walk-test-'))
  homes.push(home)
  return home
}

/** The environment of the program: nothing of the surrounding one but the path. */
export function surroundings(home: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', OAUTH_WALK_HOME: home, ...compiled, ...environment }
}

/** Starts the program with nothing of the surrounding environment but the path; it is killed when the test ends. */
export function start(words: readonly string[], options: CliOptions): Running {
  const { home, environment = {}, input, descriptor } = options
  const child = spawn(process.execPath, [options.program ?? program, ...words], {
    env: surroundings(home, environment),
    stdio: ['pipe', 'pipe', 'pipe', ...descriptor === undefined ? [] : ['pipe' as const]],
    ...options.cwd === undefined ? {} : { cwd: options.cwd },
    ...options.uid === undefined ? {} : { uid: options.uid, gid: options.uid },
  }) as Running['child']
  const extra = child.stdio[3] as Writable | undefined
  extra?.on('error', () => undefined).end(descriptor)
  const text = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      text[stream] += chunk
    })
  }
  child.stdin.on('error', () => undefined)
  if (!options.openInput) child.stdin.end(input ?? '')
  const ended = new Promise<Ended>(resolve =>
    child.once('close', (status, signal) => resolve({ status, signal, ...text })))
  onTestFinished(async () => {
    // One that is not gone yet could still write into the home that is removed next.
    if (child.kill('SIGKILL')) await new Promise(resolve => child.once('exit', resolve))
  })
  const heard: Heard = {
    text, onWords: (stream, look) => child[stream].on('data', look), onEnd: end => child.once('close', end),
  }
  return { child, stdin: child.stdin, ended, sees: async (stream, pattern) => waitFor(heard, stream, pattern) }
}

/** Runs the program to its end. */
export async function run(words: readonly string[], options: CliOptions): Promise<Ended> {
  return startAtDoor(words, options).ended
}

/** What a run has said so far, and how its next words and its end are heard. */
export interface Heard {
  text: { stdout: string, stderr: string }
  onWords: (stream: 'stdout' | 'stderr', look: () => void) => void
  onEnd: (end: () => void) => void
}

/** Waits until the run has said this on that stream; rejects when it ends without. */
export async function waitFor(
  { text, onWords, onEnd }: Heard, stream: 'stdout' | 'stderr', pattern: RegExp,
): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = pattern.exec(text[stream])
      if (found) resolve(found)
    }
    look()
    onWords(stream, look)
    onEnd(() => reject(new Error(`ended without ${String(pattern)}: ${text.stdout}${text.stderr}`)))
  })
}
