import { setTimeout as sleep } from 'node:timers/promises'
import { judge } from '../judge.mjs'
import { openLanes } from '../lane.mjs'

/**
 * What is cut, when and for how long, in seconds. While the way between machine and provider is cut for longer than a
 * request may take, an answer that has left is lost; everything else must cost nothing.
 */
const cuts = [
  { place: 'database', event: undefined, seconds: 7 },
  { place: 'database', event: 'asked', seconds: 4 },
  { place: 'database', event: 'replaced', seconds: 4 },
  { place: 'database', event: 'replaced', seconds: 35 },
  { place: 'a', event: undefined, seconds: 7 },
  { place: 'a', event: 'replaced', seconds: 3 },
  { place: 'a', event: 'asked', seconds: 35, mayLose: true },
  { place: 'a', event: 'replaced', seconds: 35, mayLose: true },
  { place: 'provider', event: undefined, seconds: 3 },
  { place: 'provider', event: 'replaced', seconds: 35, mayLose: true },
]

/** Pulls the cable of one place before the request or during the answer, and puts it back. */
export async function cut(world, tally, { rounds, lanes: count }) {
  const lanes = await openLanes(world, count)
  for (let number = 0; number < rounds; number += 1) {
    const how = cuts[number % cuts.length]
    await Promise.all(lanes.map(async lane => lane.expire({ beforeMs: 150, afterMs: 700 })))
    const before = await Promise.all(lanes.map(async lane => lane.family()))
    const over = new AbortController()
    const disturbed = disturb(world, lanes, how, over.signal)
    if (how.event === undefined) await sleep(200)
    const ended = await Promise.all(
      lanes.map(async lane => Promise.all(callersOf(how).map(name => lane.token(name).ended))),
    )
    over.abort()
    await disturbed
    await sleep(1000)
    tally.rounds += 1
    await Promise.all(
      lanes.map(async (lane, index) => settle(lane, tally, how, { calls: ended[index], before: before[index] })),
    )
  }
  tally.endedAt = Date.now()
}

/**
 * What is kept on the machine for a database that is away too long is that machine's to deliver: it comes first then,
 * as the pages say.
 */
function callersOf({ place, seconds }) {
  return place === 'database' && seconds > 20 ? ['a'] : ['a', 'b']
}

async function settle(lane, tally, how, { calls, before }) {
  const judged = judge({
    calls, proof: await lane.prove(), before, after: await lane.family(), mayLose: how.mayLose === true,
    mayExit: [0, 5, 6, 7],
  })
  const when = how.event === undefined ? 'before the request' : `from “${how.event}” on`
  tally.add(judged, `${how.place}’s link ${when}, for ${how.seconds} s`)
  if (judged.verdict !== 'alive') await lane.signIn()
}

async function disturb({ network, provider }, lanes, { place, event, seconds }, signal) {
  if (event !== undefined) await provider.next(event, lanes.map(({ client }) => client), signal)
  network.cut(place)
  await sleep(seconds * 1000)
  network.mend(place)
}
