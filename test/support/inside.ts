import { EventEmitter } from 'node:events'
import { Readable, Writable } from 'node:stream'
import { main } from '../../src/cli/main.ts'
import { surroundings, waitFor, type CliOptions, type Ended, type Heard, type Running } from './cli.ts'

export interface Inside extends Pick<Running, 'ended' | 'sees'> {
  interrupt: () => void
}

/** A process that has an environment and nothing else of its own. */
export function hostWith(env: NodeJS.ProcessEnv): NodeJS.Process {
  return Object.create(process, { env: { value: env } }) as NodeJS.Process
}

/** What a process is to the program, in this process: its own environment, streams and signals, and an end that ends nothing else. */
function standIn(env: NodeJS.ProcessEnv, streams: Record<'stdout' | 'stderr', Writable>, signals: EventEmitter, exit: (status: number) => void): NodeJS.Process {
  const begun = Date.now()
  const listening = Object.fromEntries((['on', 'once', 'off', 'rawListeners', 'removeAllListeners'] as const).map(name => [name, signals[name].bind(signals)]))
  const own = { env, ...streams, ...listening, stdin: Readable.from([]), exit, umask: () => 0o022, uptime: () => (Date.now() - begun) / 1000 }
  return Object.create(process, Object.getOwnPropertyDescriptors(own)) as NodeJS.Process
}

/**
 * Starts the program's own entry in this process, which costs a tenth of a process of its own. For tests of many cases that differ in what the
 * provider does; a few of each table go through the front door.
 */
export function startInside(words: readonly string[], { home, environment = {} }: Pick<CliOptions, 'home' | 'environment'>): Inside {
  const text = { stdout: '', stderr: '' }
  const [heard, signals] = [new EventEmitter(), new EventEmitter()]
  const stream = (name: 'stdout' | 'stderr') => new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text[name] += chunk.toString()
      heard.emit(name)
      done()
    },
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    const exit = (status: number) => {
      resolve({ status, signal: null, ...text })
      heard.emit('end')
    }
    const host = standIn(surroundings(home, environment), { stdout: stream('stdout'), stderr: stream('stderr') }, signals, exit)
    main(words, host).then(told => exit((text.stdout += told, 0)), reject)
  })
  const said: Heard = { text, onWords: (name, look) => heard.on(name, look), onEnd: end => heard.once('end', end) }
  return { ended, sees: async (name, pattern) => waitFor(said, name, pattern), interrupt: () => void signals.emit('SIGINT') }
}
