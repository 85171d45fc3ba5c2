import type { CallbackRequest } from './callback-request.ts'

/** Requests in the order in which they came, also those that came before anyone asked. */
export interface Arrivals {
  /** Hands a request over, or says that nobody waits for it any more. `judged` hears whether another one is wanted after it. */
  add(request: CallbackRequest, judged?: (more: boolean) => void): boolean
  /** Ends the waiting with this error, after the requests that came before it. */
  fail(error: unknown): void
  /** Gives one request after the other; ends by raising the signal's reason. After it, nobody waits. */
  take(signal: AbortSignal): AsyncIterable<CallbackRequest>
}

interface Arrival {
  request: CallbackRequest
  judged: (more: boolean) => void
}

/** Makes a queue between those who bring requests and the one who waits. `late` gets what is left when the waiting ends. */
export function createArrivals(late: (request: CallbackRequest) => void): Arrivals {
  const queue: Arrival[] = []
  let failure: { error: unknown } | undefined
  let waiting = true
  let wake: () => void = () => undefined
  const come = async (signal: AbortSignal) => new Promise<void>((resolve) => {
    wake = resolve
    if (queue.length > 0 || failure || signal.aborted) resolve()
  })
  return {
    add: (request, judged = () => undefined) => {
      if (!waiting) return false
      queue.push({ request, judged })
      wake()
      return true
    },
    fail: (error) => {
      failure = { error }
      wake()
    },
    async* take(signal) {
      const stop = () => wake()
      signal.addEventListener('abort', stop)
      try {
        for (;;) {
          await come(signal)
          signal.throwIfAborted()
          const arrival = queue.shift()
          if (arrival) yield* hand(arrival)
          else if (failure) throw failure.error
        }
      } finally {
        waiting = false
        signal.removeEventListener('abort', stop)
        for (const { request, judged } of queue.splice(0)) {
          late(request)
          judged(false)
        }
      }
    },
  }
}

/** Who asks for another request was not content with this one. */
async function* hand({ request, judged }: Arrival): AsyncGenerator<CallbackRequest> {
  let more = false
  try {
    yield request
    more = true
  } finally {
    judged(more)
  }
}
