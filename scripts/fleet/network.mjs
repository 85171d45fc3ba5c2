import { execFileSync } from 'node:child_process'

/** Who is on the network, and where. */
export const places = { a: '10.77.0.1', b: '10.77.0.2', database: '10.77.0.3', provider: '10.77.0.4' }

/**
 * A network of namespaces around a switch in one of its own, so that nothing of this machine's network is touched. A
 * cut takes down the port at the switch, as a pulled cable does: addresses and connections stay, and nothing arrives.
 */
export function makeNetwork() {
  const nameOf = place => `owf-${process.pid}-${place}`
  const hub = nameOf('hub')
  const all = [hub, ...Object.keys(places).map(nameOf)]
  const remove = () => {
    for (const name of all) quietly(() => ip('netns', 'del', name))
  }
  try {
    for (const name of all) {
      ip('netns', 'add', name)
      ip('-n', name, 'link', 'set', 'lo', 'up')
    }
    ip('-n', hub, 'link', 'add', 'switch', 'type', 'bridge')
    ip('-n', hub, 'link', 'set', 'switch', 'up')
    for (const [place, address] of Object.entries(places)) connect(hub, nameOf(place), place, address)
  } catch (error) {
    remove()
    throw error
  }
  return {
    /** The words that run a command at a place. */
    at: place => ['ip', 'netns', 'exec', nameOf(place)],
    cut: place => ip('-n', hub, 'link', 'set', `to-${place}`, 'down'),
    mend: place => ip('-n', hub, 'link', 'set', `to-${place}`, 'up'),
    remove,
  }
}

function connect(hub, name, place, address) {
  ip('-n', hub, 'link', 'add', `to-${place}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name)
  ip('-n', hub, 'link', 'set', `to-${place}`, 'master', 'switch')
  ip('-n', hub, 'link', 'set', `to-${place}`, 'up')
  ip('-n', name, 'address', 'add', `${address}/24`, 'dev', 'eth0')
  ip('-n', name, 'link', 'set', 'eth0', 'up')
}

function ip(...words) {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] })
}

function quietly(run) {
  try {
    run()
  } catch {
    // It was not there.
  }
}
