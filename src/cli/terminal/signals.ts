import { Failure } from '../../codes/failure.ts'

/** conf's own handlers raise a signal once more: only one that comes later is the user's second thought. */
const secondThought = 500

/** What becomes of Ctrl-C and of a request to end. */
export interface Signals {
  /** Aborts with `interrupted` or `terminated`; `kept` in their details tells that something was done to its end. */
  signal: AbortSignal
  /** Holds that back until this is done: what must not be cut off. */
  defer: <T>(run: () => Promise<T>) => Promise<T>
  isBusy: () => boolean
  /** One has come, also if it is held back. */
  hasCome: () => boolean
}

const heard = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Lets the signals end a process by themselves while it waits where no listener can run: without one, the system does
 * it.
 */
export function endBySignals<Result>(host: NodeJS.Process, run: () => Result): Result {
  const kept = heard.map(name => ({ name, listeners: host.rawListeners(name) as NodeJS.SignalsListener[] }))
  for (const { name } of kept) host.removeAllListeners(name)
  try {
    return run()
  } finally {
    for (const { name, listeners } of kept) for (const listener of listeners) host.on(name, listener)
  }
}

/**
 * Listens to the signals of a process. A second one ends it at once, unless something is under way that must not be cut
 * off.
 */
export function watchSignals(host: NodeJS.Process): Signals {
  const controller = new AbortController()
  let deferred = 0
  let kept = false
  let first: { at: number, code: 'interrupted' | 'terminated' } | undefined
  const stop = (code: 'interrupted' | 'terminated') => {
    if (first && performance.now() - first.at > secondThought && deferred === 0)
      host.exit(code === 'interrupted' ? 130 : 143)
    first ??= { at: performance.now(), code }
    abort()
  }
  const abort = () => {
    if (first && deferred === 0) controller.abort(new Failure(first.code, kept ? { kept } : {}))
  }
  host.on('SIGINT', () => stop('interrupted'))
  host.on('SIGTERM', () => stop('terminated'))
  host.on('SIGHUP', () => stop('terminated'))
  const defer = async <T>(run: () => Promise<T>): Promise<T> => {
    deferred += 1
    try {
      const result = await run()
      kept = true
      // One that came meanwhile may not have been delivered yet.
      await new Promise(setImmediate)
      return result
    } finally {
      deferred -= 1
      abort()
    }
  }
  return { signal: controller.signal, defer, isBusy: () => deferred > 0, hasCome: () => first !== undefined }
}
