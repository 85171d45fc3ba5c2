import { uptime } from 'node:os'

/**
 * Makes a stopwatch: milliseconds since it was made. Nobody can set it, as the clock on the wall is set, and it counts
 * on while the machine sleeps: `performance.now` may stand still then, and how long the machine has been up does not.
 * `clock` is the same one for whoever has it without loading Node's `performance`.
 */
export function createStopwatch(clock = () => performance.now()): () => number {
  const [start, startUp] = [clock(), machineUp()]
  return () => Math.round(Math.max(clock() - start, machineUp() - startUp - grain))
}

/**
 * Milliseconds by which the second clock may seem ahead: systems tell their time up in hundredths of a second. More
 * than that is a sleep.
 */
const grain = 10

/** Some machines do not tell: then only `performance.now` counts. */
function machineUp(): number {
  try {
    return uptime() * 1000
  } catch {
    return 0
  }
}
