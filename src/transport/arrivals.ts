import type { CallbackRequest } from './callback-request.ts'

/** Requests in the order in which they came, also those that came before anyone asked. */
export interface Arrivals {
  /** Hands a request over, or says that nobody waits for it any more. */
  add(request: CallbackRequest): boolean
  /** Gives one request after the other; ends by raising the signal's reason. After it, nobody waits. */
  take(signal: AbortSignal): AsyncIterable<CallbackRequest>
}

/** Makes a queue between the listener's servers and the one who waits. `late` gets what is left when the waiting ends. */
export function createArrivals(late: (request: CallbackRequest) => void): Arrivals {
  const queue: CallbackRequest[] = []
  let waiting = true
  let wake: () => void = () => undefined
  const come = async (signal: AbortSignal) => new Promise<void>((resolve) => {
    wake = resolve
    if (queue.length > 0 || signal.aborted) resolve()
  })
  return {
    add: (request) => {
      if (!waiting) return false
      queue.push(request)
      wake()
      return true
    },
    async* take(signal) {
      const stop = () => wake()
      signal.addEventListener('abort', stop)
      try {
        for (;;) {
          await come(signal)
          signal.throwIfAborted()
          const request = queue.shift()
          if (request) yield request
        }
      } finally {
        waiting = false
        signal.removeEventListener('abort', stop)
        queue.splice(0).forEach(late)
      }
    },
  }
}
