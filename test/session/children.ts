import { buildSync } from 'esbuild'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import type { Task } from './child.ts'

let program: string

/** Bundles the child once for a test file, the way the product is bundled: CommonJS, conf inside. */
export function bundleChild(): void {
  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-child-'))
    chmodSync(folder, 0o755)
    program = join(folder, 'child.cjs')
    const entry = join(import.meta.dirname, 'child.ts')
    buildSync({
      entryPoints: [entry], bundle: true, platform: 'node', format: 'cjs', target: 'node20', outfile: program,
      logLevel: 'error',
    })
    // Other users run it too, whatever umask a test before has left.
    chmodSync(program, 0o644)
  })
  afterAll(() => rmSync(join(program, '..'), { recursive: true, force: true }))
}

export interface ChildOptions {
  environment?: NodeJS.ProcessEnv
  uid?: number
  /** Shell commands that limit the child before it starts. */
  limit?: string
}

export interface Child {
  process: ChildProcess
  /** Settles when the child says this for the first time; rejects if it ends without. */
  said(word: string): Promise<void>
  go(): void
  /** How it ended: what it reported last, or the signal. */
  ended: Promise<{ report: unknown, signal: NodeJS.Signals | null, errors: string }>
}

/**
 * For tests with many processes: on few cores that others use too, each may take long, and only one that hangs takes
 * longer.
 */
export const crowded = { timeout: 180_000 }

/** Starts a child on a task; it is killed with the test if it does not end. */
export function startChild(task: Task, options: ChildOptions = {}): Child {
  const run = [process.execPath, program, JSON.stringify(task)] as const
  const [command, ...parts] = options.limit === undefined
    ? run
    : ['/bin/sh', '-c', `${options.limit} && exec "$0" "$@"`, ...run]
  const child = spawn(command, parts, {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, ...options.environment },
    ...options.uid === undefined ? {} : { uid: options.uid, gid: options.uid },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const words = new Set<string>()
  let report: unknown
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => errors += chunk.toString())
  child.on('message', (message: { word?: string, report?: unknown }) => {
    if (message.word === undefined) report = message.report
    else if (!words.has(message.word)) child.emit(`said-${(words.add(message.word), message.word)}`)
  })
  const ended = new Promise<{ report: unknown, signal: NodeJS.Signals | null, errors: string }>((resolve) => {
    child.once('close', (_code, signal) => resolve({ report, signal, errors }))
  })
  return {
    process: child,
    ended,
    go: () => void child.send('go'),
    said: async (word) => {
      if (words.has(word)) return
      const first = new Promise<void>(resolve => child.once(`said-${word}`, resolve))
      await Promise.race([first, ended.then(({ errors }) => {
        if (!words.has(word)) throw new Error(`the child ended without saying ${word}: ${errors}`)
      })])
    },
  }
}

/** Starts one child per task, lets all go when the last is ready, and gives how they ended. */
export async function raceChildren(tasks: Task[]) {
  const children = tasks.map(task => startChild(task))
  await Promise.all(children.map(async child => child.said('ready')))
  for (const child of children) child.go()
  return Promise.all(children.map(async child => child.ended))
}
