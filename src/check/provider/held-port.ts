import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '../../codes/failure.ts'
import type { Walk } from '../../walk/context.ts'

/** Milliseconds for which a run waits for the port of the redirect URI, and those between two tries. */
const patience = 5000
const pause = 250

/**
 * Tries again for a while where another program has the port of the redirect URI: many have it for a moment only.
 * Raises what `run` raises.
 */
export type UntilFree = <Result>(run: () => Promise<Result>) => Promise<Result>

/**
 * Waits once a run for all: where the port did not come free in that time, each further code is tried for without
 * waiting.
 */
export function openPatience(walkOf: () => Pick<Walk, 'elapsed' | 'signal'>): UntilFree {
  let left = patience
  return async (run) => {
    const { elapsed, signal } = walkOf()
    const began = elapsed()
    for (;;) {
      try {
        return await run()
      } catch (error) {
        if (!isHeldPort(error) || elapsed() - began >= left) {
          if (isHeldPort(error)) left = 0
          throw error
        }
        await delay(pause, undefined, { signal })
      }
    }
  }
}

/** Tells whether no code came since another program has the port: that may be otherwise in a moment. */
export function isHeldPort(error: unknown): boolean {
  const failure = error instanceof Error && error.cause instanceof Failure ? error.cause : error
  return failure instanceof Failure && failure.code === 'port-in-use'
}
