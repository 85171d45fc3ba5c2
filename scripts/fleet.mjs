// Proves that the machines of a fleet share a login without losing it: two machines, a database and a provider that
// ends the family of a spent refresh token, each in a network namespace of its own. `--calls N --wave N` race at an
// expired token, then `--kills N`, `--restarts N` and `--cuts N` are the rounds in which the refreshing process is
// killed, the database restarted and a cable pulled; 0 leaves one out. `--lanes N` logins are tried side by side. Needs
// Linux, root and PostgreSQL. Exit status 1 where a family was lost without need or without a word, 69 where it can't
// be tried.
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { binaries } from './fleet/cluster.mjs'
import { cut } from './fleet/rounds/cut.mjs'
import { kill } from './fleet/rounds/kill.mjs'
import { race } from './fleet/rounds/race.mjs'
import { restart } from './fleet/rounds/restart.mjs'
import { openTally, printTallies } from './fleet/table.mjs'
import { openWorld } from './fleet/world.mjs'

/** The exit status where nothing could be tried: nothing is known of the program then. */
const notHere = 69

const number = value => ({ type: 'string', default: String(value) })
const { values } = parseArgs({
  options: {
    calls: number(200), wave: number(200), kills: number(100), restarts: number(50), cuts: number(20), lanes: number(6),
  },
})
const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]))
const missing = whatIsMissing()
if (missing !== undefined) {
  console.error(`skipped: ${missing}`)
  process.exit(notHere)
}
const parts = [
  ['calls at once', given.calls, async (world, tally) => race(world, tally, given)],
  [
    'process killed', given.kills,
    async (world, tally) => kill(world, tally, { rounds: given.kills, lanes: given.lanes }),
  ],
  [
    'database restarted', given.restarts,
    async (world, tally) => restart(world, tally, { rounds: given.restarts, lanes: given.lanes }),
  ],
  ['network cut', given.cuts, async (world, tally) => cut(world, tally, { rounds: given.cuts, lanes: given.lanes })],
]
const tallies = []
try {
  for (const [name, count, play] of parts) if (count > 0) await playIn(name, play)
} finally {
  printTallies(tallies)
}
process.exitCode = tallies.some(({ short }) => short > 0) ? 1 : 0

function whatIsMissing() {
  if (process.platform !== 'linux') return 'network namespaces are Linux’s'
  if (process.getuid() !== 0) return 'network namespaces need root'
  if (binaries === undefined) return 'there is no PostgreSQL here (Debian’s package postgresql)'
  return ['/usr/sbin/ip', '/sbin/ip', '/usr/bin/ip'].some(existsSync)
    ? undefined
    : 'there is no ip here (Debian’s package iproute2)'
}

async function playIn(name, play) {
  const world = await openWorld()
  const stop = () => void world.close().then(() => process.exit(130))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const tally = openTally(name)
  tallies.push(tally)
  try {
    await play(world, tally)
  } finally {
    tally.endedAt ??= Date.now()
    process.off('SIGINT', stop).off('SIGTERM', stop)
    await world.close()
  }
}
