import { randomBytes, randomUUID } from 'node:crypto'
import { closeSync, readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import process from 'node:process'
import { isatty } from 'node:tty'
import { Failure } from '../failure.ts'
import { Secrets } from '../secrets.ts'
import type { Machine } from '../session/machine.ts'

/** The real things that a command uses: made here and nowhere else. */
export interface Context {
  environment: Readonly<NodeJS.ProcessEnv>
  platform: NodeJS.Platform
  nodeVersion: string
  /** The program that runs this one, for what needs a process of its own. */
  nodePath: string
  terminal: Readonly<{ stdin: boolean, stdout: boolean, stderr: boolean, columns: number }>
  writeOut: (text: string) => void
  /** Hides every known secret; `writeAddress` does not, since an address must be openable. */
  writeError: (text: string) => void
  writeAddress: (text: string) => void
  readInput: () => string
  readFile: (path: string) => string
  /** Reads an inherited file descriptor to its end and closes it, so that no child inherits it. */
  readDescriptor: (descriptor: number) => string
  /** Waits for one line from the terminal. */
  readLine: () => Promise<string>
  /** Asks at the terminal and shows nothing of the answer. */
  readSecret: (question: string) => Promise<string>
  now: () => number
  random: (bytes: number) => Uint8Array
  machine: Machine
  secrets: Secrets
  signal: AbortSignal
  /** Holds Ctrl-C back until this is done: what must not be cut off. */
  defer: <T>(run: () => Promise<T>) => Promise<T>
  exit: (status: number) => Promise<never>
}

/** Takes hold of the process: streams, environment, clock, random, signals. */
export function createContext(): Context {
  const secrets = new Secrets()
  const { signal, defer } = watchSignals()
  return {
    environment: process.env,
    platform: process.platform,
    nodeVersion: process.version,
    nodePath: process.execPath,
    terminal: {
      get stdin() { return isatty(0) },
      get stdout() { return isatty(1) },
      get stderr() { return isatty(2) },
      get columns() { return process.stderr.columns },
    },
    writeOut: text => write(process.stdout, text),
    writeError: text => write(process.stderr, secrets.hide(text)),
    writeAddress: text => write(process.stderr, text),
    readInput: () => readFileSync(0, 'utf8'),
    readFile: path => readFileSync(path, 'utf8'),
    readDescriptor,
    readLine,
    readSecret: async question => readSecret(question, signal),
    now: () => Date.now(),
    random: bytes => randomBytes(bytes),
    machine: thisMachine(),
    secrets, signal, defer, exit,
  }
}

/** A stream is made when it is first written to: that takes its time. */
function write(stream: NodeJS.WriteStream, text: string, written?: () => void): void {
  if (stream.listenerCount('error') === 0) stream.on('error', quitSilently)
  stream.write(text, written)
}

/** A reader that has gone wants no more, and no complaint. */
function quitSilently(error: NodeJS.ErrnoException): void {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
}

async function exit(status: number): Promise<never> {
  await new Promise<void>(resolve => write(process.stdout, '', resolve))
  process.exit(status)
}

async function readLine(): Promise<string> {
  return new Promise((resolve) => {
    process.stdin.resume()
    process.stdin.once('data', (chunk) => {
      process.stdin.pause()
      resolve(chunk.toString('utf8').trim())
    })
    process.stdin.once('end', () => resolve('q'))
  })
}

async function readSecret(question: string, signal: AbortSignal): Promise<string> {
  const { readHidden } = await import('./hidden-line.ts')
  write(process.stderr, `${question}: `)
  try {
    return await readHidden(process.stdin, signal)
  } finally {
    write(process.stderr, '\n')
  }
}

function readDescriptor(descriptor: number): string {
  const text = readFileSync(descriptor, 'utf8')
  if (descriptor > 2) closeSync(descriptor)
  return text
}

/** conf's own handlers raise a signal once more: only one that comes later is the user's second thought. */
const secondThought = 500

function watchSignals(): Pick<Context, 'signal' | 'defer'> {
  const controller = new AbortController()
  let deferred = 0
  let first: { at: number, code: 'interrupted' | 'terminated' } | undefined
  const stop = (code: 'interrupted' | 'terminated') => {
    if (first && Date.now() - first.at > secondThought && deferred === 0) process.exit(code === 'interrupted' ? 130 : 143)
    first ??= { at: Date.now(), code }
    if (deferred === 0) controller.abort(new Failure(first.code))
  }
  process.on('SIGINT', () => stop('interrupted'))
  process.on('SIGTERM', () => stop('terminated'))
  process.on('SIGHUP', () => stop('terminated'))
  const defer = async <T>(run: () => Promise<T>): Promise<T> => {
    deferred += 1
    try {
      return await run()
    } finally {
      deferred -= 1
      if (first && deferred === 0) controller.abort(new Failure(first.code))
    }
  }
  return { signal: controller.signal, defer }
}

function thisMachine(): Machine {
  return {
    pid: process.pid,
    hostname: `${hostname()}${processNamespace()}`,
    uid: process.getuid?.(),
    isAlive,
    startTime,
    now: () => Date.now(),
    randomId: () => randomUUID(),
    dropSnap: () => {
      delete process.env['SNAP']
    },
    umask: (mask) => {
      process.umask(mask)
    },
  }
}

/** Containers that share a host name and a folder still count their processes apart. */
function processNamespace(): string {
  try {
    return ` ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return ''
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^\d+ \(.*\) Z/s.test(statOf(pid) ?? '')
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function startTime(pid: number): string | undefined {
  return statOf(pid)?.replace(/^.*\) /s, '').split(' ')[19]
}

function statOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
}
