import { EventEmitter } from 'node:events'
import { PassThrough, Writable, type Readable } from 'node:stream'
import { main } from '../../src/cli/main.ts'
import { tokenAtHand } from '../../src/cli/at-hand/token.ts'
import { surroundings, waitFor, type CliOptions, type Ended, type Heard, type Running } from './cli.ts'
import type { BrowseOptions } from './user-agent.d.mts'
import { walk, type Walked } from './walks.ts'

export interface Inside extends Pick<Running, 'ended' | 'sees' | 'stdin'> {
  interrupt: () => void
}

type Given = 'home' | 'environment' | 'cwd' | 'input' | 'openInput'
/** What a run inside this process can be given: it is no other user, and no other copy of the program. */
export type InsideOptions = Pick<CliOptions, Given> & { [Other in Exclude<keyof CliOptions, Given>]?: never }

/** A process that has an environment and nothing else of its own. */
export function hostWith(env: NodeJS.ProcessEnv): NodeJS.Process {
  return Object.create(process, { env: { value: env } }) as NodeJS.Process
}

/**
 * What a process is to the program, in this process: its own environment, streams and signals, and an end that ends
 * nothing else.
 */
function standIn(
  env: NodeJS.ProcessEnv, streams: { stdin: Readable, stdout: Writable, stderr: Writable }, signals: EventEmitter,
  exit: (status: number) => void,
): NodeJS.Process {
  const begun = Date.now()
  const listening = Object.fromEntries((['on', 'once', 'off', 'rawListeners', 'removeAllListeners'] as const).map(
    name => [name, signals[name].bind(signals)],
  ))
  const own = {
    env, ...streams, ...listening, exit, umask: () => 0o022,
    uptime: () => (Date.now() - begun) / 1000,
  }
  return Object.create(process, Object.getOwnPropertyDescriptors(own)) as NodeJS.Process
}

/** As bin does: `token` takes its short way where it can. That of `credential` would read this process's own stdin. */
async function begin(words: readonly string[], host: NodeJS.Process, input?: Buffer): Promise<string> {
  return await tokenAtHand(words, host) ?? await main(words, host, input)
}

/** The folder of this whole process, while commands run in one. */
const place = { commands: 0, before: '' }

/** Goes to a folder until the command is over; commands beside it must be in the same one. */
function enter(folder: string): () => void {
  if (place.commands === 0) place.before = process.cwd()
  process.chdir(folder)
  place.commands += 1
  let inside = true
  return () => {
    // A command that has ended by its exit ends once more with its last promise: another may be at work by then.
    if (inside && (place.commands -= 1) === 0) process.chdir(place.before)
    inside = false
  }
}

/**
 * Starts the program's own entry in this process, which costs a tenth of a process of its own. For tests of many cases
 * that differ in what the provider does; a few of each table go through the front door.
 */
export function startInside(
  words: readonly string[], { home, environment = {}, cwd, input = '', openInput = false }: Pick<CliOptions, Given>,
): Inside {
  const leave = cwd === undefined ? undefined : enter(cwd)
  const text = { stdout: '', stderr: '' }
  const [heard, signals] = [new EventEmitter(), new EventEmitter()]
  const stream = (name: 'stdout' | 'stderr') => new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text[name] += chunk.toString()
      heard.emit(name)
      done()
    },
  })
  const stdin = new PassThrough()
  if (!openInput) stdin.end(input)
  const ended = new Promise<Ended>((resolve, reject) => {
    const exit = (status: number) => {
      leave?.()
      resolve({ status, signal: null, ...text })
      heard.emit('end')
    }
    const streams = { stdin, stdout: stream('stdout'), stderr: stream('stderr') }
    const host = standIn(surroundings(home, environment), streams, signals, exit)
    begin(words, host, openInput ? undefined : Buffer.from(input)).then(told => exit((text.stdout += told, 0)), reject)
  })
  const said: Heard = { text, onWords: (name, look) => heard.on(name, look), onEnd: end => heard.once('end', end) }
  return {
    stdin, ended, sees: async (name, pattern) => waitFor(said, name, pattern), interrupt: () => void signals.emit('SIGINT'),
  }
}

/** Runs the program's own entry in this process to its end. */
export async function runInside(words: readonly string[], options: InsideOptions): Promise<Ended> {
  return startInside(words, options).ended
}

/** Signs in as `walk` does, in this process. */
export async function walkInside(
  words: readonly string[], options: InsideOptions, visit: BrowseOptions | 'nobody' = {},
): Promise<Walked> {
  return walk(words, options, visit, startInside)
}
