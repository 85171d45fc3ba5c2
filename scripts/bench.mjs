// Times whole commands against `node -e 0`: every round runs all of them in random order, and what counts is the median
// over the rounds of a command's figure divided by that of `node -e 0` in the same round. So the ratios hold although
// the machine's speed drifts. Processor time is shown beside the time on the clock, since a busy machine stretches the
// latter; targets are judged by the clock. Words behind the number of rounds choose commands: those whose name has one
// of them.
import { rmSync } from 'node:fs'
import { cpus } from 'node:os'
import { listCommands } from './bench/commands.mjs'
import { rootOfLoopback } from './bench/go-peers.mjs'
import { makeHome, plantSessions, serveSandbox } from './bench/homes.mjs'
import { printFigures } from './bench/print.mjs'
import { measureThroughput } from './bench/throughput.mjs'

const [rounds = 15, ...chosen] = process.argv.slice(2).map((word, place) => place === 0 ? Number(word) : word)
const homes = Object.fromEntries(['own', 'host', 'guest', 'refreshing', 'peers', 'mcp'].map(name => [name, makeHome()]))
const profiles = new Map([1, 100, 10_000].map(size => [size, plantSessions(size)]))
const sandbox = await serveSandbox(homes.host, '--redirect-uri', rootOfLoopback)
const mcp = await serveSandbox(homes.mcp, '--as', 'mcp')
const every = listCommands({ homes, profiles, issuer: sandbox.issuer, resource: mcp.resource })
const commands = every.filter(({ name }, place) =>
  place === 0 || chosen.length === 0 || chosen.some(word => name.includes(word)))

try {
  // Once without being counted: what is kept for the next start is made now.
  for (const { prepare, run } of commands) {
    await prepare?.()
    await run()
  }
  const samples = []
  while (samples.length < rounds) samples.push(await round())
  console.log(`${cpus().length} × ${cpus()[0].model.trim()}, Node ${process.version}, ${rounds} rounds, medians; × is against node -e 0`)
  printFigures(commands, samples)
  if (chosen.length === 0) for (const line of await measureThroughput()) console.log(line)
} finally {
  sandbox.child.kill()
  mcp.child.kill()
  for (const home of [...Object.values(homes), ...profiles.values()]) rmSync(home, { recursive: true, force: true })
}

async function round() {
  const figures = []
  for (const place of shuffle([...commands.keys()])) figures[place] = await commands[place].run()
  return figures
}

function shuffle(values) {
  return values.map(value => [Math.random(), value]).sort(([a], [b]) => a - b).map(([, value]) => value)
}
