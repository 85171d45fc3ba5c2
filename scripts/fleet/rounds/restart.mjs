import { setTimeout as sleep } from 'node:timers/promises'
import { judge } from '../judge.mjs'
import { openLanes } from '../lane.mjs'

/** Both of pg_ctl's ways to end what is open: told to the clients, and as in a crash. */
const modes = ['immediate', 'fast']

/** The database is restarted in the middle of the refreshes of several lanes. No answer may be lost by that. */
export async function restart(world, tally, { rounds, lanes: count }) {
  const lanes = await openLanes(world, count)
  for (let number = 0; number < rounds; number += 1) {
    const mode = modes[number % 2]
    await Promise.all(
      lanes.map(async lane => lane.expire({ beforeMs: Math.random() * 200, afterMs: Math.random() * 400 })),
    )
    const before = await Promise.all(lanes.map(async lane => lane.family()))
    const calls = lanes.map(lane => ['a', 'b'].map(name => lane.token(name).ended))
    const over = new AbortController()
    const disturbed = disturb(world, lanes, mode, number, over.signal)
    const ended = await Promise.all(calls.map(async these => Promise.all(these)))
    over.abort()
    await disturbed
    tally.rounds += 1
    await Promise.all(lanes.map(async (lane, index) => {
      const proof = await lane.prove()
      const judged = judge({
        calls: ended[index], proof, before: before[index], after: await lane.family(), mayLose: false,
      })
      tally.add(judged, `-m ${mode}`)
      if (judged.verdict !== 'alive') await lane.signIn()
    }))
  }
  tally.endedAt = Date.now()
}

/** Every other time when a request is under way for sure. */
async function disturb(world, lanes, mode, number, signal) {
  if (number % 4 < 2) await sleep(300 + Math.random() * 2000)
  else await world.provider.next(number % 8 < 4 ? 'asked' : 'replaced', lanes.map(({ client }) => client), signal)
  await world.cluster.restart(mode)
}
