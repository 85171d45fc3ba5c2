import { setTimeout as delay } from 'node:timers/promises'
import type { IgnoredRequest } from '../transport/ignored-request.ts'
import type { Traveller } from './context.ts'
import { emit } from './observe.ts'

/** One kind of request that was ignored, and how many of it came. */
export interface IgnoredCount extends Omit<IgnoredRequest, 'way'> { count: number }

/** Requests that came while the client waited and did not count: told as they come, counted for the end. */
export interface IgnoredRequests {
  /** Notes one, at once and without waiting for anybody. */
  note(ignored: IgnoredRequest): void
  /** Begins to tell the observers. */
  tell(): void
  /** Tells what is left, and waits until it was told. Raises what an observer raised. */
  finish(): Promise<void>
  list(): IgnoredCount[]
}

type Counted = IgnoredRequest & { count: number }

/** Kinds that are told apart; whoever asks for ever new paths gets no more memory. */
const mostKinds = 24
const longestPath = 80

/**
 * Events that are told as soon as they come, and the milliseconds for which later ones are added up: a flood fills no
 * log.
 */
const mostAtOnce = 64
const pause = 1000

/** Counts by kind for the end, and tells the observers as they come. */
export function countIgnored(walk: Traveller): IgnoredRequests {
  const seen = new Map<string, Counted>()
  const { add: addUntold, tell, finish } = tellAddedUp(walk)
  return {
    note: (ignored) => {
      const fact = cleanPath(ignored)
      const kept = seen.size < mostKinds || seen.has(keyOf(fact)) ? fact : { reason: fact.reason, way: fact.way }
      add(seen, kept)
      addUntold(kept)
    },
    tell,
    finish,
    list: () => [...seen.values()].map(withoutWay),
  }
}

/** Tells the observers: while one of them is slow, what comes is added up. */
function tellAddedUp(walk: Traveller) {
  const untold = new Map<string, Counted>()
  const hurry = new AbortController()
  let running: Promise<void> | undefined
  let failure: { error: unknown } | undefined
  let [mayTell, told] = [false, 0]
  const drain = async () => {
    while (untold.size > 0) {
      const batch = [...untold.values()]
      untold.clear()
      for (const event of batch) await emit({ ...walk, step: 'consent' }, { type: 'callback-ignored', ...event })
      told += batch.length
      if (told >= mostAtOnce) await delay(pause, undefined, { signal: hurry.signal, ref: false }).catch(() => undefined)
    }
  }
  const start = () => {
    if (!mayTell || running || failure) return
    running = drain().catch((error: unknown) => {
      failure = { error }
    }).finally(() => {
      running = undefined
      if (untold.size > 0) start()
    })
  }
  const tell = () => {
    mayTell = true
    start()
  }
  return {
    add: (fact: IgnoredRequest) => {
      add(untold, fact)
      start()
    },
    tell,
    finish: async () => {
      hurry.abort()
      tell()
      while (running) await running
      if (failure) throw failure.error
    },
  }
}

function withoutWay(counted: Counted): IgnoredCount {
  const { way: _way, ...fact } = counted
  return fact
}

function add(counts: Map<string, Counted>, fact: IgnoredRequest): void {
  const key = keyOf(fact)
  counts.set(key, { ...fact, count: (counts.get(key)?.count ?? 0) + 1 })
}

function keyOf({ reason, way, path, error }: IgnoredRequest): string {
  return JSON.stringify([reason, way, path, error])
}

/** A path that is not too long, in the characters of an address (RFC 3986, section 3.3). */
function cleanPath(ignored: IgnoredRequest): IgnoredRequest {
  if (ignored.path === undefined) return ignored
  const path = ignored.path.slice(0, longestPath).replace(/[^\w\-.~%!$&'()*+,;=:@/]/g, '?')
  return { ...ignored, path: ignored.path.length > longestPath ? `${path}…` : path }
}
