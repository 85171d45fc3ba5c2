import { once } from 'node:events'

/**
 * Waits for one line from a terminal that shows what is typed; the end of the input is a `q`. Ctrl-C is no answer, but
 * ends the waiting: it raises the signal's reason.
 */
export async function readShown(input: NodeJS.ReadStream, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted()
  const answered = new AbortController()
  input.resume()
  try {
    return await Promise.race([
      once(input, 'data', answered).then(([chunk]) => String(chunk).trim()),
      once(input, 'end', answered).then(() => 'q'),
      once(signal, 'abort', answered).then(() => Promise.reject(signal.reason as Error)),
    ])
  } finally {
    answered.abort()
    input.pause()
  }
}
