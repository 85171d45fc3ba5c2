import { setTimeout as sleep } from 'node:timers/promises'
import { judge } from '../judge.mjs'
import { openLanes } from '../lane.mjs'

/** How long the provider takes before and after it replaces a token, in milliseconds. */
const delays = { beforeMs: 120, afterMs: 120 }

/** When the process is killed: at any time of its life, about when it claims the row, or while it asks and stores. */
const moments = {
  'at any time': async (lane, first) => {
    await sleep(Math.random() * 2500)
    return first.pid
  },
  'about the claim': async (lane, first, signal) => {
    let claimant
    for (; claimant === undefined && !signal.aborted; claimant = await lane.claimant()) await sleep(5)
    await sleep(Math.random() * 40)
    return claimant?.pid
  },
  'from the request to the answer’s storing': async (lane, first, signal, world) => {
    if (await world.provider.next('asked', [lane.client], signal) === undefined) return undefined
    const claimant = await lane.claimant()
    await sleep(Math.random() * 300)
    return claimant?.pid
  },
}

/**
 * Who else wants the token meanwhile: on both machines, or only on the one that can't see that the other's process is
 * dead.
 */
const followers = [['a', 'b', 'b'], ['b'], ['b', 'a']]

/**
 * The refreshing process is killed, while others wait for its result; several lanes side by side, because waiting costs
 * nothing.
 */
export async function kill(world, tally, { rounds, lanes: count }) {
  const lanes = await openLanes(world, Math.min(count, rounds))
  let next = 0
  await Promise.all(lanes.map(async (lane) => {
    while (next < rounds) await round(world, tally, lane, next++)
  }))
  tally.endedAt = Date.now()
}

async function round(world, tally, lane, number) {
  const [name, moment] = Object.entries(moments)[number % 3]
  await lane.expire(delays)
  const before = await lane.family()
  const over = new AbortController()
  const first = lane.token('a')
  const all = [first, ...followers[Math.floor(number / 3) % 3].map(machine => lane.token(machine))]
  const killed = moment(lane, first, over.signal, world).then(shoot)
  const calls = await Promise.all(all.map(async ({ pid, ended }) => ({ ...await ended, pid: await pid })))
  over.abort()
  const victim = await killed
  for (const call of calls) call.mayBeKilled = call.pid === victim
  const proof = await lane.prove(number % 2 === 0 ? 'a' : 'b')
  const judged = judge({
    calls, proof, before, after: await lane.family(), mayLose: calls.some(({ status }) => status === 'SIGKILL'),
  })
  tally.rounds += 1
  tally.add(judged, calls.some(({ status }) => status === 'SIGKILL') ? `killed ${name}` : 'ended before it was killed')
  if (judged.verdict !== 'alive') await lane.signIn()
}

async function shoot(pid) {
  const victim = await pid
  try {
    if (victim !== undefined) process.kill(victim, 'SIGKILL')
  } catch {
    // It has ended already.
  }
  return victim
}
