import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { places } from './network.mjs'

const provider = `https://${places.provider}`
const browser = fileURLToPath(new URL('browser.mjs', import.meta.url))

/** Seconds that a token lives: one that is soon expired, and one that outlives a round. */
export const lifetimes = { short: 1, long: 3600 }

/** How long a short token and the clocks' difference take, in milliseconds. */
const expiryMs = 1200

/**
 * One login that both machines share: a client and so a family of its own at the provider. Several are tried side by
 * side, each for itself.
 */
export function openLane(world, number) {
  const client = `lane-${number}`
  const { a, b } = world.machines
  const call = (machine, words) => machine.call(words, { OAUTH_WALK_PROFILE: client })
  let provenAt = 0
  const family = async set => world.provider.family(client, set)
  const signIn = async () => {
    await family({ lifetime: lifetimes.short })
    const { status, stderr } = await call(a, [
      'login', '--authorization-endpoint', `${provider}/authorize`, '--token-endpoint', `${provider}/token`,
      '--client-id', client, '--redirect-uri', `http://127.0.0.1:${8800 + number}/callback`, '--browser',
      `${process.execPath} ${browser} {url}`,
    ]).ended
    if (status !== 0) throw new Error(`login: ${status} ${stderr}`)
    provenAt = Date.now()
  }
  return {
    client, signIn, family,
    /** `token` on a machine, as a build's job calls it. */
    token: name => call(world.machines[name], ['token']),
    /**
     * Waits until the stored access token has expired; what the next refresh brings lives long, unless told otherwise.
     */
    expire: async (set) => {
      await family({ lifetime: lifetimes.long, ...set })
      await sleep(Math.max(provenAt + expiryMs - Date.now(), 0))
    },
    /**
     * Refreshes once more, by the machine that stores the answer that it may still keep first: the family lives if the
     * provider takes its token.
     */
    prove: async (name = 'a') => {
      await family({ lifetime: lifetimes.short, beforeMs: 0, afterMs: 0 })
      const ended = await call(name === 'a' ? a : b, ['token', 'refresh']).ended
      provenAt = Date.now()
      return ended
    },
    /** The process that the row names as the one that refreshes; undefined where there is none. */
    claimant: async () => {
      const [row] = await world.cluster.query('SELECT claim FROM oauth_walk_sessions WHERE client_id = $1', [client])
      return row?.claim ? JSON.parse(row.claim) : undefined
    },
  }
}

/** Logs in as many as are asked for. */
export async function openLanes(world, count) {
  const lanes = Array.from({ length: count }, (_, index) => openLane(world, index))
  for (const lane of lanes) await lane.signIn()
  return lanes
}
