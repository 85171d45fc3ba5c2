import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { isatty } from 'node:tty'
import {
  givesOnce, isPipe, openModeOf, proveDescriptor, readDescriptor, readInputFile, readInputPieces,
} from '../place/input.ts'
import { userName } from '../place/account.ts'
import { appendToFile, proveAppendable } from '../place/append.ts'
import type { Wait } from '../place/wait.ts'
import { Secrets } from '../secrets/secrets.ts'
import { createStopwatch } from '../transport/stopwatch.ts'
import type { Machine } from '../session/machine.ts'
import { withdrawSecrets, type Environment, type Variables } from './machine/environment.ts'
import { isInForeground, machineOf } from './machine/machine.ts'
import { keepPrompt } from './terminal/prompt.ts'
import { openQuestions, type Questions } from './terminal/questions.ts'
import { endBySignals, watchSignals } from './terminal/signals.ts'
import { openStreams, type Streams } from './terminal/streams.ts'
import type { RawText, Result, TerminalText } from '../text/written.ts'

/** The real things that a command uses: made here and nowhere else. */
export interface Context extends Questions {
  environment: Variables
  /** The environment beyond its plain variables: our secrets, and what the programs that we start may know. */
  given: Omit<Environment, 'variables'>
  platform: NodeJS.Platform
  nodeVersion: string
  /** The program that runs this one, for what needs a process of its own. */
  nodePath: string
  /** Which streams are a terminal; it listens to the program in the foreground alone. */
  terminal: Readonly<{ stdin: boolean, stdout: boolean, stderr: boolean, columns: number, foreground: boolean }>
  /** Takes only what a writer has made. */
  writeOut: (text: Result) => void
  /** Something was written to stdout: a second document would be one too many. */
  hasWritten: () => boolean
  writeError: (text: TerminalText) => void
  writeAddress: (text: TerminalText | RawText) => void
  readInput: () => string
  readInputBytes: () => Uint8Array
  readBytes: (path: string) => Uint8Array
  readFile: (path: string) => string
  /** A file, or stdin (`-`), piece by piece; a piece is good until the next one comes. */
  readPieces: (path: string, take: (piece: Uint8Array) => void) => void
  /** Tells whether what a path gives can be read only once. */
  givesOnce: (path: string) => boolean
  /** The mode of a file that others than its owner may read or write, such as `0644`. */
  openModeOf: (path: string) => string | undefined
  appendFile: (path: string, text: string) => void
  /** Raises `file-unwritable` where a file that this setting names can't be appended to. */
  proveAppendable: (path: string, source: string) => void
  /** Tells whether another program reads a file descriptor: it is no file on the disk, and not closed. */
  isPipe: (descriptor: number) => boolean
  absolutePath: (path: string) => string
  /**
   * Reads an inherited file descriptor to its end and closes it, so that no child inherits it. Raises an error with the
   * code `read-before` the second time.
   */
  readDescriptor: (descriptor: number) => string
  /** Raises what reading a descriptor would where nobody has opened it, and takes nothing from it. */
  proveDescriptor: (descriptor: number) => void
  /** Waits for one line from the terminal. */
  readLine: () => Promise<string>
  /** The terminal itself, for a conversation. */
  conversation: () => { input: NodeJS.ReadStream, output: NodeJS.WriteStream }
  /** The addresses that a host name means here. */
  lookup: (hostname: string) => Promise<string[]>
  now: () => number
  elapsed: () => number
  /** When this process began, in milliseconds since 1970. */
  startedAt: number
  random: (bytes: number) => Uint8Array
  machine: Machine
  /** What the account is called that this runs as. */
  userName: () => string | undefined
  secrets: Secrets
  signal: AbortSignal
  /** Waits for another program in the system, in a way that a signal can end. */
  wait: Wait
  isEnding: () => boolean
  /** Holds Ctrl-C back until this is done: what must not be cut off. */
  defer: <T>(run: () => Promise<T>) => Promise<T>
  exit: Streams['exit']
  whenFull: Streams['whenFull']
}

/**
 * Takes hold of a process: streams, clock, random, signals. Its environment has been read by then, and its stdin where
 * `input` is given.
 */
export function createContext(given: Environment, host: NodeJS.Process, input?: Buffer): Context {
  const secrets = new Secrets()
  withdrawSecrets(host)
  const { signal, defer, isBusy, hasCome: isEnding } = watchSignals(host)
  const { out, error, exit, whenFull } = openStreams(host, isBusy, signal)
  const prompt = keepPrompt(error, given.variables['TERM'] !== 'dumb')
  const machine = machineOf(host)
  const wait: Wait = run => endBySignals(host, run)
  const { uid, systemUids, isOwnGroup, randomId } = machine
  const user = { uid, systemUids, isOwnGroup, randomId, wait, isEnding }
  const readInput = () => input ?? readDescriptor(0, wait)
  let written = false
  return {
    environment: given.variables,
    given,
    platform: host.platform,
    nodeVersion: host.version,
    nodePath: host.execPath,
    terminal: {
      get stdin() { return isatty(0) },
      get stdout() { return isatty(1) },
      get stderr() { return isatty(2) },
      get columns() { return host.stderr.columns },
      get foreground() { return isInForeground() },
    },
    writeOut: (text) => {
      written = true
      out(text)
    },
    hasWritten: () => written,
    writeError: prompt.write,
    writeAddress: prompt.write,
    readInput: () => readInput().toString('utf8'),
    readInputBytes: readInput,
    readBytes: path => readInputFile(path, user),
    readFile: path => readInputFile(path, user).toString('utf8'),
    readPieces: (path, take) => input && path === '-' ? take(input) : readInputPieces(path, user, take),
    givesOnce,
    openModeOf: path => openModeOf(path, user),
    appendFile: (path, text) => appendToFile(resolve(path), text, user),
    proveAppendable: (path, source) => proveAppendable(resolve(path), { ...user, source }),
    isPipe,
    absolutePath: path => resolve(path),
    ...openDescriptors(wait),
    readLine: async () => (await import('./terminal/shown-line.ts')).readShown(host.stdin, signal),
    ...openQuestions(host, prompt, signal),
    conversation: () => ({ input: host.stdin, output: host.stderr }),
    lookup: async hostname =>
      (await (await import('node:dns/promises')).lookup(hostname, { all: true })).map(({ address }) => address),
    now: () => Date.now(),
    elapsed: createStopwatch(() => Number(host.hrtime.bigint()) / 1e6),
    startedAt: Date.now() - host.uptime() * 1000,
    random: bytes => randomBytes(bytes),
    machine,
    userName,
    secrets, signal, wait, isEnding, defer, exit, whenFull,
  }
}

/** Tells whether the story may have colour: at a terminal, unless it was asked to have none. */
export function wantsColour({ terminal, environment }: Context, asked: boolean): boolean {
  return asked && terminal.stderr && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb'
}

/**
 * Columns to write in; nothing where nobody looks at a screen, and where it does not tell its width. Lines longer than
 * 120 are hard to read.
 */
export function widthOf({ terminal }: Context): number | undefined {
  return terminal.stderr && terminal.columns >= 20 ? Math.min(terminal.columns, 120) : undefined
}

/** Inherited descriptors, each of which gives what it has once. */
function openDescriptors(wait: Wait): Pick<Context, 'readDescriptor' | 'proveDescriptor'> {
  const read = new Set<number>()
  const proveUnread = (descriptor: number) => {
    if (read.has(descriptor)) throw Object.assign(new Error('read before'), { code: 'read-before' })
  }
  return {
    proveDescriptor: (descriptor) => {
      proveUnread(descriptor)
      proveDescriptor(descriptor)
    },
    readDescriptor: (descriptor) => {
      proveUnread(descriptor)
      read.add(descriptor)
      return readDescriptor(descriptor, wait).toString('utf8')
    },
  }
}
