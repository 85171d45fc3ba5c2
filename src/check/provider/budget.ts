import { setTimeout as delay } from 'node:timers/promises'
import type { StopReason } from '../../codes/exam.ts'
import type { Exchange } from '../../protocol/library.ts'
import type { Send, WireResponse } from '../../wire.ts'

/** No further request is sent: what is left can't be judged. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
  readonly reason: StopReason
  /** The answer by which the provider ended the run; nothing where the budget did. */
  readonly by: Exchange | undefined

  constructor(reason: StopReason, by?: Exchange) {
    super(reason)
    this.reason = reason
    this.by = by
  }
}

/** How much a provider may be asked; the pause between two requests is in milliseconds. */
export interface Allowance {
  requests: number
  pause: number
  wrongCredentials: number
  wrongSecrets: number
  serverErrors: number
}

export const usualAllowance: Allowance = {
  requests: 80, pause: 500, wrongCredentials: 5, wrongSecrets: 1, serverErrors: 3,
}

/** The sandbox in this process is nobody else's. */
export const ownAllowance: Allowance = { ...usualAllowance, requests: 200, pause: 0 }

/** What a wrong message claims to be: only so many may be sent, since providers lock clients out. */
export type Wrong = 'credentials' | 'secret'

export interface Budget {
  /** Sends without waiting for those before it: for what is to come at the same time. Raises what `send` raises. */
  atOnce: Send
  /** Sends one request at a time. Raises `Stopped`, before it sends anything, once nothing more may be sent. */
  send: Send
  /**
   * Asks for leave to send wrong credentials to an endpoint. Raises `Stopped` where they were sent as often as they may
   * be.
   */
  allowWrong: (wrong: Wrong, endpoint: string) => void
  sent: () => number
  /** How many more may be sent. */
  left: () => number
  stopped: () => StopReason | undefined
}

/** What the budget needs of the walk: a wire, a clock that nobody sets, in milliseconds, and who may end the pauses. */
interface Means { send: Send, elapsed: () => number, signal: AbortSignal }

/**
 * Keeps the requests of an examination few, apart and one at a time, and ends it where the provider asks for that or is
 * not well.
 */
export function openBudget({ send, elapsed, signal }: Means, allowance: Allowance): Budget {
  const wrong = new Map<string, number>()
  let [sent, errors, last]: [number, number, number | undefined] = [0, 0, undefined]
  let stopped: StopReason | undefined
  let by: Exchange | undefined
  let queue: Promise<unknown> = Promise.resolve()
  const rest = async () => {
    const left = () => last === undefined || allowance.pause === 0 ? 0 : last + allowance.pause + 1 - elapsed()
    // Both moments are rounded to whole milliseconds.
    while (left() > 0) await delay(Math.ceil(left()), undefined, { signal })
  }
  const pass: Send = async (request) => {
    if (stopped) throw new Stopped(stopped, by)
    if (sent >= allowance.requests) {
      stopped = 'budget-spent'
      throw new Stopped(stopped)
    }
    sent += 1
    try {
      const answer = await send(request)
      if (asksForPatience(answer)) stopped = 'too-many-requests'
      else if (answer.status >= 500 && (errors += 1) >= allowance.serverErrors) stopped = 'server-errors'
      if (stopped) by ??= { url: request.url, answer }
      return answer
    } finally {
      last = elapsed()
    }
  }
  return {
    atOnce: pass,
    send: async (request) => {
      const turn = queue.then(async () => {
        if (!stopped) await rest()
        return pass(request)
      })
      queue = turn.catch(() => undefined)
      return turn
    },
    allowWrong: (kind, endpoint) => {
      const key = kind === 'secret' ? kind : `${kind} ${endpoint}`
      const before = wrong.get(key) ?? 0
      if (before >= (kind === 'secret' ? allowance.wrongSecrets : allowance.wrongCredentials))
        throw new Stopped('budget-spent')
      wrong.set(key, before + 1)
    },
    sent: () => sent,
    left: () => stopped ? 0 : allowance.requests - sent,
    stopped: () => stopped,
  }
}

/** RFC 6585, section 4, and RFC 9110, section 10.2.3. */
function asksForPatience({ status, headers }: WireResponse): boolean {
  return status === 429 || headers['retry-after'] !== undefined
}
