/** The time that one request may take. */
export interface Deadline {
  /** Aborted when the time is over, and when the user ends the program. */
  signal: AbortSignal
  isOver: () => boolean
  /** The request has ended: the time counts no longer. */
  lift: () => void
}

/** Lets a request take so many seconds, and no longer than until `stop`. */
export function limitTime(seconds: number, stop: AbortSignal): Deadline {
  const end = new AbortController()
  let over = false
  const give = () => end.abort(stop.reason)
  const timer = setTimeout(() => {
    over = true
    end.abort()
  }, seconds * 1000)
  if (stop.aborted) give()
  else stop.addEventListener('abort', give)
  return {
    signal: end.signal,
    isOver: () => over,
    lift: () => {
      clearTimeout(timer)
      stop.removeEventListener('abort', give)
    },
  }
}
