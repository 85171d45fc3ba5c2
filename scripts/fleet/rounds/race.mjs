import { openLane } from '../lane.mjs'
import { judge } from '../judge.mjs'

/**
 * Many commands at once on both machines with one expired token, started in waves of so many; what is not started yet
 * finds the token renewed. The proof that the family lives asks the provider once more, and is not counted.
 */
export async function race(world, tally, { calls: count, wave }) {
  const lane = openLane(world, 0)
  await lane.signIn()
  await lane.expire({ afterMs: 500 })
  const before = await lane.family()
  const calls = []
  for (let started = 0; started < count; started += wave) {
    const these = Array.from(
      { length: Math.min(wave, count - started) }, (_, index) => lane.token(index % 2 === 0 ? 'a' : 'b').ended,
    )
    calls.push(...await Promise.all(these))
  }
  tally.endedAt = Date.now()
  const requests = (await lane.family()).log.length - before.log.length
  const proof = await lane.prove('b')
  const judged = judge({ calls, proof, before, after: await lane.family(), mayLose: false })
  const failed = calls.filter(({ status }) => status !== 0)
  const isShort = requests !== 1 || failed.length > 0
  const why = `${requests} requests; ${failed.slice(0, 3).map(({ machine, status, stderr }) =>
    `${machine} ${status} ${stderr.trim()}`).join(' | ')}`
  tally.rounds = 1
  tally.add({ ...judged, requests, ...isShort ? { verdict: 'short', why } : {} }, `${count} calls in waves of ${wave}`)
}
